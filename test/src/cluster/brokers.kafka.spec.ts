/**
 * Brokers that come late, say no, or have other topics than they should: nothing is lost, nobody is told anything false, and
 * the log says what is wrong.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import {
  LocalCluster,
  LocalKafka,
  allowWrites,
  denyWrites,
  freePorts,
  hasJavaAndMaven,
  setTopicSetting,
} from '@macp/testkit';
import type { ClusterProcess, LogEntry } from '@macp/testkit';
import type { RuntimeClient } from '@macp/wire';
import { connect, failureOf } from '../e2e/connection.js';
import { completeDecision, history, proposalStep, send, startStep } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';

jest.setTimeout(120_000);

const AUTHORIZER = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'true',
};
const LAYOUT = ['ingress', 'session-engine', 'policy', 'replay'];
const FATAL = 60;

((await hasJavaAndMaven()) ? describe : describe.skip)('a cluster whose brokers', () => {
  let kafka: LocalKafka;
  let cluster: LocalCluster;
  let port: number;
  let client: RuntimeClient;

  beforeAll(async () => {
    [port] = (await freePorts(1)) as [number];
    const settings = { KAFKA_SESSION_TIMEOUT_MS: '2000', REQUEST_TIMEOUT_SECS: '3' };
    cluster = await LocalCluster.prepare({ brokers: [`127.0.0.1:${port}`], layout: LAYOUT, partitions: 1, settings });
  });
  afterAll(async () => {
    client?.close();
    await cluster?.remove();
    await kafka?.stop();
  });

  async function play(steps: readonly Step[]): Promise<string[]> {
    for (const step of steps) expect(await send(client, step)).toMatchObject({ ok: true });
    return steps.map(({ envelope }) => envelope.messageId!);
  }

  it('are not there yet says so, waits, and serves when they come', async () => {
    for (const process of cluster.processes) process.spawn();
    for (const process of cluster.processes) await process.said(({ level }) => level >= 40);
    kafka = await LocalKafka.start({ port, properties: AUTHORIZER });
    await Promise.all(cluster.processes.map((process) => process.listening()));
    await cluster.served();
    client = connect(cluster.ingresses[0]!);
    const sessionId = randomUUID();
    expect(await history(client, sessionId).catch(() => 'none')).toBe('none');
    const ids = await play(completeDecision(sessionId));
    expect(await history(client, sessionId)).toEqual(ids);
  });

  it('have another number of partitions is refused with a sentence', async () => {
    const { topicPrefix } = cluster;
    const other = await LocalCluster.prepare({
      brokers: kafka.addresses,
      topicPrefix,
      layout: ['replay'],
      partitions: 2,
    });
    await expect(other.start()).rejects.toThrow(`topic ${topicPrefix}macp.events has 1 partitions instead of 2`);
    await other.remove();
  });

  /** What a process says of a topic that it may not write to. */
  const refusal = (process: ClusterProcess, topic: string): Promise<LogEntry> =>
    process.said(({ msg, topic: named }) => msg === 'a broker refuses what is appended' && named === topic);

  it('refuse commands answers that the outcome is unknown, says why, and goes on when they take them', async () => {
    const sessionId = randomUUID();
    const ids = await play([startStep(sessionId)]);
    const topic = `${cluster.topicPrefix}macp.commands`;
    await denyWrites(kafka.addresses[0]!, topic);
    const message = proposalStep(sessionId, 'p');
    expect((await failureOf(send(client, message))).code).toBe(status.UNAVAILABLE);
    expect((await refusal(cluster.ingresses[0]!, topic))['cause']).toContain('topic authorization failed');
    await allowWrites(kafka.addresses[0]!, topic);
    await sendUntilAnswered(message);
    expect(await history(client, sessionId)).toEqual([...ids, message.envelope.messageId]);
  });

  it('refuse facts stop the partition with an alarm, until they take them: then what waits is decided', async () => {
    const sessionId = randomUUID();
    const ids = await play([startStep(sessionId)]);
    const [engine] = cluster.engines as [ClusterProcess];
    const topic = `${cluster.topicPrefix}macp.events`;
    await denyWrites(kafka.addresses[0]!, topic);
    const message = proposalStep(sessionId, 'p');
    expect((await failureOf(send(client, message))).code).toBe(status.UNAVAILABLE);
    expect((await refusal(engine, topic))['cause']).toContain('topic authorization failed');
    await engine.said(({ msg, level }) => msg === 'the partition has stopped' && level === FATAL);
    expect(await engine.metric('macp_partitions_down')).toBe(1);
    await allowWrites(kafka.addresses[0]!, topic);
    await sendUntilAnswered(message);
    expect(await history(client, sessionId)).toEqual([...ids, message.envelope.messageId]);
  });

  /** As a client does: the same message again for as long as its outcome is unknown. */
  async function sendUntilAnswered(message: Step): Promise<void> {
    for (;;) {
      const ack = await send(client, message).catch(() => undefined);
      if (ack !== undefined) return expect(ack).toMatchObject({ ok: true });
    }
  }

  it.each([
    ['macp.commands', { code: status.UNAVAILABLE }],
    ['macp.events', { ok: false, error: { code: 'INTERNAL_ERROR', message: 'StorageFailed' } }],
  ])('find a record of %s too large fail that message alone', async (name, answer) => {
    const sessionId = randomUUID();
    const ids = await play([startStep(sessionId)]);
    const topic = cluster.topicPrefix + name;
    const setting = 'max.message.bytes';
    await setTopicSetting(kafka.addresses[0]!, topic, { name: setting, value: '50000' });
    const large = send(client, proposalStep(sessionId, 'large', 'x'.repeat(200_000))).catch((cause: unknown) => cause);
    const small = proposalStep(sessionId, 'small');
    expect(await send(client, small)).toMatchObject({ ok: true });
    expect(await large).toMatchObject(answer);
    await setTopicSetting(kafka.addresses[0]!, topic, { name: setting, value: '5000000' });
    expect(await history(client, sessionId)).toEqual([...ids, small.envelope.messageId]);
  });
});
