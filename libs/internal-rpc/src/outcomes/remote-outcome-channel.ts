/**
 * The engine's side of outcomes: one link per ingress that a command names, a frame per tick and link, no promise and
 * no timer per outcome. Progress goes to every ingress that has a link, so that each knows what it has missed; an engine
 * is never slowed down by an ingress.
 */
import type { Clock, OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';
import type { internal } from '@macp/proto';
import type { InternalClients } from '../transport/internal-clients.js';
import { pushedOutcome } from './outcome-codec.js';
import type { OutcomeCodec } from './outcome-codec.js';
import { OutcomeLink } from './outcome-link.js';
import type { OutcomeLinkLimits } from './outcome-link.js';

export const DEFAULT_OUTCOME_LINK_LIMITS: OutcomeLinkLimits = {
  backlogBytesMax: 8 * 1024 * 1024,
  idleMs: 120_000,
  giveUpMs: 30_000,
  backOff: { firstMs: 50, maxMs: 500 },
};

export interface RemoteOutcomeChannelOptions<Outcome> {
  /** What the partitions hold. */
  readonly aggregate: internal.Aggregate;
  readonly codec: OutcomeCodec<Outcome>;
  /** Used by this channel alone: it closes the connections of links that end. */
  readonly clients: InternalClients;
  readonly clock: Clock;
  readonly limits?: Partial<OutcomeLinkLimits>;
  /** The stream to an ingress broke; another attempt follows. */
  readonly onBroken?: (address: string, cause: unknown) => void;
}

/** Counts since the start. */
export interface OutcomeChannelCounts {
  pushed: number;
  /** Outcomes that found no room or whose ingress was given up. */
  dropped: number;
}

export class RemoteOutcomeChannel<Outcome> implements OutcomeChannel<Outcome> {
  readonly counts: OutcomeChannelCounts = { pushed: 0, dropped: 0 };
  private readonly limits: OutcomeLinkLimits;
  private readonly byAddress = new Map<string, OutcomeLink>();
  private readonly progress = new Map<number, OutcomeProgress>();
  private flushScheduled = false;
  private cancelSweep: (() => void) | undefined;
  private isClosed = false;
  private onAllClosed: (() => void) | undefined;

  constructor(private readonly options: RemoteOutcomeChannelOptions<Outcome>) {
    this.limits = { ...DEFAULT_OUTCOME_LINK_LIMITS, ...options.limits };
  }

  /** Ingresses with a link. */
  get links(): number {
    return this.byAddress.size;
  }

  push(
    partition: number,
    deliveries: readonly OutcomeDelivery<Outcome>[],
    progress: OutcomeProgress,
    passedOver: readonly string[] = [],
  ): void {
    if (this.isClosed) return;
    this.progress.set(partition, progress);
    for (const delivery of deliveries) {
      this.link(delivery.replyTo).add(partition, pushedOutcome(this.options.codec, delivery));
    }
    for (const replyTo of passedOver) this.link(replyTo);
    this.counts.pushed += deliveries.length;
    for (const link of this.byAddress.values()) link.touch(partition);
    if (this.flushScheduled) return;
    this.flushScheduled = true;
    this.options.clock.soon(this.flush);
  }

  /** The partition is another's: its progress is not told any more. */
  forget(partition: number): void {
    this.progress.delete(partition);
  }

  /** Sends what is left, waits for it to be taken, at most `withinMs`, and closes all links. */
  async close(withinMs = 1_000): Promise<void> {
    this.isClosed = true;
    this.cancelSweep?.();
    const links = [...this.byAddress.values()];
    for (const link of links) link.leave();
    if (this.byAddress.size > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.options.clock.after(withinMs, resolve);
        this.onAllClosed = () => {
          cancel();
          resolve();
        };
      });
    }
    for (const link of links) link.close();
  }

  private readonly flush = (): void => {
    this.flushScheduled = false;
    for (const link of this.byAddress.values()) link.flush();
  };

  private link(address: string): OutcomeLink {
    const known = this.byAddress.get(address);
    if (known !== undefined) return known;
    const { aggregate, clients, clock, onBroken } = this.options;
    const link = new OutcomeLink({
      address,
      aggregate,
      clients,
      clock,
      limits: this.limits,
      progress: this.progress,
      onDropped: (outcomes) => (this.counts.dropped += outcomes),
      onBroken: (broken, cause) => onBroken?.(broken, cause),
      onClosed: (closed) => this.forgetLink(closed),
    });
    this.byAddress.set(address, link);
    this.sweepLater();
    return link;
  }

  private forgetLink(link: OutcomeLink): void {
    if (this.byAddress.get(link.address) === link) this.byAddress.delete(link.address);
    if (this.byAddress.size === 0) this.onAllClosed?.();
  }

  private sweepLater(): void {
    if (this.cancelSweep !== undefined || this.isClosed) return;
    this.cancelSweep = this.options.clock.after(this.limits.idleMs / 2, () => {
      this.cancelSweep = undefined;
      for (const link of [...this.byAddress.values()]) link.endIfIdle();
      if (this.byAddress.size > 0) this.sweepLater();
    });
  }
}
