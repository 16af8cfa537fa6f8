/** Contract suites: every adapter of a port calls the port's suite from its own spec. */
export { CONTRACT_PARTITIONS, eventLogContract } from './event-log-contract.js';
export type { EventLogContractOptions, EventLogHarness } from './event-log-contract.js';
