/**
 * Turns of the event loop for long work, such as recovery: whoever works on waits for the next one, and of all that wait
 * one goes on per turn. However many partitions a process recovers, requests and heartbeats wait for one stretch of work.
 */
import type { Clock } from './ports.js';

export class Turns {
  /** In the order of their coming. */
  private waiting: (() => void)[] = [];
  private isScheduled = false;

  constructor(private readonly clock: Pick<Clock, 'soon'>) {}

  /** Resolves in a later turn, one of all who wait at a time. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.clock.soon(this.grant);
  }

  private readonly grant = (): void => {
    this.isScheduled = false;
    this.waiting.shift()?.();
    if (this.waiting.length > 0) this.schedule();
  };
}
