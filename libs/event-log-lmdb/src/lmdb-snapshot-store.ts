/**
 * Snapshots on disk, in an environment of their own so that a large one never stands in the log's way. A change counts as
 * a whole or not at all, from the transaction that writes its checkpoint: after a crash the previous checkpoint is there
 * with exactly its states, or the new one with its. A large change holds up no turn of the event loop.
 */
import { decodeCheckpointInParts, encodeCheckpointInParts, inTurns } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore } from '@macp/event-log';
import { hashOfKey, keyAfter, partitionKey } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';
import { apply, count, entriesOf, putAside, settle, slicesOf } from './pending-change.js';
import type { SnapshotTables } from './pending-change.js';

const CHUNK_ENTRIES = 256;
const LENGTH_BYTES = 4;
/** Up to here a change is one transaction, written in one turn. */
const DIRECT_ENTRIES = 256;
const DIRECT_TEXT_MAX = 1024 * 1024;

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
      if (isSmall(change)) await this.#writeAtOnce(partition, change);
      else await this.#writeAside(partition, change);
    });
  }

  async #writeAtOnce(partition: number, change: SnapshotChange): Promise<void> {
    const checkpoint = await encoded(change.checkpoint);
    const entries = entriesOf(partition, change);
    await this.#tables.store.write(() => {
      apply(this.#tables, entries);
      void this.#tables.checkpoints.put(partitionKey(partition), checkpoint);
    });
  }

  async #writeAside(partition: number, change: SnapshotChange): Promise<void> {
    this.#settled.delete(partition);
    let slices = 0;
    for (const slice of slicesOf(change)) {
      await putAside(this.#tables, partition, { index: slices, slice });
      slices += 1;
    }
    await count(this.#tables, partition, { slices, checkpoint: await encoded(change.checkpoint) });
    // It counts: should moving it fail, then whoever reads or writes next goes on with that.
    await this.#settle(partition, { discards: false }).catch(() => undefined);
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

async function encoded(checkpoint: Checkpoint): Promise<Buffer> {
  const { buffer, byteOffset, length } = await inTurns(encodeCheckpointInParts(checkpoint));
  return Buffer.from(buffer, byteOffset, length);
}

function isSmall({ puts, ended }: SnapshotChange): boolean {
  if (puts.length + ended.length > DIRECT_ENTRIES) return false;
  return puts.reduce((sum, { state }) => sum + state.length, 0) <= DIRECT_TEXT_MAX;
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
