/**
 * The time of a partition: the clock, except that it never falls. While the log is ahead of the clock, which somebody has
 * set wrong and then right, it goes on at half the clock's speed: sessions still expire, outcomes still leave the ledger,
 * and the two meet again after as long as they were apart.
 */

/** Of the clock's time, while the log is ahead. */
const SLOWDOWN = 2;
/** What the clock may claim to have passed between two looks at it; more is taken for a clock set anew. */
const STEP_MAX_MS = 10_000;

export class PartitionTime {
  /** Clock up to which passed time has been given to the partition. */
  private anchorMs: number | undefined;

  /** Time of the partition when the clock says `clockMs` and it was `lastMs` before, all Unix ms. Never below either. */
  at(clockMs: number, lastMs: number): number {
    const { anchorMs } = this;
    if (clockMs >= lastMs || anchorMs === undefined || clockMs < anchorMs) {
      this.anchorMs = clockMs;
      return Math.max(clockMs, lastMs);
    }
    const passedMs = clockMs - anchorMs;
    const stepMs = Math.floor(Math.min(passedMs, STEP_MAX_MS) / SLOWDOWN);
    // What is left of a millisecond counts the next time, or frequent looks would make time stand still.
    this.anchorMs = passedMs > STEP_MAX_MS ? clockMs : anchorMs + stepMs * SLOWDOWN;
    return lastMs + stepMs;
  }
}
