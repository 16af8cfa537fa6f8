/**
 * One running `follow` over a log that this process can read synchronously. It hands every record to its listener once,
 * in order and without a gap, however reading back and appending overlap, and it never calls back after `close`.
 */
import type { LogRecord, RecordListener, Subscription } from './event-log.js';

/** What a follower reads from. */
export interface FollowedLog {
  /** Up to `limit` durable records from `fromOffset` on. @throws OffsetOutOfRange */
  readNow(fromOffset: number, limit: number): readonly LogRecord[];
  /** Next offset to become durable. */
  durableEnd(): number;
}

export interface RecordFollowerOptions {
  readonly log: FollowedLog;
  readonly fromOffset: number;
  readonly onRecords: RecordListener;
  readonly onFault: (cause: unknown) => void;
  readonly onClosed: () => void;
  /** Runs `task` after what is pending; between two chunks of a long history others get their turn. */
  readonly later: (task: () => void) => void;
  /** Records read back at once. */
  readonly chunkRecords: number;
  /** True: records that become durable during the reading back are delivered within `wake`, all at once. */
  readonly drainsOnWake: boolean;
}

export class RecordFollower implements Subscription {
  readonly #options: RecordFollowerOptions;
  #nextOffset: number;
  /** Invariant: true while a `#catchUp` is scheduled; until it reaches the end, only it reads. */
  #catchingUp = false;
  #closed = false;

  constructor(options: RecordFollowerOptions) {
    this.#options = options;
    this.#nextOffset = options.fromOffset;
    this.#scheduleCatchUp();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.onClosed();
  }

  /** `fresh` has just become durable and ends the log. */
  wake(fresh: readonly LogRecord[]): void {
    if (this.#closed) return;
    if (this.#catchingUp && !this.#options.drainsOnWake) return;
    const first = fresh[0];
    if (first !== undefined && first.offset === this.#nextOffset) this.#deliver(fresh);
    else this.#drain();
  }

  #drain(): void {
    while (!this.#closed && this.#nextOffset < this.#options.log.durableEnd()) this.#readChunk();
  }

  #scheduleCatchUp(): void {
    this.#catchingUp = true;
    this.#options.later(() => this.#catchUp());
  }

  #catchUp(): void {
    if (this.#closed) return;
    // Also done at the very end of the log: an offset that the log does not have must be noticed at once.
    this.#readChunk();
    if (this.#closed) return;
    if (this.#nextOffset < this.#options.log.durableEnd()) this.#scheduleCatchUp();
    else this.#catchingUp = false;
  }

  #readChunk(): void {
    let records: readonly LogRecord[];
    try {
      records = this.#options.log.readNow(this.#nextOffset, this.#options.chunkRecords);
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    if (records.length > 0) this.#deliver(records);
  }

  #deliver(records: readonly LogRecord[]): void {
    // Moved before the call: a listener that appends is woken for the new record while still inside.
    this.#nextOffset += records.length;
    try {
      this.#options.onRecords(records);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    if (this.#closed) return;
    this.close();
    this.#options.onFault(cause);
  }
}
