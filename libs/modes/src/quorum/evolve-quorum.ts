/** Folds an accepted message into Quorum state (RFC-MACP-0011 §4–5). Acceptance is history: nothing is judged here again. */
import { MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { Envelope, SessionTerms } from '@macp/kernel';
import { quorum } from '@macp/proto';
import { acceptedPayload } from '../shared/payload.js';
import { opaqueText } from '../shared/opaque-bytes.js';
import type { BallotChoice, QuorumState } from './quorum-state.js';

/** State after `envelope`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveQuorum(
  terms: Pick<SessionTerms, 'initiator' | 'participants'>,
  state: QuorumState,
  envelope: Envelope,
): QuorumState {
  const sender = sharedSender(terms, envelope.sender);
  const { payload } = envelope;
  switch (envelope.messageType) {
    case 'ApprovalRequest':
      return withRequest(state, sender, payload);
    case 'Approve':
      return withBallot(state, sender, 'Approve', acceptedPayload(quorum.ApprovePayload, payload).reason);
    case 'Reject':
      return withBallot(state, sender, 'Reject', acceptedPayload(quorum.RejectPayload, payload).reason);
    case 'Abstain':
      return withBallot(state, sender, 'Abstain', acceptedPayload(quorum.AbstainPayload, payload).reason);
    default:
      invariant(envelope.messageType === MESSAGE_TYPE.commitment, 'an accepted message has a type of its mode');
      return state;
  }
}

function withRequest(state: QuorumState, requestedBy: string, payload: Uint8Array): QuorumState {
  const request = acceptedPayload(quorum.ApprovalRequestPayload, payload);
  const { requestId, action, summary, details, requiredApprovals } = request;
  return {
    ...state,
    request: { requestId, action, summary, details: opaqueText(details), requiredApprovals, requestedBy },
  };
}

function withBallot(state: QuorumState, sender: string, choice: BallotChoice, reason: string): QuorumState {
  invariant(state.request !== undefined, 'an accepted ballot is on the request');
  const { requestId } = state.request;
  return { ...state, ballots: state.ballots.with(sender, { requestId, choice, sender, reason }) };
}
