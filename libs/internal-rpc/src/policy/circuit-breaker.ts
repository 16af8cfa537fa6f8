/**
 * Keeps callers from waiting for a service that does not answer: closed while it does, open for a while after several
 * failures, then half-open, which lets exactly one call through to see. Knows no clock but the one it is asked with.
 */

export interface CircuitBreakerOptions {
  /** So many failures within `windowMs` open it. */
  readonly failuresMax: number;
  readonly windowMs: number;
  /** How long it stays open before one call may try. */
  readonly openMs: number;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

/** The service is not asked at the moment. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

export class CircuitBreaker {
  /** Times of the failures within the window, oldest first. Invariant: empty unless closed. */
  private failuresMs: number[] = [];
  private openedMs: number | undefined;
  /** Invariant: true from the moment the one call of half-open was let through until it ended. */
  private isProbing = false;

  constructor(private readonly options: CircuitBreakerOptions) {}

  state(nowMs: number): CircuitState {
    if (this.openedMs === undefined) return 'closed';
    return nowMs - this.openedMs >= this.options.openMs ? 'half-open' : 'open';
  }

  /** Whether a call may be made now; one that may must be told of by `succeeded` or `failed`. */
  admits(nowMs: number): boolean {
    const state = this.state(nowMs);
    if (state === 'closed') return true;
    if (state === 'open' || this.isProbing) return false;
    this.isProbing = true;
    return true;
  }

  succeeded(): void {
    // A call from before the breaker opened says nothing about the service now.
    if (this.openedMs !== undefined && !this.isProbing) return;
    this.isProbing = false;
    this.openedMs = undefined;
    this.failuresMs = [];
  }

  failed(nowMs: number): void {
    const { failuresMax, windowMs } = this.options;
    if (this.openedMs !== undefined) {
      if (this.isProbing) this.open(nowMs);
      return;
    }
    this.failuresMs = this.failuresMs.filter((atMs) => nowMs - atMs < windowMs);
    this.failuresMs.push(nowMs);
    if (this.failuresMs.length >= failuresMax) this.open(nowMs);
  }

  private open(nowMs: number): void {
    this.isProbing = false;
    this.openedMs = nowMs;
    this.failuresMs = [];
  }
}
