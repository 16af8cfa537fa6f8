/** How many lines of a kind may be written: a second's worth at once, then as they become free again. */
export class LineBudget {
  private free: number;
  private atMs: number;
  private leftOut = 0;

  constructor(
    private readonly perSecond: number,
    private readonly monotonicMs: () => number,
  ) {
    this.free = perSecond;
    this.atMs = monotonicMs();
  }

  /** True when a line may be written; otherwise it counts as left out. */
  take(): boolean {
    const nowMs = this.monotonicMs();
    this.free = Math.min(this.perSecond, this.free + ((nowMs - this.atMs) * this.perSecond) / 1000);
    this.atMs = nowMs;
    if (this.free < 1) {
      this.leftOut += 1;
      return false;
    }
    this.free -= 1;
    return true;
  }

  /** Lines that were left out since the last call. */
  takeLeftOut(): number {
    const { leftOut } = this;
    this.leftOut = 0;
    return leftOut;
  }
}
