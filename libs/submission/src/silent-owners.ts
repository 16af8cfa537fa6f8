/**
 * Partitions whose owner says nothing although commands wait there: a new owner may not know yet who waits, for what the
 * one before it decided and never told. Asked once per partition and silence, so that a busy owner, which does say how
 * far it is, is never asked and nothing piles up at one that is gone.
 */
import type { Clock } from '@macp/partition-worker';

export interface SilentOwnersOptions {
  readonly clock: Clock;
  readonly partitions: number;
  /** So long without a word counts as silence. */
  readonly silenceMs: number;
  /** Asks the partition's owner. Returns whether anything waits there. */
  readonly ask: (partition: number) => boolean;
}

export class SilentOwners {
  /** When the owner of a partition said something last, or a wait for it began. */
  private readonly heardMs: number[];
  private readonly waiting = new Set<number>();
  private cancel: (() => void) | undefined;

  constructor(private readonly options: SilentOwnersOptions) {
    this.heardMs = Array.from({ length: options.partitions }, () => 0);
  }

  /** The owner of the partition has said how far it is. */
  heard(partition: number): void {
    if (this.waiting.size > 0) this.heardMs[partition] = this.options.clock.nowMs();
  }

  /** A command waits for the owner of the partition. */
  waits(partition: number): void {
    if (this.waiting.has(partition)) return;
    this.waiting.add(partition);
    this.heardMs[partition] = this.options.clock.nowMs();
    this.cancel ??= this.options.clock.after(this.options.silenceMs, this.look);
  }

  close(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.waiting.clear();
  }

  private readonly look = (): void => {
    const { ask, clock, silenceMs } = this.options;
    this.cancel = undefined;
    const nowMs = clock.nowMs();
    for (const partition of [...this.waiting]) {
      if (nowMs - this.heardMs[partition]! < silenceMs) continue;
      this.heardMs[partition] = nowMs;
      if (!ask(partition)) this.waiting.delete(partition);
    }
    if (this.waiting.size > 0) this.cancel ??= clock.after(silenceMs, this.look);
  };
}
