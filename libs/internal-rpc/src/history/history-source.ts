/** Finding the process that has a partition, and finding it again: asks the members anew, once for all who want it. */
import type { Clock } from '@macp/partition-worker';
import type { PartitionMembers } from '@macp/ports';
import { BackOff } from '../transport/back-off.js';
import type { InternalClients } from '../transport/internal-clients.js';
import { pauseMs } from '../transport/pause.js';
import { isCallerFault } from '../transport/unary-call.js';

/** The history could not be read in time, or not by this caller. */
export class HistoryUnavailable extends Error {
  override readonly name = 'HistoryUnavailable';
}

export interface HistorySourceParts {
  readonly members: PartitionMembers;
  /** Used for this history alone: connections to members that left are closed. */
  readonly clients: InternalClients;
  readonly clock: Clock;
  /** Time a read has, over all attempts. */
  readonly timeoutMs: number;
  /** Time one attempt has: a process that hangs does not cost the whole read. */
  readonly attemptMs: number;
}

export class HistorySource {
  private refreshing: Promise<void> | undefined;

  constructor(readonly parts: HistorySourceParts) {}

  /** Asks the members who has what, for no longer than an attempt has; a failure leaves what was known. */
  refresh(): Promise<void> {
    return (this.refreshing ??= this.askMembers().finally(() => (this.refreshing = undefined)));
  }

  /** Pauses between attempts. */
  backOff(): BackOff {
    return new BackOff({ firstMs: 20, maxMs: 1_000 });
  }

  /**
   * Makes attempts until one succeeds; after each failure the members are asked anew. `attempt` gets the Unix ms by which
   * it has to end. @throws HistoryUnavailable
   */
  async read<Answer>(attempt: (deadlineMs: number) => Promise<Answer>): Promise<Answer> {
    const { clock, timeoutMs, attemptMs } = this.parts;
    const untilMs = clock.nowMs() + timeoutMs;
    const backOff = this.backOff();
    for (;;) {
      try {
        return await attempt(Math.min(untilMs, clock.nowMs() + attemptMs));
      } catch (cause) {
        const waitMs = backOff.nextMs();
        if (isCallerFault(cause) || clock.nowMs() + waitMs >= untilMs)
          throw new HistoryUnavailable('the history could not be read', { cause });
        await pauseMs(clock, waitMs);
        await this.refresh();
      }
    }
  }

  /** @throws HistoryUnavailable when nobody is known to have the partition. */
  addressOf(partition: number): string {
    const address = this.parts.members.addressOf(partition);
    if (address === undefined) throw new HistoryUnavailable(`nobody is known to follow partition ${partition}`);
    return address;
  }

  private async askMembers(): Promise<void> {
    const { clients, clock, members, attemptMs } = this.parts;
    let cancel: (() => void) | undefined;
    const timeout = new Promise<void>((resolve) => (cancel = clock.after(attemptMs, resolve)));
    // What was known stays known, and the attempt that follows tells whether it still holds.
    await Promise.race([members.refresh().catch(() => undefined), timeout]);
    cancel?.();
    // Members come and go under new addresses; calls that are open go on.
    clients.retain(members.addresses());
  }
}
