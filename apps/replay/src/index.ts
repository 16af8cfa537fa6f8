/** Projections of sessions: history, lists and follows, answered from the log. */
export { PartitionNotFollowed, ProjectionStopped } from './projection-errors.js';
export { SessionProjection } from './session-projection.js';
export type { SessionProjectionOptions } from './session-projection.js';
export type { FoldedFact } from './fold-batches.js';
export type { SessionSummaryState } from './session-summary.js';
export { LAG_ENVELOPES_MAX } from './history-follower.js';
export { LAG_EVENTS_MAX, SYNC_EVENTS_MAX } from './lifecycle-watcher.js';
export { PublicFeed } from './public-feed/public-feed.js';
export type { PublicFeedOptions } from './public-feed/public-feed.js';
export { FeedMismatch } from './public-feed/feed-position.js';
export { FEED_FORMAT } from './public-feed/feed-record.js';
export type { FeedEnvelopeValue, FeedLifecycleValue, FeedValue } from './public-feed/feed-record.js';
export type { RetentionTimes } from './session-retention.js';
export { sessionAudit } from './session-audit.js';
export { startRetentionPasses } from './retention-passes.js';
export type { RetentionPassesOptions } from './retention-passes.js';
export { ReplayModule } from './replay.module.js';
export type { ReplayModuleOptions } from './replay.module.js';
