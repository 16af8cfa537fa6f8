/**
 * Folds an accepted message into Decision state (RFC-MACP-0007 §4). Acceptance is history: nothing is judged here
 * again.
 */
import { MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { Envelope, SessionTerms } from '@macp/kernel';
import { decision, decodeOrUndefined } from '@macp/proto';
import type { Codec } from '@macp/proto';
import { ballotKey } from './decision-state.js';
import type { DecisionState } from './decision-state.js';

/** State after `envelope`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveDecision(
  terms: Pick<SessionTerms, 'initiator' | 'participants'>,
  state: DecisionState,
  envelope: Envelope,
): DecisionState {
  const sender = sharedSender(terms, envelope.sender);
  const { payload } = envelope;
  switch (envelope.messageType) {
    case 'Proposal':
      return withProposal(state, sender, payload);
    case 'Evaluation':
      return withEvaluation(state, sender, payload);
    case 'Objection':
      return withObjection(state, sender, payload);
    case 'Vote':
      return withVote(state, sender, payload);
    default:
      invariant(envelope.messageType === MESSAGE_TYPE.commitment, 'an accepted message has a type of its mode');
      return { ...state, phase: 'Committed' };
  }
}

function decoded<Message>(codec: Codec<Message, never>, payload: Uint8Array): Message {
  const message = decodeOrUndefined(codec, payload);
  invariant(message !== undefined, 'an accepted payload decodes');
  return message;
}

function withProposal(state: DecisionState, sender: string, payload: Uint8Array): DecisionState {
  // The supporting data stays in the history; the state has no use for it.
  const { proposalId, option, rationale } = decoded(decision.ProposalPayload, payload);
  const proposals = state.proposals.with(proposalId, { proposalId, option, rationale, sender });
  return { ...state, phase: state.phase === 'Proposal' ? 'Evaluation' : state.phase, proposals };
}

function withEvaluation(state: DecisionState, sender: string, payload: Uint8Array): DecisionState {
  const { proposalId, recommendation, confidence, reason } = decoded(decision.EvaluationPayload, payload);
  // Adding 0 turns −0 into 0: no JSON text can tell the two apart.
  const evaluation = { proposalId, recommendation, confidence: confidence + 0, reason, sender };
  return { ...state, evaluations: state.evaluations.with(evaluation) };
}

function withObjection(state: DecisionState, sender: string, payload: Uint8Array): DecisionState {
  const { proposalId, reason, severity } = decoded(decision.ObjectionPayload, payload);
  return { ...state, objections: state.objections.with({ proposalId, reason, severity, sender }) };
}

function withVote(state: DecisionState, sender: string, payload: Uint8Array): DecisionState {
  const { proposalId, vote, reason } = decoded(decision.VotePayload, payload);
  const votes = state.votes.with(ballotKey(proposalId, sender), { proposalId, vote, reason, sender });
  return { ...state, phase: 'Voting', votes };
}
