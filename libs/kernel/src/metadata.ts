/** What a session shows of itself, and to whom (RFC-MACP-0001 §7.4, RFC-MACP-0004). */
import type { SessionMetadata } from './commands.js';
import type { Session } from './session.js';

/** The session's public metadata; while SUSPENDED with the deadline from before the suspension. */
export function sessionMetadata(session: Session): SessionMetadata {
  return {
    sessionId: session.sessionId,
    mode: session.mode,
    state: session.state,
    startedAtMs: session.startedAtMs,
    expiresAtMs: session.expiresAtMs,
    modeVersion: session.modeVersion,
    configurationVersion: session.configurationVersion,
    policyVersion: session.policy.policyId,
    participants: session.participants,
    participantActivity: session.activity,
    initiator: session.initiator,
    contextId: session.contextId,
    extensionKeys: session.extensionKeys,
  };
}

/** True when `caller` may read the session: its initiator, a declared participant, or an observer. */
export function mayRead(
  session: Pick<SessionMetadata, 'initiator' | 'participants'>,
  reader: { readonly caller: string; readonly observer: boolean },
): boolean {
  return reader.observer || reader.caller === session.initiator || session.participants.includes(reader.caller);
}
