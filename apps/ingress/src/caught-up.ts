/** Reads of a registry see everything that was registered before the call: they wait for the catalog to catch up. */
import type { Clock } from '@macp/partition-worker';
import { inTime } from './in-time.js';

export interface CatchingUp {
  readonly catalog: { catchUp(): void | Promise<void> };
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** Unix ms. */
  readonly deadlineMs: number;
}

/** Calls `then` once the catalog has caught up, at once where it has; or `failed` when it never will, or not in time. */
export function caughtUp(
  { catalog, clock, deadlineMs }: CatchingUp,
  then: () => void,
  failed: (cause: unknown) => void,
): void {
  const promise = catalog.catchUp();
  if (promise === undefined) then();
  else inTime(clock, deadlineMs, promise).then(then, failed);
}
