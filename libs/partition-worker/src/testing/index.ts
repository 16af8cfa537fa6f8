/** For specs and simulation: a demanding aggregate and a clock that obeys. */
export { ManualClock, drained } from './manual-clock.js';
export { realClock } from './real-clock.js';
export { roomAggregate } from './room-aggregate.js';
export { RoomRig } from './room-rig.js';
export { WorkerRig } from './worker-rig.js';
export type { OpenQuestion } from './worker-rig.js';
export type {
  RoomAnswer,
  RoomCommand,
  RoomFact,
  RoomOutcome,
  RoomQuestion,
  RoomState,
  RoomTypes,
} from './room-aggregate.js';
