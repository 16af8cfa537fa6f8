/**
 * The verdict on one envelope or control call (wire contract §4.1). Ids are echoed as received, the time is that of
 * building the Ack, and the state is that of the session afterwards, unspecified on every refusal.
 */
import type { Accepted, Rejected, Rejection } from '@macp/kernel';
import { SessionState } from '@macp/proto';
import type { macp } from '@macp/proto';
import { errorDetails } from './error-details.js';
import { wireState } from './session-state.js';

/** Ids of what an answer is about, as received; `messageId` is empty for control calls. */
export interface AnswerAddress {
  readonly sessionId: string;
  readonly messageId: string;
}

/** A refusal in the form that Acks and inline stream errors share. */
export function macpError(rejection: Rejection, { sessionId, messageId }: AnswerAddress): macp.v1.MACPErrorInit {
  const { code, message } = rejection;
  return { code, message, sessionId, messageId, details: errorDetails(rejection) };
}

/** The Ack of a decided envelope or control call; `nowMs` is the present time in Unix ms. */
export function ackOf(outcome: Accepted | Rejected, address: AnswerAddress, nowMs: number): macp.v1.AckInit {
  if (outcome.kind === 'rejected') return rejectedAck(outcome.rejection, address, nowMs);
  const { sessionId, messageId } = address;
  const sessionState = wireState(outcome.state);
  return { ok: true, duplicate: outcome.duplicate, messageId, sessionId, acceptedAtUnixMs: nowMs, sessionState };
}

/** The Ack of a refusal; `nowMs` is the present time in Unix ms. */
export function rejectedAck(rejection: Rejection, address: AnswerAddress, nowMs: number): macp.v1.AckInit {
  const { sessionId, messageId } = address;
  const error = macpError(rejection, address);
  return { ok: false, duplicate: false, messageId, sessionId, acceptedAtUnixMs: nowMs, error };
}

/** The Ack of an accepted Signal or Progress, which has no session of its own and is never a duplicate. */
export function ambientAck({ sessionId, messageId }: AnswerAddress, nowMs: number): macp.v1.AckInit {
  const sessionState = SessionState.SESSION_STATE_OPEN;
  return { ok: true, duplicate: false, messageId, sessionId, acceptedAtUnixMs: nowMs, sessionState };
}
