/**
 * The table of planted bugs. Each makes one honest part of the simulated world faulty, as if a rule had been forgotten;
 * whoever is to catch it stands beside it, and proves nothing if it does not.
 */
import { bentLog } from '@macp/event-log/testing';
import { perPartition, rewriting, rewritingSnapshots } from './bent-parts.js';
import type { SnapshotStore } from '@macp/event-log';
import type { AggregateTypes } from '@macp/partition-worker';
import type { RegistryTypes, SessionTypes } from '@macp/records';
import type { Mutant, Planted } from './mutant.js';
import {
  expiringInReplay,
  forgetfulOfCommands,
  onWallClock,
  positionFirst,
  withoutEnd,
  withoutMessageIds,
  withoutRestoredIds,
  withoutSplice,
} from './planted-elsewhere.js';
import {
  followingVoidBatches,
  withClientRetries,
  withGaps,
  withoutClaim,
  withoutEpochCheck,
  withoutFacts,
  withoutFlush,
  withoutOffsetCheck,
  withoutProgressOfRefusals,
  withoutRefusals,
  withoutReplicas,
  withoutWaiting,
} from './planted-in-log.js';

/** Takes the next command for decided, too. */
const oneCommandAhead = (honest: SnapshotStore): SnapshotStore =>
  rewritingSnapshots(honest, ({ checkpoint, ...change }) => {
    return { ...change, checkpoint: { ...checkpoint, decidedUpTo: checkpoint.decidedUpTo + 1 } };
  });

/** A bug and how it is planted. */
interface PlantedBug<T extends AggregateTypes> {
  readonly name: string;
  readonly how: string;
  readonly mutant: Mutant<T>;
}

/** Bugs that worlds about sessions catch. */
const IN_SESSIONS: readonly PlantedBug<SessionTypes>[] = [
  {
    name: 'answers before the append has ended',
    how: 'an append resolves when it is sent',
    mutant: { log: perPartition(withoutWaiting) },
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
    mutant: { log: perPartition(withoutClaim) },
  },
  {
    name: 'accepts an old epoch',
    how: 'an owner reads batches of every epoch as those of the last CLAIM',
    mutant: { log: perPartition(withoutEpochCheck) },
  },
  {
    name: 'ignores the base-offset check',
    how: 'an append resolves with the offset that was expected',
    mutant: { log: perPartition(withoutOffsetCheck) },
  },
  {
    name: 'retries an append whose result is unknown',
    how: 'a failed append goes again and is taken for confirmed',
    mutant: { log: perPartition(withClientRetries) },
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
    name: 'records that messages were accepted, but not the messages',
    how: 'facts are left out of the record',
    mutant: { log: withoutFacts },
  },
  {
    name: 'leaves ordinals out',
    how: 'the first message of a record has the number after its own',
    mutant: { log: withGaps },
  },
  {
    name: 'forgets that a session has ended',
    how: 'the decider sees ended sessions as open ones',
    mutant: { aggregate: withoutEnd },
  },
  {
    name: 'forgets decidedUpTo for refusals',
    how: 'decidedUpTo moves only with facts',
    mutant: { log: perPartition(withoutProgressOfRefusals) },
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
    mutant: { snapshots: oneCommandAhead },
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
    mutant: { projectionLog: perPartition(followingVoidBatches) },
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

/** Bugs that worlds about the registries catch. */
const IN_REGISTRY: readonly PlantedBug<RegistryTypes>[] = [
  {
    name: 'ignores the base-offset check of the registries',
    how: 'an append resolves with the offset that was expected',
    mutant: { log: perPartition(withoutOffsetCheck) },
  },
  {
    name: 'takes snapshots of the registries one command ahead',
    how: 'checkpoints are written with a decidedUpTo that is one too high',
    mutant: { snapshots: oneCommandAhead },
  },
  {
    name: 'decides on the registries by its own clock',
    how: 'the decider is given the clock of the process',
    mutant: { aggregate: onWallClock },
  },
  {
    name: 'shows the registries before it has caught up',
    how: 'to the view the log always ends where it began',
    mutant: { projectionLog: (honest) => bentLog(honest, { endOffset: async () => 0 }) },
  },
  {
    name: 'shows what void batches say of the registries',
    how: 'the view reads batches of every epoch as those of the last CLAIM',
    mutant: { projectionLog: perPartition(followingVoidBatches) },
  },
];

/** Bugs that the simulation catches, each in worlds about what it is planted in. */
export const MUTANTS: readonly { readonly name: string; readonly how: string; readonly planted: Planted }[] = [
  ...IN_SESSIONS.map(({ name, how, mutant }) => ({ name, how, planted: { subject: 'sessions', mutant } as const })),
  ...IN_REGISTRY.map(({ name, how, mutant }) => ({ name, how, planted: { subject: 'registry', mutant } as const })),
];
