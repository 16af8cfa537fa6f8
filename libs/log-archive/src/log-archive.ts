/**
 * The archive port: per partition an unbroken prefix of a log, kept apart from it for good (ADR 0008). Whatever is in the
 * archive may be trimmed from the log, so the port promises that what it shows is the log's own history, byte for byte,
 * and lasts: segments are added at the end, never changed, and never replaced.
 */
import type { LogRecord } from '@macp/event-log';

export interface LogArchive {
  /** Identity of the log that is archived. */
  readonly logId: string;
  /** Its number of partitions. */
  readonly partitions: number;
  /** Next offset to be archived: every record below it is there. @throws ArchiveDamaged a part of it is missing */
  endOffset(partition: number): Promise<number>;
  /**
   * As `endOffset`, once everything that is shown outlives a loss of power, whoever put it there. What is read afterwards
   * comes from storage, whatever was read before.
   */
  settledEnd(partition: number): Promise<number>;
  /**
   * Adds a segment of these records, without a gap from the archive's end on, and resolves with the archive's new end once
   * it was read back whole. Where somebody else has added a segment at that offset meanwhile, his stands: the result is its
   * end if it tells the same history.
   *
   * @throws ArchiveConflict somebody else's tells another history.
   * @throws ArchiveDamaged what is there is not whole.
   */
  append(partition: number, records: readonly LogRecord[]): Promise<number>;
  /**
   * Up to `limit` records from `fromOffset` on, fewer where a segment ends; empty at the end of the archive and beyond.
   *
   * @throws ArchiveDamaged
   */
  read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]>;
}

/** A part of the archive is missing, torn, changed, or of something else: nothing of it may be used. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
  constructor(
    readonly partition: number,
    /** First offset that cannot be had. */
    readonly offset: number,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(`the archive of partition ${partition} is damaged at offset ${offset}: ${why}`, options);
  }
}

/** Archive and log, or two archivers, have different records at the same offset: one of the histories is not the log's. */
export class ArchiveConflict extends Error {
  override readonly name = 'ArchiveConflict';
  constructor(
    readonly partition: number,
    /** First offset known to differ. */
    readonly offset: number,
    why: string,
  ) {
    super(`the archive of partition ${partition} has another history from offset ${offset} on: ${why}`);
  }
}
