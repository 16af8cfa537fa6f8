/**
 * What our adapters deliberately do not leave to the client library is planted here, on a real broker: under the same
 * script the library's way breaks a promise, and ours does not.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppendUnknown, ClaimedLogReader } from '@macp/event-log';
import type { CommandSource, EventLog } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { bentLog } from '@macp/event-log/testing';
import { PartitionWorker } from '@macp/partition-worker';
import { realClock, roomAggregate } from '@macp/partition-worker/testing';
import type { RoomCommand, RoomTypes } from '@macp/partition-worker/testing';
import { LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaCommandQueue } from './kafka-command-queue.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import { QueueAtGroupOffset, goingOnWhereItCan, withIdempotentProducer } from './testing/planted-bugs.js';
import { newTopic, silent } from './testing/test-topics.js';

const PRODUCE = 0;
const hasBroker = await hasJavaAndMaven();
// A broker starts here, on a machine that may be busy.
jest.setTimeout(120_000);
const aggregate = roomAggregate(600_000);

type OpenQueue = (queue: CommandSource<RoomCommand>, topic: string) => Promise<CommandSource<RoomCommand>>;

const codec = {
  encode: (command: RoomCommand): Uint8Array => Buffer.from(JSON.stringify(command)),
  decode: (bytes: Uint8Array): RoomCommand => JSON.parse(Buffer.from(bytes).toString()) as RoomCommand,
};

(hasBroker ? describe : describe.skip)('a runtime that', () => {
  let kafka: LocalKafka;
  let clients: KafkaClient[] = [];
  let workers: PartitionWorker<RoomTypes>[] = [];
  let direct: KafkaClient;
  let topic: string;

  beforeAll(async () => {
    kafka = await LocalKafka.start();
  });
  afterAll(async () => {
    await kafka.stop();
  });
  beforeEach(async () => {
    direct = await client(kafka.addresses);
    topic = await newTopic(direct, 'log', 1);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    for (const each of clients.splice(0)) await each.close();
  });

  async function client(brokers: readonly string[]): Promise<KafkaClient> {
    const quick = { requestTimeoutMs: 1000, acksTimeoutMs: 800, connectTimeoutMs: 500 };
    const opened = new KafkaClient({ brokers, clientId: 'test', ...quick }, { logger: silent });
    clients.push(opened);
    await opened.start();
    return opened;
  }

  const openLog = (over: KafkaClient): Promise<KafkaEventLog> =>
    KafkaEventLog.open({ client: over, topic, partitions: 1 });

  /** I1: what the log has of an append whose predecessor's answers were lost, that of every attempt. */
  async function lostAnswer(
    log: EventLog,
    attempts: number,
  ): Promise<{ readonly said: string; readonly found: string | undefined }> {
    await log.append(0, Buffer.from('before'));
    const failed = expect(log.append(0, Buffer.from('answer lost'))).rejects.toBeInstanceOf(AppendUnknown);
    for (let attempt = 1; attempt <= attempts; attempt += 1) await kafka.proxies[0]!.swallowResponse(PRODUCE);
    await failed;
    const offset = await log.append(0, Buffer.from('acknowledged'));
    const [record] = await (await openLog(direct)).read(0, offset, 1);
    return { said: 'acknowledged', found: record && Buffer.from(record.bytes).toString() };
  }

  it('produces with the idempotent producer acknowledges what is not in the log', async () => {
    const honest = await lostAnswer(await openLog(await client(kafka.proxiedAddresses)), 1);
    expect(honest.found).toBe(honest.said);
    topic = await newTopic(direct, 'log', 1);
    const mutant = await withIdempotentProducer(await openLog(direct), { topic, brokers: kafka.proxiedAddresses });
    const planted = await lostAnswer(mutant, 2);
    await mutant.close();
    expect(planted.found).not.toBe(planted.said);
  });

  /** I11: whether a follower that stands where the log has been trimmed goes on, and with which offsets. */
  async function followedOverGap(log: EventLog): Promise<{ readonly offsets: number[]; readonly isAlarmed: boolean }> {
    for (const each of ['a', 'b', 'c', 'd']) await log.append(0, Buffer.from(each));
    await log.trim(0, 3);
    const seen = Collector.follow(log, 0, 1);
    await Promise.race([seen.failed(), seen.reached(3)]);
    seen.close();
    return { offsets: seen.offsets, isAlarmed: seen.faults.length > 0 };
  }

  it('goes on after an offset out of range shows a history with a hole, and nobody hears of it', async () => {
    expect(await followedOverGap(await openLog(direct))).toEqual({ offsets: [], isAlarmed: true });
    topic = await newTopic(direct, 'log', 1);
    expect(await followedOverGap(goingOnWhereItCan(await openLog(direct)))).toEqual({ offsets: [3], isAlarmed: false });
  });

  /** I12: commands that were given to an owner that decided none of them, and the next owner has answered a later one. */
  async function decidedByTheNext(open: OpenQueue): Promise<string[]> {
    topic = await newTopic(direct, 'log', 1);
    const [queueTopic, table] = [await newTopic(direct, 'queue', 1), await newTopic(direct, 'table', 1)];
    const queue = await KafkaCommandQueue.open({ client: direct, topic: queueTopic, partitions: 1, codec });
    const log = await openLog(direct);
    const snapshots = await KafkaSnapshotStore.open({ client: direct, topic: table, partitions: 1 });
    const answered = new Set<string>();
    const start = async (generation: number, source: CommandSource<RoomCommand>, own: EventLog): Promise<void> => {
      const worker = new PartitionWorker<RoomTypes>({
        ...{ partition: 0, owner: `owner ${generation}`, generation, aggregate, snapshots, clock: realClock },
        ...{ log: own, commands: source, answerer: () => 'allow' },
        outcomes: { push: (_, deliveries) => deliveries.forEach(({ correlationId }) => answered.add(correlationId)) },
        ids: { next: () => randomUUID() },
      });
      workers.push(worker);
      await worker.start();
    };
    const given: string[] = [];
    const first = await open(watched(queue, given), queueTopic);
    await start(1, first, stuck(log));
    await Promise.all(['one', 'two', 'three'].map((id) => queue.enqueue(0, command(id))));
    await until(() => given.length === 3);
    await committedBy(first);
    const second = await open(queue, queueTopic);
    await start(2, second, log);
    await queue.enqueue(0, command('later'));
    await until(() => answered.has('later'));
    await committedBy(second);
    return outcomesIn(log);
  }

  it('goes on at the offset of the group passes commands over that nobody has decided', async () => {
    expect(await decidedByTheNext(async (queue) => queue)).toEqual(['one', 'two', 'three', 'later']);
    const groupId = `group-${randomUUID()}`;
    const atGroupOffset: OpenQueue = (queue, queueTopic) =>
      QueueAtGroupOffset.open(queue, { client: direct, brokers: kafka.addresses, topic: queueTopic, groupId });
    expect(await decidedByTheNext(atGroupOffset)).toEqual(['later']);
  });
});

