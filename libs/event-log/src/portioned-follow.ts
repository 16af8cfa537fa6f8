/**
 * A `follow` for whoever has work to do with each record. However many records a log delivers at once, they are taken a
 * portion at a time, each in a turn of the event loop of its own; the order is the log's, and none is left out or repeated.
 * Where a portion is all there is, it is taken within the delivery, so that who has caught up hears of a record as promptly
 * as by `EventLog.follow`. The log is let go of while too many records wait.
 */
import type { EventLog, LogRecord, Subscription } from './event-log.js';

/** Some milliseconds of work; a record that is larger comes alone. */
const PORTION_BYTES = 512 * 1024;
/** Records that wait before the log is let go of. */
const HELD_BYTES_MAX = 2 * 1024 * 1024;

export interface PortionedFollowOptions {
  readonly log: Pick<EventLog, 'follow'>;
  readonly partition: number;
  readonly fromOffset: number;
  /** The next records. What it returns is waited for before the next call; what it throws ends the follow. */
  readonly take: (records: readonly LogRecord[]) => Promise<void> | void;
  /** Called at most once, and ends the follow. */
  readonly onFault: (cause: unknown) => void;
}

export class PortionedFollow implements Subscription {
  readonly #options: PortionedFollowOptions;
  #subscription: Subscription | undefined;
  /** False while the log is let go of. */
  #isFollowing = false;
  /** Offset behind the last record that was delivered. */
  #nextOffset: number;
  /** Delivered and not taken. */
  #held: LogRecord[] = [];
  #heldBytes = 0;
  /** A portion is being taken, or the turn for the next one will come. */
  #isBusy = false;
  #isClosed = false;

  constructor(options: PortionedFollowOptions) {
    this.#options = options;
    this.#nextOffset = options.fromOffset;
    this.#follow();
  }

  close(): void {
    this.#isClosed = true;
    this.#held = [];
    this.#letGo();
  }

  #follow(): void {
    const { log, partition } = this.#options;
    this.#isFollowing = true;
    const subscription = log.follow(
      partition,
      this.#nextOffset,
      (records) => this.#deliver(records),
      (cause) => this.#fail(cause),
    );
    // What the log had may have come within the call.
    if (this.#isFollowing) this.#subscription = subscription;
    else subscription.close();
  }

  #letGo(): void {
    this.#isFollowing = false;
    this.#subscription?.close();
    this.#subscription = undefined;
  }

  #deliver(records: readonly LogRecord[]): void {
    if (this.#isClosed) return;
    this.#nextOffset += records.length;
    for (const record of records) {
      this.#held.push(record);
      this.#heldBytes += record.bytes.length;
    }
    if (!this.#isBusy) this.#takeNext();
    if (this.#heldBytes > HELD_BYTES_MAX) this.#letGo();
  }

  #takeNext(): void {
    this.#isBusy = true;
    let pressure: Promise<void> | void;
    try {
      pressure = this.#options.take(this.#portion());
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    if (this.#isClosed) return;
    if (pressure !== undefined) {
      this.#letGo();
      pressure.then(this.#goOn, (cause: unknown) => this.#fail(cause));
    } else if (this.#held.length > 0) setImmediate(this.#goOn);
    else this.#rest();
  }

  readonly #goOn = (): void => {
    if (this.#isClosed) return;
    if (this.#held.length > 0) this.#takeNext();
    else this.#rest();
  };

  #rest(): void {
    this.#isBusy = false;
    if (!this.#isFollowing) this.#follow();
  }

  #portion(): readonly LogRecord[] {
    const held = this.#held;
    let bytes = held[0]!.bytes.length;
    let count = 1;
    while (count < held.length && bytes + held[count]!.bytes.length <= PORTION_BYTES) {
      bytes += held[count]!.bytes.length;
      count += 1;
    }
    this.#heldBytes -= bytes;
    this.#held = held.slice(count);
    return count === held.length ? held : held.slice(0, count);
  }

  #fail(cause: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFault(cause);
  }
}
