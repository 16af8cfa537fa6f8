/** Background passes over a projection (runtime specification §4.2, §11.3): what is due happens although nothing is written. */
import type { Clock } from '@macp/partition-worker';
import type { SessionProjection } from './session-projection.js';

export interface RetentionPassesOptions {
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  readonly intervalMs: number;
  /** A pass failed; the next one comes all the same. */
  readonly onFault: (cause: unknown) => void;
}

/** Passes until the returned function is called; never two at once. */
export function startRetentionPasses(
  projection: Pick<SessionProjection, 'passTime'>,
  { clock, intervalMs, onFault }: RetentionPassesOptions,
): () => void {
  let isStopped = false;
  let cancel = (): void => undefined;
  const schedule = (): void => {
    if (!isStopped) cancel = clock.after(intervalMs, pass);
  };
  const pass = (): void => {
    projection.passTime(clock.nowMs()).catch(onFault).finally(schedule);
  };
  schedule();
  return () => {
    isStopped = true;
    cancel();
  };
}
