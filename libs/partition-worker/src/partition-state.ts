/**
 * Confirmed state of one partition: exactly what the valid records up to `offset` say, whether they were read or
 * appended here. Nothing speculative ever enters it (I7, I10).
 */
import { invariant } from '@macp/kernel';
import type { BatchRecord, Checkpoint, ClaimRecord, RecordedOutcome } from '@macp/event-log';
import type { Aggregate, AggregateTypes } from './aggregate.js';
import { EndedIds, endedIdHash } from './ended-ids.js';
import { OutcomeLedger } from './outcome-ledger.js';
import { STATE_HASH_BYTES, toggleDigest } from './state-hash.js';
import { DeadlineHeap } from './timers.js';

/** A resident entity. */
export interface ResidentEntity<State> {
  state: State;
  /** Earliest entry of the entity in the deadline heap, `Infinity` when it has none. */
  armedMs: number;
  /** Digest of the state that the snapshot holds, '' when it holds none. */
  digest: string;
}

/** Entries of the deadline heap that nobody misses, up to which it is left as it is. */
const STALE_DEADLINES = 1_024;
/** Ended entities that leave, and deadlines that are looked at, in one go: a fraction of a millisecond, or little more. */
const RETIRED_MAX = 256;
const SWEPT_MAX = 4_096;

/** A fact of an entity that had left memory: whoever replays must not let entities leave as early as that. */
export class LeftTooEarly extends Error {
  override readonly name = 'LeftTooEarly';
}

/** What a checkpoint is told apart by: where it stands in the log, and what it holds. */
export type CheckpointPlace = Pick<Checkpoint, 'offset' | 'epoch' | 'seq' | 'stateHash'>;

/** The part of a batch that progress is made of. */
export interface Progress {
  readonly recordedAtMs: number;
  readonly decidedUpTo: number;
  readonly parked: readonly number[];
}

export class PartitionState<T extends AggregateTypes> {
  readonly entities = new Map<string, ResidentEntity<T['state']>>();
  readonly endedIds = new EndedIds();
  readonly outcomes = new OutcomeLedger();
  readonly deadlines = new DeadlineHeap();
  /** Checkpoint that the snapshot had when it was last read or written here; `undefined` when the log was read instead. */
  base: CheckpointPlace | undefined;
  /** Entities whose state differs from what the snapshot has with `base`. */
  dirty = new Set<string>();
  /** Ended entities that left memory and that the snapshot does not know of yet. */
  left: { readonly entity: string; readonly idHash: Uint8Array }[] = [];
  /** Invariant: the XOR of the digests of all resident entities. */
  readonly stateHash = new Uint8Array(STATE_HASH_BYTES);

  /** Offset of the last valid record, -1 before the first. */
  offset = -1;
  /** Epoch of the last CLAIM, '' before the first. */
  epoch = '';
  /** Invariant: `seq` of the last valid batch of `epoch`, 0 right after the CLAIM. */
  seq = 0;
  decidedUpTo = -1;
  parked: readonly number[] = [];
  /** Invariant: never falls. */
  recordedAtMs = 0;
  /** `now` of the last batch here. Invariant: never falls, though a batch that records nothing leaves no time in the log. */
  nowMs = 0;
  /** Queue that `decidedUpTo` and `parked` are of. */
  commandLogId = '';
  /** Queue of the last CLAIM. */
  claimedCommandLogId = '';
  /** Generation of the last CLAIM read; 0 before the first. */
  generationSeen = 0;
  /** Ended entities still resident, oldest first, with the recorded time of their end. */
  private readonly endedAtMs = new Map<string, number>();

  constructor(private readonly aggregate: Aggregate<T>) {}

  stateOf(entity: string): T['state'] | undefined {
    return this.entities.get(entity)?.state;
  }

  /** Takes over a CLAIM read from the log. */
  applyClaim(claim: ClaimRecord, offset: number): void {
    this.offset = offset;
    this.epoch = claim.epoch;
    this.seq = 0;
    this.generationSeen = claim.generation;
    this.claimedCommandLogId = claim.commandLogId;
  }

  /**
   * The owner of the last CLAIM decides, or has decided, commands of its queue. A queue that is not the one before starts
   * over: offsets of the old one mean nothing. Its outcomes stay, for an ingress that has survived the old queue sends
   * again into the new one. The CLAIM alone changes nothing, because it may be the late one of an owner that is no more,
   * between two of an owner that goes on.
   */
  adoptQueue(): void {
    if (this.claimedCommandLogId === this.commandLogId) return;
    this.commandLogId = this.claimedCommandLogId;
    this.decidedUpTo = -1;
    this.parked = [];
  }

