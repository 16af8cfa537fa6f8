/**
 * Writes the feed of one partition, from behind its last record on and in the log's order: at least once, since a put whose
 * result is unknown is repeated as it was. Nothing is put before what comes before it is acknowledged, so that whoever goes
 * on behind the last record, whenever and beside whomever, repeats at most and skips nothing.
 */
import { PortionedFollow } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import type { FeedRecord, FeedSink } from '@macp/ports';
import { FeedMismatch, positionOf } from './feed-position.js';
import { FeedReader } from './feed-reader.js';

/** Records that wait for their put before the log is read on. */
const WAITING_BYTES_MAX = 2 * 1024 * 1024;
const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 5_000;

export interface FeedWriterOptions {
  readonly log: EventLog;
  readonly sink: FeedSink;
  readonly partition: number;
  /** Runs `task` once after `delayMs`, unless it is cancelled. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** The sink did not answer; it is asked again. */
  readonly onRetry: (cause: unknown) => void;
  /** The partition cannot be written any more. */
  readonly onFault: (cause: unknown) => void;
}

export class FeedWriter {
  readonly #options: FeedWriterOptions;
  #reader: FeedReader | undefined;
  #subscription: Subscription | undefined;
  /** Read and not yet put. */
  #waiting: FeedRecord[] = [];
  #waitingBytes = 0;
  /** Being put. Invariant: put again, as it is, until that succeeds. */
  #putting: readonly FeedRecord[] = [];
  /** There while the log waits for a put. */
  #onRoom: (() => void) | undefined;
  #retryMs = RETRY_FIRST_MS;
  #cancelRetry: (() => void) | undefined;
  #isClosed = false;
  #written = 0;

  constructor(options: FeedWriterOptions) {
    this.#options = options;
  }

  /** Records that were put here and acknowledged. */
  get written(): number {
    return this.#written;
  }

  /** Log offset below which everything was read and is in the feed; `undefined` before the feed's end was found. */
  get position(): number | undefined {
    const isPut = this.#putting.length === 0 && this.#waiting.length === 0;
    return isPut ? this.#reader?.nextOffset : undefined;
  }

  /** Log offset of the next record to be read; `undefined` before the feed's end was found. */
  get nextOffset(): number | undefined {
    return this.#reader?.nextOffset;
  }

  start(): void {
    this.#attempt(async () => {
      const { log, sink, partition } = this.#options;
      const record = await sink.last(partition);
      const end = await log.endOffset(partition);
      const last = record === undefined ? undefined : positionOf(partition, record, log.logId);
      if (last !== undefined && last.offset >= end) {
        throw new FeedMismatch(
          partition,
          `its last record comes from offset ${last.offset}, and the log ends at ${end}`,
        );
      }
      if (this.#isClosed) return;
      this.#reader = new FeedReader({ log, partition, last });
      this.#follow();
    });
  }

  /** What is on its way may still come to the feed. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#subscription?.close();
    this.#cancelRetry?.();
    this.#waiting = [];
  }

  #follow(): void {
    const { log, partition } = this.#options;
    this.#subscription = new PortionedFollow({
      log,
      partition,
      fromOffset: this.#reader!.nextOffset,
      take: (records) => this.#take(records),
      onFault: (cause) => this.#fail(cause),
    });
    // It may have failed within the call.
    if (this.#isClosed) this.#subscription.close();
  }

  /** What it returns resolves when there is room for more. */
  #take(records: readonly LogRecord[]): Promise<void> | void {
    for (const stored of records) {
      for (const record of this.#reader!.read(stored)) {
        this.#waiting.push(record);
        this.#waitingBytes += record.value.length;
      }
    }
    const isFull = this.#waitingBytes > WAITING_BYTES_MAX;
    this.#put();
    if (isFull) return new Promise((resolve) => (this.#onRoom = resolve));
  }

  #put(): void {
    if (this.#putting.length > 0 || this.#waiting.length === 0) return;
    const records = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#putting = records;
    this.#attempt(async () => {
      await this.#options.sink.put(this.#options.partition, records);
      this.#putting = [];
      this.#written += records.length;
      if (this.#isClosed) return;
      this.#onRoom?.();
      this.#onRoom = undefined;
      this.#put();
    });
  }

  /** Again and again until it succeeds or the writer is closed, with growing pauses. */
  #attempt(task: () => Promise<void>): void {
    task().then(
      () => (this.#retryMs = RETRY_FIRST_MS),
      (cause: unknown) => {
        if (this.#isClosed) return;
        if (cause instanceof FeedMismatch) {
          this.#fail(cause);
          return;
        }
        this.#options.onRetry(cause);
        this.#cancelRetry = this.#options.after(this.#retryMs, () => this.#attempt(task));
        this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
      },
    );
  }

  #fail(cause: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFault(cause);
  }
}
