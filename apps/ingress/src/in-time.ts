/**
 * Nobody is kept waiting for longer than a call has (runtime specification §8): what reads wait for, a projection or a
 * view that catches up with its log, may take as long as a broker is away.
 */
import type { Clock } from '@macp/partition-worker';

/** What was waited for did not come by the deadline. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  constructor() {
    super('the read did not end in time');
  }
}

/** Settles as `waited` does, or rejects with OutOfTime at `deadlineMs` (Unix ms); what comes later is dropped. */
export function inTime<T>(clock: Pick<Clock, 'nowMs' | 'after'>, deadlineMs: number, waited: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(Math.max(0, deadlineMs - clock.nowMs()), () => reject(new OutOfTime()));
    waited.then(resolve, reject).finally(cancel);
  });
}
