/** The real clock and the real chance, behind the ports that everything else takes them from. */
import { randomUUID } from 'node:crypto';
import type { Clock, Ids } from '@macp/partition-worker';

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

export class RandomIds implements Ids {
  next(): string {
    return randomUUID();
  }
}
