/** The owner of the registries: the generic partition worker over the registry aggregate. */
import type { CommandSource, EventLog, SnapshotStore } from '@macp/event-log';
import { PartitionWorker } from '@macp/partition-worker';
import type { Clock, Ids, OutcomeChannel, WorkerEvents } from '@macp/partition-worker';
import type { BuiltInMode, RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import { registryAggregate } from '@macp/records';
import type { RegistryTypes } from '@macp/records';

export interface RegistryOwnerOptions {
  /** Names this process in its CLAIMs. */
  readonly owner: string;
  /** The registries' own log, of one partition. */
  readonly log: EventLog;
  readonly snapshots: SnapshotStore;
  readonly commands: CommandSource<RegistryCommand>;
  readonly outcomes: OutcomeChannel<RegistryOutcome>;
  /** Modes whose names are taken without being registered. */
  readonly builtInModes: readonly BuiltInMode[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events?: Partial<WorkerEvents>;
}

export class RegistryOwner {
  private readonly worker: PartitionWorker<RegistryTypes>;

  constructor(options: RegistryOwnerOptions) {
    this.worker = new PartitionWorker<RegistryTypes>({
      ...options,
      partition: 0,
      generation: 0,
      aggregate: registryAggregate(options.builtInModes),
      answerer: () => Promise.reject(new Error('the registries ask no questions')),
    });
  }

  /** Claims and recovers the registries. */
  start(): Promise<void> {
    return this.worker.start();
  }

  /** Finishes the append in flight, answers it and writes a last checkpoint. */
  stop(): Promise<void> {
    return this.worker.stop({ checkpoint: true });
  }
}
