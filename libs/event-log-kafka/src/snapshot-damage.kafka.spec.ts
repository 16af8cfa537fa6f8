/**
 * Snapshots in a real topic that are stale, torn, missing, damaged or of a newer build: the worker says so, reads the log
 * instead, and writes a snapshot in their place that the next owner can use (I7).
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MemoryCommandQueue, decodeCheckpoint, encodeCheckpoint } from '@macp/event-log';
import type { Checkpoint } from '@macp/event-log';
import { PartitionWorker } from '@macp/partition-worker';
import { realClock, roomAggregate } from '@macp/partition-worker/testing';
import type { RoomCommand, RoomOutcome, RoomTypes } from '@macp/partition-worker/testing';
import { committedBatches } from './committed-batches.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import type { KeyedRecord } from './record-batch.js';
import { KEY } from './snapshot-records.js';
import { SnapshotTransaction } from './snapshot-transaction.js';
import type { RecordStream } from './snapshot-transaction.js';
import { describeWithKafka, openClient } from './testing/kafka-suite.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

const ROOMS = 12;
const aggregate = roomAggregate(600_000);
/** Format and offset come before the number of pieces, which is 1. */
const PIECE_HEADER_BYTES = 10;

interface Said {
  readonly rejected: string[];
  records: number;
}

