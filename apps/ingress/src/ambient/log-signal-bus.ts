/**
 * The ambient plane of several servers: signals go through a log that keeps them for no longer than it takes, each server
 * follows it from its end, and a signal is acknowledged once it is in the log. What is sent while a server cannot follow
 * is lost to its watchers, whose watches end, so that nobody mistakes a gap for silence.
 */
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
  private isStopped = false;

  constructor(private readonly options: LogSignalBusOptions) {}

  /** Resolves once signals that are published from now on will be heard of. Rejects when the log cannot be reached. */
  async start(): Promise<void> {
    const partitions = Array.from({ length: this.options.log.partitions }, (_, partition) => partition);
    await Promise.all(partitions.map((partition) => this.follow(partition)));
  }

  /** Ends every subscription; the log stays open. */
  stop(): void {
    this.isStopped = true;
    for (const subscription of this.subscriptions.values()) subscription.close();
    for (const cancel of this.retries.values()) cancel();
    this.failListeners(new Error('signals are not followed any more'));
  }

  async publish(envelope: Envelope): Promise<void> {
    const { log } = this.options;
    await log.append(partitionFor(envelope.sender, log.partitions), encodeSignal(envelope));
  }

  subscribe(listener: SignalListener): Subscription {
    const [lost] = this.lost.values();
    if (this.isStopped) listener.failed(new Error('signals are not followed any more'));
    // What is published until the log is followed again would be missed.
    else if (lost !== undefined) listener.failed(lost);
    else this.listeners.add(listener);
    return { close: () => void this.listeners.delete(listener) };
  }

  private async follow(partition: number): Promise<void> {
    const { log } = this.options;
    const end = await log.endOffset(partition);
    if (this.isStopped) return;
    const subscription = log.follow(
      partition,
      end,
      (records) => this.deliver(records),
      (cause) => this.fault(partition, cause),
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

  private fault(partition: number, cause: unknown): void {
    if (this.isStopped) return;
    const { clock, onFault } = this.options;
    onFault(cause);
    this.lost.set(partition, cause);
    this.failListeners(cause);
    const cancel = clock.after(FOLLOW_AGAIN_MS, () => {
      this.retries.delete(partition);
      this.follow(partition).catch((again: unknown) => this.fault(partition, again));
    });
    this.retries.set(partition, cancel);
  }

  private failListeners(cause: unknown): void {
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener.failed(cause);
  }
}
