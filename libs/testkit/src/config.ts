/** What the test kit takes from the environment. */

/** Brokers to test against, `host:port` separated by commas; without it a broker is started for the tests. */
export const GIVEN_BROKERS = (process.env['MACP_KAFKA_BROKERS'] ?? '').split(',').filter((broker) => broker !== '');

/** Under CI a suite that cannot run has failed. */
export const IS_CI = process.env['CI'] === 'true' || process.env['CI'] === '1';

/** Where processes under test find their tools. */
export const SEARCH_PATH = process.env['PATH'] ?? '';
