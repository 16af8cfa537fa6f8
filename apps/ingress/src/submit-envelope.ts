/**
 * Hands an admitted envelope to its session's owner, with the authenticated sender. Only a SessionStart of an identity
 * with a limit of open sessions takes a detour; every other message costs no promise.
 */
import type { Identity } from '@macp/auth';
import { MESSAGE_TYPE } from '@macp/kernel';
import type { SessionOutcome } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { authenticatedEnvelope } from './admission.js';
import type { Edge } from './edge.js';
import { inTime } from './in-time.js';

export interface AdmittedEnvelope {
  readonly envelope: macp.v1.Envelope;
  readonly identity: Identity;
  /** Unix ms. */
  readonly deadlineMs: number;
}

/** Calls `done` once; `undefined` = the outcome is not known in time. */
export function submitEnvelope(
  edge: Edge,
  { envelope: received, identity, deadlineMs }: AdmittedEnvelope,
  done: (outcome: SessionOutcome | undefined) => void,
): void {
  const envelope = authenticatedEnvelope(received, identity.sender);
  const { maxOpenSessions } = identity;
  if (maxOpenSessions === undefined || envelope.messageType !== MESSAGE_TYPE.sessionStart) {
    edge.sessions.submit(envelope.sessionId, { kind: 'SubmitEnvelope', envelope }, deadlineMs, done);
    return;
  }
  const outcome = edge.openSessions.start({ envelope, limit: maxOpenSessions, deadlineMs });
  inTime(edge.clock, deadlineMs, outcome).then(done, (cause: unknown) => {
    edge.log.error({ err: cause, session_id: envelope.sessionId }, 'the open sessions of an identity are not known');
    done(undefined);
  });
}
