/**
 * The log on disk. An append resolves when its record is flushed, and it is written only if the partition still ends
 * where this process believes: the end is compared inside the write transaction, so a second writer is noticed by both,
 * each seeing the other's records as a gap in the offsets it gets back.
 */
import { invariant } from '@macp/kernel';
import {
  AppendRefused,
  AppendUnknown,
  LogCorruption,
  OffsetOutOfRange,
  RECORD_BYTES_MAX,
  RecordFollower,
} from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import { offsetOfKey, partitionKey, recordKey } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';

const READ_BYTES_MAX = 8 * 1024 * 1024;
const FOLLOW_CHUNK_RECORDS = 256;
const TRIM_CHUNK_RECORDS = 1024;
/** Entries of the table of ends are about their version; LMDB wants a value as well. */
const END_VALUE = Buffer.of(1);
const OFFSET_BYTES = 6;

export interface LmdbEventLogOptions {
  readonly store: LmdbStore;
  readonly logId: string;
  readonly partitions: number;
  readonly recordBytesMax?: number;
}

interface Partition {
  readonly index: number;
  readonly key: Buffer;
  startOffset: number;
  /** Every record below it is on disk, and read back or delivered. */
  durableEnd: number;
  /** Offset that the next append asks for. Invariant: at or above `durableEnd`. */
  nextOffset: number;
  readonly followers: Set<RecordFollower>;
}

export class LmdbEventLog implements EventLog {
  readonly logId: string;
  readonly partitions: number;
  readonly #store: LmdbStore;
  readonly #records: LmdbTable;
  /** Per partition one entry whose version is the partition's end. */
  readonly #ends: LmdbTable;
  readonly #starts: LmdbTable;
  readonly #recordBytesMax: number;
  readonly #partitions: readonly Partition[];

  private constructor(options: LmdbEventLogOptions) {
    this.logId = options.logId;
    this.partitions = options.partitions;
    this.#store = options.store;
    this.#recordBytesMax = options.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#records = options.store.table('records');
    this.#ends = options.store.table('ends', { versions: true });
    this.#starts = options.store.table('starts');
    this.#partitions = Array.from({ length: options.partitions }, (_, index) => this.#load(index));
  }

  /** Opens the log in `store`, and creates it if the store is new. */
  static async open(options: LmdbEventLogOptions): Promise<LmdbEventLog> {
    const ends = options.store.table('ends', { versions: true });
    const missing = Array.from({ length: options.partitions }, (_, index) => partitionKey(index)).filter(
      (key) => ends.getEntry(key) === undefined,
    );
    if (missing.length > 0) {
      await options.store.write(() => {
        for (const key of missing) void ends.put(key, END_VALUE, 0);
      });
    }
    return new LmdbEventLog(options);
  }

