/** Lifecycle states and their changes between the kernel's names and the numbers of the wire (wire contract §3.1). */
import { SESSION_STATE } from '@macp/kernel';
import type { LifecycleChange, SessionState } from '@macp/kernel';
import { macp } from '@macp/proto';

const { EventType } = macp.v1.SessionLifecycleEvent;

const EVENT_TYPE: Readonly<Record<LifecycleChange, macp.v1.SessionLifecycleEvent.EventType>> = {
  CREATED: EventType.EVENT_TYPE_CREATED,
  RESOLVED: EventType.EVENT_TYPE_RESOLVED,
  EXPIRED: EventType.EVENT_TYPE_EXPIRED,
  SUSPENDED: EventType.EVENT_TYPE_SUSPENDED,
  RESUMED: EventType.EVENT_TYPE_RESUMED,
  CANCELLED: EventType.EVENT_TYPE_CANCELLED,
};

const STATE_BY_NUMBER: ReadonlyMap<number, SessionState> = new Map(
  (Object.keys(SESSION_STATE) as SessionState[]).map((state) => [SESSION_STATE[state], state]),
);

/** The wire's number of a state. */
export function wireState(state: SessionState): macp.v1.SessionState {
  return SESSION_STATE[state];
}

/** The state of a wire number; `undefined` for 0 and for numbers of a later schema. */
export function kernelState(state: number): SessionState | undefined {
  return STATE_BY_NUMBER.get(state);
}

/** The wire's number of a lifecycle change. */
export function wireEventType(change: LifecycleChange): macp.v1.SessionLifecycleEvent.EventType {
  return EVENT_TYPE[change];
}
