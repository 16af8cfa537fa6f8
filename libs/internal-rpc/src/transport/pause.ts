/** Waiting by the clock that was given. */
import type { Clock } from '@macp/partition-worker';

/** Resolves `ms` from now. */
export function pauseMs(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
