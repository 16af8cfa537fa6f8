/** What end-to-end specs take from their own environment. */

/** Where the processes under test find their tools. */
export const SEARCH_PATH = process.env['PATH'] ?? '';

/** Seed of randomised specs: another one in every run, or the one of the run to repeat. */
export const SEED = Number(process.env['MACP_E2E_SEED'] ?? Date.now() % 1_000_000_000);
