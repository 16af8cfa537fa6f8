/**
 * The partition worker over Kafka, from the ingress's submission to the outcome and back: commands are decided once and
 * answered once while answers of the broker get lost, and while a frozen owner is replaced and wakes up again.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClaimedLogReader } from '@macp/event-log';
import { PartitionWorker } from '@macp/partition-worker';
import type { PartitionWorkerOptions } from '@macp/partition-worker';
import { realClock, roomAggregate } from '@macp/partition-worker/testing';
import type { RoomCommand, RoomFact, RoomOutcome, RoomTypes } from '@macp/partition-worker/testing';
import { PendingSubmissions } from '@macp/submission';
import { LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaCommandQueue } from './kafka-command-queue.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import { newTopic, silent } from './testing/test-topics.js';

const PARTITIONS = 1;
const PRODUCE = 0;
const TTL_MS = 600_000;
const hasBroker = await hasJavaAndMaven();
// Brokers start and stop here, on a machine that may be busy.
jest.setTimeout(120_000);
const aggregate = roomAggregate(TTL_MS);

const codec = {
  encode: (command: RoomCommand): Uint8Array => Buffer.from(JSON.stringify(command)),
  decode: (bytes: Uint8Array): RoomCommand => JSON.parse(Buffer.from(bytes).toString()) as RoomCommand,
};

/** What one process has of the log. */
interface Access {
  readonly log: KafkaEventLog;
  readonly queue: KafkaCommandQueue<RoomCommand>;
  readonly snapshots: KafkaSnapshotStore;
}

