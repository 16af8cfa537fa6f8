/**
 * Acceptance rules of the Decision messages (RFC-MACP-0007 §4–5): exact-case vocabularies, known proposals, one vote
 * per sender and proposal, and no deliberation after the first vote. Every breach is INVALID_ENVELOPE.
 */
import { invalidPayload, isBlank } from '@macp/kernel';
import type { Envelope, Rejection, SessionTerms } from '@macp/kernel';
import { decision } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import { ballotKey } from './decision-state.js';
import type { DecisionState } from './decision-state.js';
import { recommendationOf, severityOf, voteOf } from './decision-words.js';

/** Refuses what may not be accepted in this state; the type must be one of the mode's own. */
export function checkDecisionMessage(
  { semanticsRevision }: Pick<SessionTerms, 'semanticsRevision'>,
  state: DecisionState,
  envelope: Envelope,
): Rejection | undefined {
  return isAcceptable(state, envelope, semanticsRevision) ? undefined : invalidPayload();
}

function isAcceptable(state: DecisionState, envelope: Envelope, revision: number): boolean {
  switch (envelope.messageType) {
    case 'Proposal':
      return isAcceptableProposal(state, envelope.payload);
    case 'Evaluation':
      return isAcceptableEvaluation(state, envelope.payload, revision);
    case 'Objection':
      return isAcceptableObjection(state, envelope.payload, revision);
    case 'Vote':
      return isAcceptableVote(state, envelope, revision);
    default:
      return false;
  }
}

function isAcceptableProposal(state: DecisionState, payload: Uint8Array): boolean {
  const proposal = payloadOf(decision.ProposalPayload, payload);
  return (
    proposal !== undefined &&
    (state.phase === 'Proposal' || state.phase === 'Evaluation') &&
    !isBlank(proposal.proposalId) &&
    !isBlank(proposal.option) &&
    !state.proposals.has(proposal.proposalId)
  );
}

function isAcceptableEvaluation(state: DecisionState, payload: Uint8Array, revision: number): boolean {
  const evaluation = payloadOf(decision.EvaluationPayload, payload);
  return (
    evaluation !== undefined &&
    recommendationOf(evaluation.recommendation, revision) !== undefined &&
    // NaN fails both comparisons.
    evaluation.confidence >= 0 &&
    evaluation.confidence <= 1 &&
    state.phase === 'Evaluation' &&
    state.proposals.has(evaluation.proposalId)
  );
}

function isAcceptableObjection(state: DecisionState, payload: Uint8Array, revision: number): boolean {
  const objection = payloadOf(decision.ObjectionPayload, payload);
  return (
    objection !== undefined &&
    severityOf(objection.severity, revision) !== undefined &&
    state.phase === 'Evaluation' &&
    state.proposals.has(objection.proposalId)
  );
}

function isAcceptableVote(state: DecisionState, { payload, sender }: Envelope, revision: number): boolean {
  const vote = payloadOf(decision.VotePayload, payload);
  return (
    vote !== undefined &&
    voteOf(vote.vote, revision) !== undefined &&
    (state.phase === 'Evaluation' || state.phase === 'Voting') &&
    state.proposals.has(vote.proposalId) &&
    !state.votes.has(ballotKey(vote.proposalId, sender))
  );
}
