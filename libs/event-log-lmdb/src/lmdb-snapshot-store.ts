/**
 * Snapshots on disk, in an environment of their own so that a large one never stands in the log's way. A write is one
 * transaction: after a crash the previous checkpoint is there with exactly its states, or the new one with its.
 */
import { decodeCheckpoint, encodeCheckpoint } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore } from '@macp/event-log';
import { hashKey, hashOfKey, keyAfter, partitionKey, textHash } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';

const CHUNK_ENTRIES = 256;
const LENGTH_BYTES = 4;
const ENDED_VALUE = Buffer.of(1);

export class LmdbSnapshotStore implements SnapshotStore {
  readonly #store: LmdbStore;
  readonly #checkpoints: LmdbTable;
  readonly #entities: LmdbTable;
  readonly #ended: LmdbTable;

  constructor(store: LmdbStore) {
    this.#store = store;
    this.#checkpoints = store.table('checkpoints');
    this.#entities = store.table('entities');
    this.#ended = store.table('ended');
  }

  /** @throws CorruptRecord, UnknownFormat the stored checkpoint is of no use to this build. */
  async checkpoint(partition: number): Promise<Checkpoint | undefined> {
    const bytes = this.#checkpoints.get(partitionKey(partition));
    return bytes === undefined ? undefined : decodeCheckpoint(bytes);
  }

  async *entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    for (const chunk of chunks(this.#entities, partition)) yield chunk.map(({ value }) => toEntity(value));
  }

  async *endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    for (const chunk of chunks(this.#ended, partition)) yield chunk.map(({ key }) => hashOfKey(key));
  }

  /** @throws StoreWriteFault nothing of the change was written; the previous checkpoint stands. */
  async write(partition: number, change: SnapshotChange): Promise<void> {
    await this.#store.write(() => {
      for (const put of change.puts) void this.#entities.put(hashKey(partition, textHash(put.entity)), toValue(put));
      for (const { entity, idHash } of change.ended) {
        void this.#entities.remove(hashKey(partition, textHash(entity)));
        void this.#ended.put(hashKey(partition, idHash), ENDED_VALUE);
      }
      void this.#checkpoints.put(partitionKey(partition), Buffer.from(encodeCheckpoint(change.checkpoint)));
    });
  }
}

/** Reads of a few entries each: between two of them no read transaction stays open. */
function* chunks(table: LmdbTable, partition: number): Iterable<readonly { key: Buffer; value: Buffer }[]> {
  const end = partitionKey(partition + 1);
  let start = partitionKey(partition);
  for (;;) {
    const chunk = [...table.getRange({ start, end, limit: CHUNK_ENTRIES })];
    const last = chunk.at(-1);
    if (last === undefined) return;
    yield chunk;
    start = keyAfter(last.key);
  }
}

/** Length of the id, id, state. */
function toValue({ entity, state }: EntitySnapshot): Buffer {
  const entityBytes = Buffer.byteLength(entity);
  const value = Buffer.allocUnsafe(LENGTH_BYTES + entityBytes + Buffer.byteLength(state));
  value.writeUInt32BE(entityBytes, 0);
  value.write(entity, LENGTH_BYTES, 'utf8');
  value.write(state, LENGTH_BYTES + entityBytes, 'utf8');
  return value;
}

function toEntity(value: Buffer): EntitySnapshot {
  const stateStart = LENGTH_BYTES + value.readUInt32BE(0);
  return { entity: value.toString('utf8', LENGTH_BYTES, stateStart), state: value.toString('utf8', stateStart) };
}
