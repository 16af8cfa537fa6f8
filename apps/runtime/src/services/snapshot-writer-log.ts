/**
 * What operators are told while the checkpoints of a partition have another writer (docs/reliability.md, "Another writer").
 * That owners overlap is nothing to worry about; a writer that is taken away again as soon as it was taken back is a warning,
 * since somebody else means to own the partition; and only checkpoints that do not come for long are an error: recovery then
 * grows without bound, and the other process will not go by itself. Each is said once until a checkpoint is written.
 */
import type { SnapshotFenced } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';
import type { Logger } from '@macp/telemetry';

/** More than the pauses between some attempts, which double up to eight minutes. */
const UNWRITTEN_MAX_MS = 30 * 60_000;
/** A partition in which nothing happens is not written for as long, and nobody is in the way. */
const ATTEMPTS_MIN = 4;

export class SnapshotWriterLog {
  /** Since when no checkpoint could be written for another writer, Unix ms. */
  private fencedSinceMs: number | undefined;
  /** Of which nothing came since. */
  private attempts = 0;
  /** Taken back, and nothing written since. */
  private isTakenBack = false;
  /** What was said of it since `fencedSinceMs`. */
  private said: 'fenced' | 'contended' | 'unwritten' = 'fenced';

  /** `log` names the partition in its lines. */
  constructor(
    private readonly log: Logger,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {}

  /** A checkpoint is not written because somebody has taken the writer. */
  fenced(cause: SnapshotFenced): void {
    const reason = cause.message;
    const nowMs = this.clock.nowMs();
    const isContended = this.isTakenBack;
    this.isTakenBack = false;
    this.attempts += 1;
    if (this.fencedSinceMs === undefined) {
      this.fencedSinceMs = nowMs;
      this.said = 'fenced';
      this.log.info({ reason }, 'checkpoints of the partition are with its next owner');
      return;
    }
    const sinceMs = nowMs - this.fencedSinceMs;
    const isLong = sinceMs >= UNWRITTEN_MAX_MS && this.attempts >= ATTEMPTS_MIN;
    if (this.said !== 'unwritten' && isLong) {
      this.said = 'unwritten';
      this.log.error({ reason, sinceMs }, 'no checkpoint could be written for long: another process is in the way');
    } else if (this.said === 'fenced' && isContended) {
      this.said = 'contended';
      this.log.warn({ reason }, 'the checkpoints of the partition are taken again and again');
    } else {
      this.log.debug({ reason }, 'checkpoints of the partition are still with another process');
    }
  }

  /** The writer was taken back; `isWhole` when the next checkpoint has to hold everything. */
  takenBack(isWhole: boolean): void {
    this.isTakenBack = true;
    const level = this.said === 'fenced' ? 'info' : 'debug';
    this.log[level]({ whole: isWhole }, 'checkpoints of the partition are taken back');
  }

  /** A checkpoint was written. */
  written(): void {
    this.attempts = 0;
    this.fencedSinceMs = undefined;
    this.isTakenBack = false;
    this.said = 'fenced';
  }
}
