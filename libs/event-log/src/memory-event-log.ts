/**
 * The log in memory: for `MACP_MEMORY_ONLY=1`, tests and simulation. Everything the port promises holds for the life of
 * the process, "durable" meaning as durable as the process; trimmed records are freed.
 */
import { AppendRefused } from './event-log.js';
import type { EventLog, LogRecord, RecordListener, Subscription } from './event-log.js';
import { partitionAt, requireOffset } from './log-bounds.js';
import type { FollowedLog } from './record-follower.js';
import { RecordFollowers } from './record-followers.js';

/** Largest record a log takes unless told otherwise. */
export const RECORD_BYTES_MAX = 4 * 1024 * 1024;

const FOLLOW_CHUNK_RECORDS = 1024;

export interface MemoryEventLogOptions {
  /** Random: another log has another one. */
  readonly logId: string;
  readonly partitions: number;
  readonly recordBytesMax?: number;
}

class MemoryPartition implements FollowedLog {
  /** Offset of `records[0]`. */
  startOffset = 0;
  records: LogRecord[] = [];
  readonly followers = new RecordFollowers({
    log: this,
    pace: () => queueMicrotask,
    chunkRecords: FOLLOW_CHUNK_RECORDS,
    drainsOnWake: true,
  });

  constructor(private readonly index: number) {}

  durableEnd(): number {
    return this.startOffset + this.records.length;
  }

  readNow(fromOffset: number, limit: number): readonly LogRecord[] {
    requireOffset(this.index, fromOffset, { start: this.startOffset, end: this.durableEnd() });
    const index = fromOffset - this.startOffset;
    return this.records.slice(index, index + limit);
  }
}

export class MemoryEventLog implements EventLog {
  readonly logId: string;
  readonly partitions: number;
  readonly #recordBytesMax: number;
  readonly #partitions: readonly MemoryPartition[];

  constructor(options: MemoryEventLogOptions) {
    this.logId = options.logId;
    this.partitions = options.partitions;
    this.#recordBytesMax = options.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#partitions = Array.from({ length: options.partitions }, (_, index) => new MemoryPartition(index));
  }

  /** Keeps `record` itself: the caller must not write to it any more. */
  append(partition: number, record: Uint8Array): Promise<number> {
    const target = partitionAt(this.#partitions, partition);
    if (record.length > this.#recordBytesMax) return Promise.reject(new AppendRefused('record-too-large'));
    const offset = target.durableEnd();
    target.records.push({ offset, bytes: record });
    target.followers.landed(offset, record);
    return Promise.resolve(offset);
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    return partitionAt(this.#partitions, partition).readNow(fromOffset, limit);
  }

  endOffset(partition: number): Promise<number> {
    return Promise.resolve(partitionAt(this.#partitions, partition).durableEnd());
  }

  startOffset(partition: number): Promise<number> {
    return Promise.resolve(partitionAt(this.#partitions, partition).startOffset);
  }

  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    return partitionAt(this.#partitions, partition).followers.follow(fromOffset, onRecords, onFault);
  }

  provesOwnershipWithoutAppend(): boolean {
    return true;
  }

  async trim(partition: number, beforeOffset: number): Promise<void> {
    const target = partitionAt(this.#partitions, partition);
    const dropped = Math.min(beforeOffset, target.durableEnd()) - target.startOffset;
    if (dropped <= 0) return;
    target.records = target.records.slice(dropped);
    target.startOffset += dropped;
  }

  async close(): Promise<void> {
    for (const { followers } of this.#partitions) followers.close();
  }
}
