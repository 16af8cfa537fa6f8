/** The contract of log archives, for the specs of adapters. */
export { logArchiveContract } from './log-archive-contract.js';
export type { LogArchiveHarness } from './log-archive-contract.js';