(hasBroker ? describe : describe.skip)('the partition worker over Kafka', () => {
  let kafka: LocalKafka;
  let clients: KafkaClient[] = [];
  let workers: PartitionWorker<RoomTypes>[] = [];
  let topics: { readonly log: string; readonly queue: string; readonly table: string };
  let ingress: PendingSubmissions<RoomCommand, RoomOutcome>;

  beforeAll(async () => {
    kafka = await LocalKafka.start();
  });
  afterAll(async () => {
    await kafka.stop();
  });
  beforeEach(async () => {
    const direct = await client(kafka.addresses);
    const make = (kind: 'log' | 'queue' | 'table'): Promise<string> => newTopic(direct, kind, PARTITIONS);
    topics = { log: await make('log'), queue: await make('queue'), table: await make('table') };
  });
  afterEach(async () => {
    ingress.close();
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

  async function access(over: KafkaClient): Promise<Access> {
    const shared = { client: over, partitions: PARTITIONS };
    return {
      log: await KafkaEventLog.open({ ...shared, topic: topics.log }),
      queue: await KafkaCommandQueue.open({ ...shared, topic: topics.queue, codec }),
      snapshots: await KafkaSnapshotStore.open({ ...shared, topic: topics.table }),
    };
  }

  function worker(
    { log, queue, snapshots }: Access,
    generation: number,
    options: Partial<PartitionWorkerOptions<RoomTypes>> = {},
  ): PartitionWorker<RoomTypes> {
    const made = new PartitionWorker<RoomTypes>({
      partition: 0,
      owner: `owner of generation ${generation}`,
      generation,
      aggregate,
      log,
      commands: queue,
      outcomes: { push: (partition, deliveries, progress) => ingress.push(partition, deliveries, progress) },
      snapshots,
      answerer: () => 'allow',
      clock: realClock,
      ids: { next: () => randomUUID() },
      limits: { checkpointRecords: 5 },
      ...options,
    });
    workers.push(made);
    return made;
  }

  const openIngress = (queue: KafkaCommandQueue<RoomCommand>): void => {
    ingress = new PendingSubmissions({
      sink: queue,
      clock: realClock,
      ingressId: randomUUID(),
      replyTo: 'ingress',
      resendDelayMs: 20,
    });
  };

  const post = (room: string, messageId: string): Promise<RoomOutcome | undefined> =>
    new Promise((resolve) => {
      ingress.submit(room, { kind: 'post', room, messageId }, Date.now() + 25_000, resolve);
    });

  /** `room/messageId` to ordinal, of all valid facts; throws where the log is not sound. */
  async function posted(): Promise<Map<string, number>> {
    const { log } = await access(await client(kafka.addresses));
    const reader = new ClaimedLogReader({ partition: 0, partitions: PARTITIONS, logId: log.logId });
    const found = new Map<string, number>();
    const end = await log.endOffset(0);
    while (reader.nextOffset < end) {
      for (const record of await log.read(0, reader.nextOffset, 1000)) {
        const read = reader.read(record);
        if (read.kind !== 'batch') continue;
        for (const fact of read.record.facts.map((bytes) => aggregate.codec.decodeFact(bytes))) note(fact, found);
      }
    }
    return found;
  }

  /** Posts `count` messages into `rooms` rooms, `together` at a time; every one has to be accepted. */
  async function postAll(name: string, count: number, together: number): Promise<Map<string, number>> {
    const accepted = new Map<string, number>();
    for (let from = 0; from < count; from += together) {
      const messages = Array.from({ length: together }, (_, index) => [`room ${index % 5}`, `${name} ${from + index}`]);
      const outcomes = await Promise.all(messages.map(([room, messageId]) => post(room!, messageId!)));
      for (const [index, outcome] of outcomes.entries()) {
        expect(outcome).toMatchObject({ kind: 'accepted', duplicate: false });
        accepted.set(messages[index]!.join('/'), (outcome as { ordinal: number }).ordinal);
      }
    }
    return accepted;
  }

  /** Posts while answers to produce requests through the proxy get lost. */
  async function postWhileAnswersGetLost(): Promise<void> {
    const accepted = new Map<string, number>();
    for (let round = 0; round < 4; round += 1) {
      const swallowed = kafka.proxies[0]!.swallowResponse(PRODUCE);
      for (const [message, ordinal] of await postAll(`round ${round}`, 40, 20)) accepted.set(message, ordinal);
      await swallowed;
    }
    expect(await posted()).toEqual(accepted);
    expect(accepted.size).toBe(160);
  }

  it('decides and answers every command once though the owner loses answers of the broker', async () => {
    openIngress((await access(await client(kafka.addresses))).queue);
    let unknown = 0;
    let checkpoints = 0;
    const events = {
      appendUnknown: () => void (unknown += 1),
      checkpointed: () => void (checkpoints += 1),
    };
    await worker(await access(await client(kafka.proxiedAddresses)), 1, { events }).start();
    await postWhileAnswersGetLost();
    expect(unknown).toBeGreaterThanOrEqual(4);
    expect(checkpoints).toBeGreaterThan(0);
  });

  it('decides and answers every command once though the ingress loses answers of the broker', async () => {
    openIngress((await access(await client(kafka.proxiedAddresses))).queue);
    await worker(await access(await client(kafka.addresses)), 1).start();
    await postWhileAnswersGetLost();
  });

  it('goes on with another owner when one freezes, whose answers count for nothing when he wakes up', async () => {
    const healthy = await access(await client(kafka.addresses));
    const frozen = await access(await client(kafka.proxiedAddresses));
    openIngress(healthy.queue);
    let onYielded: () => void = () => undefined;
    const yielded = new Promise<void>((resolve) => {
      onYielded = resolve;
    });
    // No group tells him that he is not assigned any more.
    const limits = { checkpointRecords: 5, handOverMs: 3_600_000 };
    const zombie = worker(frozen, 1, { limits, events: { yielded: () => onYielded() } });
    await zombie.start();
    const before = await postAll('before', 40, 20);
    kafka.proxies[0]!.freeze();
    const during = postAll('during', 40, 40);
    await worker(healthy, 2).start();
    const taken = await during;
    kafka.proxies[0]!.thaw();
    const after = await postAll('after', 40, 20);
    await yielded;
    expect(zombie.phase).toBe('yielded');
    expect(await posted()).toEqual(new Map([...before, ...taken, ...after]));
  });
});

function note(fact: RoomFact, found: Map<string, number>): void {
  if (fact.kind !== 'posted') return;
  const message = `${fact.room}/${fact.messageId}`;
  if (found.has(message)) throw new Error(`${message} was accepted twice`);
  found.set(message, fact.ordinal);
}
