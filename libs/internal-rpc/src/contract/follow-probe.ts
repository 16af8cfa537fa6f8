/** Collects what a follower is given, with conditions to wait for. */
import type { FollowListener, HistoryEnvelope } from '@macp/ports';

export class FollowProbe implements FollowListener {
  readonly seen: HistoryEnvelope[] = [];
  laggedBy: number | undefined;
  failure: unknown;
  /** Set to ask for a pause after each batch. */
  wantsPause = false;
  private waiting: (() => void)[] = [];

  get ordinals(): readonly number[] {
    return this.seen.map(({ ordinal }) => ordinal);
  }

  envelopes(batch: readonly HistoryEnvelope[]): boolean {
    this.seen.push(...batch);
    this.wake();
    return !this.wantsPause;
  }

  lagged(count: number): void {
    this.laggedBy = count;
    this.wake();
  }

  failed(cause: unknown): void {
    this.failure = cause;
    this.wake();
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  count(envelopes: number): Promise<void> {
    return this.until(() => this.seen.length >= envelopes);
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** `from`, … `to`. */
export function ordinals(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
