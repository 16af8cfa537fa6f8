/** What every adapter of the ports between the services must pass, as suites that an adapter's spec declares. */
export { feedSinkContract } from './feed-sink-contract.js';
export type { FeedSinkHarness } from './feed-sink-contract.js';
