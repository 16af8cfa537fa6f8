/** Planted bugs that worlds cannot have, since they are about a real broker, a real disk, or one function. */

/** Bugs that a test of another place catches: a file of the project and the name of the test that has the bug planted. */
export const CAUGHT_ELSEWHERE: readonly {
  readonly name: string;
  readonly how: string;
  readonly by: { readonly file: string; readonly test: string };
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
  {
    name: 'produces with the idempotent producer',
    how: "the client library's own producer, idempotent",
    by: {
      file: 'libs/event-log-kafka/src/planted-bugs.kafka.spec.ts',
      test: 'produces with the idempotent producer acknowledges what is not in the log',
    },
  },
  {
    name: 'goes on at the offset of the group',
    how: 'an owner commits what it was given, and the next begins there',
    by: {
      file: 'libs/event-log-kafka/src/planted-bugs.kafka.spec.ts',
      test: 'goes on at the offset of the group passes commands over that nobody has decided',
    },
  },
  {
    name: 'goes on after an offset out of range',
    how: 'a follower starts over at what is left of the log',
    by: {
      file: 'libs/event-log-kafka/src/planted-bugs.kafka.spec.ts',
      test: 'goes on after an offset out of range shows a history with a hole, and nobody hears of it',
    },
  },
];
