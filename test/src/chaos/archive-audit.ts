/**
 * Holds the archive of a log against what is left of the log (ADR 0008): together they have every record, and where both
 * have one, it is the same. Counts what was archived and trimmed.
 */
import type { EventLog, LogRecord } from '@macp/event-log';
import type { LogArchive } from '@macp/log-archive';
import { Violation } from '../sim/invariants.js';

export class ArchiveAudit {
  /** In the archive, and of these the ones of which the log has no record any more. */
  segments = 0;
  trimmedSegments = 0;
  /** Records that the log has no more, and those that log and archive both have. */
  trimmedRecords = 0;
  sharedRecords = 0;

  private constructor(
    private readonly log: EventLog,
    private readonly archive: LogArchive,
  ) {}

  /** `log` is the log itself; nobody trims it any more. @throws Violation, ArchiveDamaged */
  static async of(log: EventLog, archive: LogArchive): Promise<ArchiveAudit> {
    const audit = new ArchiveAudit(log, archive);
    for (let partition = 0; partition < log.partitions; partition++) await audit.read(partition);
    return audit;
  }

  private async read(partition: number): Promise<void> {
    const { archive, log } = this;
    const start = await log.startOffset(partition);
    const end = await archive.settledEnd(partition);
    if (start > end) throw new Violation('I1', `neither log nor archive has ${end} to ${start} of ${partition}`);
    this.trimmedRecords += start;
    for (let next = 0; next < end;) {
      const segment = await archive.read(partition, next, Infinity);
      if (segment[0]?.offset !== next) throw new Violation('I1', `the archive of ${partition} has a hole at ${next}`);
      next += segment.length;
      this.segments += 1;
      if (next <= start) this.trimmedSegments += 1;
      const shared = segment.filter(({ offset }) => offset >= start);
      await this.compare(partition, shared);
    }
  }

  private async compare(partition: number, archived: readonly LogRecord[]): Promise<void> {
    this.sharedRecords += archived.length;
    for (let at = 0; at < archived.length;) {
      const stored = await this.log.read(partition, archived[at]!.offset, archived.length - at);
      if (stored.length === 0) throw new Violation('I1', `the log of ${partition} ends before its archive`);
      for (const { offset, bytes } of stored) {
        const copy = archived[at++]!;
        if (copy.offset !== offset || Buffer.compare(copy.bytes, bytes) !== 0)
          throw new Violation('I1', `${partition} is archived with another record at ${offset}`);
      }
    }
  }
}
