/**
 * Decides a message of a running session (RFC-MACP-0001 §7.2–7.3, RFC-MACP-0002 §6): dedup, deadline, state, authority,
 * client boundary, runtime-originated envelopes that are due, the mode's rules, and the policy, in this order.
 */
import { boundMode } from './bound-mode.js';
import { checkCommitmentAuthority, checkCommitmentPayload } from './commitment.js';
import type { CommitmentPayload } from './core-codec.js';
import { stamped } from './decide-start.js';
import { invalidPayload, refused } from './decision.js';
import type { Decided, SessionContext, SessionDecision } from './decision.js';
import { MESSAGE_TYPE, isAmbient } from './envelope.js';
import type { Envelope } from './envelope.js';
import { evolveSession } from './evolve-session.js';
import type { EnvelopeAccepted, SessionFact } from './facts.js';
import type { CommitmentMessage, Mode } from './mode.js';
import type { PolicyVerdict } from './policy.js';
import { policyDenied, reject } from './rejection.js';
import type { Rejection } from './rejection.js';
import type { Session } from './session.js';
import { isExpiryDue } from './suspension.js';
import { dueFacts } from './timers.js';

/** Decides a message whose envelope has passed the shape check and that is no SessionStart. */
export function decideMessage(session: Session, envelope: Envelope, context: SessionContext): SessionDecision {
  const { nowMs } = context;
  if (session.acceptedIds.has(envelope.messageId)) return duplicate(session, nowMs);
  if (envelope.mode !== session.mode || envelope.sessionId !== session.sessionId) {
    return refused(reject('INVALID_ENVELOPE'));
  }
  if (isExpiryDue(session, nowMs)) {
    const expired: SessionFact = { kind: 'SessionExpired', sessionId: session.sessionId, atMs: nowMs };
    return refused(reject('SESSION_NOT_OPEN', 'TtlExpired'), [expired]);
  }
  if (session.state !== 'OPEN') return refused(reject('SESSION_NOT_OPEN'));
  const registered = context.modes(session.mode);
  if (registered === undefined) return refused(reject('MODE_NOT_SUPPORTED'));
  // A registration may have been replaced; the session goes on under the one it was started with.
  const mode = session.extension === undefined ? registered : boundMode(session, context.modes);
  const rejection = checkSender(session, mode, envelope) ?? mode.checkClientBoundary?.(session, envelope);
  if (rejection !== undefined) return refused(rejection);
  return decideOpen(session, mode, { envelope, context });
}

function duplicate(session: Session, nowMs: number): Decided {
  return {
    kind: 'decided',
    facts: [],
    outcome: { kind: 'accepted', duplicate: true, state: session.state, ordinal: 0, acceptedAtMs: nowMs },
  };
}

function checkSender(session: Session, mode: Mode, envelope: Envelope): Rejection | undefined {
  if (envelope.messageType === MESSAGE_TYPE.commitment) return checkCommitmentAuthority(session, mode, envelope.sender);
  const rejection = mode.authorize(session, session.modeState, envelope);
  if (rejection !== undefined) return rejection;
  // Not even a mode that lists such a type may take a client's word for a lifecycle change or an ambient message.
  return isReservedType(envelope.messageType) ? reject('INVALID_ENVELOPE') : undefined;
}

function isReservedType(messageType: string): boolean {
  return (
    messageType === MESSAGE_TYPE.sessionCancel ||
    messageType === MESSAGE_TYPE.sessionSuspend ||
    messageType === MESSAGE_TYPE.sessionResume ||
    isAmbient(messageType)
  );
}

interface Submission {
  readonly envelope: Envelope;
  readonly context: SessionContext;
}

function decideOpen(session: Session, mode: Mode, { envelope, context }: Submission): SessionDecision {
  const due = dueFacts(session, mode, context.nowMs);
  const current = due.reduce<Session>((before, fact) => evolveSession(before, fact, context), session);
  if (current.acceptedIds !== session.acceptedIds && current.acceptedIds.has(envelope.messageId)) {
    return { ...duplicate(current, context.nowMs), facts: due };
  }
  const fact: EnvelopeAccepted = {
    kind: 'EnvelopeAccepted',
    sessionId: session.sessionId,
    envelope: stamped(envelope, context.nowMs),
    ordinal: current.lastOrdinal + 1,
    acceptedAtMs: context.nowMs,
    runtimeOriginated: false,
  };
  if (envelope.messageType === MESSAGE_TYPE.commitment) return decideCommitment(current, mode, { fact, due, context });
  const rejection = mode.check(current, current.modeState, fact);
  if (rejection !== undefined) return refused(rejection, due);
  return accepted(fact, due);
}

interface Candidate {
  readonly fact: EnvelopeAccepted;
  readonly due: readonly SessionFact[];
  readonly context: SessionContext;
}

function decideCommitment(session: Session, mode: Mode, { fact, due, context }: Candidate): SessionDecision {
  const commitment = context.codec.decodeCommitment(fact.envelope.payload);
  if (commitment === undefined) return refused(invalidPayload(), due);
  const message: CommitmentMessage = { ...fact, commitment };
  const rejection =
    checkCommitmentPayload(session, commitment) ?? mode.checkCommitment(session, session.modeState, message);
  if (rejection !== undefined) return refused(rejection, due);
  if (!mode.isGoverned) return accepted(fact, due);
  const { verdict } = context;
  if (verdict === undefined) return questioned(session, mode, { fact, commitment });
  if (!isAllowed(verdict)) return refused(policyDenied(verdict.denials), due);
  return accepted({ ...fact, verdict }, due);
}

function isAllowed(verdict: PolicyVerdict): boolean {
  return verdict.allowed && verdict.denials.length === 0;
}

function questioned(
  session: Session,
  mode: Mode,
  { fact, commitment }: { fact: EnvelopeAccepted; commitment: CommitmentPayload },
): SessionDecision {
  return {
    kind: 'question',
    question: {
      sessionId: session.sessionId,
      messageId: fact.envelope.messageId,
      mode: session.mode,
      policy: session.policy,
      participants: session.participants,
      outcomePositive: commitment.outcomePositive,
      modeState: mode.encodeState(session.modeState),
    },
  };
}

function accepted(fact: EnvelopeAccepted, due: readonly SessionFact[]): Decided {
  const isCommitment = fact.envelope.messageType === MESSAGE_TYPE.commitment;
  return {
    kind: 'decided',
    facts: due.length === 0 ? [fact] : [...due, fact],
    outcome: {
      kind: 'accepted',
      duplicate: false,
      state: isCommitment ? 'RESOLVED' : 'OPEN',
      ordinal: fact.ordinal,
      acceptedAtMs: fact.acceptedAtMs,
    },
  };
}
