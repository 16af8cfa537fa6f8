/** The claimed log: ports, record formats, the reader rule and the memory adapters. */
export { AppendRefused, AppendUnknown, OffsetOutOfRange } from './event-log.js';
export type { EventLog, LogRecord, RecordListener, Subscription } from './event-log.js';
export type { CommandEnvelope, CommandListener, CommandSink, CommandSource, QueuedCommand } from './command-queue.js';
export { SnapshotFenced, checkpointOf } from './snapshot-store.js';
export type { EntitySnapshot, SnapshotChange, SnapshotStore } from './snapshot-store.js';
export type {
  HistoryEntry,
  ProjectionChange,
  ProjectionPosition,
  ProjectionStore,
  SessionSummary,
} from './projection-store.js';
export { seqOf } from './batch-record.js';
export type {
  BatchRecord,
  Checkpoint,
  CheckpointSource,
  ClaimedRecord,
  ClaimRecord,
  LogPosition,
  RecordedOutcome,
} from './batch-record.js';
export { EncodedOutcomes, encodeOutcomes, outcomeAt } from './encoded-outcomes.js';
export type { OutcomeBlock } from './encoded-outcomes.js';
export {
  CorruptRecord,
  RECORD_FORMAT_VERSION,
  UnknownFormat,
  decodeCheckpoint,
  decodeCheckpointInParts,
  decodeRecord,
  encodeBatch,
  encodeCheckpoint,
  encodeCheckpointInParts,
  encodeClaim,
} from './record-codec.js';
export { ClaimedLogReader, LogCorruption, LogMismatch } from './reader-rule.js';
export type { ClaimedLogReaderOptions, ReadRecord } from './reader-rule.js';
export { inTurns } from './in-turns.js';
export { PortionedFollow } from './portioned-follow.js';
export type { PortionedFollowOptions } from './portioned-follow.js';
export { partitionAt, requireOffset } from './log-bounds.js';
export { RecordFollower } from './record-follower.js';
export type { FollowedLog, RecordFollowerOptions } from './record-follower.js';
export { RecordFollowers } from './record-followers.js';
export type { RecordFollowersOptions } from './record-followers.js';
export { MemoryCommandQueue } from './memory-command-queue.js';
export type { MemoryCommandQueueOptions } from './memory-command-queue.js';
export { MemoryEventLog, RECORD_BYTES_MAX } from './memory-event-log.js';
export type { MemoryEventLogOptions } from './memory-event-log.js';
export { MemoryProjectionStore } from './memory-projection-store.js';
export { MemorySnapshotStore } from './memory-snapshot-store.js';
export { streamedChange, wholeChange } from './whole-change.js';
export type { WholeChange } from './whole-change.js';
export { SessionEntries } from './session-entries.js';
