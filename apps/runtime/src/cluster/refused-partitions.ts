/**
 * Partitions that stopped because the brokers refuse what is appended, as they do while an access rule is missing. Nothing
 * of that is in the log, so they are taken up again from there, every few seconds until the brokers agree.
 */
import { AppendRefused } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';

const AGAIN_AFTER_MS = 5000;

/** What stopped for any other reason stays so: it would break again. */
export function retryRefused(
  clock: Clock,
  restart: (partition: number) => Promise<void>,
): (partition: number, cause: unknown) => void {
  return (partition, cause) => {
    if (!(cause instanceof AppendRefused)) return;
    clock.after(AGAIN_AFTER_MS, () => {
      // Whatever fails is told by the partition itself.
      restart(partition).catch(() => undefined);
    });
  };
}
