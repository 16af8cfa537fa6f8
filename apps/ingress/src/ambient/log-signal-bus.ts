/**
 * The ambient plane of several servers: signals go through a log that keeps them for no longer than it takes, each server
 * follows it from its end, and a signal is acknowledged once it is in the log. What is sent while a server cannot follow
 * is lost to its watchers, whose watches end, so that nobody mistakes a gap for silence.
 */
import { OffsetOutOfRange } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import type { Envelope } from '@macp/kernel';
import type { Clock } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import type { SignalBus, SignalListener } from '@macp/ports';
import { decodeSignal, encodeSignal } from './signal-record.js';

const FOLLOW_AGAIN_MS = 1_000;

export interface LogSignalBusOptions {
  /** The signals' own log. */
  readonly log: EventLog;
  /** Opens what took the place of the log, when it is not there any more: nothing of the old one is missed but signals. */
  readonly reopen?: () => Promise<EventLog>;
  readonly clock: Pick<Clock, 'after'>;
  /** The log could not be followed and is tried again, or a record is no signal and is left out. */
  readonly onFault: (cause: unknown) => void;
}

export class LogSignalBus implements SignalBus {
  private readonly listeners = new Set<SignalListener>();
  private readonly subscriptions = new Map<number, Subscription>();
  private readonly retries = new Map<number, () => void>();
  /** Why nothing is heard of these partitions at the moment. */
  private readonly lost = new Map<number, unknown>();
  /** Logs whose end is being asked for, by partition. */
  private readonly looking = new Map<number, EventLog>();
  private log: EventLog;
  private renewing: Promise<void> | undefined;
  private isStopped = false;

  constructor(private readonly options: LogSignalBusOptions) {
    this.log = options.log;
  }

  /** Resolves once signals that are published from now on will be heard of. Rejects when the log cannot be reached. */
  async start(): Promise<void> {
    await Promise.all(this.partitions.map((partition) => this.follow(partition)));
  }

  /** Ends every subscription; the log stays open. */
  stop(): void {
    this.isStopped = true;
    for (const subscription of this.subscriptions.values()) subscription.close();
    for (const cancel of this.retries.values()) cancel();
    this.failListeners(new Error('signals are not followed any more'));
  }

  async publish(envelope: Envelope): Promise<void> {
    const { log } = this;
    const partition = partitionFor(envelope.sender, log.partitions);
    try {
      await log.append(partition, encodeSignal(envelope));
    } catch (cause) {
      this.look(partition, log);
      throw cause;
    }
  }

  subscribe(listener: SignalListener): Subscription {
    const [lost] = this.lost.values();
    if (this.isStopped) listener.failed(new Error('signals are not followed any more'));
    // What is published until the log is followed again would be missed.
    else if (lost !== undefined) listener.failed(lost);
    else this.listeners.add(listener);
    return { close: () => void this.listeners.delete(listener) };
  }

  private get partitions(): readonly number[] {
    return Array.from({ length: this.log.partitions }, (_, partition) => partition);
  }

  /**
   * A log that was replaced while nobody published is noticed here first. While brokers are away the answer may take as
   * long as they do, and everything that is published meanwhile fails: it is asked for once.
   */
  private look(partition: number, log: EventLog): void {
    if (this.looking.get(partition) === log) return;
    this.looking.set(partition, log);
    log
      .endOffset(partition)
      .catch((fault: unknown) => {
        if (fault instanceof OffsetOutOfRange) this.fault(partition, fault, log);
      })
      .finally(() => {
        if (this.looking.get(partition) === log) this.looking.delete(partition);
      });
  }

  private async follow(partition: number): Promise<void> {
    const { log } = this;
    const end = await log.endOffset(partition);
    if (this.isStopped || log !== this.log) return;
    const subscription = log.follow(
      partition,
      end,
      (records) => this.deliver(records),
      (cause) => this.fault(partition, cause, log),
    );
    this.subscriptions.set(partition, subscription);
    this.lost.delete(partition);
  }

  private deliver(records: readonly LogRecord[]): void {
    for (const { bytes } of records) {
      const envelope = this.read(bytes);
      if (envelope === undefined) continue;
      for (const listener of [...this.listeners]) listener.signal(envelope);
    }
  }

  private read(bytes: Uint8Array): Envelope | undefined {
    try {
      return decodeSignal(bytes);
    } catch (cause) {
      this.options.onFault(cause);
      return undefined;
    }
  }

  private fault(partition: number, cause: unknown, log: EventLog): void {
    if (this.isStopped || log !== this.log || this.retries.has(partition)) return;
    const { clock, onFault } = this.options;
    onFault(cause);
    this.lost.set(partition, cause);
    this.failListeners(cause);
    const cancel = clock.after(FOLLOW_AGAIN_MS, () => {
      this.retries.delete(partition);
      this.followAgain(partition, cause).catch((again: unknown) => this.fault(partition, again, log));
    });
    this.retries.set(partition, cancel);
  }

  private followAgain(partition: number, cause: unknown): Promise<void> {
    const { reopen } = this.options;
    if (reopen === undefined || !(cause instanceof OffsetOutOfRange)) return this.follow(partition);
    return (this.renewing ??= this.renew(reopen).finally(() => (this.renewing = undefined)));
  }

  /** Follows what took the place of the log, in all partitions. */
  private async renew(reopen: () => Promise<EventLog>): Promise<void> {
    const before = this.log;
    this.log = await reopen();
    for (const cancel of this.retries.values()) cancel();
    this.retries.clear();
    await before.close();
    const { log } = this;
    await Promise.all(
      this.partitions.map((partition) =>
        this.follow(partition).catch((cause: unknown) => this.fault(partition, cause, log)),
      ),
    );
  }

  private failListeners(cause: unknown): void {
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener.failed(cause);
  }
}
