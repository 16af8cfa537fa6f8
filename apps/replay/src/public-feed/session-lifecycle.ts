/**
 * The lifecycle of the sessions of one partition, folded from their facts (RFC-MACP-0001 §7): which change each fact brings
 * about, and its number within its session. It keeps a few numbers per session that has not ended, and agrees with
 * `evolveSession`, which a spec holds it to.
 */
import { MESSAGE_TYPE, SUSPENSION_CYCLES_MAX, invariant, isTerminal, lifecycleChange } from '@macp/kernel';
import type { LifecycleChange, SessionFact, SessionState } from '@macp/kernel';

/** Sessions of older revisions survive any number of pauses. */
const PAUSES_CAPPED_REVISION = 2;

interface LiveSession {
  state: SessionState;
  /** Number of the latest change; its creation is 1. */
  changeNumber: number;
  /** Of the latest accepted envelope. */
  ordinal: number;
  readonly maxSuspendMs: number;
  readonly pausesMax: number;
  suspendedAtMs: number;
  suspendedTotalMs: number;
  pauses: number;
}

/** A change, as the fact brought it about. */
export interface NumberedChange {
  readonly change: LifecycleChange;
  readonly changeNumber: number;
  /** Of the latest envelope that was accepted before the change or with it. */
  readonly ordinal: number;
}

export class SessionLifecycles {
  /** Invariant: sessions that started and have not ended. */
  readonly #live = new Map<string, LiveSession>();

  /** Sessions that have not ended. */
  get live(): number {
    return this.#live.size;
  }

  /** The change that the fact brings about, if any. @throws InvariantViolation on a fact that cannot follow */
  apply(fact: SessionFact): NumberedChange | undefined {
    const { sessionId } = fact;
    const before = this.#live.get(sessionId);
    if (fact.kind === 'SessionStarted') {
      invariant(before === undefined, 'a session starts once');
      const pausesMax = fact.semanticsRevision >= PAUSES_CAPPED_REVISION ? SUSPENSION_CYCLES_MAX : Infinity;
      const clocks = { maxSuspendMs: fact.maxSuspendMs, suspendedAtMs: 0, suspendedTotalMs: 0 };
      this.#live.set(sessionId, { state: 'OPEN', changeNumber: 1, ordinal: 1, ...clocks, pausesMax, pauses: 0 });
      return { change: 'CREATED', changeNumber: 1, ordinal: 1 };
    }
    invariant(before !== undefined, 'a session that has not started, or has ended, has no further facts');
    return this.#become(sessionId, before, stateAfter(before, fact));
  }

  #become(sessionId: string, session: LiveSession, state: SessionState): NumberedChange | undefined {
    const change = lifecycleChange(session, { state });
    if (change === undefined) return undefined;
    session.state = state;
    session.changeNumber += 1;
    if (isTerminal(state)) this.#live.delete(sessionId);
    return { change, changeNumber: session.changeNumber, ordinal: session.ordinal };
  }
}

function stateAfter(session: LiveSession, fact: Exclude<SessionFact, { kind: 'SessionStarted' }>): SessionState {
  switch (fact.kind) {
    case 'EnvelopeAccepted':
      invariant(fact.ordinal === session.ordinal + 1, 'accepted ordinals have no gap');
      session.ordinal = fact.ordinal;
      return fact.envelope.messageType === MESSAGE_TYPE.commitment ? 'RESOLVED' : session.state;
    case 'SessionExpired':
      return 'EXPIRED';
    case 'SessionCancelled':
      return 'CANCELLED';
    case 'SessionSuspended':
      session.suspendedAtMs = fact.atMs;
      return 'SUSPENDED';
    case 'SessionResumed': {
      session.pauses += 1;
      session.suspendedTotalMs += Math.max(0, fact.atMs - session.suspendedAtMs);
      const isOverCap = session.pauses > session.pausesMax || session.suspendedTotalMs > session.maxSuspendMs;
      return isOverCap ? 'EXPIRED' : 'OPEN';
    }
  }
}
