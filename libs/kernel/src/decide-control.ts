/**
 * Decides CancelSession, SuspendSession, ResumeSession and reads of a session (RFC-MACP-0001 §7.4–7.5). Looking the
 * session up observes an expiry that is due, and the authority of the caller is judged after that.
 */
import type { ControlSession, ObserveSession } from './commands.js';
import { mayControl } from './commitment-authority.js';
import { refused, sessionNotFound } from './decision.js';
import type { Decided, SessionContext } from './decision.js';
import { evolveSession } from './evolve-session.js';
import type { SessionFact, SessionResumed } from './facts.js';
import { mayRead, sessionMetadata } from './metadata.js';
import { reject } from './rejection.js';
import type { Session } from './session.js';
import { isTerminal } from './session-state.js';
import type { SessionState } from './session-state.js';
import { bankedMs, isExpiryDue, resumed } from './suspension.js';

const VERB = { CancelSession: 'cancel', SuspendSession: 'suspend', ResumeSession: 'resume' } as const;

/** Decides a control command. */
export function decideControl(session: Session | undefined, command: ControlSession, context: SessionContext): Decided {
  if (session === undefined || context.ended) return sessionNotFound(command.sessionId);
  const { current, observed } = observe(session, context);
  if (!mayControl(current.policy, current, command.caller)) {
    const verb = VERB[command.kind];
    const message = `FORBIDDEN: only the session initiator or policy-delegated roles can ${verb}`;
    return refused(reject('FORBIDDEN', message), observed);
  }
  switch (command.kind) {
    case 'CancelSession':
      return decideCancel(current, command, { observed, nowMs: context.nowMs });
    case 'SuspendSession':
      return decideSuspend(current, command, { observed, nowMs: context.nowMs });
    case 'ResumeSession':
      return decideResume(current, command, { observed, nowMs: context.nowMs });
  }
}

/** Decides a read: the metadata as of now, for those who may read the session. */
export function decideObserve(session: Session | undefined, command: ObserveSession, context: SessionContext): Decided {
  if (session === undefined || context.ended) return sessionNotFound(command.sessionId);
  const { current, observed } = observe(session, context);
  if (!mayRead(current, command)) {
    return refused(reject('FORBIDDEN', 'FORBIDDEN: session access denied'), observed);
  }
  return { kind: 'decided', facts: observed, outcome: { kind: 'observed', metadata: sessionMetadata(current) } };
}

function observe(session: Session, context: SessionContext): { current: Session; observed: readonly SessionFact[] } {
  if (!isExpiryDue(session, context.nowMs)) return { current: session, observed: [] };
  const expired: SessionFact = { kind: 'SessionExpired', sessionId: session.sessionId, atMs: context.nowMs };
  return { current: evolveSession(session, expired, context), observed: [expired] };
}

interface Observation {
  readonly observed: readonly SessionFact[];
  readonly nowMs: number;
}

function decideCancel(session: Session, command: ControlSession, { observed, nowMs }: Observation): Decided {
  if (isTerminal(session.state)) return controlled(session.state, observed, nowMs);
  const fact: SessionFact = {
    kind: 'SessionCancelled',
    sessionId: session.sessionId,
    atMs: nowMs,
    reason: command.reason,
    cancelledBy: command.caller,
  };
  return controlled('CANCELLED', [...observed, fact], nowMs);
}

function decideSuspend(session: Session, command: ControlSession, { observed, nowMs }: Observation): Decided {
  if (session.state !== 'OPEN') return refused(reject('SESSION_NOT_OPEN'), observed);
  const fact: SessionFact = {
    kind: 'SessionSuspended',
    sessionId: session.sessionId,
    atMs: nowMs,
    reason: command.reason,
    suspendedBy: command.caller,
  };
  return controlled('SUSPENDED', [...observed, fact], nowMs);
}

function decideResume(session: Session, command: ControlSession, { observed, nowMs }: Observation): Decided {
  if (session.state !== 'SUSPENDED') return refused(reject('SESSION_NOT_OPEN'), observed);
  const fact: SessionResumed = {
    kind: 'SessionResumed',
    sessionId: session.sessionId,
    atMs: nowMs,
    reason: command.reason,
    resumedBy: command.caller,
    bankedMs: bankedMs(session),
  };
  const facts = [...observed, fact];
  if (resumed(session, nowMs).state === 'EXPIRED') return refused(reject('SESSION_NOT_OPEN', 'TtlExpired'), facts);
  return controlled('OPEN', facts, nowMs);
}

function controlled(state: SessionState, facts: readonly SessionFact[], acceptedAtMs: number): Decided {
  return { kind: 'decided', facts, outcome: { kind: 'accepted', duplicate: false, state, ordinal: 0, acceptedAtMs } };
}
