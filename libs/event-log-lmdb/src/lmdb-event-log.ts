/**
 * The log on disk. An append resolves when its record is flushed, and it is written only if the partition still ends
 * where this process believes: the end is compared inside the write transaction, so a second writer is noticed by both,
 * each seeing the other's records as a gap in the offsets it gets back.
 */
import { AppendRefused, AppendUnknown, RECORD_BYTES_MAX, partitionAt } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import { LmdbLogPartition, LogTables } from './lmdb-log-partition.js';
import type { LmdbStore } from './lmdb-store.js';

export interface LmdbEventLogOptions {
  readonly store: LmdbStore;
  readonly logId: string;
  readonly partitions: number;
  readonly recordBytesMax?: number;
}

export class LmdbEventLog implements EventLog {
  readonly logId: string;
  readonly partitions: number;
  readonly #recordBytesMax: number;
  readonly #partitions: readonly LmdbLogPartition[];

  private constructor(options: LmdbEventLogOptions, tables: LogTables) {
    this.logId = options.logId;
    this.partitions = options.partitions;
    this.#recordBytesMax = options.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#partitions = Array.from({ length: options.partitions }, (_, index) => new LmdbLogPartition(tables, index));
  }

  /** Opens the log in `store`, and creates it if the store is new. */
  static async open(options: LmdbEventLogOptions): Promise<LmdbEventLog> {
    const tables = new LogTables(options.store);
    await tables.create(options.partitions);
    return new LmdbEventLog(options, tables);
  }

  /** `record` must not be written to before the result is there. */
  async append(partition: number, record: Uint8Array): Promise<number> {
    const target = partitionAt(this.#partitions, partition);
    if (record.length > this.#recordBytesMax) throw new AppendRefused('record-too-large');
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
    for (;;) {
      const offset = target.takeOffset();
      let isWritten: boolean;
      try {
        isWritten = await target.put(offset, bytes);
      } catch (cause) {
        target.catchUp();
        throw new AppendUnknown(`the append to partition ${partition} failed`, { cause });
      }
      if (isWritten) {
        target.landed(offset, record);
        return offset;
      }
      // Somebody else has written, or a write before this one failed: go on from where the log really ends.
      target.catchUp();
    }
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const target = partitionAt(this.#partitions, partition);
    if (fromOffset + limit > target.durableEnd()) target.observe();
    return target.readNow(fromOffset, limit);
  }

  async endOffset(partition: number): Promise<number> {
    const target = partitionAt(this.#partitions, partition);
    target.observe();
    return target.durableEnd();
  }

  startOffset(partition: number): Promise<number> {
    return Promise.resolve(partitionAt(this.#partitions, partition).startOffset);
  }

  /** Backlogs are read in chunks, a turn of the event loop each; then records come as they are flushed. */
  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    return partitionAt(this.#partitions, partition).followers.follow(fromOffset, onRecords, onFault);
  }

  /** The data directory is locked: nobody else writes. */
  provesOwnershipWithoutAppend(): boolean {
    return true;
  }

  async trim(partition: number, beforeOffset: number): Promise<void> {
    await partitionAt(this.#partitions, partition).trim(beforeOffset);
  }

  /** Ends all subscriptions. The store stays open: who opened it closes it. */
  async close(): Promise<void> {
    for (const { followers } of this.#partitions) followers.close();
  }
}
