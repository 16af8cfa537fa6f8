/** An honest log with some methods changed: what planted bugs are made of. */
import type { EventLog } from '../event-log.js';

/** The honest log with other methods. */
export function bentLog(honest: EventLog, changed: Partial<EventLog>): EventLog {
  return {
    logId: honest.logId,
    partitions: honest.partitions,
    append: (partition, bytes) => honest.append(partition, bytes),
    read: (partition, from, limit) => honest.read(partition, from, limit),
    endOffset: (partition) => honest.endOffset(partition),
    startOffset: (partition) => honest.startOffset(partition),
    follow: (partition, from, onRecords, onFault) => honest.follow(partition, from, onRecords, onFault),
    provesOwnershipWithoutAppend: () => honest.provesOwnershipWithoutAppend(),
    trim: (partition, before) => honest.trim(partition, before),
    close: () => honest.close(),
    ...changed,
  };
}
