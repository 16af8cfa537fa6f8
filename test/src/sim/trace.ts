/** What happened in one simulated world, line by line with its virtual time: kept only when a failure is looked at. */
import type { Scheduler } from './scheduler.js';

const LINES_MAX = 400;

export class Trace {
  /** The latest lines, oldest first. */
  readonly lines: string[] = [];

  constructor(
    private readonly scheduler: Scheduler,
    private readonly isOn: boolean,
  ) {}

  /** `text` is not asked for unless somebody will read it. */
  add(text: () => string): void {
    if (!this.isOn) return;
    this.lines.push(`${this.scheduler.nowMs - this.scheduler.startMs} ms  ${text()}`);
    if (this.lines.length > LINES_MAX) this.lines.shift();
  }
}
