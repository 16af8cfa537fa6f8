/**
 * A change of a snapshot that is too large for one turn of the event loop, on its way into the tables. It is put aside
 * slice by slice, counts from the one transaction that writes its checkpoint, and is then moved into place slice by slice.
 * What was put aside and never counted is thrown away; what counts is moved by whoever comes next.
 */
import { CorruptRecord, UnknownFormat } from '@macp/event-log';
import type { SnapshotChange } from '@macp/event-log';
import { hashKey, keyAfter, offsetOfKey, partitionKey, recordKey, textHash } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';

const FORMAT_VERSION = 1;
/** A slice is about what is encoded, or moved, in a few milliseconds. */
const SLICE_BYTES = 512 * 1024;
const SLICE_ENTRIES = 256;
/** Kind, hash, and the length of a state or the hash of an ended id. */
const HASH_BYTES = 16;
const LENGTH_BYTES = 4;
const KIND = { put: 1, ended: 2 } as const;
const ENDED_VALUE = Buffer.of(1);
/** Behind all slices of a partition: how many of them count. */
const MARK_INDEX = 2 ** 48 - 1;

export interface SnapshotTables {
  readonly store: LmdbStore;
  readonly checkpoints: LmdbTable;
  readonly entities: LmdbTable;
  readonly ended: LmdbTable;
  readonly pending: LmdbTable;
}

/** A state that is put, or one that goes while the hash of its id stays. */
export interface Entry {
  readonly entityKey: Buffer;
  readonly value?: Buffer;
  readonly endedKey?: Buffer;
}

/** Slices of a change: few entries each, encoded as they are asked for. @throws whatever the change does when it is asked */
export async function* slicesOf({ puts, ended }: SnapshotChange): AsyncGenerator<Buffer, void> {
  let parts: Buffer[] = [Buffer.of(FORMAT_VERSION)];
  let bytes = 0;
  const take = (part: Buffer): boolean => {
    parts.push(part);
    bytes += part.length;
    return parts.length > SLICE_ENTRIES || bytes >= SLICE_BYTES;
  };
  const slice = (): Buffer => {
    const whole = Buffer.concat(parts);
    parts = [Buffer.of(FORMAT_VERSION)];
    bytes = 0;
    return whole;
  };
  for await (const portion of puts) {
    for (const { entity, state } of portion) if (take(putPart(entity, state))) yield slice();
  }
  for (const { entity, idHash } of ended) {
    if (take(Buffer.concat([Buffer.of(KIND.ended), textHash(entity), idHash]))) yield slice();
  }
  if (parts.length > 1) yield slice();
}

/** Puts one slice aside. @throws StoreWriteFault */
export function putAside(
  tables: SnapshotTables,
  partition: number,
  at: { index: number; slice: Buffer },
): Promise<void> {
  return tables.store.write(() => void tables.pending.put(recordKey(partition, at.index), at.slice));
}

/** Writes the checkpoint: the slices that were put aside for it count from now on. @throws StoreWriteFault */
export function count(
  tables: SnapshotTables,
  partition: number,
  { slices, checkpoint }: { readonly slices: number; readonly checkpoint: Buffer },
): Promise<void> {
  return tables.store.write(() => {
    void tables.checkpoints.put(partitionKey(partition), checkpoint);
    void tables.pending.put(recordKey(partition, MARK_INDEX), recordKey(partition, slices));
  });
}

/**
 * Moves into place what counts, and throws the rest away: nothing of the partition is aside then. With `discards`, what
 * counts and is of no use to this build is thrown away, too, for whoever has everything from the log and writes it anew.
 *
 * @throws StoreWriteFault; CorruptRecord, UnknownFormat what is aside is of no use to this build
 */
export async function settle(
  tables: SnapshotTables,
  partition: number,
  options: { readonly discards: boolean },
): Promise<void> {
  const { pending, store } = tables;
  const mark = recordKey(partition, MARK_INDEX);
  const counted = pending.get(mark);
  const slices = counted === undefined ? 0 : offsetOfKey(counted);
  let start: Buffer = partitionKey(partition);
  for (;;) {
    const [next] = pending.getRange({ start, end: mark, limit: 1 });
    if (next === undefined) break;
    const { key, value } = next;
    // Beyond them there may be what an earlier writer was told had failed.
    const entries = offsetOfKey(key) < slices ? readEntries(partition, value, options) : [];
    await store.write(() => {
      apply(tables, entries);
      void pending.remove(key);
    });
    start = keyAfter(key);
  }
  if (counted !== undefined) await store.write(() => void pending.remove(mark));
}

/** Within a write. */
export function apply({ entities, ended }: SnapshotTables, entries: readonly Entry[]): void {
  for (const { entityKey, value, endedKey } of entries) {
    if (value === undefined) void entities.remove(entityKey);
    else void entities.put(entityKey, value);
    if (endedKey !== undefined) void ended.put(endedKey, ENDED_VALUE);
  }
}

function readEntries(partition: number, slice: Buffer, { discards }: { readonly discards: boolean }): Entry[] {
  try {
    return readSlice(partition, slice);
  } catch (cause) {
    if (discards) return [];
    throw cause;
  }
}

/** The entries of a slice, as views of it. @throws CorruptRecord, UnknownFormat */
export function readSlice(partition: number, slice: Buffer): Entry[] {
  if (slice[0]! > FORMAT_VERSION) throw new UnknownFormat(slice[0]!);
  const entries: Entry[] = [];
  let at = 1;
  const take = (length: number): Buffer => {
    if (at + length > slice.length) throw new CorruptRecord('a slice of a snapshot is cut short');
    at += length;
    return slice.subarray(at - length, at);
  };
  while (at < slice.length) {
    const [kind] = take(1);
    const entityKey = hashKey(partition, take(HASH_BYTES));
    if (kind === KIND.put) entries.push({ entityKey, value: take(take(LENGTH_BYTES).readUInt32BE()) });
    else if (kind === KIND.ended) entries.push({ entityKey, endedKey: hashKey(partition, take(HASH_BYTES)) });
    else throw new CorruptRecord(`a slice of a snapshot has no entries of ${kind}`);
  }
  return entries;
}

/** Kind, hash of the id, length of the value, and the value: length of the id, id, state. */
function putPart(entity: string, state: string): Buffer {
  const entityBytes = Buffer.byteLength(entity);
  const valueBytes = LENGTH_BYTES + entityBytes + Buffer.byteLength(state);
  const valueAt = 1 + HASH_BYTES + LENGTH_BYTES;
  const part = Buffer.allocUnsafe(valueAt + valueBytes);
  part[0] = KIND.put;
  part.set(textHash(entity), 1);
  part.writeUInt32BE(valueBytes, 1 + HASH_BYTES);
  part.writeUInt32BE(entityBytes, valueAt);
  part.write(entity, valueAt + LENGTH_BYTES, 'utf8');
  part.write(state, valueAt + LENGTH_BYTES + entityBytes, 'utf8');
  return part;
}
