/** A clock that stands still until it is told to go on: timers run in the order of their time, each exactly then. */
import type { Clock } from '../ports.js';

export class ManualClock implements Clock {
  private readonly timers: { readonly atMs: number; readonly task: () => void }[] = [];

  constructor(private currentMs = 1_000_000) {}

  nowMs(): number {
    return this.currentMs;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { atMs: this.currentMs + delayMs, task };
    let at = this.timers.length;
    while (at > 0 && this.timers[at - 1]!.atMs > timer.atMs) at -= 1;
    this.timers.splice(at, 0, timer);
    return () => {
      const index = this.timers.indexOf(timer);
      if (index >= 0) this.timers.splice(index, 1);
    };
  }

  soon(task: () => void): void {
    queueMicrotask(task);
  }

  /** Lets everything that follows from the present happen, then `ms` of timers, each with all that follows from it. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.currentMs + ms;
    await drained();
    while (this.timers.length > 0 && this.timers[0]!.atMs <= untilMs) {
      const { atMs, task } = this.timers.shift()!;
      this.currentMs = Math.max(this.currentMs, atMs);
      task();
      await drained();
    }
    this.currentMs = untilMs;
  }

  /** Sets the time back or ahead without running a timer, as a change of owner or a wrong clock does. */
  jump(ms: number): void {
    this.currentMs += ms;
  }
}

/** Resolves when no microtask is left. */
export function drained(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
