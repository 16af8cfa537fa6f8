/**
 * The judge that sees everything: it follows the true log with a reader rule of its own, folds the valid records, and
 * holds every one of them against the promises (I1, I2, I3, I5, I6, I7, I10, I12, I13). Everybody else is judged by what
 * it has seen.
 */
import { isDeepStrictEqual } from 'node:util';
import { decodeRecord } from '@macp/event-log';
import type { BatchRecord, ClaimRecord, LogRecord, QueuedCommand } from '@macp/event-log';
import { isTerminal, sessionMetadata } from '@macp/kernel';
import type { EnvelopeAccepted, Session, SessionCommand, SessionFact, SessionMetadata } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import { Envelope as EnvelopeCodec, encodeBytes, wireEnvelope } from '@macp/proto';
import { Violation } from './invariants.js';
import { messageOf } from './session-messages.js';
import { modes, sessions } from './session-script.js';
import type { SimQueueStore } from './sim-queue.js';
import type { Sometimes } from './sometimes.js';
import { noteFact, noteOutcome } from './sometimes-of-log.js';

/** Where a message was accepted. */
interface Acceptance {
  readonly ordinal: number;
  readonly offset: number;
}

/** A session after one fact; one record may have several of it. */
interface Version {
  readonly offset: number;
  readonly state: Session;
}

/** A recorded outcome: its bytes, one character each. */
interface Recorded {
  readonly text: string;
  readonly offset: number;
}

export class Oracle {
  /** Acceptances by session and message id. */
  readonly accepted = new Map<string, Acceptance>();
  readonly outcomes = new Map<string, Recorded>();
  /** Accepted envelopes by session, in order, as readers have to get them; one character per byte. */
  readonly histories = new Map<string, string[]>();
  private readonly versions = new Map<string, Version[]>();
  private readonly texts = new WeakMap<Session, string>();
  private decidedUpTo = -1;
  private parked: readonly number[] = [];
  private epoch = '';
  private seq = 0;
  private recordedAtMs = 0;
  private owner = '';

  /** The queue that the recorded command offsets are of. */
  private commands: readonly QueuedCommand<SessionCommand>[] = [];
  private commandLogId = '';
  private claimedCommandLogId = '';

  constructor(
    private readonly queue: SimQueueStore<SessionCommand>,
    private readonly sometimes: Sometimes,
  ) {}

  /** Sessions that the log has ever had. */
  get sessionIds(): Iterable<string> {
    return this.versions.keys();
  }

  /** The session as the valid records up to `offset` say. */
  stateAt(sessionId: string, offset: number): Session | undefined {
    return this.versions.get(sessionId)?.findLast((version) => version.offset <= offset)?.state;
  }

  stateOf(sessionId: string): Session | undefined {
    return this.versions.get(sessionId)?.at(-1)?.state;
  }

  /** Canonical text; made once per state. */
  textOf(state: Session): string {
    let text = this.texts.get(state);
    if (text === undefined) this.texts.set(state, (text = sessions.codec.encodeState(state)));
    return text;
  }

