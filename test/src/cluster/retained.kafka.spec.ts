/**
 * Partitions that stay with their engine are not disturbed by any other engine's leaving, joining, freezing or dying: they
 * are not claimed again, as they would be after any append in doubt, and their sessions go on while the group has not agreed yet.
 */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { partitionFor } from '@macp/ports';
import { LocalCluster } from '@macp/testkit';
import type { ClusterProcess } from '@macp/testkit';
import { FLAWLESS, JournaledLoad } from './journaled-load.js';
import { UNLIMITED, clusterSuite } from './suite.js';

const LAYOUT = ['ingress', 'session-engine', 'session-engine', 'session-engine', 'session-engine', 'policy', 'replay'];
/** Long enough that a frozen engine holds up the group for many messages. */
const SESSION_TIMEOUT_MS = 6000;
/** Messages that every session has to get through meanwhile. */
const ROUNDS = 5;
const EPOCH_START = 'macp_session_partition_epoch_start_seconds';

type Engines = readonly [ClusterProcess, ClusterProcess, ClusterProcess, ClusterProcess];

/** Value of a metric by partition. */
async function byPartition(engine: ClusterProcess, name: string): Promise<Map<number, number>> {
  const text = await (await fetch(`http://${engine.metricsAddress!}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}\\{partition="(\\d+)"\\} (\\S+)$`, 'gm'));
  return new Map([...lines].map(([, partition, value]) => [Number(partition), Number(value)]));
}

await clusterSuite('partitions that stay', (kafka) => {
  let cluster: LocalCluster;
  let load: JournaledLoad;
  beforeAll(async () => {
    const settings = { ...UNLIMITED, KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS), SHUTDOWN_DRAIN_SECS: '5' };
    cluster = await LocalCluster.prepare({ brokers: kafka.brokers, layout: LAYOUT, settings });
    const [, , , fourth] = cluster.engines;
    for (const process of cluster.processes) if (process !== fourth) process.spawn();
    await Promise.all(cluster.processes.filter((process) => process !== fourth).map((process) => process.listening()));
    await cluster.served();
    load = await JournaledLoad.start(
      cluster.ingresses.map(({ address }) => address),
      24,
      5,
    );
  });
  afterAll(async () => {
    await cluster?.remove();
    await kafka.stop();
  });

  const engines = () => cluster.engines as readonly ClusterProcess[] as Engines;

  /** Epochs of the partitions of these engines: whoever had to claim again, for whatever reason, has another one. */
  async function standing(engines: readonly ClusterProcess[]): Promise<Map<number, number>> {
    const all = new Map<number, number>();
    for (const engine of engines) for (const each of await byPartition(engine, EPOCH_START)) all.set(...each);
    return all;
  }

  /** Runs `what`, in the course of which what stays with these engines stays as it is. */
  async function undisturbed(engines: readonly ClusterProcess[], what: () => Promise<void>): Promise<void> {
    await cluster.served();
    await load.goesOn();
    const before = await standing(engines);
    await what();
    await cluster.served();
    const after = await standing(engines);
    const retained = [...before.keys()].filter((partition) => after.has(partition));
    expect(retained.length).toBeGreaterThanOrEqual(Math.min(before.size, 6));
    expect(retained.map((partition) => after.get(partition))).toEqual(
      retained.map((partition) => before.get(partition)),
    );
  }

  const generationOf = (engine: ClusterProcess) => engine.metric('macp_session_engine_group_generation');

  it('are not claimed again when an engine joins, and when one leaves', async () => {
    const [first, second, third, fourth] = engines();
    await undisturbed([first, second, third], () => fourth.start());
    await undisturbed([first, second, third], async () => void (await fourth.kill('SIGTERM')));
  });

  it('go on while a frozen engine keeps the group from agreeing about one that joins', async () => {
    const [first, second, third, fourth] = engines();
    await undisturbed([first, second], async () => {
      const stay = await standing([first, second]);
      const stays = (sessionId: string): boolean => stay.has(partitionFor(sessionId, cluster.partitions));
      expect([...load.journals.keys()].filter(stays).length).toBeGreaterThan(0);
      const before = await generationOf(first);
      // When one does nothing any more, and another wants to join
      third.pause();
      await fourth.start();
      for (let round = 0; round < ROUNDS; round++) await load.goesOn(stays);
      // Then the group had not agreed on anything yet
      expect(await generationOf(fourth)).toBe(-1);
      expect(await generationOf(first)).toBe(before);
      await load.goesOn();
      third.resume();
    });
  });

  it('are not claimed again when an engine dies', async () => {
    const [first, second, third, fourth] = engines();
    await undisturbed([first, second, third], async () => {
      await fourth.kill();
      await load.goesOn();
    });
  });

  it('have lost, repeated and reordered nothing in the end', async () => {
    await load.end();
    expect(await load.verdict(cluster.ingresses[0]!.address)).toMatchObject(FLAWLESS);
  });
});
