/**
 * The one reader rule of the claimed log (ADR 0002), used by the recovering owner, by every follower and by every tool.
 * It tells valid records from void ones, and damage from both, and its verdict on a record depends on the records before
 * it only, so that nothing already read ever turns void.
 */
import type { BatchRecord, ClaimRecord, LogPosition } from './batch-record.js';
import type { LogRecord } from './event-log.js';
import { CorruptRecord, decodeRecord } from './record-codec.js';

/** What a record of the log means for its reader. */
export type ReadRecord =
  | { readonly kind: 'claim'; readonly offset: number; readonly record: ClaimRecord }
  | { readonly kind: 'batch'; readonly offset: number; readonly record: BatchRecord }
  /** No effect: written by an owner that had already lost the partition, or a repeat of what was read before. */
  | { readonly kind: 'void'; readonly offset: number; readonly record: BatchRecord | ClaimRecord };

/** The log of a partition is damaged: nothing at or after `offset` may be used. */
export class LogCorruption extends Error {
  override readonly name = 'LogCorruption';
  constructor(
    readonly partition: number,
    readonly offset: number,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(`partition ${partition} is corrupt at offset ${offset}: ${why}`, options);
  }
}

/** The log belongs to another log, or to another number of partitions, than this process is configured for. */
export class LogMismatch extends Error {
  override readonly name = 'LogMismatch';
  constructor(
    readonly partition: number,
    readonly offset: number,
    why: string,
  ) {
    super(`partition ${partition} refuses the claim at offset ${offset}: ${why}`);
  }
}

export interface ClaimedLogReaderOptions {
  readonly partition: number;
  /** Number of partitions and identity of the log being read. */
  readonly partitions: number;
  readonly logId: string;
  /** A checkpoint to go on from: its last record read, and the epoch and `seq` in force there. Without: offset 0. */
  readonly from?: LogPosition;
}

export class ClaimedLogReader {
  readonly #options: ClaimedLogReaderOptions;
  #nextOffset: number;
  /** Epoch of the last CLAIM; empty before the first. */
  #epoch: string;
  /** Invariant: `seq` of the last valid batch since that CLAIM; 0 right after it. */
  #seq: number;
  #failure: { readonly cause: unknown } | undefined;

  constructor(options: ClaimedLogReaderOptions) {
    this.#options = options;
    this.#nextOffset = options.from === undefined ? 0 : options.from.offset + 1;
    this.#epoch = options.from?.epoch ?? '';
    this.#seq = options.from?.seq ?? 0;
  }

  /** Offset of the record that `read` takes next. */
  get nextOffset(): number {
    return this.#nextOffset;
  }

  /** After the last record read, void ones included: what a later reader may start `from`. Offset -1 before the first. */
  get position(): LogPosition {
    return { epoch: this.#epoch, seq: this.#seq, offset: this.#nextOffset - 1 };
  }

  /**
   * Takes the next record of the log. After a throw the reader is of no further use and throws the same again.
   *
   * @throws LogCorruption the record is damaged or cannot follow what was read.
   * @throws UnknownFormat a newer build wrote the record.
   * @throws LogMismatch a CLAIM names another log or number of partitions.
   */
  read(record: LogRecord): ReadRecord {
    if (this.#failure !== undefined) throw this.#failure.cause;
    try {
      return this.#judge(record);
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
  }

  #judge({ offset, bytes }: LogRecord): ReadRecord {
    if (offset !== this.#nextOffset) throw this.#corruption(offset, `expected offset ${this.#nextOffset}`);
    const record = this.#decode(offset, bytes);
    if (record.kind === 'claim') return this.#claim(offset, record);
    return this.#batch(offset, record);
  }

  #claim(offset: number, record: ClaimRecord): ReadRecord {
    const { partition, partitions, logId } = this.#options;
    if (record.partitions !== partitions) {
      throw new LogMismatch(partition, offset, `it was made for ${record.partitions} partitions, not ${partitions}`);
    }
    if (record.logId !== logId) {
      throw new LogMismatch(partition, offset, `it was made for log ${record.logId}, not ${logId}`);
    }
    if (record.epoch === '') throw this.#corruption(offset, 'a CLAIM without an epoch');
    this.#nextOffset += 1;
    // An epoch is claimed once: the same CLAIM again is a repeat of the transport's, and must not restart `seq`.
    if (record.epoch === this.#epoch) return { kind: 'void', offset, record };
    this.#epoch = record.epoch;
    this.#seq = 0;
    return { kind: 'claim', offset, record };
  }

  #batch(offset: number, record: BatchRecord): ReadRecord {
    const isCurrent = record.epoch === this.#epoch && this.#epoch !== '';
    if (isCurrent && record.seq > this.#seq + 1) {
      throw this.#corruption(offset, `batch ${record.seq} follows batch ${this.#seq} of epoch ${record.epoch}`);
    }
    this.#nextOffset += 1;
    if (!isCurrent || record.seq <= this.#seq) return { kind: 'void', offset, record };
    this.#seq = record.seq;
    return { kind: 'batch', offset, record };
  }

  #decode(offset: number, bytes: Uint8Array): BatchRecord | ClaimRecord {
    try {
      return decodeRecord(bytes);
    } catch (cause) {
      if (cause instanceof CorruptRecord) throw this.#corruption(offset, cause.message, cause);
      throw cause;
    }
  }

  #corruption(offset: number, why: string, cause?: unknown): LogCorruption {
    return new LogCorruption(this.#options.partition, offset, why, cause === undefined ? undefined : { cause });
  }
}
