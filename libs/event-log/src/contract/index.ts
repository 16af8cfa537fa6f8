/** Contract suites: every adapter of a port calls the port's suite from its own spec. */
export { Collector } from './collector.js';
export { eventLogContract } from './event-log-contract.js';
export { CONTRACT_PARTITIONS } from './event-log-harness.js';
export type { EventLogContractOptions, EventLogHarness } from './event-log-harness.js';
export { commandQueueContract } from './command-queue-contract.js';
export type { CommandQueueHarness } from './command-queue-contract.js';
export { projectionStoreContract } from './projection-store-contract.js';
export type { ProjectionStoreHarness } from './projection-store-contract.js';
export { snapshotStoreContract } from './snapshot-store-contract.js';
export type { SnapshotStoreHarness } from './snapshot-store-contract.js';
