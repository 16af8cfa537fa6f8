/**
 * The judge of one partition, that sees everything: it follows the true log with a reader rule of its own, folds the valid
 * records, and holds every one of them against the promises that are the same for all aggregates (I5, I6, I12, I13).
 * Everybody else is judged by what it has seen.
 */
import { decodeRecord } from '@macp/event-log';
import type { BatchRecord, ClaimRecord, LogRecord, QueuedCommand } from '@macp/event-log';
import type { Aggregate, AggregateTypes, PartitionState } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import { Violation } from './invariants.js';
import type { SimQueueStore } from './sim-queue.js';
import type { Sometimes } from './sometimes.js';

/** An entity after one fact; one record may have several of it. */
export interface Version<State> {
  readonly offset: number;
  readonly state: State;
}

/** A recorded outcome: its bytes, one character each. */
interface Recorded {
  readonly text: string;
  readonly offset: number;
}

export interface JudgeParts<T extends AggregateTypes> {
  readonly partition: number;
  readonly aggregate: Aggregate<T>;
  readonly queue: SimQueueStore<T['command']>;
  readonly sometimes: Sometimes;
}

export abstract class Judge<T extends AggregateTypes> {
  readonly outcomes = new Map<string, Recorded>();
  /** Records in the log, void ones included. */
  end = 0;
  protected readonly versions = new Map<string, Version<T['state']>[]>();
  private readonly texts = new Map<T['state'], string>();
  /** States of owners that were found to be those of the log. */
  private readonly verified = new Map<string, { readonly live: T['state']; readonly replayed: T['state'] }>();
  private decidedUpTo = -1;
  private parked: readonly number[] = [];
  private epoch = '';
  private seq = 0;
  private recordedAtMs = 0;
  private owner = '';
  /** The queue that the recorded command offsets are of. */
  private commands: readonly QueuedCommand<T['command']>[] = [];
  private commandLogId = '';
  private claimedCommandLogId = '';

  constructor(protected readonly parts: JudgeParts<T>) {}

  /** Entities that the log has ever had. */
  get entities(): Iterable<string> {
    return this.versions.keys();
  }

  /** The entity as the valid records up to `offset` say. */
  stateAt(entity: string, offset: number): T['state'] | undefined {
    return this.versions.get(entity)?.findLast((version) => version.offset <= offset)?.state;
  }

  stateOf(entity: string): T['state'] | undefined {
    return this.versions.get(entity)?.at(-1)?.state;
  }

  /** What `look` sees of the entity, at `offset` or at some later moment until now, `isShown` once. */
  hasBeenSince(entity: string, offset: number, isShown: (state: T['state'] | undefined) => boolean): boolean {
    for (const version of (this.versions.get(entity) ?? []).toReversed()) {
      if (isShown(version.state)) return true;
      if (version.offset <= offset) return false;
    }
    return isShown(undefined);
  }

  /** @throws Violation */
  apply(record: LogRecord): void {
    this.end = record.offset + 1;
    const decoded = decodeRecord(record.bytes);
    if (decoded.kind === 'claim') this.claim(decoded);
    else if (decoded.epoch === this.epoch && decoded.seq === this.seq + 1) this.batch(decoded, record.offset);
    else this.parts.sometimes.note('void batch in the log');
  }

  /** I7, I8, I10: what an owner believes is what the valid records up to there say. @throws Violation */
  compare(state: PartitionState<T>): void {
    const { aggregate } = this.parts;
    for (const [entity, { state: live }] of state.entities) {
      const replayed = this.stateAt(entity, state.offset);
      const before = this.verified.get(entity);
      if (replayed !== undefined && before?.live === live && before.replayed === replayed) continue;
      if (replayed === undefined || this.textOf(live) !== this.textOf(replayed)) {
        throw new Violation('I7', `${entity} at offset ${state.offset}`);
      }
      this.verified.set(entity, { live, replayed });
    }
    for (const entity of this.entities) {
      if (state.entities.has(entity)) continue;
      const replayed = this.stateAt(entity, state.offset);
      if (replayed === undefined || (state.endedIds.has(entity) && aggregate.isEnded(replayed))) continue;
      throw new Violation('I7', `${entity} is missing at offset ${state.offset}`);
    }
  }

  /** No deadline has been forgotten, whoever owned the partition when it came. @throws Violation */
  verifyTimers(dueMs: number): void {
    for (const entity of this.entities) {
      const deadlineMs = this.parts.aggregate.nextDeadlineMs(this.stateOf(entity)!);
      if (deadlineMs === undefined || deadlineMs >= dueMs) continue;
      throw new Violation('I12', `the timer of ${entity} is overdue`);
    }
  }

  /** The batch is about to be folded. */
  protected abstract open(batch: BatchRecord): void;

