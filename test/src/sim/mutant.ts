/** The seams at which a bug can be planted: each turns one honest part of a simulated world into a faulty one. */
import type { CommandSource, EventLog, ProjectionStore, SnapshotStore } from '@macp/event-log';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { Aggregate, OutcomeChannel } from '@macp/partition-worker';
import type { HistoryReader } from '@macp/ports';
import type { SessionTypes } from '@macp/records';
import type { Joining } from '@macp/submission';
import type { SimLog } from './sim-log.js';
import type { SimProcess } from './sim-process.js';

type SessionJoining = Joining<SessionCommand, SessionOutcome>;

export interface Mutant {
  /** Of an engine. */
  readonly log?: (honest: SimLog, process: SimProcess) => EventLog;
  readonly snapshots?: (honest: SnapshotStore) => SnapshotStore;
  readonly aggregate?: (honest: Aggregate<SessionTypes>, process: SimProcess) => Aggregate<SessionTypes>;
  readonly commands?: (honest: CommandSource<SessionCommand>) => CommandSource<SessionCommand>;
  readonly outcomes?: (honest: OutcomeChannel<SessionOutcome>) => OutcomeChannel<SessionOutcome>;
  /** Of an ingress. */
  readonly joining?: (honest: SessionJoining) => SessionJoining;
  /** Of the projection. */
  readonly projectionLog?: (honest: SimLog) => EventLog;
  readonly projectionStore?: (honest: ProjectionStore) => ProjectionStore;
  readonly history?: (honest: HistoryReader, process: SimProcess) => HistoryReader;
}
