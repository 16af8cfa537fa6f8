/** Names the lifecycle change between two versions of a session: the events that WatchSessions delivers. */
import type { Session } from './session.js';
import type { SessionState } from './session-state.js';

export type LifecycleChange = 'CREATED' | 'RESOLVED' | 'EXPIRED' | 'SUSPENDED' | 'RESUMED' | 'CANCELLED';

const CHANGE: Record<SessionState, LifecycleChange> = {
  OPEN: 'RESUMED',
  RESOLVED: 'RESOLVED',
  EXPIRED: 'EXPIRED',
  SUSPENDED: 'SUSPENDED',
  CANCELLED: 'CANCELLED',
};

/** The change that one fact brought about; `undefined` when the session stayed in its state. */
export function lifecycleChange(
  before: Pick<Session, 'state'> | undefined,
  after: Pick<Session, 'state'>,
): LifecycleChange | undefined {
  if (before === undefined) return 'CREATED';
  return before.state === after.state ? undefined : CHANGE[after.state];
}
