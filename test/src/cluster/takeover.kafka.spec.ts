/**
 * The cluster under load while its processes are killed, frozen and asked to leave (I1 to I4, I9, I11, I12): every session
 * goes on, and its history is what its client was told.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playFraudDecision, readScenario } from '@macp/fraud-decision';
import { LocalCluster } from '@macp/testkit';
import type { ClusterProcess } from '@macp/testkit';
import { auditWholeLog } from '../chaos/audits.js';
import { FLAWLESS, JournaledLoad } from './journaled-load.js';
import { UNLIMITED, clusterSuite, measured } from './suite.js';

const KILLS = 5;
const SESSIONS = 12;
const SESSION_TIMEOUT_MS = 2000;
const LAYOUT = ['ingress', 'ingress', 'session-engine', 'session-engine', 'policy', 'replay', 'replay'];
const SCENARIO = fileURLToPath(new URL('../../../examples/fraud-decision/scenario.json', import.meta.url));

await clusterSuite('a cluster under load', (kafka) => {
  let cluster: LocalCluster;
  beforeAll(async () => {
    const settings = { ...UNLIMITED, KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS), SHUTDOWN_DRAIN_SECS: '5' };
    cluster = await LocalCluster.start({ brokers: kafka.brokers, layout: LAYOUT, settings });
  });
  afterAll(async () => {
    await cluster?.remove();
    await kafka.stop();
  });

  const addresses = (): string[] => cluster.ingresses.map(({ address }) => address);
  const startLoad = (): Promise<JournaledLoad> => JournaledLoad.start(addresses(), SESSIONS);

  /** Ends the load and holds every journal against what every ingress tells. */
  async function expectFlawless(load: JournaledLoad): Promise<void> {
    await load.end();
    expect(load.acknowledged).toBeGreaterThan(SESSIONS);
    for (const address of addresses()) expect(await load.verdict(address)).toMatchObject(FLAWLESS);
  }

  /** Kills the processes in turn, each time waiting until every session goes on before it is started again. */
  async function killInTurn(processes: readonly ClusterProcess[], load: JournaledLoad): Promise<void> {
    for (let n = 0; n < KILLS; n++) {
      const victim = processes[n % processes.length]!;
      await load.goesOn();
      const killedAtMs = performance.now();
      await victim.kill();
      await load.goesOn();
      measured(`from kill -9 of ${victim.name} until every session was written again`, performance.now() - killedAtMs);
      await victim.start();
      await cluster.served();
    }
  }

  it(`loses, repeats and reorders nothing over ${KILLS} kills of engines`, async () => {
    const load = await startLoad();
    await killInTurn(cluster.engines, load);
    await expectFlawless(load);
  });

  it(`loses, repeats and reorders nothing over ${KILLS} kills of ingresses`, async () => {
    const load = await startLoad();
    await killInTurn(cluster.ingresses, load);
    await expectFlawless(load);
  });

  it('hands over the partitions of an engine that leaves, and every call is answered', async () => {
    const load = await startLoad();
    const leaving = cluster.engines[0]!;
    await load.goesOn();
    load.measure();
    const end = await leaving.kill('SIGTERM');
    await cluster.served();
    await load.goesOn();
    measured('longest wait for an answer over a planned hand-over', load.longestMs);
    expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(end.messages.at(-1)).toBe('state persisted, goodbye');
    load.measure();
    await leaving.start();
    await cluster.served();
    await load.goesOn();
    measured('longest wait for an answer while an engine joins', load.longestMs);
    expect(load.unanswered).toBe(0);
    await expectFlawless(load);
  });

  it('goes on without an engine that freezes, whose return is no duel', async () => {
    const load = await startLoad();
    const [frozen, other] = [cluster.engines[0]!, cluster.engines[1]!];
    await load.goesOn();
    const frozenAtMs = performance.now();
    frozen.pause();
    await load.goesOn();
    measured('from SIGSTOP of an engine until every session was written again', performance.now() - frozenAtMs);
    expect(await other.metric('macp_partitions_owned')).toBe(cluster.partitions);
    frozen.resume();
    while (Number(await frozen.metric('macp_partitions_owned')) !== cluster.partitions / 2) await load.goesOn();
    await cluster.served();
    await load.goesOn();
    // How often the same owner claims is a matter of how late its appends are confirmed; that it takes nothing back is not.
    const { claims, duels } = await auditWholeLog({ cluster, brokers: kafka.brokers });
    expect(claims).toBeGreaterThan(cluster.partitions);
    expect(duels).toEqual([]);
    expect(await cluster.metric('macp_session_partition_failures_total')).toBe(0);
    await expectFlawless(load);
  });

  it('keeps streams open and without a gap while a replay server is killed', async () => {
    const load = await startLoad();
    for (const victim of cluster.replays) {
      await load.goesOn();
      await victim.kill();
      await load.goesOn();
      await victim.start();
      await cluster.served();
    }
    await load.end();
    expect(load.brokenStreams).toEqual([]);
    for (const address of addresses()) expect(await load.verdict(address)).toMatchObject(FLAWLESS);
  });

  it('resolves the worked decision although an engine is killed in the middle of it', async () => {
    const victim = cluster.engines[1]!;
    let killed: Promise<unknown> | undefined;
    const lines: string[] = [];
    const state = await playFraudDecision({
      target: addresses()[0]!,
      scenario: readScenario(readFileSync(SCENARIO, 'utf8')),
      write(line) {
        lines.push(line);
        if (/^ {2}\S+ +Vote /.test(line)) killed ??= victim.kill();
      },
    });
    expect(killed).toBeDefined();
    expect(state).toBe('RESOLVED');
    await killed;
    await victim.start();
    await cluster.served();
  });
});
