/** What a process composes once for all its workers over one log, and what each worker hands on to its parts. */
import type { CommandSource, EventLog, SnapshotStore } from '@macp/event-log';
import type { Aggregate, AggregateTypes } from './aggregate.js';
import type { WorkerLimits } from './limits.js';
import type { Clock, Ids, OutcomeChannel } from './ports.js';
import type { Turns } from './turns.js';
import type { WorkerEvents } from './worker-events.js';

/** The same for every partition. */
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
  /** Shared by the workers of a process, so that only one of them at a time works for long. */
  readonly turns?: Turns;
}

/** What it takes to read and to keep the state of one partition. */
export interface PartitionParts<T extends AggregateTypes> extends Pick<WorkerPorts<T>, 'log' | 'snapshots' | 'clock'> {
  readonly partition: number;
  readonly aggregate: Aggregate<T>;
  readonly limits: WorkerLimits;
  readonly events: Partial<WorkerEvents>;
  readonly turns: Turns;
}
