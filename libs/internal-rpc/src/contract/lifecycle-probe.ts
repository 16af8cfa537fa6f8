/** Collects what a watcher is told, with conditions to wait for. */
import type { LifecycleEvent, LifecycleListener } from '@macp/ports';

export class LifecycleProbe implements LifecycleListener {
  readonly seen: LifecycleEvent[] = [];
  laggedBy: readonly [count: number, during: 'sync' | 'live'] | undefined;
  failure: unknown;
  /** How often the end of the initial sync was told, and behind how many events. */
  readonly syncedAt: number[] = [];
  /** Set to ask for a pause after each batch. */
  wantsPause = false;
  /** Resumes the watch, once a spec has said how. */
  resume: () => void = () => undefined;
  private waiting: (() => void)[] = [];

  /** Every event as `CREATED s-1`, those of the initial sync with a star. */
  get told(): readonly string[] {
    return this.seen.map(({ change, session, isSync }) => `${isSync ? '*' : ''}${change} ${session.sessionId}`);
  }

  /** What was told of one session. */
  toldOf(sessionId: string): readonly string[] {
    return this.told.filter((line) => line.endsWith(` ${sessionId}`)).map((line) => line.split(' ')[0]!);
  }

  events(batch: readonly LifecycleEvent[]): boolean {
    this.seen.push(...batch);
    this.wake();
    return !this.wantsPause;
  }

  synced(): void {
    this.syncedAt.push(this.seen.length);
    this.wake();
  }

  lagged(count: number, during: 'sync' | 'live'): void {
    this.laggedBy = [count, during];
    this.wake();
  }

  failed(cause: unknown): void {
    this.failure = cause;
    this.wake();
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  count(events: number): Promise<void> {
    return this.until(() => this.seen.length >= events);
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
