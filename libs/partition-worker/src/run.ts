/** One attempt to own a partition, which can be called off: every wait of it ends then, and nothing goes on unnoticed. */
import type { Clock } from './ports.js';

/** Ends an attempt that was called off; never reported as a failure. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

export class Run {
  private isCancelled = false;
  private wake: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  get cancelled(): boolean {
    return this.isCancelled;
  }

  /** @throws RunCancelled */
  check(): void {
    if (this.isCancelled) throw new RunCancelled('the attempt was called off');
  }

  /** Waits, or gives the event loop a turn when `ms` is 0. @throws RunCancelled */
  async pause(ms: number): Promise<void> {
    this.check();
    await new Promise<void>((resolve) => {
      const cancel = this.clock.after(ms, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
    this.wake = undefined;
    this.check();
  }

  cancel(): void {
    this.isCancelled = true;
    this.wake?.();
  }
}

/** Pause before attempt `attempt` (from 1): doubling up to a bound, spread over its upper half by `seed`. */
export function retryPauseMs(
  attempt: number,
  bounds: { readonly retryPauseMs: number; readonly retryPauseMaxMs: number },
  seed: string,
): number {
  const fullMs = Math.min(bounds.retryPauseMs * 2 ** Math.min(attempt - 1, 20), bounds.retryPauseMaxMs);
  let spread = 0;
  for (let at = 0; at < seed.length; at += 1) spread = (spread * 31 + seed.charCodeAt(at)) % 1021;
  return Math.ceil(fullMs * (0.5 + spread / 2042));
}
