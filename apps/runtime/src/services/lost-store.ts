/**
 * The end of a process that has lost a store (docs/reliability.md, "Disk faults"). Whether the last write of a lost store is
 * on disk is known to nobody before the store is opened again, so nothing may be answered from it; and its memory may be
 * damaged, so nothing may run on the way out. The process ends as by `kill -9`, which loses nothing that was acknowledged,
 * and recovers at its next start from what the disk really has.
 */
import type { Logger } from '@macp/telemetry';

/** What is told of a lost store: it says which one and why, and ends the process at once. */
export function endByLostStore(log: Logger): (store: string, cause: unknown) => void {
  return (store, cause) => {
    log.fatal({ err: cause, store }, 'a store is lost: the process ends, and recovers at its next start');
    process.kill(process.pid, 'SIGKILL');
  };
}
