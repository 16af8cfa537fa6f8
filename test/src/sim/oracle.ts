/**
 * The judge that sees everything: it follows the true log with a reader rule of its own, folds the valid records, and
 * holds every one of them against the promises (I2, I3, I5, I6, I10, I12, I13).
 */
import { decodeRecord } from '@macp/event-log';
import type { BatchRecord, ClaimRecord, LogRecord, QueuedCommand } from '@macp/event-log';
import type { AggregateTypes } from '@macp/partition-worker';
import { Violation } from './invariants.js';
import type { SimQueueStore } from './sim-queue.js';
import type { Sometimes } from './sometimes.js';
import type { Subject } from './subject.js';

/** Where a message was accepted. */
interface Acceptance {
  readonly ordinal: number;
  readonly offset: number;
}

export class Oracle<T extends AggregateTypes> {
  /** States as the valid records say, by entity. */
  readonly states = new Map<string, T['state']>();
  /** Acceptances by entity and message id. */
  readonly accepted = new Map<string, Acceptance>();
  /** Recorded outcomes by correlation id, as text. */
  readonly outcomes = new Map<string, string>();
  /** Accepted messages per entity. */
  readonly counts = new Map<string, number>();
  /** Ordinals in log order, per entity: what a subscriber has to see. */
  readonly feed: string[] = [];
  decidedUpTo = -1;
  private parked: readonly number[] = [];
  private readonly ended = new Set<string>();
  private epoch = '';
  private seq = 0;
  private recordedAtMs = 0;
  private owner = '';

  /** The queue that the recorded command offsets are of. */
  private commands: readonly QueuedCommand<T['command']>[] = [];
  private commandLogId = '';
  private claimedCommandLogId = '';

  constructor(
    private readonly subject: Subject<T>,
    private readonly queue: SimQueueStore<T['command']>,
    private readonly sometimes: Sometimes,
  ) {}

  /** @throws Violation */
  apply(record: LogRecord): void {
    const decoded = decodeRecord(record.bytes);
    if (decoded.kind === 'claim') this.claim(decoded);
    else if (decoded.epoch !== this.epoch || decoded.seq !== this.seq + 1) this.sometimes.note('void batch in the log');
    else this.batch(decoded, record.offset);
  }

  private claim(claim: ClaimRecord): void {
    if (this.owner !== '' && claim.owner !== this.owner && this.parked.length > 0) {
      this.sometimes.note('parked across takeover');
    }
    this.owner = claim.owner;
    this.epoch = claim.epoch;
    this.seq = 0;
    this.claimedCommandLogId = claim.commandLogId;
  }

  /** Commands of another queue than before: offsets have started over. */
  private adoptQueue(): void {
    if (this.claimedCommandLogId === this.commandLogId) return;
    if (this.commandLogId !== '') this.sometimes.note('command queue was created anew');
    this.commandLogId = this.claimedCommandLogId;
    this.commands = this.queue.queues.get(this.commandLogId)!;
    this.decidedUpTo = -1;
    this.parked = [];
  }

  private batch(batch: BatchRecord, offset: number): void {
    this.seq = batch.seq;
    this.adoptQueue();
    if (batch.recordedAtMs < this.recordedAtMs) throw new Violation('I13', `it fell at offset ${offset}`);
    this.recordedAtMs = batch.recordedAtMs;
    const fresh = this.facts(batch, offset);
    this.recordOutcomes(batch, fresh);
    this.account(batch);
  }

  /** @returns the acceptances of the batch, by entity and message id. */
  private facts(batch: BatchRecord, offset: number): Set<string> {
    const { aggregate } = this.subject;
    const fresh = new Set<string>();
    for (const bytes of batch.facts) {
      const fact = aggregate.codec.decodeFact(bytes);
      const entity = aggregate.entityOfFact(fact);
      const { accepted, ends, atMs } = this.subject.traceOf(fact);
      if (this.ended.has(entity)) throw new Violation('I6', `${entity} at offset ${offset}`);
      if (atMs !== undefined && atMs !== batch.recordedAtMs) throw new Violation('I13', `a fact of offset ${offset}`);
      if (accepted !== undefined) this.accept(entity, accepted, offset);
      if (accepted !== undefined) fresh.add(`${entity}/${accepted.messageId}`);
      if (ends !== undefined) this.ended.add(entity);
      if (ends === 'by timer') this.sometimes.note('timer ended an entity');
      this.states.set(entity, aggregate.evolve(this.states.get(entity), fact));
    }
    return fresh;
  }

  private accept(entity: string, message: { messageId: string; ordinal: number }, offset: number): void {
    const key = `${entity}/${message.messageId}`;
    if (this.accepted.has(key)) throw new Violation('I2', `${key} at offset ${offset}`);
    const count = (this.counts.get(entity) ?? 0) + 1;
    if (message.ordinal !== count) throw new Violation('I3', `${key} got ${message.ordinal}, not ${count}`);
    this.counts.set(entity, count);
    this.accepted.set(key, { ordinal: message.ordinal, offset });
    this.feed.push(`${entity}#${message.ordinal}`);
  }

  /** Every acceptance belongs to an outcome of its batch that says so, and every such outcome to an acceptance. */
  private recordOutcomes(batch: BatchRecord, fresh: Set<string>): void {
    const { aggregate } = this.subject;
    for (const { correlationId, commandOffset, outcome } of batch.outcomes) {
      const decoded = aggregate.codec.decodeOutcome(outcome);
      if (this.outcomes.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      this.outcomes.set(correlationId, JSON.stringify(decoded));
      const verdict = this.subject.verdictOf(decoded);
      if (verdict.kind === 'refused' && verdict.why === 'too-large') this.sometimes.note('command failed as too large');
      if (verdict.kind === 'refused' && verdict.why === 'no-answer') this.sometimes.note('question had no answer');
      if (verdict.kind !== 'accepted' || verdict.duplicate) continue;
      const { command } = this.commands[commandOffset]!;
      const key = `${aggregate.entityOfCommand(command.body)}/${this.subject.messageIdOf(command.body)}`;
      if (!fresh.delete(key)) throw new Violation('I1', `${key} was acknowledged but not accepted`);
    }
    for (const key of fresh) throw new Violation('I10', `${key} was accepted by a command that was refused`);
  }

  /** Every command that the batch says is decided has its outcome, or owes none. */
  private account(batch: BatchRecord): void {
    const stillParked = new Set(batch.parked);
    const pending = [...this.parked];
    for (let offset = this.decidedUpTo + 1; offset <= batch.decidedUpTo; offset += 1) pending.push(offset);
    for (const offset of pending) {
      if (stillParked.has(offset)) continue;
      const { command } = this.commands[offset]!;
      const isOwed = this.subject.messageIdOf(command.body) !== undefined && command.expiresAtMs >= batch.recordedAtMs;
      if (isOwed && !this.outcomes.has(command.correlationId)) {
        throw new Violation('I12', `command ${offset} was passed over without an outcome`);
      }
    }
    this.decidedUpTo = batch.decidedUpTo;
    this.parked = batch.parked;
  }
}
