/**
 * One partition of the log on disk: its records, and where it ends as far as this process knows. What is in the store
 * and was not known here is taken over whenever somebody looks at the end, and shown to all who follow.
 */
import { invariant } from '@macp/kernel';
import { LogCorruption, RecordFollowers, requireOffset } from '@macp/event-log';
import type { FollowedLog, LogRecord } from '@macp/event-log';
import { offsetOfKey, partitionKey, recordKey } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';

const READ_BYTES_MAX = 8 * 1024 * 1024;
const FOLLOW_CHUNK_RECORDS = 256;
const TRIM_CHUNK_RECORDS = 1024;
/** Entries of the table of ends are about their version; LMDB wants a value as well. */
const END_VALUE = Buffer.of(1);
const OFFSET_BYTES = 6;

/** The tables of a log. */
export class LogTables {
  readonly records: LmdbTable;
  /** Per partition one entry whose version is the partition's end. */
  readonly ends: LmdbTable;
  readonly starts: LmdbTable;

  constructor(readonly store: LmdbStore) {
    this.records = store.table('records');
    this.ends = store.table('ends', { versions: true });
    this.starts = store.table('starts');
  }

  /** Gives an end to those of the first `partitions` partitions that have none. @throws StoreWriteFault */
  async create(partitions: number): Promise<void> {
    const keys = Array.from({ length: partitions }, (_, index) => partitionKey(index));
    const missing = keys.filter((key) => this.ends.getEntry(key) === undefined);
    if (missing.length === 0) return;
    await this.store.write(() => {
      for (const key of missing) void this.ends.put(key, END_VALUE, 0);
    });
  }
}

export class LmdbLogPartition implements FollowedLog {
  readonly followers = new RecordFollowers({
    log: this,
    pace: promptThenPatient,
    chunkRecords: FOLLOW_CHUNK_RECORDS,
    drainsOnWake: false,
  });
  readonly #key: Buffer;
  #startOffset: number;
  /** Every record below it is on disk, and read back or delivered. */
  #durableEnd: number;
  /** Offset that the next append asks for. Invariant: at or above `#durableEnd`. */
  #nextOffset: number;

  constructor(
    private readonly tables: LogTables,
    private readonly index: number,
  ) {
    this.#key = partitionKey(index);
    this.#startOffset = tables.starts.get(this.#key)?.readUIntBE(0, OFFSET_BYTES) ?? 0;
    this.#durableEnd = this.#storedEnd();
    this.#nextOffset = this.#durableEnd;
  }

  get startOffset(): number {
    return this.#startOffset;
  }

  durableEnd(): number {
    return this.#durableEnd;
  }

  takeOffset(): number {
    return this.#nextOffset++;
  }

  /** Writes the record if the partition then ends at `offset`; else resolves with false. @throws StoreWriteFault */
  put(offset: number, bytes: Buffer): Promise<boolean> {
    const { store, records, ends } = this.tables;
    return store.writeIf(ends, this.#key, offset, () => {
      void records.put(recordKey(this.index, offset), bytes);
      void ends.put(this.#key, END_VALUE, offset + 1);
    });
  }

  /** The record at `offset` is on disk. */
  landed(offset: number, bytes: Uint8Array): void {
    // A later append may have been caught up with before this one's turn to answer.
    this.#durableEnd = Math.max(this.#durableEnd, offset + 1);
    this.followers.landed(offset, bytes);
  }

  /** Takes over what is in the store and not known here. */
  observe(): void {
    const end = this.#storedEnd();
    if (end <= this.#durableEnd) return;
    this.#durableEnd = end;
    this.#nextOffset = Math.max(this.#nextOffset, end);
    this.followers.wake();
  }

  /** After an append that did not get its offset: the next one asks for where the log really ends. */
  catchUp(): void {
    // Of a lost store nothing is read any more: the failure itself is what there is to say.
    if (this.tables.store.isLost) return;
    this.tables.store.refresh();
    this.observe();
    this.#nextOffset = this.#durableEnd;
  }

  readNow(fromOffset: number, limit: number): readonly LogRecord[] {
    requireOffset(this.index, fromOffset, { start: this.#startOffset, end: this.#durableEnd });
    const end = Math.min(fromOffset + limit, this.#durableEnd);
    const records: LogRecord[] = [];
    let next = fromOffset;
    let readBytes = 0;
    if (next === end) return records;
    const range = { start: recordKey(this.index, next), end: recordKey(this.index, end) };
    for (const { key, value } of this.tables.records.getRange(range)) {
      if (offsetOfKey(key) !== next) break;
      records.push({ offset: next, bytes: value });
      next += 1;
      readBytes += value.length;
      if (readBytes >= READ_BYTES_MAX) return records;
    }
    if (next !== end) throw new LogCorruption(this.index, next, 'the record is missing');
    return records;
  }

  /** As `EventLog.trim`, a portion at a time. @throws StoreWriteFault */
  async trim(beforeOffset: number): Promise<void> {
    const { store, records, starts } = this.tables;
    const end = Math.min(beforeOffset, this.#durableEnd);
    const first = this.#startOffset;
    if (end <= first) return;
    this.#startOffset = end;
    for (let from = first; from < end; from += TRIM_CHUNK_RECORDS) {
      const to = Math.min(from + TRIM_CHUNK_RECORDS, end);
      const start = Buffer.allocUnsafe(OFFSET_BYTES);
      start.writeUIntBE(to, 0, OFFSET_BYTES);
      await store.write(() => {
        void starts.put(this.#key, start);
        for (let offset = from; offset < to; offset += 1) void records.remove(recordKey(this.index, offset));
      });
    }
  }

  #storedEnd(): number {
    const version = this.tables.ends.getEntry(this.#key)?.version;
    invariant(version !== undefined, `partition ${this.index} has no end in the store`);
    return version;
  }
}

/** The first chunk comes before anything that the follower awaits: a short log is followed from the start. */
function promptThenPatient(): (task: () => void) => void {
  let isFirst = true;
  return (task) => {
    if (isFirst) queueMicrotask(task);
    else setImmediate(task);
    isFirst = false;
  };
}
