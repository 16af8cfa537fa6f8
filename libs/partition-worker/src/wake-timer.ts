/** One timer for the earliest of many deadlines; set anew only when an earlier one appears. */
import type { Clock } from './ports.js';

/** A longer wait is cut into pieces: a clock that is set ahead meanwhile delays no deadline by more than one of them. */
const DELAY_MAX_MS = 1_000;

export class WakeTimer {
  private armedMs = Infinity;
  private cancelArmed: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly onWake: () => void,
  ) {}

  /** Wakes at `deadlineMs` or, when it is far, now and then before. */
  arm(deadlineMs: number | undefined): void {
    if (deadlineMs === undefined || deadlineMs >= this.armedMs) return;
    this.cancelArmed?.();
    this.armedMs = deadlineMs;
    const delayMs = Math.min(Math.max(0, deadlineMs - this.clock.nowMs()), DELAY_MAX_MS);
    this.cancelArmed = this.clock.after(delayMs, this.fire);
  }

  cancel(): void {
    this.cancelArmed?.();
    this.cancelArmed = undefined;
    this.armedMs = Infinity;
  }

  private readonly fire = (): void => {
    this.armedMs = Infinity;
    this.cancelArmed = undefined;
    this.onWake();
  };
}
