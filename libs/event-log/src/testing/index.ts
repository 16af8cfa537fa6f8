/** Fault injection for tests and simulation. */
export { FaultyEventLog } from './faulty-event-log.js';
export type { AppendFault } from './faulty-event-log.js';
export { bentLog } from './bent-log.js';
export { checkpointAt } from './checkpoint-at.js';
