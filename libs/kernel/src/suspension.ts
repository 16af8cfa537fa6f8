/** Arithmetic of deadlines and pauses (RFC-MACP-0001 §7.5): all on the acceptance clock, saturating, never negative. */
import type { Session } from './session.js';

/** Cap on the total suspended time of a session whose start named none: 7 days. */
export const DEFAULT_MAX_SUSPEND_MS = 604_800_000;

/** Completed suspend and resume cycles a session survives. */
export const SUSPENSION_CYCLES_MAX = 1024;

/** Sessions of older revisions survive any number of cycles; they only stop recording them. */
const CYCLES_CAPPED_REVISION = 2;

/** The sum, but never above what a number holds exactly. */
export function saturatingAdd(oneMs: number, otherMs: number): number {
  return Math.min(oneMs + otherMs, Number.MAX_SAFE_INTEGER);
}

/** True when an expiry is due: OPEN and past the deadline, or SUSPENDED and past the cap, never on TTL. */
export function isExpiryDue(session: Session, nowMs: number): boolean {
  if (session.state === 'OPEN') return nowMs > session.expiresAtMs;
  if (session.state !== 'SUSPENDED') return false;
  return saturatingAdd(session.accumulatedSuspendedMs, pauseMs(session, nowMs)) > session.maxSuspendMs;
}

/** Length of the pause that ends at `nowMs`. */
export function pauseMs(session: Session, nowMs: number): number {
  return Math.max(0, nowMs - (session.suspendedAtMs ?? nowMs));
}

/** TTL that was left when the session was suspended. */
export function bankedMs(session: Session): number {
  return Math.max(0, session.expiresAtMs - (session.suspendedAtMs ?? session.expiresAtMs));
}

/** The session after its pause ended at `nowMs`: OPEN with its deadline moved, or EXPIRED past a cap. */
export function resumed(session: Session, nowMs: number): Session {
  const suspendedAtMs = session.suspendedAtMs ?? nowMs;
  const pause = pauseMs(session, nowMs);
  const accumulatedSuspendedMs = saturatingAdd(session.accumulatedSuspendedMs, pause);
  const isOverCycles = session.suspensionIntervals.length >= SUSPENSION_CYCLES_MAX;
  const areCyclesCapped = session.semanticsRevision >= CYCLES_CAPPED_REVISION;
  const suspensionIntervals =
    isOverCycles && !areCyclesCapped
      ? session.suspensionIntervals
      : [...session.suspensionIntervals, [suspendedAtMs, nowMs] as const];
  const after = { ...session, accumulatedSuspendedMs, suspensionIntervals, suspendedAtMs: undefined };
  const isOverCap = (isOverCycles && areCyclesCapped) || accumulatedSuspendedMs > session.maxSuspendMs;
  if (isOverCap) return { ...after, state: 'EXPIRED' };
  return { ...after, state: 'OPEN', expiresAtMs: saturatingAdd(session.expiresAtMs, pause) };
}
