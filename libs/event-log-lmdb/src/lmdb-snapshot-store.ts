/**
 * Snapshots on disk, in an environment of their own so that a large one never stands in the log's way. A change counts as
 * a whole or not at all, from the transaction that writes its checkpoint: after a crash the previous checkpoint is there
 * with exactly its states, or the new one with its. A change of one slice is one transaction; a larger one holds up no turn
 * of the event loop.
 */
import { checkpointOf, decodeCheckpointInParts, encodeCheckpointInParts, inTurns } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore } from '@macp/event-log';
import { hashOfKey, keyAfter, partitionKey } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';
import { apply, count, putAside, readSlice, settle, slicesOf } from './pending-change.js';
import type { Entry, SnapshotTables } from './pending-change.js';

const CHUNK_ENTRIES = 256;
const LENGTH_BYTES = 4;

export class LmdbSnapshotStore implements SnapshotStore {
  readonly #tables: SnapshotTables;
  /** Changes of a partition take turns. */
  readonly #turns = new Map<number, Promise<unknown>>();
  /** Nothing of these partitions is aside. */
  readonly #settled = new Set<number>();

  constructor(store: LmdbStore) {
    this.#tables = {
      store,
      checkpoints: store.table('checkpoints'),
      entities: store.table('entities'),
      ended: store.table('ended'),
      pending: store.table('pending'),
    };
  }

  /** @throws CorruptRecord, UnknownFormat the stored checkpoint is of no use to this build. */
  async checkpoint(partition: number): Promise<Checkpoint | undefined> {
    const bytes = this.#tables.checkpoints.get(partitionKey(partition));
    return bytes === undefined ? undefined : inTurns(decodeCheckpointInParts(bytes));
  }

  async *entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    await this.#inTurn(partition, () => this.#settle(partition, { discards: false }));
    for (const chunk of chunks(this.#tables.entities, partition)) yield chunk.map(({ value }) => toEntity(value));
  }

  async *endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    await this.#inTurn(partition, () => this.#settle(partition, { discards: false }));
    for (const chunk of chunks(this.#tables.ended, partition)) yield chunk.map(({ key }) => hashOfKey(key));
  }

  /** @throws StoreWriteFault nothing of the change counts; the previous checkpoint stands. */
  write(partition: number, change: SnapshotChange): Promise<void> {
    return this.#inTurn(partition, async () => {
      await this.#settle(partition, { discards: true });
      const aside = { partition, slices: 0 };
      let last: Buffer | undefined;
      for await (const slice of slicesOf(change)) {
        if (last !== undefined) await this.#putAside(aside, last);
        last = slice;
      }
      const checkpoint = await encoded(change);
      if (aside.slices === 0) {
        await this.#writeAtOnce(partition, {
          checkpoint,
          entries: last === undefined ? [] : readSlice(partition, last),
        });
        return;
      }
      if (last !== undefined) await this.#putAside(aside, last);
      await count(this.#tables, partition, { slices: aside.slices, checkpoint });
      // It counts: should moving it fail, then whoever reads or writes next goes on with that.
      await this.#settle(partition, { discards: false }).catch(() => undefined);
    });
  }

  async #putAside(aside: { readonly partition: number; slices: number }, slice: Buffer): Promise<void> {
    this.#settled.delete(aside.partition);
    await putAside(this.#tables, aside.partition, { index: aside.slices, slice });
    aside.slices += 1;
  }

  #writeAtOnce(partition: number, change: { checkpoint: Buffer; entries: readonly Entry[] }): Promise<void> {
    return this.#tables.store.write(() => {
      apply(this.#tables, change.entries);
      void this.#tables.checkpoints.put(partitionKey(partition), change.checkpoint);
    });
  }

  async #settle(partition: number, options: { readonly discards: boolean }): Promise<void> {
    if (this.#settled.has(partition)) return;
    await settle(this.#tables, partition, options);
    this.#settled.add(partition);
  }

  #inTurn(partition: number, task: () => Promise<void>): Promise<void> {
    const result = (this.#turns.get(partition) ?? Promise.resolve()).then(task);
    const over = result.catch(() => undefined);
    this.#turns.set(partition, over);
    return result;
  }
}

async function encoded(change: SnapshotChange): Promise<Buffer> {
  const { buffer, byteOffset, length } = await inTurns(encodeCheckpointInParts(checkpointOf(change)));
  return Buffer.from(buffer, byteOffset, length);
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
function toEntity(value: Buffer): EntitySnapshot {
  const stateStart = LENGTH_BYTES + value.readUInt32BE(0);
  return { entity: value.toString('utf8', LENGTH_BYTES, stateStart), state: value.toString('utf8', stateStart) };
}
