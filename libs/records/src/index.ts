/** Durable formats of facts and outcomes, and the two aggregates that run on the partition worker. */
export { decodeSessionFact, encodeSessionFact, viewSessionFact } from './session-fact-codec.js';
export { encodeHistoryEntry, lifecycleFact, lifecycleStep, viewHistoryEntry } from './history-entry-codec.js';
export type { EnvelopeFact, LifecycleFact, LifecycleStep } from './history-entry-codec.js';
export { replaySession, sessionDigest } from './session-replay.js';
export type { ReplayCheckpoint, ReplayedSession, SessionReplayOptions } from './session-replay.js';
export { decodeSessionOutcome, encodeSessionOutcome } from './session-outcome-codec.js';
export { sessionAggregate, sessionOfCommand } from './session-aggregate.js';
export type { SessionAggregateOptions, SessionTypes } from './session-aggregate.js';
export {
  decodeRegistryFact,
  decodeRegistryOutcome,
  encodeRegistryFact,
  encodeRegistryOutcome,
} from './registry-codec.js';
export { registryAggregate } from './registry-aggregate.js';
export type { RegistryTypes } from './registry-aggregate.js';
export type { CommandCodec } from './command-format.js';
export { sessionCommandCodec } from './session-command-codec.js';
export { registryCommandCodec } from './registry-command-codec.js';
export { restoredVerdict, storedVerdict } from './policy-record.js';
