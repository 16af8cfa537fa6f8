/** The claimed log: ports, record formats, the reader rule and the memory adapters. */
export { AppendRefused, AppendUnknown, OffsetOutOfRange } from './event-log.js';
export type { EventLog, LogRecord, RecordListener, Subscription } from './event-log.js';
export type { CommandEnvelope, CommandListener, CommandSink, CommandSource, QueuedCommand } from './command-queue.js';
export type { EntitySnapshot, SnapshotChange, SnapshotStore } from './snapshot-store.js';
export type {
  BatchRecord,
  Checkpoint,
  ClaimedRecord,
  ClaimRecord,
  LogPosition,
  RecordedOutcome,
} from './batch-record.js';
