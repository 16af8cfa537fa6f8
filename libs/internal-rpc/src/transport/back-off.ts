/** Pauses between attempts: doubling up to a bound, each spread over its upper half so that peers do not come together. */

export interface BackOffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
}

export class BackOff {
  private attempts = 0;

  constructor(private readonly options: BackOffOptions) {}

  /** The pause before the next attempt. */
  nextMs(): number {
    const { firstMs, maxMs } = this.options;
    const fullMs = Math.min(firstMs * 2 ** Math.min(this.attempts, 20), maxMs);
    this.attempts += 1;
    return Math.ceil(fullMs * (0.5 + Math.random() / 2));
  }

  /** An attempt succeeded. */
  reset(): void {
    this.attempts = 0;
  }
}
