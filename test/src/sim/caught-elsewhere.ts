/** Planted bugs that worlds cannot have, since they are about a real broker, a real disk, or one function. */

/** Bugs that a test of another place catches: a file of the project and the name of the test, or a suite. */
export const CAUGHT_ELSEWHERE: readonly {
  readonly name: string;
  readonly how: string;
  readonly by: { readonly file: string; readonly test: string } | 'the Kafka suites';
}[] = [
  {
    name: 'joins messages that merely have the same id',
    how: 'the ingress compares nothing but session and message id',
    by: {
      file: 'libs/submission/src/pending-submissions.spec.ts',
      test: 'does not join what merely has the same id',
    },
  },
  {
    name: 'acknowledges before the embedded store has flushed',
    how: 'the fault store holds the flush back',
    by: {
      file: 'libs/event-log-lmdb/src/lmdb-faults.spec.ts',
      test: 'is pending, unseen by readers and followers, and not counted, until it is flushed',
    },
  },
  { name: 'produces with the idempotent producer', how: 'idempotent: true', by: 'the Kafka suites' },
  { name: 'goes on at the offset of the group', how: 'no seek after an assignment', by: 'the Kafka suites' },
  { name: 'goes on after an offset out of range', how: 'the fetch starts over at the end', by: 'the Kafka suites' },
];