  /** A fact, with the state before it. @throws Violation */
  protected abstract fact(fact: T['fact'], before: T['state'] | undefined, batch: BatchRecord, offset: number): void;

  /** An outcome of the batch, whose facts are folded. @throws Violation */
  protected abstract outcome(command: T['command'], outcome: T['outcome']): void;

  /** All outcomes of the batch were seen. @throws Violation */
  protected abstract close(): void;

  /** The command at an offset of the queue that recorded offsets are of. @throws Violation */
  protected commandAt(offset: number): QueuedCommand<T['command']> {
    const queued = this.commands[offset];
    if (queued === undefined) throw new Violation('I12', `command ${offset} was decided but never sent`);
    return queued;
  }

  /** False for commands that need no outcome in the log. */
  protected abstract isOwed(command: T['command']): boolean;

  private claim(claim: ClaimRecord): void {
    if (this.owner !== '' && claim.owner !== this.owner && this.parked.length > 0) {
      this.parts.sometimes.note('parked across takeover');
    }
    this.owner = claim.owner;
    this.epoch = claim.epoch;
    this.seq = 0;
    this.claimedCommandLogId = claim.commandLogId;
  }

  /** Commands of another queue than before: offsets have started over. */
  private adoptQueue(): void {
    if (this.claimedCommandLogId === this.commandLogId) return;
    const { queue, partition, sometimes } = this.parts;
    if (this.commandLogId !== '') sometimes.note('command queue was created anew');
    this.commandLogId = this.claimedCommandLogId;
    this.commands = queue.queues.get(this.commandLogId)![partition]!.commands;
    this.decidedUpTo = -1;
    this.parked = [];
  }

  private batch(batch: BatchRecord, offset: number): void {
    this.seq = batch.seq;
    this.adoptQueue();
    if (batch.recordedAtMs < this.recordedAtMs) throw new Violation('I13', `it fell at offset ${offset}`);
    this.recordedAtMs = batch.recordedAtMs;
    this.open(batch);
    for (const bytes of batch.facts) this.fold(this.parts.aggregate.codec.decodeFact(bytes), batch, offset);
    this.recordOutcomes(batch, offset);
    this.account(batch);
  }

  private fold(fact: T['fact'], batch: BatchRecord, offset: number): void {
    const { aggregate } = this.parts;
    const entity = aggregate.entityOfFact(fact);
    const before = this.stateOf(entity);
    if (before !== undefined && aggregate.isEnded(before)) throw new Violation('I6', `${entity} at offset ${offset}`);
    this.fact(fact, before, batch, offset);
    const version = { offset, state: aggregate.evolve(before, fact) };
    const versions = this.versions.get(entity);
    if (versions === undefined) this.versions.set(entity, [version]);
    else versions.push(version);
  }

  private recordOutcomes(batch: BatchRecord, offset: number): void {
    for (const { correlationId, commandOffset, outcome } of batch.outcomes) {
      if (this.outcomes.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      this.outcomes.set(correlationId, { text: latin1(outcome), offset });
      const { command } = this.commandAt(commandOffset);
      if (command.correlationId !== correlationId) throw new Violation('I5', `${correlationId} is of another command`);
      this.outcome(command.body, this.parts.aggregate.codec.decodeOutcome(outcome));
    }
    this.close();
  }

  /** Every command that the batch says is decided has its outcome, or owes none. */
  private account(batch: BatchRecord): void {
    const stillParked = new Set(batch.parked);
    const pending = [...this.parked];
    for (let offset = this.decidedUpTo + 1; offset <= batch.decidedUpTo; offset += 1) pending.push(offset);
    for (const offset of pending) {
      if (stillParked.has(offset)) continue;
      const { command } = this.commandAt(offset);
      const isOwed = this.isOwed(command.body) && command.expiresAtMs >= batch.recordedAtMs;
      if (isOwed && !this.outcomes.has(command.correlationId)) {
        throw new Violation('I12', `command ${offset} was passed over without an outcome`);
      }
    }
    this.decidedUpTo = batch.decidedUpTo;
    this.parked = batch.parked;
  }

  /** Canonical text; made once per state. */
  private textOf(state: T['state']): string {
    let text = this.texts.get(state);
    if (text === undefined) this.texts.set(state, (text = this.parts.aggregate.codec.encodeState(state)));
    return text;
  }
}

/** The judges of all partitions. */
export class Judges<T extends AggregateTypes, J extends Judge<T>> {
  constructor(readonly all: readonly J[]) {}

  of(key: string): J {
    return this.all[partitionFor(key, this.all.length)]!;
  }

  /** Entities that any partition has ever had. */
  get entities(): string[] {
    return this.all.flatMap((judge) => [...judge.entities]);
  }
}

/** Bytes as text, one character each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
