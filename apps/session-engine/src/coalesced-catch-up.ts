/**
 * Catching up with the registry for many at once: at most one question about the log's end is under way, and everyone who
 * comes meanwhile shares the next, since an answer only covers what was in the log when it was asked for.
 */
import type { Clock } from '@macp/partition-worker';

/** A view of a log: `catchUp` resolves, or returns at once, when everything in the log as of the call is in the view. */
export interface CatchingUp {
  catchUp(): void | Promise<void>;
}

export interface CoalescedCatchUpOptions {
  readonly catalogs: readonly CatchingUp[];
  readonly clock: Clock;
  /** Pause after a failure. */
  readonly retryMs: number;
  readonly onFault: (cause: unknown) => void;
}

export class CoalescedCatchUp {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly options: CoalescedCatchUpOptions) {}

  /**
   * Resolves, and never rejects, once the catalogs show what was in the log as of the call; `undefined` = it does
   * already.
   */
  reach(): Promise<void> | undefined {
    if (this.running === undefined) return this.start();
    return (this.next ??= this.running.then(() => {
      this.next = undefined;
      return this.start();
    }));
  }

  private start(): Promise<void> | undefined {
    const reached = this.catchUp();
    if (reached === undefined) return undefined;
    const running = reached
      .catch((cause: unknown) => this.retry(cause))
      .then(() => {
        if (this.running === running) this.running = undefined;
      });
    return (this.running = running);
  }

  private catchUp(): Promise<void> | undefined {
    let under: Promise<void>[];
    try {
      under = this.options.catalogs.map((catalog) => catalog.catchUp()).filter((reached) => reached !== undefined);
    } catch (cause) {
      return Promise.reject(cause as Error);
    }
    return under.length === 0 ? undefined : Promise.all(under).then(() => undefined);
  }

  /** Until it works: a start that was decided without its policy could not be taken back. */
  private async retry(cause: unknown): Promise<void> {
    const { clock, retryMs, onFault } = this.options;
    for (let fault = cause; ;) {
      onFault(fault);
      await new Promise<void>((resolve) => {
        clock.after(retryMs, resolve);
      });
      try {
        await this.catchUp();
        return;
      } catch (again) {
        fault = again;
      }
    }
  }
}
