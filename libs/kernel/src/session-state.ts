/** Lifecycle states of a session (RFC-MACP-0001 §7); the numbers are those of the wire enum `SessionState`. */
export const SESSION_STATE = { OPEN: 1, RESOLVED: 2, EXPIRED: 3, SUSPENDED: 4, CANCELLED: 5 } as const;

/** Name of a lifecycle state. */
export type SessionState = keyof typeof SESSION_STATE;

/** True for states that no session ever leaves. */
export function isTerminal(state: SessionState): boolean {
  return state === 'RESOLVED' || state === 'EXPIRED' || state === 'CANCELLED';
}
