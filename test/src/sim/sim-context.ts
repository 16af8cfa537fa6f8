/** What all parts of one simulated world share: its time, its chance, and who hears what happened and what went wrong. */
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { Sometimes } from './sometimes.js';
import type { Trace } from './trace.js';

export interface SimContext {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly sometimes: Sometimes;
  readonly trace: Trace;
  /** The first violation ends the world. */
  readonly report: (violation: Error) => void;
}