  /** `record` must not be written to before the result is there. */
  async append(partition: number, record: Uint8Array): Promise<number> {
    const target = this.#partition(partition);
    if (record.length > this.#recordBytesMax) throw new AppendRefused('record-too-large');
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
    for (;;) {
      const offset = target.nextOffset;
      target.nextOffset = offset + 1;
      if (await this.#put(target, offset, bytes)) {
        this.#landed(target, offset, record);
        return offset;
      }
      // Somebody else has written, or a write before this one failed: go on from where the log really ends.
      this.#catchUp(target);
    }
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const target = this.#partition(partition);
    if (fromOffset + limit > target.durableEnd) this.#observe(target);
    return this.#readNow(target, fromOffset, limit);
  }

  async endOffset(partition: number): Promise<number> {
    const target = this.#partition(partition);
    this.#observe(target);
    return target.durableEnd;
  }

  startOffset(partition: number): Promise<number> {
    return Promise.resolve(this.#partition(partition).startOffset);
  }

  /** Backlogs are read in chunks, a turn of the event loop each; then records come as they are flushed. */
  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    const target = this.#partition(partition);
    let chunks = 0;
    const follower = new RecordFollower({
      log: {
        readNow: (from, limit) => this.#readNow(target, from, limit),
        durableEnd: () => target.durableEnd,
      },
      fromOffset,
      onRecords,
      onFault,
      onClosed: () => target.followers.delete(follower),
      later: (task) => {
        // The first chunk comes before anything that the caller awaits; a short log is then followed from the start.
        if (chunks === 0) queueMicrotask(task);
        else setImmediate(task);
        chunks += 1;
      },
      chunkRecords: FOLLOW_CHUNK_RECORDS,
      drainsOnWake: false,
    });
    target.followers.add(follower);
    return follower;
  }

  /** The data directory is locked: nobody else writes. */
  provesOwnershipWithoutAppend(): boolean {
    return true;
  }

  async trim(partition: number, beforeOffset: number): Promise<void> {
    const target = this.#partition(partition);
    const end = Math.min(beforeOffset, target.durableEnd);
    const first = target.startOffset;
    if (end <= first) return;
    target.startOffset = end;
    for (let from = first; from < end; from += TRIM_CHUNK_RECORDS) {
      const to = Math.min(from + TRIM_CHUNK_RECORDS, end);
      const start = Buffer.allocUnsafe(OFFSET_BYTES);
      start.writeUIntBE(to, 0, OFFSET_BYTES);
      await this.#store.write(() => {
        void this.#starts.put(target.key, start);
        for (let offset = from; offset < to; offset += 1) void this.#records.remove(recordKey(partition, offset));
      });
    }
  }

  /** Ends all subscriptions. The store stays open: who opened it closes it. */
  async close(): Promise<void> {
    for (const { followers } of this.#partitions) for (const follower of followers) follower.close();
  }

  async #put(target: Partition, offset: number, bytes: Buffer): Promise<boolean> {
    try {
      return await this.#store.writeIf(this.#ends, target.key, offset, () => {
        void this.#records.put(recordKey(target.index, offset), bytes);
        void this.#ends.put(target.key, END_VALUE, offset + 1);
      });
    } catch (cause) {
      this.#catchUp(target);
      throw new AppendUnknown(`the append to partition ${target.index} failed`, { cause });
    }
  }

  #landed(target: Partition, offset: number, bytes: Uint8Array): void {
    // A later append may have been caught up with before this one's turn to answer.
    target.durableEnd = Math.max(target.durableEnd, offset + 1);
    if (target.followers.size === 0) return;
    const fresh = [{ offset, bytes }];
    for (const follower of target.followers) follower.wake(fresh);
  }

  /** Takes over what is in the store and not known here, and lets followers see it. */
  #observe(target: Partition): void {
    const end = this.#storedEnd(target);
    if (end <= target.durableEnd) return;
    target.durableEnd = end;
    target.nextOffset = Math.max(target.nextOffset, end);
    for (const follower of target.followers) follower.wake([]);
  }

  /** After an append that did not get its offset: the next one asks for where the log really ends. */
  #catchUp(target: Partition): void {
    this.#store.refresh();
    this.#observe(target);
    target.nextOffset = target.durableEnd;
  }

  #readNow(target: Partition, fromOffset: number, limit: number): readonly LogRecord[] {
    const { index, startOffset, durableEnd } = target;
    if (fromOffset < startOffset || fromOffset > durableEnd) {
      throw new OffsetOutOfRange(
        `partition ${index}: offset ${fromOffset} is outside of ${startOffset}..${durableEnd}`,
      );
    }
    const end = Math.min(fromOffset + limit, durableEnd);
    const records: LogRecord[] = [];
    let next = fromOffset;
    let readBytes = 0;
    if (next === end) return records;
    for (const { key, value } of this.#records.getRange({
      start: recordKey(index, next),
      end: recordKey(index, end),
    })) {
      if (offsetOfKey(key) !== next) break;
      records.push({ offset: next, bytes: value });
      next += 1;
      readBytes += value.length;
      if (readBytes >= READ_BYTES_MAX) return records;
    }
    if (next !== end) throw new LogCorruption(index, next, 'the record is missing');
    return records;
  }

  #storedEnd(target: Partition): number {
    const version = this.#ends.getEntry(target.key)?.version;
    invariant(version !== undefined, `partition ${target.index} has no end in the store`);
    return version;
  }

  #load(index: number): Partition {
    const key = partitionKey(index);
    const entry = this.#ends.getEntry(key);
    invariant(entry?.version !== undefined, `partition ${index} has no end in the store`);
    return {
      index,
      key,
      startOffset: this.#starts.get(key)?.readUIntBE(0, OFFSET_BYTES) ?? 0,
      durableEnd: entry.version,
      nextOffset: entry.version,
      followers: new Set(),
    };
  }

  #partition(partition: number): Partition {
    const found = this.#partitions[partition];
    invariant(found !== undefined, `partition ${partition} does not exist: the log has ${this.partitions}`);
    return found;
  }
}
