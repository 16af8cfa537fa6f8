/**
 * What cannot be read or decided harms nobody else: it is set aside with its cause, counted, listed and sent again on
 * request, and its partition goes on; a partition that stops refuses its own commands, and the others go on.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { KafkaClient, KafkaEventLog, topicNames } from '@macp/event-log-kafka';
import { partitionFor } from '@macp/ports';
import { LocalCluster } from '@macp/testkit';
import type { ClusterProcess } from '@macp/testkit';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect, endOf, failureOf } from '../e2e/connection.js';
import { history, proposalStep, send, startStep } from '../e2e/decision-script.js';
import { UNLIMITED, clusterSuite } from './suite.js';

const PARTITIONS = 2;
const QUARANTINE = fileURLToPath(new URL('../../../apps/runtime/dist/quarantine-main.js', import.meta.url));
const FATAL = 60;
/** The first command of a record; each record has room for so many. */
const COMMANDS_PER_RECORD = 4096;

await clusterSuite('a cluster with poison in its topics', (kafka) => {
  let cluster: LocalCluster;
  let client: RuntimeClient;
  let broken: KafkaClient;
  beforeAll(async () => {
    const layout = ['ingress', 'session-engine', 'policy', 'replay'];
    const settings = { ...UNLIMITED, REQUEST_TIMEOUT_SECS: '3' };
    cluster = await LocalCluster.start({ brokers: kafka.brokers, layout, partitions: PARTITIONS, settings });
    client = connect(cluster.ingresses[0]!);
    const logger = { info: () => undefined, warn: () => undefined };
    broken = new KafkaClient({ brokers: kafka.brokers, clientId: 'poison' }, { logger });
    await broken.start();
  });
  afterAll(async () => {
    client?.close();
    await broken?.close();
    await cluster?.remove();
    await kafka.stop();
  });

  const engine = (): ClusterProcess => cluster.engines[0]!;

  function sessionOf(partition: number): string {
    for (;;) {
      const sessionId = randomUUID();
      if (partitionFor(sessionId, PARTITIONS) === partition) return sessionId;
    }
  }

  /** Appends bytes to a topic of the cluster; resolves with their record's offset. */
  async function append(topic: string, partition: number, bytes: Uint8Array): Promise<number> {
    const log = await KafkaEventLog.open({ client: broken, topic, partitions: PARTITIONS });
    return log.append(partition, bytes);
  }

  function quarantine(...args: string[]): Promise<{ readonly stdout: string }> {
    const env = {
      ...process.env,
      MACP_KAFKA_BROKERS: kafka.brokers.join(','),
      MACP_KAFKA_TOPIC_PREFIX: cluster.topicPrefix,
      MACP_ALLOW_INSECURE: '1',
    };
    return promisify(execFile)(process.execPath, [QUARANTINE, ...args], { env });
  }

  const { commands, events } = topicNames('');

  it('sets a command aside that cannot be read, says why, and goes on', async () => {
    const sessionId = sessionOf(0);
    const start = startStep(sessionId);
    expect(await send(client, start)).toMatchObject({ ok: true });
    const record = await append(cluster.topicPrefix + commands, 0, Buffer.from([2, 1, 2, 3]));
    const message = proposalStep(sessionId, 'p');
    expect(await send(client, message)).toMatchObject({ ok: true });
    expect(await history(client, sessionId)).toEqual([start.envelope.messageId, message.envelope.messageId]);
    const offset = record * COMMANDS_PER_RECORD;
    const told = await engine().said(({ msg }) => msg === 'a command that cannot be read was set aside');
    expect(told).toMatchObject({ partition: 0, offset });
    expect(await engine().metric('macp_session_commands_quarantined_total')).toBe(1);
    // It is where it was, with its cause, for whoever looks
    const { stdout } = await quarantine();
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { partition: 0, offset, cause: expect.stringContaining('newer than this build') },
    ]);
    await expect(quarantine('--redrive', `0:${offset}`, '--record')).rejects.toMatchObject({
      stderr: expect.stringContaining('cannot be sent again'),
    });
  });

  it('sends a command again on request, which changes nothing where it had been decided', async () => {
    const sessionId = sessionOf(1);
    const steps = [startStep(sessionId), proposalStep(sessionId, 'p')];
    for (const step of steps) expect(await send(client, step)).toMatchObject({ ok: true });
    const decided = await engine().metric('macp_session_commands_decided_total');
    // The start's: the first record of a partition that nobody had used
    const { stdout } = await quarantine('--redrive', '1:0');
    expect(JSON.parse(stdout)).toMatchObject({ partition: 1, offset: 0 });
    const last = proposalStep(sessionId, 'q');
    expect(await send(client, last)).toMatchObject({ ok: true });
    expect(await history(client, sessionId)).toEqual([...steps, last].map(({ envelope }) => envelope.messageId));
    expect(decided).toBeGreaterThan(0);
    expect(await engine().metric('macp_session_partition_failures_total')).toBe(0);
  });

  it('stops a partition alone whose accepted history cannot be read, with an alarm, and skips nothing', async () => {
    const [dead, alive] = [sessionOf(0), sessionOf(1)];
    for (const sessionId of [dead, alive]) expect(await send(client, startStep(sessionId))).toMatchObject({ ok: true });
    // Given a record of the log that is damaged, and an engine that has to read it
    await append(cluster.topicPrefix + events, 0, Buffer.from('no record of a log'));
    await engine().kill();
    await engine().start();
    const alarm = await engine().said(({ msg, level }) => msg === 'the partition has stopped' && level === FATAL);
    expect(alarm).toMatchObject({ partition: 0 });
    // Then its commands are not answered, and those of the other partition are
    expect((await failureOf(send(client, proposalStep(dead, 'p')))).code).toBeDefined();
    expect(await send(client, proposalStep(alive, 'p'))).toMatchObject({ ok: true });
    expect(await engine().metric('macp_partitions_down')).toBe(1);
    // And nobody gets a list of all sessions that lacks those of a partition
    const list = callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer('watcher') });
    const watch = client.WatchSessions({}, bearer('watcher')).on('data', () => undefined);
    const watchEnd = new Promise((resolve) => watch.on('error', (error: StatusObject) => resolve(endOf(error))));
    const unavailable = { code: status.UNAVAILABLE, macpCode: undefined };
    expect(await Promise.all([failureOf(list), watchEnd])).toMatchObject([unavailable, unavailable]);
    expect(await history(client, alive)).toHaveLength(2);
  });
});
