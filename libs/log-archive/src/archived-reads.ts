/**
 * Reads below the start of a log, from its archive, in the terms of the log port: what archive and log do not have between
 * them, or have damaged, is corruption of the log for whoever reads it (ADR 0008).
 */
import { LogCorruption } from '@macp/event-log';
import type { EventLog, LogRecord } from '@macp/event-log';
import { ArchiveDamaged } from './log-archive.js';
import type { LogArchive } from './log-archive.js';

/**
 * Up to `limit` records from `fromOffset` on, at least one, each at the offset after the one before.
 *
 * @throws LogCorruption they are missing or damaged.
 * @throws Error the archive cannot be reached: the same read may succeed later.
 */
export async function readArchived(
  archive: LogArchive,
  { partition, fromOffset, limit }: { readonly partition: number; readonly fromOffset: number; readonly limit: number },
): Promise<readonly LogRecord[]> {
  let records: readonly LogRecord[];
  try {
    records = await archive.read(partition, fromOffset, limit);
  } catch (cause) {
    if (!(cause instanceof ArchiveDamaged)) throw cause;
    throw new LogCorruption(partition, cause.offset, cause.message, { cause });
  }
  if (records.length === 0 && limit > 0) {
    throw new LogCorruption(partition, fromOffset, 'the record was trimmed from the log and is not in its archive');
  }
  records.forEach(({ offset }, at) => {
    if (offset === fromOffset + at) return;
    throw new LogCorruption(partition, fromOffset + at, `the archive has the record of offset ${offset} there`);
  });
  return records;
}

/** Records of a partition that are in neither the log nor the archive: `from` is missing, `until` is not. */
export interface LogGap {
  readonly partition: number;
  readonly from: number;
  readonly until: number;
}

/**
 * The records that the log does not have any more and the archive does not have; `undefined` where there are none.
 *
 * @throws ArchiveDamaged
 */
export async function logGap(log: EventLog, archive: LogArchive, partition: number): Promise<LogGap | undefined> {
  const until = await log.startOffset(partition);
  if (until === 0) return undefined;
  const from = await archive.endOffset(partition);
  return from < until ? { partition, from, until } : undefined;
}
