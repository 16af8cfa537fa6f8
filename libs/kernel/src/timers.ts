/**
 * What happens to a session because time passes (RFC-MACP-0001 §7.5, RFC-MACP-0010 §5.1): expiry past the deadline or
 * past the suspension cap, and envelopes that the runtime itself owes. When both are due, expiry wins.
 */
import type { EnvelopeAccepted, SessionFact } from './facts.js';
import type { Mode, ModeLookup } from './mode.js';
import type { Session } from './session.js';
import { isExpiryDue, saturatingAdd } from './suspension.js';

const NOTHING: readonly EnvelopeAccepted[] = [];

/** Earliest clock at which `decideTimer` has something to say, Unix ms; `undefined` when it never will. */
export function nextDeadlineMs(session: Session, modes: ModeLookup): number | undefined {
  if (session.state === 'SUSPENDED') {
    const leftMs = session.maxSuspendMs - session.accumulatedSuspendedMs;
    return firstMomentAfter(saturatingAdd(session.suspendedAtMs ?? 0, leftMs));
  }
  if (session.state !== 'OPEN') return undefined;
  const expiryMs = firstMomentAfter(session.expiresAtMs);
  const dueMs = modes(session.mode, session.extension)?.nextDueAtMs?.(session, session.modeState);
  if (dueMs === undefined || expiryMs === undefined) return dueMs ?? expiryMs;
  return Math.min(expiryMs, dueMs);
}

/** The facts that time alone brings about at `nowMs`. */
export function decideTimer(session: Session, nowMs: number, modes: ModeLookup): readonly SessionFact[] {
  if (isExpiryDue(session, nowMs)) return [{ kind: 'SessionExpired', sessionId: session.sessionId, atMs: nowMs }];
  if (session.state !== 'OPEN') return NOTHING;
  const mode = modes(session.mode, session.extension);
  return mode === undefined ? NOTHING : dueFacts(session, mode, nowMs);
}

/** Runtime-originated envelopes due in an OPEN session, as facts in order of acceptance. */
export function dueFacts(session: Session, mode: Mode, nowMs: number): readonly EnvelopeAccepted[] {
  if (mode.dueEnvelopes === undefined) return NOTHING;
  return mode.dueEnvelopes(session, session.modeState, nowMs).map((due, index) => ({
    kind: 'EnvelopeAccepted',
    sessionId: session.sessionId,
    envelope: due.envelope,
    ordinal: session.lastOrdinal + 1 + index,
    acceptedAtMs: due.acceptedAtMs,
    runtimeOriginated: true,
  }));
}

function firstMomentAfter(momentMs: number): number | undefined {
  return momentMs >= Number.MAX_SAFE_INTEGER ? undefined : momentMs + 1;
}
