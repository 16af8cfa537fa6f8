/** Ports between the four services; each has one contract, whatever carries it. */
export { HistoryCompacted } from './history-reader.js';
export type { FollowListener, HistoryEnvelope, HistoryFollow, HistoryReader, SessionPage } from './history-reader.js';
export type { FeedRecord, FeedSink } from './feed-sink.js';
export type { LifecycleEvent, LifecycleFeed, LifecycleListener, LifecycleWatch } from './lifecycle-feed.js';
export type { ModeCatalog } from './mode-catalog.js';
export type { PolicyCatalog, PolicyEvaluator } from './policy-ports.js';
export type { RegistryFeed, RegistryListener, WatchedRegistry } from './registry-feed.js';
export type { SignalBus, SignalListener } from './signal-bus.js';
export type { PartitionMembers } from './partition-members.js';
export type { Submission } from './submission.js';
export { murmur2, partitionFor } from './partition-for.js';
