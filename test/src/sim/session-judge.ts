/**
 * The judge of one partition of sessions: what was accepted, in which order, with which verdict, and whether the outcomes
 * say so (I1, I2, I3, I7, I10, I13).
 */
import { isDeepStrictEqual } from 'node:util';
import type { BatchRecord } from '@macp/event-log';
import { sessionMetadata } from '@macp/kernel';
import type { EnvelopeAccepted, Session, SessionCommand, SessionFact, SessionMetadata } from '@macp/kernel';
import type { SessionOutcome } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import { Envelope as EnvelopeCodec, encodeBytes, wireEnvelope } from '@macp/proto';
import type { SessionTypes } from '@macp/records';
import { Violation } from './invariants.js';
import { Judge, latin1 } from './judge.js';
import { messageOf } from './session-messages.js';
import { modes } from './session-script.js';
import { noteFact, noteOutcome } from './sometimes-of-log.js';

/** Where a message was accepted. */
interface Acceptance {
  readonly ordinal: number;
  readonly offset: number;
}

export class SessionJudge extends Judge<SessionTypes> {
  /** Acceptances by session and message id. */
  readonly accepted = new Map<string, Acceptance>();
  /** Accepted envelopes by session, in order, as readers have to get them; one character per byte. */
  readonly histories = new Map<string, string[]>();
  /** What the batch accepts and no outcome of it has said yet, by session and message id. */
  private readonly fresh = new Map<string, Pick<EnvelopeAccepted, 'envelope' | 'ordinal'>>();

  /** True when `metadata` is that of the session at `offset` or at some later moment until now. */
  hasShownSince(sessionId: string, offset: number, metadata: SessionMetadata | undefined): boolean {
    return this.hasBeenSince(sessionId, offset, (state) => {
      return state === undefined ? metadata === undefined : isDeepStrictEqual(sessionMetadata(state), metadata);
    });
  }

  protected open(): void {
    this.fresh.clear();
  }

  protected fact(fact: SessionFact, before: Session | undefined, batch: BatchRecord, offset: number): void {
    noteFact(this.parts.sometimes, fact, batch);
    const atMs = 'envelope' in fact ? fact.acceptedAtMs : fact.atMs;
    if (isOfRuntime(fact) ? atMs > batch.recordedAtMs : atMs !== batch.recordedAtMs)
      throw new Violation('I13', `a fact of offset ${offset}`);
    if ('envelope' in fact) this.accept(fact, offset);
    if (fact.kind === 'EnvelopeAccepted' && fact.verdict !== undefined) this.verifyVerdict(before!, fact);
    if ('envelope' in fact && !isOfRuntime(fact)) this.fresh.set(`${fact.sessionId}/${fact.envelope.messageId}`, fact);
  }

  /** Every acceptance belongs to an outcome of its batch that says so, and every such outcome to an acceptance. */
  protected outcome(command: SessionCommand, outcome: SessionOutcome): void {
    noteOutcome(this.parts.sometimes, command, outcome);
    const message = messageOf(command);
    if (message === undefined || outcome.kind !== 'accepted' || outcome.duplicate) return;
    const key = `${message.sessionId}/${message.messageId}`;
    const fact = this.fresh.get(key);
    if (fact?.ordinal !== outcome.ordinal) throw new Violation('I1', `${key} was acknowledged but not accepted`);
    const isSame = fact.envelope.sender === message.sender && isDeepStrictEqual(fact.envelope.payload, message.payload);
    if (!isSame) throw new Violation('I1', `${key} was accepted otherwise than it was sent`);
    this.fresh.delete(key);
  }

  protected close(): void {
    for (const key of this.fresh.keys()) {
      throw new Violation('I10', `${key} was accepted by a command that was refused`);
    }
  }

  protected isOwed(command: SessionCommand): boolean {
    return command.kind !== 'ObserveSession';
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
}

/** The runtime's own message, which is stamped with the moment at which it was due. */
function isOfRuntime(fact: SessionFact): boolean {
  return fact.kind === 'EnvelopeAccepted' && fact.runtimeOriginated;
}
