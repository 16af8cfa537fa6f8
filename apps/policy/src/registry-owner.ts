/** The owner of the registries: the generic partition worker over the registry aggregate. */
import { OwnedPartitions } from '@macp/partition-worker';
import type { WorkerEvents, WorkerPorts } from '@macp/partition-worker';
import type { BuiltInMode } from '@macp/policy-rules';
import { registryAggregate } from '@macp/records';
import type { RegistryTypes } from '@macp/records';

export interface RegistryOwnerOptions extends WorkerPorts<RegistryTypes> {
  /** Modes whose names are taken without being registered. */
  readonly builtInModes: readonly BuiltInMode[];
  readonly events?: Partial<WorkerEvents>;
}

/** The registries live in one partition of a log of their own. */
const PARTITION = 0;

export class RegistryOwner {
  /** Whether this process owns the registries: always where there is no group, else when the group says so. */
  readonly partitions: OwnedPartitions<RegistryTypes>;

  constructor({ builtInModes, events = {}, ...ports }: RegistryOwnerOptions) {
    this.partitions = new OwnedPartitions<RegistryTypes>({
      ...ports,
      aggregate: registryAggregate(builtInModes),
      answerer: () => Promise.reject(new Error('the registries ask no questions')),
      eventsOf: () => events,
    });
  }

  /** Without a group: claims and recovers the registries. */
  start(): Promise<void> {
    return this.partitions.own([PARTITION], 0);
  }

  /** Finishes the append in flight, answers it and writes a last checkpoint. */
  stop(): Promise<void> {
    return this.partitions.stop();
  }
}
