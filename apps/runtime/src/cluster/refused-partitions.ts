/**
 * Partitions that cannot go on for a reason outside: the brokers refuse what is appended, or to give the commands, as they
 * do while an access rule is missing. Nothing of that is in the log, so they are taken up again from there, every few
 * seconds until the brokers agree; sooner would only fill the log with CLAIMs.
 */
import { AppendRefused } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';

const AGAIN_AFTER_MS = 5000;

type Restart = (partition: number) => Promise<void>;

/** Restarts partitions some seconds after it is called, each once however often it is called for it meanwhile. */
export function restartLater(clock: Pick<Clock, 'after'>, restart: Restart): (partition: number) => void {
  const waiting = new Set<number>();
  return (partition) => {
    if (waiting.has(partition)) return;
    waiting.add(partition);
    clock.after(AGAIN_AFTER_MS, () => {
      waiting.delete(partition);
      // Whatever fails is told by the partition itself.
      restart(partition).catch(() => undefined);
    });
  };
}

/** What stopped for any other reason stays so: it would break again. */
export function retryRefused(
  clock: Pick<Clock, 'after'>,
  restart: Restart,
): (partition: number, cause: unknown) => void {
  const again = restartLater(clock, restart);
  return (partition, cause) => {
    if (cause instanceof AppendRefused) again(partition);
  };
}
