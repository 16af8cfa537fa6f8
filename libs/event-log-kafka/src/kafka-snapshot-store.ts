/**
 * Snapshots in a compacted Kafka topic, a partition each. A change is one transaction; reading the checkpoint takes the
 * writing over first, so that whoever read it before can write no more, and what he left half-written is never seen.
 */
import { SnapshotFenced } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore } from '@macp/event-log';
import type { KafkaClient } from './kafka-client.js';
import { KafkaSetupRefused } from './kafka-errors.js';
import type { KeyedRecord } from './record-batch.js';
import { anewRecord, emptyShape, recordsOf } from './snapshot-records.js';
import type { StoredShape } from './snapshot-records.js';
import { SnapshotTransaction } from './snapshot-transaction.js';
import type { RecordStream } from './snapshot-transaction.js';
import { DamagedSnapshot, StoredSnapshot } from './stored-snapshot.js';

export interface KafkaSnapshotStoreOptions {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly partitions: number;
}

interface Partition {
  readonly index: number;
  readonly transaction: SnapshotTransaction;
  /** What was read with the checkpoint, until it is asked for or written over. */
  readEntities: StoredSnapshot | undefined;
  readEndedIds: StoredSnapshot | undefined;
  /** What the writer builds on; unknown until the checkpoint was read. */
  shape: StoredShape | undefined;
  /** Keys of what is of no use: they go with the next write, and with them whatever could not be read. */
  useless: readonly string[] | undefined;
  /** The writing was taken over, and what is stored could not be read. */
  isUnread: boolean;
  /** Reads of checkpoints and writes take turns. */
  turn: Promise<unknown>;
}

export class KafkaSnapshotStore implements SnapshotStore {
  readonly #client: KafkaClient;
  readonly #topic: string;
  readonly #partitions: readonly Partition[];

  private constructor({ client, topic, partitions }: KafkaSnapshotStoreOptions) {
    this.#client = client;
    this.#topic = topic;
    this.#partitions = Array.from({ length: partitions }, (_, index) => ({
      index,
      transaction: new SnapshotTransaction({ client, topic, partition: index, transactionalId: `${topic}.${index}` }),
      readEntities: undefined,
      readEndedIds: undefined,
      shape: undefined,
      useless: undefined,
      isUnread: false,
      turn: Promise.resolve(),
    }));
  }

  /** Waits for the topic to be there. @throws KafkaSetupRefused it has another number of partitions */
  static async open(options: KafkaSnapshotStoreOptions): Promise<KafkaSnapshotStore> {
    const { client, topic, partitions } = options;
    const { leaders } = await client.connection.track(topic);
    if (leaders.length !== partitions) {
      throw new KafkaSetupRefused([`topic ${topic} has ${leaders.length} partitions instead of ${partitions}`]);
    }
    return new KafkaSnapshotStore(options);
  }

  /** @throws CorruptRecord, UnknownFormat what is stored is of no use to this build; KafkaUnavailable, KafkaError */
  checkpoint(partition: number): Promise<Checkpoint | undefined> {
    const target = this.#partition(partition);
    return inTurn(target, () => this.#takeOver(target));
  }

  /** Of the checkpoint read last, if it was not written over since; else as they are now. @throws CorruptRecord */
  async *entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    const target = this.#partition(partition);
    const read = target.readEntities ?? (await this.#read(target));
    target.readEntities = undefined;
    yield* read.takeEntities();
  }

  async *endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    const target = this.#partition(partition);
    const read = target.readEndedIds ?? (await this.#read(target));
    target.readEndedIds = undefined;
    yield* read.takeEndedIds();
  }

  /**
   * Where what is stored was found to be of no use, the change takes its place: it has to be all there is, which it is for
   * whoever has read the log instead.
   *
   * @throws SnapshotFenced another process has read the checkpoint since, or this one could not: it has to read it first
   * @throws KafkaUnavailable, KafkaError the change is not there, or nobody knows: it may be written again
   */
  write(partition: number, change: SnapshotChange): Promise<void> {
    const target = this.#partition(partition);
    return inTurn(target, async () => {
      if (target.isUnread) throw new SnapshotFenced(`what is stored for partition ${partition} was not read`);
      if (target.shape === undefined) await this.#takeOver(target);
      invariant(target.shape !== undefined, 'a snapshot was read and has no shape');
      forget(target);
      const records = recordsOf(change, target.shape);
      target.shape = await target.transaction.commit(replacing(target.useless, records));
      target.useless = undefined;
    });
  }

  async #takeOver(target: Partition): Promise<Checkpoint | undefined> {
    forget(target);
    target.shape = undefined;
    target.useless = undefined;
    target.isUnread = true;
    await target.transaction.take();
    const read = await this.#read(target).catch((cause: unknown) => {
      if (!(cause instanceof DamagedSnapshot)) throw cause;
      target.shape = emptyShape();
      target.useless = cause.keys;
      target.isUnread = false;
      throw cause.cause;
    });
    target.isUnread = false;
    target.shape = read.shape;
    if (read.checkpoint !== undefined) {
      target.readEntities = read;
      target.readEndedIds = read;
    }
    return read.checkpoint;
  }

  #read(target: Partition): Promise<StoredSnapshot> {
    const { writtenUpTo } = target.transaction;
    return StoredSnapshot.read(this.#client, { topic: this.#topic, partition: target.index, writtenUpTo });
  }

  #partition(partition: number): Partition {
    const found = this.#partitions[partition];
    invariant(found !== undefined, `partition ${partition} does not exist`);
    return found;
  }
}

async function* replacing<Result>(
  useless: readonly string[] | undefined,
  records: RecordStream<Result>,
): RecordStream<Result> {
  if (useless !== undefined) yield replacingRecords(useless);
  return yield* records;
}

function* replacingRecords(useless: readonly string[]): Generator<KeyedRecord> {
  yield anewRecord();
  for (const key of useless) yield { key: Buffer.from(key, 'latin1'), value: null };
}

function forget(target: Partition): void {
  target.readEntities = undefined;
  target.readEndedIds = undefined;
}

function inTurn<Result>(target: Partition, task: () => Promise<Result>): Promise<Result> {
  const result = target.turn.then(task);
  target.turn = result.catch(() => undefined);
  return result;
}
