/** The machine's clock, for specs that run against real brokers and disks. */
import type { Clock } from '../ports.js';

export const realClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  soon: (task) => void setImmediate(task),
};
