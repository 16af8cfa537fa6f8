/** What a process composes once and hands to all its workers over one log, whatever partitions they serve. */
import type { CommandSource, EventLog, SnapshotStore } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import type { WorkerLimits } from './limits.js';
import type { Clock, Ids, OutcomeChannel } from './ports.js';

export interface WorkerPorts<T extends AggregateTypes> {
  /** Names this owner in its CLAIMs. */
  readonly owner: string;
  readonly log: EventLog;
  readonly snapshots: SnapshotStore;
  readonly commands: CommandSource<T['command']>;
  readonly outcomes: OutcomeChannel<T['outcome']>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits?: Partial<WorkerLimits>;
}
