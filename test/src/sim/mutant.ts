/** The seams at which a bug can be planted: each turns one honest part of a simulated world into a faulty one. */
import type { CommandSource, EventLog, ProjectionStore, SnapshotStore } from '@macp/event-log';
import type { Aggregate, AggregateTypes, OutcomeChannel } from '@macp/partition-worker';
import type { HistoryReader } from '@macp/ports';
import type { RegistryTypes, SessionTypes } from '@macp/records';
import type { Joining } from '@macp/submission';
import type { SimLog } from './sim-log.js';
import type { SimProcess } from './sim-process.js';

export interface Mutant<T extends AggregateTypes> {
  /** Of an engine. */
  readonly log?: (honest: SimLog, process: SimProcess) => EventLog;
  readonly snapshots?: (honest: SnapshotStore) => SnapshotStore;
  readonly aggregate?: (honest: Aggregate<T>, process: SimProcess) => Aggregate<T>;
  readonly commands?: (honest: CommandSource<T['command']>) => CommandSource<T['command']>;
  readonly outcomes?: (honest: OutcomeChannel<T['outcome']>) => OutcomeChannel<T['outcome']>;
  /** Of an ingress. */
  readonly joining?: (honest: Joining<T['command'], T['outcome']>) => Joining<T['command'], T['outcome']>;
  /** Of the read side. */
  readonly projectionLog?: (honest: SimLog) => EventLog;
  readonly projectionStore?: (honest: ProjectionStore) => ProjectionStore;
  readonly history?: (honest: HistoryReader, process: SimProcess) => HistoryReader;
}

/** What a world is about, with the bug planted in it. */
export type Planted =
  | { readonly subject: 'sessions'; readonly mutant: Mutant<SessionTypes> }
  | { readonly subject: 'registry'; readonly mutant: Mutant<RegistryTypes> };
