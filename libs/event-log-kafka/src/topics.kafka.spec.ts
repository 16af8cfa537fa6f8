/** Topics are created as the log needs them, and refused when they are not so, with every reason at once. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppendRefused, AppendUnknown, OffsetOutOfRange } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { KafkaSetupRefused } from './kafka-errors.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { describeWithKafka, openClient } from './testing/kafka-suite.js';
import { createAnew, deleteTopic, newTopic } from './testing/test-topics.js';
import { createTopicsRequest, describeTopicsRequest } from './topic-apis.js';
import { ensureTopics, topicNames, topicPlans } from './topics.js';
import type { EnsureTopicsOptions } from './topics.js';

const asIs = (cause: unknown): unknown => cause;

describeWithKafka('over a real broker', () => {
  let client: KafkaClient;
  let prefix: string;

  beforeEach(async () => {
    client = await openClient();
    prefix = `test.${randomUUID()}.`;
  });
  afterEach(async () => {
    await client.close();
  });

  async function create(topic: string, partitions: number, settings: Readonly<Record<string, string>>): Promise<void> {
    const request = createTopicsRequest([{ topic, partitions, replicationFactor: 1, settings }]);
    const [answer] = await client.connection.send(await client.connection.controller(), 'read', request);
    expect(answer?.code).toBe(0);
  }

  async function problemsOf(options: EnsureTopicsOptions): Promise<readonly string[]> {
    const refusal: unknown = await ensureTopics(client, options).catch((cause: unknown) => cause);
    expect(refusal).toBeInstanceOf(KafkaSetupRefused);
    return (refusal as KafkaSetupRefused).problems;
  }

  describe('ensureTopics', () => {
    it('creates every topic of a deployment so that a second look finds nothing wrong, from several at once', async () => {
      const plans = topicPlans({ prefix, partitions: 3 });
      const names = topicNames(prefix);
      const other = await openClient();
      await Promise.all([ensureTopics(client, { plans }), ensureTopics(other, { plans })]);
      await ensureTopics(client, { plans });
      const request = describeTopicsRequest([names.events, names.commands, names.sessions]);
      const described = await client.connection.send(await client.connection.controller(), 'read', request);
      const of = (topic: string, name: string): string | undefined =>
        described.find((each) => each.topic === topic)?.settings[name];
      expect(of(names.events, 'retention.ms')).toBe('-1');
      expect(of(names.commands, 'retention.ms')).toBe('86400000');
      expect(of(names.sessions, 'cleanup.policy')).toBe('compact');
      for (const { topic } of plans) await deleteTopic(client, topic);
      await other.close();
    });

    it('names everything that is wrong with topics that are there', async () => {
      const { events, sessions } = topicNames(prefix);
      await create(events, 2, { 'retention.ms': '60000', 'max.message.bytes': '1000', 'retention.bytes': '1' });
      await create(sessions, 3, {
        'cleanup.policy': 'delete',
        'compression.type': 'zstd',
        'max.message.bytes': '5000000',
      });
      const plans = topicPlans({ prefix, partitions: 3 }).filter(({ topic }) => [events, sessions].includes(topic));
      const warn = jest.spyOn(client.connection.logger, 'warn');
      const problems = await problemsOf({ plans, minInsyncReplicas: 2 });
      const ofClocks = warn.mock.calls.filter(([text]) => text.includes('message.timestamp.type'));
      warn.mockRestore();
      expect(ofClocks.map(([, fields]) => fields)).toEqual([{ topics: [events, sessions] }]);
      expect(problems.map((problem) => problem.replace(prefix, ''))).toEqual([
        'topic macp.events has 2 partitions instead of 3',
        'max.message.bytes of topic macp.events is 1000 instead of at least 4259840',
        'min.insync.replicas of topic macp.events is 1 instead of at least 2',
        'retention.ms of topic macp.events is 60000 instead of -1',
        'retention.bytes of topic macp.events is 1 instead of -1',
        'cleanup.policy of topic macp.sessions is delete instead of compact',
        'min.insync.replicas of topic macp.sessions is 1 instead of at least 2',
        'compression.type of topic macp.sessions is zstd instead of producer',
      ]);
      for (const topic of [events, sessions]) await deleteTopic(client, topic);
    });

    it.each([
      ['warns where one replica may acknowledge', {}, 1],
      ['does not warn where that was asked for', { minInsyncReplicas: 1 }, 0],
    ])('%s', async (_what, asked, warnings) => {
      const plans = topicPlans({ prefix, partitions: 1 }).filter(({ kind }) => kind !== 'table');
      const warn = jest.spyOn(client.connection.logger, 'warn');
      await ensureTopics(client, { plans, ...asked });
      const { events, registry, history } = topicNames(prefix);
      const told = warn.mock.calls.filter(([text]) => text.includes('min.insync.replicas is below 2'));
      const ofClocks = warn.mock.calls.filter(([text]) => text.includes('message.timestamp.type'));
      warn.mockRestore();
      expect(ofClocks).toEqual([]);
      expect(told).toHaveLength(warnings);
      if (warnings > 0) expect(told[0]![1]).toEqual({ topics: [events, registry, history] });
      for (const { topic } of plans) await deleteTopic(client, topic);
    });

    it('says what a broker has against a new topic', async () => {
      const plans = topicPlans({ prefix, partitions: 1 }).slice(0, 1);
      expect(await problemsOf({ plans, replicationFactor: 100 })).toEqual([
        expect.stringMatching(/macp\.commands cannot be made: .*[Rr]eplication factor/),
      ]);
    });
  });

  describe('KafkaEventLog', () => {
    it('refuses a topic that has grown', async () => {
      const topic = await newTopic(client, 'log', 3);
      await expect(KafkaEventLog.open({ client, topic, partitions: 2 })).rejects.toThrow(
        'has 3 partitions instead of 2',
      );
      await deleteTopic(client, topic);
    });

    it('is another log when the topic was created anew, and whoever followed the old one is told', async () => {
      const topic = await newTopic(client, 'log', 1);
      const log = await KafkaEventLog.open({ client, topic, partitions: 1 });
      for (const each of ['a', 'b', 'c']) await log.append(0, Buffer.from(each));
      const seen = Collector.follow(log, 0, 0);
      await seen.reached(2);
      const other = await openClient();
      await createAnew(other, topic, 1);
      await seen.failed();
      expect(seen.faults[0]).toBeInstanceOf(OffsetOutOfRange);
      await client.connection.refresh();
      await expect(log.read(0, 3, 1)).rejects.toBeInstanceOf(OffsetOutOfRange);
      await expect(log.endOffset(0)).rejects.toBeInstanceOf(OffsetOutOfRange);
      await expect(log.append(0, Buffer.from('d'))).rejects.toBeInstanceOf(AppendUnknown);
      const again = await KafkaEventLog.open({ client: other, topic, partitions: 1 });
      expect(again.logId).not.toBe(log.logId);
      expect(await again.endOffset(0)).toBe(0);
      await deleteTopic(other, topic);
      await other.close();
    });

    it('passes on that the broker finds a record too large, for good, and takes the next', async () => {
      const topic = `${prefix}small`;
      await create(topic, 1, { 'max.message.bytes': '2000' });
      const log = await KafkaEventLog.open({ client, topic, partitions: 1 });
      await log.startOffset(0);
      await expect(log.append(0, Buffer.alloc(5000))).rejects.toMatchObject({
        name: AppendRefused.name,
        reason: 'record-too-large',
      });
      expect(await log.append(0, Buffer.alloc(500))).toBe(0);
      await deleteTopic(client, topic);
    });

    it.each([
      ['appends by the clock of the broker, however far ahead that of the process is', undefined],
      ['says unknown, not refused, where the topic goes by the clock of the process', 'CreateTime'],
    ])('%s', async (_what, timestamps) => {
      const topic = timestamps === undefined ? await newTopic(client, 'log', 1) : `${prefix}by-the-writer`;
      if (timestamps !== undefined) {
        await create(topic, 1, { 'message.timestamp.type': timestamps, 'message.timestamp.after.max.ms': '3600000' });
      }
      const log = await KafkaEventLog.open({ client, topic, partitions: 1 });
      await log.startOffset(0);
      const twoHoursAhead = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_200_000);
      const appended = await log.append(0, Buffer.from('a')).catch(asIs);
      twoHoursAhead.mockRestore();
      expect(timestamps === undefined ? appended : (appended as Error).name).toBe(
        timestamps === undefined ? 0 : AppendUnknown.name,
      );
      // The clock is right again.
      expect(await log.append(0, Buffer.from('b'))).toBe(timestamps === undefined ? 1 : 0);
      await deleteTopic(client, topic);
    });

    it('says unknown, not refused, when the topic has gone', async () => {
      const topic = await newTopic(client, 'log', 1);
      const log = await KafkaEventLog.open({ client, topic, partitions: 1 });
      await log.append(0, Buffer.from('a'));
      await deleteTopic(client, topic);
      // The broker takes records until it has really done it.
      let failure: unknown;
      while (failure === undefined) failure = await log.append(0, Buffer.from('b')).then(() => undefined, asIs);
      expect(failure).toBeInstanceOf(AppendUnknown);
    });
  });
});
