/**
 * What the records of a claimed log say (ADR 0002). One append is one record: either a CLAIM by a new owner or a batch
 * with everything that one round of decisions produced. Bytes are made and read by `record-codec.ts` only.
 */

/** Last batch that the claimer knew to be valid. */
export interface LogPosition {
  readonly epoch: string;
  readonly seq: number;
  readonly offset: number;
}

/** Ownership: from this record on, batches of every other epoch are void. */
export interface ClaimRecord {
  readonly kind: 'claim';
  /** Random, never used before. */
  readonly epoch: string;
  readonly owner: string;
  /** Generation of the consumer group that assigned the partition; 0 where there is no group. */
  readonly generation: number;
  readonly partitions: number;
  readonly logId: string;
  /** `queueId` of the command queue; when it differs from the one before, command offsets started over. */
  readonly commandLogId: string;
  readonly lastValid?: LogPosition;
  readonly claimedAtMs: number;
}

/** The outcome of one command. Outcomes are facts too: a re-sent command gets the first one. */
export interface RecordedOutcome {
  readonly correlationId: string;
  readonly commandOffset: number;
  readonly expiresAtMs: number;
  readonly outcome: Uint8Array;
}

/** One round of decisions of the owner. */
export interface BatchRecord {
  readonly kind: 'batch';
  readonly epoch: string;
  /** Invariant: starts at 1 after each CLAIM and grows by one. */
  readonly seq: number;
  /** Highest command offset decided or parked; -1 before the first. */
  readonly decidedUpTo: number;
  /** Commands at or below `decidedUpTo` that still wait, ascending. */
  readonly parked: readonly number[];
  /** The `now` of every decision in the batch. Invariant: never below the previous batch's. */
  readonly recordedAtMs: number;
  readonly outcomes: readonly RecordedOutcome[];
  /** Encoded facts in order. */
  readonly facts: readonly Uint8Array[];
}

export type ClaimedRecord = ClaimRecord | BatchRecord;

/** Place of a record in its epoch, as a `LogPosition` has it: a CLAIM stands before the first batch. */
export function seqOf(record: ClaimedRecord): number {
  return record.kind === 'claim' ? 0 : record.seq;
}

/** Where a snapshot stands in the log, with what recovery needs to go on from there. */
export interface Checkpoint {
  /** Offset of the last record whose effects the snapshot contains. */
  readonly offset: number;
  readonly epoch: string;
  readonly seq: number;
  readonly decidedUpTo: number;
  readonly parked: readonly number[];
  readonly recordedAtMs: number;
  /** XOR of the SHA-256 of every resident entity with its canonical state: tied to all of them, in no order. */
  readonly stateHash: Uint8Array;
  readonly logId: string;
  readonly commandLogId: string;
  readonly partitions: number;
  /** Outcomes still owed to re-sent commands. */
  readonly outcomes: readonly RecordedOutcome[];
}

/** What a checkpoint is made from: the same, with outcomes in whatever form they are kept. */
export interface CheckpointSource extends Omit<Checkpoint, 'outcomes'> {
  readonly outcomes: Iterable<RecordedOutcome>;
}
