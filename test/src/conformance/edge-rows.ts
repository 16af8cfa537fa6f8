/**
 * Edge cases that are not the kernel's to decide, with who decides them. The end-to-end suite of edge cases plays each of
 * them through gRPC.
 */

/** Who decides a row. */
export type Decider =
  'ingress' | 'stream' | 'history' | 'signals' | 'registry' | 'limits' | 'worker' | 'process' | 'what-if';

/** A row of a page by its number. */
export interface EdgeRow {
  readonly row: number;
  readonly decidedBy: Decider;
  readonly what: string;
}

/** Of the kernel's page. */
export const KERNEL_EDGE_ROWS: readonly EdgeRow[] = [
  { row: 1, decidedBy: 'ingress', what: 'Send without a credential' },
  { row: 2, decidedBy: 'ingress', what: 'size before credential' },
  { row: 3, decidedBy: 'ingress', what: 'reads and streams without a credential' },
  { row: 4, decidedBy: 'ingress', what: 'Send without an envelope' },
  { row: 5, decidedBy: 'ingress', what: 'a request over the decode limit' },
  { row: 6, decidedBy: 'ingress', what: 'a sender that is not the credential’s' },
  { row: 7, decidedBy: 'ingress', what: 'the shape is judged at the edge first, in the same order' },
  { row: 9, decidedBy: 'stream', what: 'an accepted id on the stream of a resolved session ends it' },
  { row: 18, decidedBy: 'stream', what: 'INVALID_POLICY_DEFINITION ends a stream' },
  { row: 19, decidedBy: 'limits', what: 'max_open_sessions' },
  { row: 20, decidedBy: 'worker', what: 'a start whose append fails' },
  { row: 21, decidedBy: 'ingress', what: 'allowed modes and ambient messages' },
  { row: 22, decidedBy: 'ingress', what: 'a JWT with no allowed mode' },
  { row: 23, decidedBy: 'ingress', what: 'a static token that reads as a JWT' },
  { row: 24, decidedBy: 'signals', what: 'Progress of an unknown session' },
  { row: 25, decidedBy: 'signals', what: 'one Signal id twice' },
  { row: 33, decidedBy: 'history', what: 'subscriptions below a compacted base' },
  { row: 34, decidedBy: 'history', what: 'subscriptions to an ended session in memory' },
  { row: 35, decidedBy: 'stream', what: 'a subscription after a pause has no lifecycle frames' },
  { row: 36, decidedBy: 'stream', what: 'an outsider subscribes' },
  { row: 37, decidedBy: 'stream', what: 'an unbound stream binds to an unknown session' },
  { row: 38, decidedBy: 'stream', what: 'a subscriber that closes its side at once' },
  { row: 39, decidedBy: 'stream', what: 'nothing is delivered when a session is cancelled' },
  { row: 40, decidedBy: 'process', what: 'retention of ended sessions' },
  { row: 41, decidedBy: 'history', what: 'a slow watcher of sessions' },
  { row: 42, decidedBy: 'history', what: 'a page cursor whose session is gone' },
  { row: 43, decidedBy: 'registry', what: 'RegisterPolicy where policies come from files' },
  { row: 44, decidedBy: 'process', what: 'sessions of a registered mode after a restart' },
  { row: 46, decidedBy: 'process', what: 'SIGTERM with an open stream' },
];

/** Of the modes' page. */
export const MODE_EDGE_ROWS: readonly EdgeRow[] = [
  { row: 42, decidedBy: 'registry', what: 'definitions with an empty map or a null where an object belongs' },
  { row: 43, decidedBy: 'registry', what: 'a reserved profile registered again' },
  { row: 44, decidedBy: 'what-if', what: 'a candidate that vetoes what was recorded' },
];
