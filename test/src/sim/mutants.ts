/**
 * The table of planted bugs. Each makes one honest part of the simulated world faulty, as if a rule had been forgotten;
 * whoever is to catch it stands beside it, and proves nothing if it does not.
 */
import { bentLog, rewriting, rewritingSnapshots } from './bent-parts.js';
import type { Mutant } from './mutant.js';
import {
  expiringInReplay,
  forgetfulOfCommands,
  onWallClock,
  positionFirst,
  withoutMessageIds,
  withoutRestoredIds,
  withoutSplice,
} from './planted-elsewhere.js';
import {
  followingVoidBatches,
  withClientRetries,
  withoutClaim,
  withoutEpochCheck,
  withoutFlush,
  withoutOffsetCheck,
  withoutProgressOfRefusals,
  withoutRefusals,
  withoutReplicas,
  withoutWaiting,
} from './planted-in-log.js';

/** A bug and how it is planted. */
export interface PlantedBug {
  readonly name: string;
  readonly how: string;
  readonly mutant: Mutant;
}

/** Bugs that the simulation catches. */
export const MUTANTS: readonly PlantedBug[] = [
  {
    name: 'answers before the append has ended',
    how: 'an append resolves when it is sent',
    mutant: { log: withoutWaiting },
  },
  {
    name: 'answers before the flush',
    how: 'an append resolves when the disk has been told of it',
    mutant: { log: withoutFlush },
  },
  {
    name: 'answers before all replicas have the record',
    how: 'an append resolves when the leader has it',
    mutant: { log: withoutReplicas },
  },
  {
    name: 'skips the claim',
    how: 'an empty batch of the epoch in force takes the place of the CLAIM',
    mutant: { log: withoutClaim },
  },
  {
    name: 'accepts an old epoch',
    how: 'an owner reads batches of every epoch as those of the last CLAIM',
    mutant: { log: withoutEpochCheck },
  },
  {
    name: 'ignores the base-offset check',
    how: 'an append resolves with the offset that was expected',
    mutant: { log: withoutOffsetCheck },
  },
  {
    name: 'retries an append whose result is unknown',
    how: 'a failed append goes again and is taken for confirmed',
    mutant: { log: withClientRetries },
  },
  {
    name: 'answers a read without proof of ownership',
    how: 'a shared log says that ownership needs no append to be proved',
    mutant: { log: (honest) => bentLog(honest, { provesOwnershipWithoutAppend: () => true }) },
  },
  {
    name: 'forgets the outcomes of refusals',
    how: 'refusals are left out of the record',
    mutant: { log: withoutRefusals },
  },
  {
    name: 'forgets decidedUpTo for refusals',
    how: 'decidedUpTo moves only with facts',
    mutant: { log: withoutProgressOfRefusals },
  },
  {
    name: 'forgets parked',
    how: 'records list nothing as parked',
    mutant: { log: (honest) => rewriting(honest, (batch) => ({ ...batch, parked: [] })) },
  },
  {
    name: "records its own clock instead of the partition's time",
    how: 'recordedAtMs is that of the process, a second ago',
    mutant: {
      log: (honest, process) =>
        rewriting(honest, (batch) => ({ ...batch, recordedAtMs: process.clock.nowMs() - 1_000 })),
    },
  },
  {
    name: "decides by its own clock instead of the partition's time",
    how: 'the decider is given the clock of the process',
    mutant: { aggregate: onWallClock },
  },
  {
    name: 'takes snapshots without the outcomes of commands',
    how: 'checkpoints are written with none',
    mutant: {
      snapshots: (honest) =>
        rewritingSnapshots(honest, (change) => ({ ...change, checkpoint: { ...change.checkpoint, outcomes: [] } })),
    },
  },
  {
    name: 'restores sessions without the ids of their messages',
    how: 'the codec of states forgets them',
    mutant: { aggregate: withoutRestoredIds },
  },
  {
    name: 'takes snapshots without parked commands',
    how: 'checkpoints are written with none',
    mutant: {
      snapshots: (honest) =>
        rewritingSnapshots(honest, (change) => ({ ...change, checkpoint: { ...change.checkpoint, parked: [] } })),
    },
  },
  {
    name: 'takes snapshots one command ahead',
    how: 'checkpoints are written with a decidedUpTo that is one too high',
    mutant: {
      snapshots: (honest) =>
        rewritingSnapshots(honest, ({ checkpoint, ...change }) => {
          return { ...change, checkpoint: { ...checkpoint, decidedUpTo: checkpoint.decidedUpTo + 1 } };
        }),
    },
  },
  {
    name: 'takes snapshots without the ended ids',
    how: 'other hashes are written instead of theirs',
    mutant: {
      snapshots: (honest) =>
        rewritingSnapshots(honest, (change) => ({
          ...change,
          ended: change.ended.map((one) => ({ ...one, idHash: new Uint8Array(16).fill(7) })),
        })),
    },
  },
  {
    name: 'knows repeated messages only in the ingress',
    how: 'the decider sees sessions without the ids of their messages',
    mutant: { aggregate: withoutMessageIds },
  },
  {
    name: 'gives a re-sent command a second outcome',
    how: 'every delivery of a command has a correlation id of its own',
    mutant: forgetfulOfCommands,
  },
  {
    name: 'expires sessions by the wall clock in replay',
    how: 'folding a fact looks at the clock of the process',
    mutant: { aggregate: expiringInReplay },
  },
  {
    name: 'does not tell how far time in the log is',
    how: 'progress goes to the ingress without it',
    mutant: {
      outcomes: (honest) => ({
        push: (partition, deliveries, { decidedUpTo, parked }) =>
          honest.push(partition, deliveries, { decidedUpTo, parked }),
      }),
    },
  },
  {
    name: 'tells a joiner that its message was new',
    how: 'the ingress hands the same outcome to everybody who waits for it',
    mutant: { joining: (honest) => ({ ...honest, asJoined: (outcome) => outcome }) },
  },
  {
    name: 'answers from history before it has caught up',
    how: 'to the projection the log always ends where it began',
    mutant: { projectionLog: (honest) => bentLog(honest, { endOffset: async () => 0 }) },
  },
  {
    name: 'projects void batches',
    how: 'the projection reads batches of every epoch as those of the last CLAIM',
    mutant: { projectionLog: followingVoidBatches },
  },
  {
    name: 'moves the position of the projection before its contents',
    how: 'the store applies contents one change late',
    mutant: { projectionStore: positionFirst },
  },
  {
    name: 'follows without the splice',
    how: 'replay and live delivery are two follows, one after the other',
    mutant: { history: withoutSplice },
  },
];

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
