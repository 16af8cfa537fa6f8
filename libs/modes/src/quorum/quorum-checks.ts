/**
 * Acceptance rules of the Quorum messages (RFC-MACP-0011 §5): one request that its pool can meet, and one ballot of any
 * kind per participant. Every breach is INVALID_ENVELOPE.
 */
import { invalidPayload } from '@macp/kernel';
import type { Envelope, Rejection, SessionTerms } from '@macp/kernel';
import { quorum } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import { isThresholdEvaluable } from './quorum-readiness.js';
import type { QuorumState } from './quorum-state.js';

type Pool = Pick<SessionTerms, 'participants' | 'policy'>;

/** Refuses what may not be accepted in this state; a type of another mode is refused as well. */
export function checkQuorumMessage(pool: Pool, state: QuorumState, envelope: Envelope): Rejection | undefined {
  return isAcceptable(pool, state, envelope) ? undefined : invalidPayload();
}

function isAcceptable(pool: Pool, state: QuorumState, { messageType, payload, sender }: Envelope): boolean {
  switch (messageType) {
    case 'ApprovalRequest':
      return isAcceptableRequest(pool, state, payload);
    case 'Approve':
      return isAcceptableBallot(state, sender, payloadOf(quorum.ApprovePayload, payload));
    case 'Reject':
      return isAcceptableBallot(state, sender, payloadOf(quorum.RejectPayload, payload));
    case 'Abstain':
      return isAcceptableBallot(state, sender, payloadOf(quorum.AbstainPayload, payload));
    default:
      return false;
  }
}

function isAcceptableRequest(pool: Pool, state: QuorumState, payload: Uint8Array): boolean {
  const request = payloadOf(quorum.ApprovalRequestPayload, payload);
  return (
    request !== undefined &&
    state.request === undefined &&
    request.requestId !== '' &&
    // A bar of the policy may be above the pool; such a request can only be declined.
    request.requiredApprovals >= 1 &&
    request.requiredApprovals <= pool.participants.length &&
    isThresholdEvaluable(pool)
  );
}

function isAcceptableBallot(
  state: QuorumState,
  sender: string,
  ballot: { readonly requestId: string } | undefined,
): boolean {
  return ballot !== undefined && state.request?.requestId === ballot.requestId && !state.ballots.has(sender);
}