describeWithKafka('a damaged snapshot in a topic', () => {
  let client: KafkaClient;
  let topics: { readonly log: string; readonly table: string };
  let workers: PartitionWorker<RoomTypes>[];
  beforeEach(async () => {
    client = await openClient();
    topics = { log: await newTopic(client, 'log', 1), table: await newTopic(client, 'table', 1) };
    workers = [];
  });
  afterEach(async () => {
    for (const worker of workers) await worker.stop();
    for (const topic of Object.values(topics)) await deleteTopic(client, topic);
    await client.close();
  });

  /** A process of its own, as far as the log and the snapshot are concerned. */
  async function owner(): Promise<{
    readonly said: Said;
    readonly worker: PartitionWorker<RoomTypes>;
    readonly post: (room: string, messageId: string) => Promise<RoomOutcome>;
  }> {
    const said: Said = { rejected: [], records: 0 };
    const waiting = new Map<string, (outcome: RoomOutcome) => void>();
    const queue = new MemoryCommandQueue<RoomCommand>({ queueId: randomUUID(), partitions: 1 });
    const worker = new PartitionWorker<RoomTypes>({
      partition: 0,
      owner: 'an owner',
      generation: 0,
      aggregate,
      log: await KafkaEventLog.open({ client, topic: topics.log, partitions: 1 }),
      snapshots: await KafkaSnapshotStore.open({ client, topic: topics.table, partitions: 1 }),
      commands: queue,
      outcomes: {
        push: (_partition, deliveries) => {
          for (const { correlationId, outcome } of deliveries) waiting.get(correlationId)?.(outcome);
        },
      },
      answerer: () => 'allow',
      clock: realClock,
      ids: { next: () => randomUUID() },
      events: {
        checkpointRejected: ({ reason }) => void said.rejected.push(reason),
        recovered: ({ records }) => void (said.records = records),
      },
    });
    workers.push(worker);
    await worker.start();
    const post = (room: string, messageId: string): Promise<RoomOutcome> =>
      new Promise((resolve) => {
        const correlationId = randomUUID();
        waiting.set(correlationId, resolve);
        const expiresAtMs = Date.now() + 60_000;
        const body = { kind: 'post' as const, room, messageId };
        void queue.enqueue(0, { correlationId, replyTo: 'here', expiresAtMs, body });
      });
    return { said, worker, post };
  }

  function statesOf(worker: PartitionWorker<RoomTypes>): string[] {
    return Array.from(worker.confirmed!.entities.values(), ({ state }) => JSON.stringify(state)).sort();
  }

  async function postAll(post: (room: string, messageId: string) => Promise<RoomOutcome>, id: string): Promise<void> {
    for (let at = 0; at < ROOMS; at += 1) await post(`room-${at}`, id);
  }

  /** What is in the table, in the order of the topic, once there is a checkpoint: its commit shows after a moment. */
  async function stored(): Promise<{ readonly key: Buffer; readonly value: Buffer }[]> {
    const newest = new Map<string, Buffer>();
    const table = { topic: topics.table, partition: 0, fromOffset: 0 };
    while (![...newest.keys()].some((key) => key.charCodeAt(0) === KEY.checkpoint)) {
      const end = await client.stableEnds.ask(topics.table, 0);
      for await (const { records } of committedBatches(client, { ...table, end })) {
        for (const { key, value } of records) {
          newest.delete(key!.toString('latin1'));
          if (value !== null) newest.set(key!.toString('latin1'), Buffer.from(value));
        }
      }
    }
    return Array.from(newest, ([key, value]) => ({ key: Buffer.from(key, 'latin1'), value }));
  }

  async function write(records: readonly KeyedRecord[]): Promise<void> {
    const hand = new SnapshotTransaction({ client, topic: topics.table, partition: 0, transactionalId: randomUUID() });
    await hand.take();
    await hand.commit(
      (async function* () {
        yield records;
      })(),
    );
    while ((await client.stableEnds.ask(topics.table, 0)) <= hand.writtenUpTo);
  }

  async function ofKind(kind: number): Promise<{ readonly key: Buffer; readonly value: Buffer }> {
    return (await stored()).find(({ key }) => key[0] === kind)!;
  }

  const turned = (value: Buffer, at: number): Buffer => {
    const copy = Buffer.from(value);
    copy[at] = copy[at]! ^ 0x01;
    return copy;
  };

  const rewritten = (value: Buffer, change: (checkpoint: Checkpoint) => Checkpoint): Buffer => {
    const checkpoint = decodeCheckpoint(value.subarray(PIECE_HEADER_BYTES));
    return Buffer.concat([value.subarray(0, PIECE_HEADER_BYTES), encodeCheckpoint(change(checkpoint))]);
  };

  type Damage = () => Promise<readonly KeyedRecord[]>;
  const entity = (change: (value: Buffer) => Buffer | null): Damage => {
    return async () => {
      const { key, value } = await ofKind(KEY.entity);
      return [{ key, value: change(value) }];
    };
  };
  const checkpoint = (change: (value: Buffer) => Buffer | null): Damage => {
    return async () => {
      const { key, value } = await ofKind(KEY.checkpoint);
      return [{ key, value: change(value) }];
    };
  };

  const DAMAGE: readonly (readonly [what: string, reason: string, damage: Damage])[] = [
    [
      'an entity has another state',
      'state hash differs',
      entity((value) => Buffer.from(value.toString('latin1').replace('"late"', '"lost"'), 'latin1')),
    ],
    ['an entity is missing', 'state hash differs', entity(() => null)],
    ['an entity is cut short', 'unreadable', entity((value) => value.subarray(0, value.length - 3))],
    [
      'a record is of a newer format',
      'unreadable',
      entity((value) => Buffer.concat([Buffer.of(2), value.subarray(1)])),
    ],
    ['a byte of the checkpoint was turned', 'unreadable', checkpoint((value) => turned(value, value.length - 3))],
    [
      'the checkpoint is of a newer format',
      'unreadable',
      checkpoint((value) =>
        Buffer.concat([value.subarray(0, PIECE_HEADER_BYTES), Buffer.of(0xc2), value.subarray(PIECE_HEADER_BYTES + 1)]),
      ),
    ],
    [
      'the checkpoint is older than the entities',
      'state hash differs',
      checkpoint((value) => rewritten(value, (each) => ({ ...each, stateHash: new Uint8Array(32) }))),
    ],
    [
      'there is a record of no known kind',
      'unreadable',
      async () => [{ key: Buffer.of(9, 9), value: Buffer.from('?') }],
    ],
  ];

  it.each(DAMAGE)(
    'given that %s, then the log decides, and the next checkpoint is good',
    async (_what, reason, damage) => {
      const first = await owner();
      await postAll(first.post, 'early');
      await postAll(first.post, 'late');
      const expected = statesOf(first.worker);
      await first.worker.stop({ checkpoint: true });
      await write(await damage());

      const second = await owner();
      expect(new Set(second.said.rejected)).toEqual(new Set([reason]));
      expect(second.said.records).toBeGreaterThan(2 * ROOMS);
      expect(statesOf(second.worker)).toEqual(expected);
      expect(await second.post('room-0', 'late')).toEqual({ kind: 'accepted', ordinal: 2, duplicate: true });
      await second.worker.stop({ checkpoint: true });

      const third = await owner();
      expect(third.said.rejected).toEqual([]);
      expect(third.said.records).toBeLessThan(ROOMS);
      expect(statesOf(third.worker)).toEqual(expected);
    },
  );

  it('given an older snapshot as a whole, then the log has the rest', async () => {
    const first = await owner();
    await postAll(first.post, 'early');
    await first.worker.stop({ checkpoint: true });
    const older = await stored();
    const second = await owner();
    await postAll(second.post, 'late');
    const expected = statesOf(second.worker);
    await second.worker.stop({ checkpoint: true });
    await write(older);

    const third = await owner();
    expect(third.said.rejected).toEqual([]);
    expect(third.said.records).toBeGreaterThan(ROOMS);
    expect(statesOf(third.worker)).toEqual(expected);
  });

  it('given no snapshot at all, or one whose writing was broken off, then the log has everything', async () => {
    const first = await owner();
    await postAll(first.post, 'late');
    const expected = statesOf(first.worker);
    await first.worker.stop();
    const broken = new SnapshotTransaction({
      client,
      topic: topics.table,
      partition: 0,
      transactionalId: `${topics.table}.0`,
    });
    await broken.take();
    const half = async function* (): RecordStream<void> {
      for (let at = 0; at < 3; at += 1) yield [{ key: Buffer.of(KEY.entity, 0, at), value: Buffer.alloc(900_000) }];
      throw new Error('the process died');
    };
    await expect(broken.commit(half())).rejects.toThrow('the process died');

    const second = await owner();
    expect(second.said.rejected).toEqual([]);
    expect(second.said.records).toBeGreaterThan(ROOMS);
    expect(statesOf(second.worker)).toEqual(expected);
  });
});
