/** The real clock, for specs over real sockets. */
import type { Clock } from '@macp/partition-worker';

export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  }

  soon(task: () => void): void {
    setImmediate(task);
  }
}
