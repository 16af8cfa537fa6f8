/**
 * Several processes over a real broker whose log is archived and trimmed (ADR 0008): engines start with a snapshot and
 * without, a replay process starts with nothing, the public feed goes on, and nobody starts who does not know the archive.
 */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { KafkaClient, KafkaEventLog, KafkaFeedSink, topicNames } from '@macp/event-log-kafka';
import { LocalCluster } from '@macp/testkit';
import type { LogEntry, Settings } from '@macp/testkit';
import type { RuntimeClient } from '@macp/wire';
import { clusterSuite } from '../cluster/suite.js';
import { connect } from '../e2e/connection.js';
import { commitmentStep, send } from '../e2e/decision-script.js';
import { eventually } from '../e2e/eventually.js';
import { archiving, play, playUntilTrimmed, requireHistories } from './archived-server.js';
import type { Played } from './archived-server.js';

const LAYOUT = ['ingress', 'session-engine', 'policy', 'replay'];
const silent = { info: () => undefined, warn: () => undefined };

/** One record of the feed, as far as it is looked at. */
interface FeedLine {
  readonly kind: string;
  readonly session_id: string;
  readonly ordinal: number;
  readonly envelope?: { readonly message_id: string };
}

await clusterSuite('processes with an archive', (kafka) => {
  const archive = mkdtempSync(join(tmpdir(), 'macp-archive-'));
  const settings: Settings = { ...archiving(archive), KAFKA_SESSION_TIMEOUT_MS: '2000' };
  const played: Played = new Map();
  let cluster: LocalCluster;
  let outside: KafkaClient;
  let client: RuntimeClient;
  let open: string;
  let trimmedTo = 0;

  beforeAll(async () => {
    cluster = await LocalCluster.start({ brokers: kafka.brokers, layout: LAYOUT, partitions: 1, settings });
    outside = new KafkaClient({ brokers: kafka.brokers, clientId: 'spec' }, { logger: silent });
    await outside.start();
    client = connect(cluster.ingresses[0]!);
    open = await play(client, played, true);
  });
  afterAll(async () => {
    client?.close();
    await outside?.close();
    await cluster?.remove();
    rmSync(archive, { recursive: true, force: true });
    await kafka.stop();
  });

  const topic = (): ReturnType<typeof topicNames> => topicNames(cluster.topicPrefix);
  const events = (): Promise<KafkaEventLog> =>
    KafkaEventLog.open({ client: outside, topic: topic().events, partitions: 1 });
  const logStart = async (): Promise<number> => (await events()).startOffset(0);

  async function playOn(): Promise<void> {
    trimmedTo = await playUntilTrimmed(client, played, { logStart, after: trimmedTo + 10 });
  }

  async function restart(change: () => Promise<void> | void): Promise<void> {
    client.close();
    await cluster.kill();
    await change();
    await cluster.start();
    client = connect(cluster.ingresses[0]!);
  }

  /** How the engine got its state. */
  const recovery = (): Promise<LogEntry> =>
    cluster.engines[0]!.said(({ msg, aggregate }) => msg === 'partition recovered' && aggregate === 'session');

  it('given a log that grows, when replay archives it, then the broker drops what is archived, and histories are whole', async () => {
    await playOn();

    // It tells of a pass once that has ended, and the broker has dropped records before.
    const isTold = async (): Promise<boolean> =>
      ((await cluster.replays[0]!.metric('macp_log_start_offset{partition="0"}')) ?? 0) > 0;
    await eventually(isTold, true);
    expect(await cluster.replays[0]!.metric('macp_log_archive_failures_total')).toBe(0);
    await requireHistories(client, played);
  });

  it('given a replay process that has lost its projections, when it starts, then the whole history is there, and the feed goes on', async () => {
    await restart(() => rmSync(join(cluster.directory, 'replay-1.data'), { recursive: true }));

    await requireHistories(client, played);
    // From its snapshot: no more than what is behind the last checkpoint.
    expect((await recovery())['records']).toBeLessThan(trimmedTo);
    await playOn();
    await requireHistories(client, played);
    await requireWholeFeed();
  });

  it('given snapshots that cannot be read, when an engine starts, then it has every session, from the archive on', async () => {
    await restart(async () => {
      const sink = await KafkaFeedSink.open({ client: outside, topic: topic().sessions, partitions: 1 });
      await sink.put(0, [{ key: 'garbage', value: Buffer.from('no snapshot'), headers: {} }]);
    });

    expect((await recovery())['records']).toBeGreaterThan(trimmedTo);
    const step = commitmentStep(open);
    expect(await send(client, step)).toMatchObject({ ok: true, duplicate: false });
    played.set(open, [...played.get(open)!, step.envelope.messageId!]);
    expect(await send(client, step)).toMatchObject({ ok: true, duplicate: true });
    await play(client, played);
    await requireHistories(client, played);
    await requireWholeFeed();
  });

  it('given snapshots that the engine has written anew, when the log grows, then it is archived and trimmed on', async () => {
    await playOn();

    await requireHistories(client, played);
    await requireWholeFeed();
  });

  it('given a process without the setting, when it starts, then it is refused with a sentence that names it', async () => {
    const { LOG_ARCHIVE_DIR: _dir, LOG_TRIM: _trim, ...bare } = settings;
    for (const layout of [['replay'], ['session-engine']]) {
      const other = await LocalCluster.prepare({
        brokers: kafka.brokers,
        topicPrefix: cluster.topicPrefix,
        layout,
        partitions: 1,
        settings: { ...bare, POLICY_ADDR: '127.0.0.1:1' },
      });
      await expect(other.start()).rejects.toThrow(/begins at offset \d+, not at 0; set MACP_LOG_ARCHIVE_DIR/);
      await other.remove();
    }
  });

  it('given an archive out of reach, when a process starts, then it ends with the setting, the fault and what to do', async () => {
    // A link to itself, which the system refuses to follow.
    const unreachable = `${archive}-unreachable`;
    symlinkSync(unreachable, unreachable);
    const other = await LocalCluster.prepare({
      brokers: kafka.brokers,
      topicPrefix: cluster.topicPrefix,
      layout: ['session-engine'],
      partitions: 1,
      settings: { ...settings, LOG_ARCHIVE_DIR: unreachable, POLICY_ADDR: '127.0.0.1:1' },
    });
    await expect(other.start()).rejects.toThrow(
      `MACP_LOG_ARCHIVE_DIR: The log archive ${unreachable} cannot be read and written (ELOOP). ` +
        'No process starts without it: make it reachable, then start this one again.',
    );
    await other.remove();
    rmSync(unreachable);
  });

  /** What a consumer has that reads the feed from its start and drops repeats. */
  async function requireWholeFeed(): Promise<void> {
    const feed = await KafkaEventLog.open({ client: outside, topic: topic().history, partitions: 1 });
    const found = new Map<string, string[]>();
    const isWhole = (): boolean => [...played].every(([id, ids]) => found.get(id)?.length === ids.length);
    for (let next = 0; !isWhole();) {
      for (const { bytes } of await feed.read(0, next, 1_000)) {
        next += 1;
        const line = JSON.parse(Buffer.from(bytes).toString()) as FeedLine;
        const ids = found.get(line.session_id) ?? [];
        found.set(line.session_id, ids);
        if (line.kind === 'envelope' && line.ordinal === ids.length + 1) ids.push(line.envelope!.message_id);
      }
    }
    for (const [sessionId, ids] of played) expect(found.get(sessionId)).toEqual(ids);
  }
});