  /**
   * Applies a valid batch read from the log.
   *
   * @throws LeftTooEarly, or whatever decoding or `evolve` throws: the log cannot be.
   */
  applyBatch(batch: BatchRecord, offset: number): void {
    this.adoptQueue();
    this.advance(batch, offset, batch.seq);
    const { aggregate } = this;
    for (const bytes of batch.facts) {
      const fact = aggregate.codec.decodeFact(bytes);
      const entity = aggregate.entityOfFact(fact);
      const current = this.entities.get(entity);
      if (current === undefined && this.left.length > 0 && this.endedIds.has(entity)) {
        throw new LeftTooEarly(`entity ${entity} has a fact at offset ${offset} though it had left`);
      }
      this.put(entity, aggregate.evolve(current?.state, fact));
    }
    this.outcomes.add(batch.outcomes);
    this.outcomes.prune(this.recordedAtMs);
  }

  /** Folds in what this owner decided and has found confirmed at `offset`. */
  confirm(
    batch: Progress & {
      readonly states: ReadonlyMap<string, T['state']>;
      readonly outcomes: readonly RecordedOutcome[];
    },
    offset: number,
  ): void {
    this.advance(batch, offset, this.seq + 1);
    for (const [entity, state] of batch.states) this.put(entity, state);
    this.outcomes.add(batch.outcomes);
    this.outcomes.prune(this.recordedAtMs);
  }

  /** Makes the deadline heap know the entity's next deadline. `notBeforeMs` delays an entity that had nothing to say. */
  arm(entity: string, resident: ResidentEntity<T['state']>, notBeforeMs = 0): void {
    const nextMs = this.aggregate.nextDeadlineMs(resident.state);
    if (nextMs === undefined) return;
    const deadlineMs = Math.max(nextMs, notBeforeMs);
    if (deadlineMs >= resident.armedMs) return;
    resident.armedMs = deadlineMs;
    this.deadlines.push(deadlineMs, entity);
  }

  /** Enters an entity as the snapshot has it. */
  restore(entity: string, state: T['state'], digest: string): void {
    this.put(entity, state);
    this.dirty.delete(entity);
    this.entities.get(entity)!.digest = digest;
    toggleDigest(this.stateHash, digest);
  }

  /** When the ended entity that leaves memory next has ended (Unix ms); `undefined` where none is resident. */
  get oldestEndedAtMs(): number | undefined {
    const [oldest] = this.endedAtMs.values();
    return oldest;
  }

  /**
   * Lets ended entities leave memory: those past their grace, and the oldest beyond the bound. A burst leaves in portions, one
   * for each call; true when there is more to do.
   */
  retire(bounds: { readonly nowMs: number; readonly graceMs: number; readonly residentMax: number }): boolean {
    // A sweep that runs while entities leave would find their deadlines still in use.
    return this.retireEnded(bounds) || this.sweepDeadlines();
  }

  private retireEnded(bounds: Parameters<PartitionState<T>['retire']>[0]): boolean {
    let room = RETIRED_MAX;
    for (const [entity, endedAtMs] of this.endedAtMs) {
      if (endedAtMs + bounds.graceMs > bounds.nowMs && this.endedAtMs.size <= bounds.residentMax) return false;
      if (room === 0) return true;
      room -= 1;
      const resident = this.entities.get(entity);
      invariant(resident !== undefined, `ended entity ${entity} is not resident`);
      const idHash = endedIdHash(entity);
      this.endedIds.addHash(idHash);
      this.left.push({ entity, idHash });
      toggleDigest(this.stateHash, resident.digest);
      this.entities.delete(entity);
      this.endedAtMs.delete(entity);
      this.dirty.delete(entity);
    }
    return false;
  }

  /** Whoever ends long before its deadline leaves an entry behind. True while a sweep is under way. */
  private sweepDeadlines(): boolean {
    const { deadlines, entities } = this;
    if (deadlines.isSwept && deadlines.size <= 2 * entities.size + STALE_DEADLINES) return false;
    deadlines.sweep(SWEPT_MAX, (deadlineMs, entity) => entities.get(entity)?.armedMs === deadlineMs);
    return !deadlines.isSwept;
  }

  private advance(progress: Progress, offset: number, seq: number): void {
    invariant(progress.recordedAtMs >= this.recordedAtMs, `recorded time fell at offset ${offset}`);
    this.offset = offset;
    this.seq = seq;
    this.recordedAtMs = progress.recordedAtMs;
    this.decidedUpTo = progress.decidedUpTo;
    this.parked = progress.parked;
  }

  private put(entity: string, state: T['state']): void {
    let resident = this.entities.get(entity);
    if (resident === undefined) {
      resident = { state, armedMs: Infinity, digest: '' };
      this.entities.set(entity, resident);
    } else resident.state = state;
    this.dirty.add(entity);
    if (this.aggregate.isEnded(state) && !this.endedAtMs.has(entity)) this.endedAtMs.set(entity, this.recordedAtMs);
    this.arm(entity, resident);
  }
}
