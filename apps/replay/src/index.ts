/** Projections of sessions: history, lists and follows, answered from the log. */
export { PartitionNotFollowed, ProjectionStopped, SessionProjection } from './session-projection.js';
export type { SessionProjectionOptions } from './session-projection.js';
export { LAG_ENVELOPES_MAX } from './history-follower.js';
export { LAG_EVENTS_MAX, SYNC_EVENTS_MAX } from './lifecycle-watcher.js';
export { ReplayModule } from './replay.module.js';
export type { ReplayModuleOptions } from './replay.module.js';