  /** True when `metadata` is that of the session at `offset` or at some later moment until now. */
  hasShownSince(sessionId: string, offset: number, metadata: SessionMetadata | undefined): boolean {
    const versions = this.versions.get(sessionId) ?? [];
    for (const version of versions.toReversed()) {
      if (metadata !== undefined && isDeepStrictEqual(sessionMetadata(version.state), metadata)) return true;
      if (version.offset <= offset) return false;
    }
    return metadata === undefined;
  }

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
    const fresh = new Map<string, EnvelopeAccepted | Extract<SessionFact, { kind: 'SessionStarted' }>>();
    for (const bytes of batch.facts) {
      const fact = sessions.codec.decodeFact(bytes);
      noteFact(this.sometimes, fact, batch);
      this.fact(fact, batch, offset);
      if ('envelope' in fact && !isOfRuntime(fact)) fresh.set(`${fact.sessionId}/${fact.envelope.messageId}`, fact);
    }
    this.recordOutcomes(batch, offset, fresh);
    this.account(batch);
  }

  private fact(fact: SessionFact, batch: BatchRecord, offset: number): void {
    const { sessionId } = fact;
    const before = this.stateOf(sessionId);
    if (before !== undefined && isTerminal(before.state)) throw new Violation('I6', `${sessionId} at offset ${offset}`);
    const atMs = 'envelope' in fact ? fact.acceptedAtMs : fact.atMs;
    if (isOfRuntime(fact) ? atMs > batch.recordedAtMs : atMs !== batch.recordedAtMs)
      throw new Violation('I13', `a fact of offset ${offset}`);
    if ('envelope' in fact) this.accept(fact, offset);
    if (fact.kind === 'EnvelopeAccepted' && fact.verdict !== undefined) this.verifyVerdict(before!, fact);
    const state = sessions.evolve(before, fact);
    const versions = this.versions.get(sessionId);
    if (versions === undefined) this.versions.set(sessionId, [{ offset, state }]);
    else versions.push({ offset, state });
  }

  private accept(fact: Pick<EnvelopeAccepted, 'sessionId' | 'envelope' | 'ordinal'>, offset: number): void {
    const { sessionId, envelope, ordinal } = fact;
    const key = `${sessionId}/${envelope.messageId}`;
    if (this.accepted.has(key)) throw new Violation('I2', `${key} at offset ${offset}`);
    let history = this.histories.get(sessionId);
    if (history === undefined) this.histories.set(sessionId, (history = []));
    if (ordinal !== history.length + 1) throw new Violation('I3', `${key} got ${ordinal}, not ${history.length + 1}`);
    history.push(latin1(encodeBytes(EnvelopeCodec, wireEnvelope(envelope))));
    this.accepted.set(key, { ordinal, offset });
  }

  /** The verdict is that of the state in which the Commitment was accepted: nothing passed it while it was parked. */
  private verifyVerdict(before: Session, { envelope, verdict }: EnvelopeAccepted): void {
    const { sessionId, mode, policy, participants } = before;
    const modeState = modes(mode)!.encodeState(before.modeState);
    const question = { sessionId, messageId: envelope.messageId, mode, policy, participants, modeState };
    const isSame = [true, false].some((outcomePositive) =>
      isDeepStrictEqual(evaluateCommitment({ ...question, outcomePositive }), verdict),
    );
    if (!isSame) throw new Violation('I7', `the verdict of ${sessionId}/${envelope.messageId} is of another state`);
  }

  /** Every acceptance belongs to an outcome of its batch that says so, and every such outcome to an acceptance. */
  private recordOutcomes(
    batch: BatchRecord,
    offset: number,
    fresh: Map<string, Pick<EnvelopeAccepted, 'envelope' | 'ordinal'>>,
  ): void {
    for (const { correlationId, commandOffset, outcome } of batch.outcomes) {
      if (this.outcomes.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      this.outcomes.set(correlationId, { text: latin1(outcome), offset });
      const { command } = this.commandAt(commandOffset);
      if (command.correlationId !== correlationId) throw new Violation('I5', `${correlationId} is of another command`);
      const decoded = sessions.codec.decodeOutcome(outcome);
      noteOutcome(this.sometimes, command.body, decoded);
      const message = messageOf(command.body);
      if (message === undefined || decoded.kind !== 'accepted' || decoded.duplicate) continue;
      const key = `${message.sessionId}/${message.messageId}`;
      const fact = fresh.get(key);
      if (fact?.ordinal !== decoded.ordinal) throw new Violation('I1', `${key} was acknowledged but not accepted`);
      const isSame =
        fact.envelope.sender === message.sender && isDeepStrictEqual(fact.envelope.payload, message.payload);
      if (!isSame) throw new Violation('I1', `${key} was accepted otherwise than it was sent`);
      fresh.delete(key);
    }
    for (const key of fresh.keys()) throw new Violation('I10', `${key} was accepted by a command that was refused`);
  }

  private commandAt(offset: number): QueuedCommand<SessionCommand> {
    const queued = this.commands[offset];
    if (queued === undefined) throw new Violation('I12', `command ${offset} was decided but never sent`);
    return queued;
  }

  /** Every command that the batch says is decided has its outcome, or owes none. */
  private account(batch: BatchRecord): void {
    const stillParked = new Set(batch.parked);
    const pending = [...this.parked];
    for (let offset = this.decidedUpTo + 1; offset <= batch.decidedUpTo; offset += 1) pending.push(offset);
    for (const offset of pending) {
      if (stillParked.has(offset)) continue;
      const { command } = this.commandAt(offset);
      const isOwed = command.body.kind !== 'ObserveSession' && command.expiresAtMs >= batch.recordedAtMs;
      if (isOwed && !this.outcomes.has(command.correlationId)) {
        throw new Violation('I12', `command ${offset} was passed over without an outcome`);
      }
    }
    this.decidedUpTo = batch.decidedUpTo;
    this.parked = batch.parked;
  }
}

/** The runtime's own message, which is stamped with the moment at which it was due. */
function isOfRuntime(fact: SessionFact): boolean {
  return fact.kind === 'EnvelopeAccepted' && fact.runtimeOriginated;
}

/** Bytes as text, one character each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
