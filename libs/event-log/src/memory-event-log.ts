/**
 * The log in memory: for `MACP_MEMORY_ONLY=1`, tests and simulation. Everything the port promises holds for the life of
 * the process, "durable" meaning as durable as the process; trimmed records are freed.
 */
import { invariant } from '@macp/kernel';
import { AppendRefused, OffsetOutOfRange } from './event-log.js';
import type { EventLog, LogRecord, RecordListener, Subscription } from './event-log.js';
import { RecordFollower } from './record-follower.js';

/** Largest record a log takes unless told otherwise. */
export const RECORD_BYTES_MAX = 4 * 1024 * 1024;

const FOLLOW_CHUNK_RECORDS = 1024;

export interface MemoryEventLogOptions {
  /** Random: another log has another one. */
  readonly logId: string;
  readonly partitions: number;
  readonly recordBytesMax?: number;
}

class MemoryPartition {
  /** Offset of `records[0]`. */
  startOffset = 0;
  records: LogRecord[] = [];
  readonly followers = new Set<RecordFollower>();

  durableEnd(): number {
    return this.startOffset + this.records.length;
  }

  readNow(fromOffset: number, limit: number): readonly LogRecord[] {
    if (fromOffset < this.startOffset || fromOffset > this.durableEnd()) {
      throw new OffsetOutOfRange(`offset ${fromOffset} is outside of ${this.startOffset}..${this.durableEnd()}`);
    }
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
    this.#partitions = Array.from({ length: options.partitions }, () => new MemoryPartition());
  }

  /** Keeps `record` itself: the caller must not write to it any more. */
  append(partition: number, record: Uint8Array): Promise<number> {
    const target = this.#partition(partition);
    if (record.length > this.#recordBytesMax) return Promise.reject(new AppendRefused('record-too-large'));
    const offset = target.durableEnd();
    const stored = { offset, bytes: record };
    target.records.push(stored);
    if (target.followers.size > 0) {
      const fresh = [stored];
      for (const follower of target.followers) follower.wake(fresh);
    }
    return Promise.resolve(offset);
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#partition(partition).readNow(fromOffset, limit);
  }

  endOffset(partition: number): Promise<number> {
    return Promise.resolve(this.#partition(partition).durableEnd());
  }

  startOffset(partition: number): Promise<number> {
    return Promise.resolve(this.#partition(partition).startOffset);
  }

  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    const target = this.#partition(partition);
    const follower = new RecordFollower({
      log: target,
      fromOffset,
      onRecords,
      onFault,
      onClosed: () => target.followers.delete(follower),
      later: queueMicrotask,
      chunkRecords: FOLLOW_CHUNK_RECORDS,
      drainsOnWake: true,
    });
    target.followers.add(follower);
    return follower;
  }

  provesOwnershipWithoutAppend(): boolean {
    return true;
  }

  async trim(partition: number, beforeOffset: number): Promise<void> {
    const target = this.#partition(partition);
    const dropped = Math.min(beforeOffset, target.durableEnd()) - target.startOffset;
    if (dropped <= 0) return;
    target.records = target.records.slice(dropped);
    target.startOffset += dropped;
  }

  async close(): Promise<void> {
    for (const { followers } of this.#partitions) for (const follower of followers) follower.close();
  }

  #partition(partition: number): MemoryPartition {
    const found = this.#partitions[partition];
    invariant(found !== undefined, `partition ${partition} does not exist: the log has ${this.partitions}`);
    return found;
  }
}
