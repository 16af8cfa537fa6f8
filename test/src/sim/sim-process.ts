/**
 * One operating-system process of the simulated world. Everything it does goes through its gate: a paused process does
 * nothing and then catches up, as after SIGSTOP; a crashed one never does anything again.
 */
import type { Clock } from '@macp/partition-worker';
import type { Scheduler } from './scheduler.js';

export class SimProcess {
  isCrashed = false;
  private isPaused = false;
  private readonly backlog: (() => void)[] = [];
  private readonly losses = new Set<() => void>();

  /** `skewMs`: how far the process's wall clock is off. */
  constructor(
    private readonly scheduler: Scheduler,
    public skewMs: number,
  ) {}

  get paused(): boolean {
    return this.isPaused;
  }

  readonly clock: Clock = {
    nowMs: () => this.scheduler.nowMs + this.skewMs,
    after: (delayMs, task) => this.later(delayMs, task),
    soon: (task) => void this.later(0, task),
  };

  /** Runs `task` in the process in `delayMs`, or as soon as the process runs again; returns its cancellation. */
  later(delayMs: number, task: () => void): () => void {
    let isOpen = true;
    const cancel = this.scheduler.after(delayMs, () => {
      this.enter(() => {
        if (isOpen) task();
      });
    });
    return () => {
      isOpen = false;
      cancel();
    };
  }

  /** Runs `lose` when the process crashes; returns its cancellation. */
  onCrash(lose: () => void): () => void {
    this.losses.add(lose);
    return () => void this.losses.delete(lose);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    for (const task of this.backlog.splice(0)) this.scheduler.after(0, () => this.enter(task));
  }

  crash(): void {
    this.isCrashed = true;
    this.backlog.length = 0;
    for (const lose of this.losses) lose();
    this.losses.clear();
  }

  private enter(task: () => void): void {
    if (this.isCrashed) return;
    if (this.isPaused) this.backlog.push(task);
    else task();
  }
}
