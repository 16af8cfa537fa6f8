/**
 * One `follow` over archive and log: what the log does not have any more comes from the archive, and then the log goes on,
 * every record once and without a gap. An archive that cannot be reached is asked again for as long as it takes.
 */
import { LogCorruption, OffsetOutOfRange } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import { readArchived } from './archived-reads.js';
import type { LogArchive } from './log-archive.js';

/** Records delivered before others get their turn. */
const CHUNK_RECORDS = 256;
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5_000;

export interface SplicedFollowerOptions {
  readonly log: EventLog;
  readonly archive: LogArchive;
  readonly partition: number;
  readonly fromOffset: number;
  readonly onRecords: RecordListener;
  readonly onFault: (cause: unknown) => void;
  readonly onClosed: (follower: SplicedFollower) => void;
  /** Runs `task` once after `delayMs`, unless it is cancelled. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** Start or archive could not be asked; they are asked again. */
  readonly onRetry: (cause: unknown) => void;
}

export class SplicedFollower implements Subscription {
  readonly #options: SplicedFollowerOptions;
  /** Offset of the next record to be delivered. */
  #nextOffset: number;
  /** While the log itself is followed. */
  #live: Subscription | undefined;
  #retryMs = RETRY_FIRST_MS;
  #cancelRetry: (() => void) | undefined;
  #isClosed = false;

  constructor(options: SplicedFollowerOptions) {
    this.#options = options;
    this.#nextOffset = options.fromOffset;
    this.#followLog();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#live?.close();
    this.#cancelRetry?.();
    this.#options.onClosed(this);
  }

  #followLog(): void {
    const { log, partition } = this.#options;
    this.#live = log.follow(
      partition,
      this.#nextOffset,
      (records) => this.#deliver(records),
      (cause) => this.#logEnded(cause),
    );
  }

  #logEnded(cause: unknown): void {
    this.#live = undefined;
    if (this.#isClosed) return;
    if (cause instanceof OffsetOutOfRange) void this.#bridge(cause);
    else this.#fail(cause);
  }

  /** Catches up with the log's start from the archive, then follows the log again. */
  async #bridge(outOfRange: OffsetOutOfRange): Promise<void> {
    const { log, archive, partition } = this.#options;
    try {
      const start = await log.startOffset(partition);
      // Beyond its end, or of another log.
      if (this.#nextOffset >= start) throw outOfRange;
      while (!this.#isClosed && this.#nextOffset < start) {
        const read = { partition, fromOffset: this.#nextOffset, limit: Infinity };
        await this.#deliverInTurns(await readArchived(archive, read));
        this.#retryMs = RETRY_FIRST_MS;
      }
      if (!this.#isClosed) this.#followLog();
    } catch (cause) {
      if (cause instanceof LogCorruption || cause instanceof OffsetOutOfRange) this.#fail(cause);
      else this.#retry(cause, outOfRange);
    }
  }

  async #deliverInTurns(records: readonly LogRecord[]): Promise<void> {
    for (let at = 0; at < records.length && !this.#isClosed; at += CHUNK_RECORDS) {
      try {
        this.#deliver(records.slice(at, at + CHUNK_RECORDS));
      } catch (cause) {
        this.#fail(cause);
      }
      await new Promise(setImmediate);
    }
  }

  #deliver(records: readonly LogRecord[]): void {
    if (this.#isClosed) return;
    // Moved before the call: a listener that appends is given the new record while still inside.
    this.#nextOffset += records.length;
    this.#options.onRecords(records);
  }

  #retry(cause: unknown, outOfRange: OffsetOutOfRange): void {
    if (this.#isClosed) return;
    this.#options.onRetry(cause);
    this.#cancelRetry = this.#options.after(this.#retryMs, () => void this.#bridge(outOfRange));
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
  }

  #fail(cause: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFault(cause);
  }
}