function command(correlationId: string) {
  const body: RoomCommand = { kind: 'post', room: 'room', messageId: correlationId };
  return { correlationId, replyTo: 'ingress', expiresAtMs: Date.now() + 600_000, body };
}

async function committedBy(queue: CommandSource<RoomCommand>): Promise<void> {
  if (queue instanceof QueueAtGroupOffset) await queue.committed;
}

/** A queue that writes down what was given. */
function watched(queue: CommandSource<RoomCommand>, given: string[]): CommandSource<RoomCommand> {
  return {
    queueId: queue.queueId,
    partitions: queue.partitions,
    consume: (partition, from, onCommands) =>
      queue.consume(partition, from, (commands) => {
        given.push(...commands.map(({ command: { correlationId } }) => correlationId));
        onCommands(commands);
      }),
    release: (partition, offset) => queue.release(partition, offset),
  };
}

/** A log whose owner hears of its CLAIM and of nothing else, and whose batches never come. */
function stuck(log: KafkaEventLog): EventLog {
  let isClaimed = false;
  const append = (partition: number, bytes: Uint8Array): Promise<number> => {
    if (isClaimed) return Promise.reject(new AppendUnknown('frozen'));
    isClaimed = true;
    return log.append(partition, bytes);
  };
  return bentLog(log, { append });
}

async function outcomesIn(log: KafkaEventLog): Promise<string[]> {
  const reader = new ClaimedLogReader({ partition: 0, partitions: 1, logId: log.logId });
  const read = (await log.read(0, 0, 1_000)).map((record) => reader.read(record));
  return read.flatMap((each) =>
    each.kind === 'batch' ? each.record.outcomes.map(({ correlationId }) => correlationId) : [],
  );
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn();
}
