/** What end-to-end specs take from their own environment. */

/** Where the processes under test find their tools. */
export const SEARCH_PATH = process.env['PATH'] ?? '';
