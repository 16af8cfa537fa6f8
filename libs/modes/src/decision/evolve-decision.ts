/**
 * Folds an accepted message into Decision state (RFC-MACP-0007 §4). Acceptance is history: nothing is judged here
 * again.
 */
import { MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { Envelope, SessionTerms } from '@macp/kernel';
import { decision } from '@macp/proto';
import { acceptedPayload } from '../shared/payload.js';
import { ballotKey } from './decision-state.js';
import type { DecisionState } from './decision-state.js';
import { recommendationOf, severityOf, voteOf } from './decision-words.js';

/** State after `envelope`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveDecision(
  terms: Pick<SessionTerms, 'initiator' | 'participants' | 'semanticsRevision'>,
  state: DecisionState,
  envelope: Envelope,
): DecisionState {
  const sender = sharedSender(terms, envelope.sender);
  const { payload } = envelope;
  const revision = terms.semanticsRevision;
  switch (envelope.messageType) {
    case 'Proposal':
      return withProposal(state, sender, payload);
    case 'Evaluation':
      return withEvaluation(state, sender, { payload, revision });
    case 'Objection':
      return withObjection(state, sender, { payload, revision });
    case 'Vote':
      return withVote(state, sender, { payload, revision });
    default:
      invariant(envelope.messageType === MESSAGE_TYPE.commitment, 'an accepted message has a type of its mode');
      return { ...state, phase: 'Committed' };
  }
}

function meant(word: string | undefined): string {
  invariant(word !== undefined, 'an accepted word is one of its vocabulary');
  return word;
}

interface Accepted {
  readonly payload: Uint8Array;
  readonly revision: number;
}

function withProposal(state: DecisionState, sender: string, payload: Uint8Array): DecisionState {
  // The supporting data stays in the history; the state has no use for it.
  const { proposalId, option, rationale } = acceptedPayload(decision.ProposalPayload, payload);
  const proposals = state.proposals.with(proposalId, { proposalId, option, rationale, sender });
  return { ...state, phase: state.phase === 'Proposal' ? 'Evaluation' : state.phase, proposals };
}

function withEvaluation(state: DecisionState, sender: string, { payload, revision }: Accepted): DecisionState {
  const { proposalId, recommendation: word, confidence, reason } = acceptedPayload(decision.EvaluationPayload, payload);
  const recommendation = meant(recommendationOf(word, revision));
  // Adding 0 turns −0 into 0: no JSON text can tell the two apart.
  const evaluation = { proposalId, recommendation, confidence: confidence + 0, reason, sender };
  return { ...state, evaluations: state.evaluations.with(evaluation) };
}

function withObjection(state: DecisionState, sender: string, { payload, revision }: Accepted): DecisionState {
  const { proposalId, reason, severity: word } = acceptedPayload(decision.ObjectionPayload, payload);
  const severity = meant(severityOf(word, revision));
  return { ...state, objections: state.objections.with({ proposalId, reason, severity, sender }) };
}

function withVote(state: DecisionState, sender: string, { payload, revision }: Accepted): DecisionState {
  const { proposalId, vote: word, reason } = acceptedPayload(decision.VotePayload, payload);
  const vote = meant(voteOf(word, revision));
  const votes = state.votes.with(ballotKey(proposalId, sender), { proposalId, vote, reason, sender });
  return { ...state, phase: 'Voting', votes };
}
