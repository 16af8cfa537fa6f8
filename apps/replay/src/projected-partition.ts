/**
 * Follows one partition of the log into the projection store: every record once, in order, through the reader rule of
 * the claimed log, so that what an owner wrote after it had lost the partition is never seen (ADR 0002). Knows how far it
 * has come, which is what reads wait for.
 */
import { ClaimedLogReader, LogCorruption, PortionedFollow } from '@macp/event-log';
import type {
  EventLog,
  LogPosition,
  LogRecord,
  ProjectionChange,
  ProjectionStore,
  Subscription,
} from '@macp/event-log';
import { invariant } from '@macp/kernel';
import { isStanding } from './standing-position.js';

/** Encoded facts of one valid batch. */
export interface FactsBatch {
  /** Of its record in the log. */
  readonly offset: number;
  readonly facts: readonly Uint8Array[];
  readonly recordedAtMs: number;
}

export interface ProjectedPartitionOptions {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  readonly partition: number;
  /** What the batches change; called in log order, each batch once. */
  readonly project: (batches: readonly FactsBatch[]) => Pick<ProjectionChange, 'history' | 'summaries'>;
  /** The last change is visible in the store. */
  readonly onApplied: (change: ProjectionChange) => void;
  /** The partition has stopped for good. */
  readonly onFault: (cause: unknown) => void;
}

interface Waiter {
  readonly offset: number;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

export class ProjectedPartition {
  readonly #options: ProjectedPartitionOptions;
  readonly #reader: ClaimedLogReader;
  #subscription: Subscription | undefined;
  #waiters: Waiter[] = [];
  #failure: { readonly cause: unknown } | undefined;
  /** Reads that arrive in the same turn share one question for the log's end. */
  #reaching: Promise<void> | undefined;
  /** While it is not known whether the log has what the store was filled from. */
  #verifying: Promise<void> | undefined;

  constructor(options: ProjectedPartitionOptions) {
    this.#options = options;
    const { log, store, partition } = options;
    const from = store.position(partition);
    this.#reader = new ClaimedLogReader({
      partition,
      partitions: log.partitions,
      logId: log.logId,
      ...(from === undefined ? {} : { from }),
    });
  }

  /** Offset of the next record to be consumed. */
  get nextOffset(): number {
    return this.#reader.nextOffset;
  }

  /** Where the store has a position, once the log was found to have it. */
  follow(): void {
    const { store, partition } = this.#options;
    const from = store.position(partition);
    if (from === undefined) this.#followOn();
    else this.#verifying = this.#verify(from);
  }

  async #verify(from: LogPosition): Promise<void> {
    const { log, partition } = this.#options;
    const standing = await isStanding(log, partition, from);
    this.#verifying = undefined;
    if (standing) this.#followOn();
    else
      this.fail(new LogCorruption(partition, from.offset, 'the projection was made of other records than the log has'));
  }

  #followOn(): void {
    if (this.#failure !== undefined) return;
    const { log, partition } = this.#options;
    this.#subscription = new PortionedFollow({
      log,
      partition,
      fromOffset: this.#reader.nextOffset,
      take: (records) => this.#apply(records),
      onFault: (cause) => this.fail(cause),
    });
    // It may have failed within the call.
    if (this.#failure !== undefined) this.#subscription.close();
  }

  /** Resolves once everything that was in the log as of the call is visible. Rejects when that can never be. */
  reachEnd(): Promise<void> {
    return (this.#reaching ??= Promise.resolve().then(() => {
      this.#reaching = undefined;
      return this.#reach();
    }));
  }

  /** Throws what stopped the partition, if it has stopped. */
  requireFollowing(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  /** Stops for good; waiting and later reads reject with `cause`. */
  fail(cause: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { cause };
    this.#subscription?.close();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(cause);
    this.#options.onFault(cause);
  }

  async #reach(): Promise<void> {
    await this.#verifying;
    this.requireFollowing();
    const offset = await this.#options.log.endOffset(this.#options.partition);
    this.requireFollowing();
    if (this.nextOffset >= offset) return;
    await new Promise<void>((resolve, reject) => this.#waiters.push({ offset, resolve, reject }));
  }

  /** What it returns is the store's wish for a pause. */
  #apply(records: readonly LogRecord[]): Promise<void> | void {
    const batches: FactsBatch[] = [];
    for (const record of records) {
      const read = this.#reader.read(record);
      if (read.kind !== 'batch') continue;
      invariant(read.record.kind === 'batch', 'a valid batch is a batch');
      const { facts, recordedAtMs } = read.record;
      if (facts.length > 0) batches.push({ offset: record.offset, facts, recordedAtMs });
    }
    const { store, partition, project, onApplied } = this.#options;
    const change = { ...project(batches), position: this.#reader.position };
    const pressure = store.apply(partition, change);
    onApplied(change);
    this.#release();
    return pressure;
  }

  #release(): void {
    if (this.#waiters.length === 0) return;
    const waiting = this.#waiters;
    this.#waiters = waiting.filter(({ offset }) => offset > this.nextOffset);
    for (const { offset, resolve } of waiting) if (offset <= this.nextOffset) resolve();
  }
}
