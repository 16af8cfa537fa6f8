/**
 * Tells, fact by confirmed fact, what became of sessions: for counts and durations by mode (receipts-and-telemetry
 * specification C.5, C.6). Each fact is told by the owner that appended it, so the sum over all processes counts it once.
 */
import { MESSAGE_TYPE } from '@macp/kernel';
import type { Session, SessionFact } from '@macp/kernel';
import type { CommittedBatch } from '@macp/partition-worker';
import type { SessionTypes } from '@macp/records';

/** Hears of sessions; modes are as the sessions bound them. */
export interface SessionObserver {
  started(mode: string): void;
  /** Any accepted envelope but a SessionStart, those of the runtime itself included. */
  accepted(mode: string, isCommitment: boolean): void;
  /** A change of state, `lastedMs` after the session's start. */
  transition(mode: string, operation: 'resolve' | 'expire' | 'cancel' | 'suspend' | 'resume', lastedMs: number): void;
}

/** Tells `observer` of a batch. */
export function observeSessions(batch: CommittedBatch<SessionTypes>, observer: SessionObserver): void {
  for (const fact of batch.facts) {
    const session = batch.states.get(fact.sessionId);
    if (session !== undefined) observeFact(fact, session, observer);
  }
}

/** `session` is as it was some facts later, which leaves its terms as they are and a terminal state terminal. */
function observeFact(fact: SessionFact, session: Session, observer: SessionObserver): void {
  const { mode, startedAtMs } = session;
  switch (fact.kind) {
    case 'SessionStarted':
      return observer.started(mode);
    case 'EnvelopeAccepted': {
      const isCommitment = fact.envelope.messageType === MESSAGE_TYPE.commitment;
      observer.accepted(mode, isCommitment);
      if (isCommitment) observer.transition(mode, 'resolve', fact.acceptedAtMs - startedAtMs);
      return;
    }
    case 'SessionExpired':
      return observer.transition(mode, 'expire', fact.atMs - startedAtMs);
    case 'SessionCancelled':
      return observer.transition(mode, 'cancel', fact.atMs - startedAtMs);
    case 'SessionSuspended':
      return observer.transition(mode, 'suspend', fact.atMs - startedAtMs);
    case 'SessionResumed':
      return observer.transition(mode, hasExpired(fact, session) ? 'expire' : 'resume', fact.atMs - startedAtMs);
  }
}

/** Past the cap of suspension a resume ends the session; whoever resumed in time is OPEN, or ended by a later fact. */
function hasExpired({ atMs }: { readonly atMs: number }, { state, suspendedAtMs }: Session): boolean {
  return state === 'EXPIRED' && suspendedAtMs !== undefined && suspendedAtMs <= atMs;
}
