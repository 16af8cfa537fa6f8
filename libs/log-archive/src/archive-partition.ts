/**
 * The two steps of archiving one partition (ADR 0008). Copying adds to the archive what the log has and the archive has
 * not. Trimming drops records from the log only after the copy of each was read back from the archive and is, byte for byte,
 * the record that the log has: whatever happened before that moment, nothing that is not archived can go.
 */
import { CorruptRecord, LogCorruption, OffsetOutOfRange, decodeRecord } from '@macp/event-log';
import type { EventLog, LogRecord } from '@macp/event-log';
import { readArchived } from './archived-reads.js';
import { ArchiveConflict } from './log-archive.js';
import type { LogArchive } from './log-archive.js';
import { storedBytes } from './segment.js';

/** Read, checked and compared before others in the process get their turn. */
const CHUNK_RECORDS = 128;
/** Compared and dropped at once. */
const TRIM_RECORDS = 16_384;

export interface ArchivedPartition {
  /** The log itself, not the log seen through its archive. */
  readonly log: EventLog;
  readonly archive: LogArchive;
  readonly partition: number;
  /** Asked between two portions of work: true ends it, with what was done so far. */
  readonly isStopped: () => boolean;
}

/**
 * Adds segments of at least `segmentBytes` to the archive for as long as the log fills them; resolves with its end.
 *
 * @throws LogCorruption the log has lost records that the archive has, or has none that follow, or damaged ones.
 * @throws ArchiveConflict, ArchiveDamaged, UnknownFormat
 */
export async function copyToArchive(parts: ArchivedPartition, segmentBytes: number): Promise<number> {
  const { log, archive, partition, isStopped } = parts;
  // In this order: others go on meanwhile, and neither archive nor log ever goes back.
  const start = await log.startOffset(partition);
  let archivedTo = await archive.settledEnd(partition);
  const end = await log.endOffset(partition);
  if (archivedTo > end) throw new LogCorruption(partition, end, `the log ends there, and its archive at ${archivedTo}`);
  if (archivedTo < start) {
    throw new LogCorruption(partition, archivedTo, `its archive ends there, and the log begins at ${start}`);
  }
  if (archivedTo > start) await isSame(parts, archivedTo - 1, archivedTo);
  while (!isStopped()) {
    const segment = await nextSegment(parts, archivedTo, segmentBytes);
    if (segment === undefined) break;
    archivedTo = await archive.append(partition, segment);
  }
  return archivedTo;
}

/**
 * Drops from the log what is below `beforeOffset` and certainly in the archive; resolves with the offset that the log then
 * begins at. What somebody else trims meanwhile is his.
 *
 * @throws ArchiveConflict, LogCorruption the archive has other records there, or lacks some: they stay in the log.
 */
export async function trimArchived(parts: ArchivedPartition, beforeOffset: number): Promise<number> {
  const { log, archive, partition, isStopped } = parts;
  const bound = Math.min(beforeOffset, await archive.settledEnd(partition));
  let start = await log.startOffset(partition);
  while (start < bound && !isStopped()) {
    const to = Math.min(bound, start + TRIM_RECORDS);
    if (!(await isSame(parts, start, to))) break;
    await log.trim(partition, to);
    start = to;
  }
  return log.startOffset(partition);
}

/** `undefined` when the log does not fill one, or somebody else has archived and trimmed it meanwhile. */
async function nextSegment(
  parts: ArchivedPartition,
  fromOffset: number,
  segmentBytes: number,
): Promise<readonly LogRecord[] | undefined> {
  const { partition, isStopped } = parts;
  const segment: LogRecord[] = [];
  let bytes = 0;
  let next = fromOffset;
  while (!isStopped()) {
    const records = await readUnlessTrimmed(parts, next);
    if (records === undefined || records.length === 0) return undefined;
    await turn();
    for (const record of records) {
      requireWhole(partition, record, next);
      segment.push(record);
      next += 1;
      bytes += storedBytes(record);
      if (bytes >= segmentBytes) return segment;
    }
  }
  return undefined;
}

/** A damaged record is not moved out of the sight of those who could still mend it. */
function requireWhole(partition: number, { offset, bytes }: LogRecord, expected: number): void {
  if (offset !== expected) throw new LogCorruption(partition, expected, `the record with offset ${offset} comes next`);
  try {
    decodeRecord(bytes);
  } catch (cause) {
    if (!(cause instanceof CorruptRecord)) throw cause;
    throw new LogCorruption(partition, offset, cause.message, { cause });
  }
}

/** False when the log has lost the records meanwhile, which is what trimming is. @throws ArchiveConflict, LogCorruption */
async function isSame(parts: ArchivedPartition, from: number, to: number): Promise<boolean> {
  const { archive, partition } = parts;
  for (let next = from; next < to;) {
    const archived = await readArchived(archive, {
      partition,
      fromOffset: next,
      limit: Math.min(CHUNK_RECORDS, to - next),
    });
    await turn();
    const stored = await readUnlessTrimmed(parts, next, archived.length);
    if (stored === undefined) return false;
    if (stored.length === 0) throw new LogCorruption(partition, next, 'the log ends there, and its archive does not');
    for (const [at, { offset, bytes }] of stored.entries()) {
      if (offset === next + at && Buffer.compare(bytes, archived[at]!.bytes) === 0) continue;
      throw new ArchiveConflict(partition, next + at, 'the log has another record there');
    }
    next += stored.length;
  }
  return true;
}

/** `undefined` when the log does not have the record any more. */
async function readUnlessTrimmed(
  { log, partition }: ArchivedPartition,
  fromOffset: number,
  limit = CHUNK_RECORDS,
): Promise<readonly LogRecord[] | undefined> {
  try {
    return await log.read(partition, fromOffset, limit);
  } catch (cause) {
    if (cause instanceof OffsetOutOfRange && fromOffset < (await log.startOffset(partition))) return undefined;
    throw cause;
  }
}

/** A log in the same process answers without one. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
