/**
 * Folds an accepted message into Proposal state (RFC-MACP-0008 §4–5). Acceptance is history: nothing is judged here
 * again, but the phase is derived anew after every message.
 */
import { AppendOnlyList, MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { Envelope, SessionTerms } from '@macp/kernel';
import { boundProposalRules } from '@macp/policy-rules';
import { proposal } from '@macp/proto';
import { acceptedPayload } from '../shared/payload.js';
import { opaqueText } from '../shared/opaque-bytes.js';
import { negotiationPhase } from './proposal-convergence.js';
import type { ProposalRecord, ProposalState } from './proposal-state.js';

type Terms = Pick<SessionTerms, 'initiator' | 'participants' | 'policy'>;

/** State after `envelope`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveProposal(terms: Terms, state: ProposalState, envelope: Envelope): ProposalState {
  if (envelope.messageType === MESSAGE_TYPE.commitment) return { ...state, phase: 'Committed' };
  const next = withMessage(terms, state, envelope);
  const phase = negotiationPhase(terms, next);
  return phase === next.phase ? next : { ...next, phase };
}

function withMessage(terms: Terms, state: ProposalState, envelope: Envelope): ProposalState {
  const sender = sharedSender(terms, envelope.sender);
  const { payload } = envelope;
  switch (envelope.messageType) {
    case 'Proposal':
      return withProposal(state, sender, payload);
    case 'CounterProposal':
      return withCounterProposal(state, sender, payload);
    case 'Accept':
      return withAccept(state, sender, payload);
    case 'Reject':
      return withReject(state, sender, {
        payload,
        areAllTerminal: boundProposalRules(terms.policy).terminalOnAnyReject,
      });
    default:
      invariant(envelope.messageType === 'Withdraw', 'an accepted message has a type of its mode');
      return withWithdraw(state, payload);
  }
}

function withProposal(state: ProposalState, proposer: string, payload: Uint8Array): ProposalState {
  const { proposalId, title, summary, details, tags } = acceptedPayload(proposal.ProposalPayload, payload);
  const record: ProposalRecord = {
    proposalId,
    title,
    summary,
    details: opaqueText(details),
    tags,
    proposer,
    supersedesProposalId: undefined,
  };
  return { ...state, proposals: state.proposals.with(proposalId, record) };
}

function withCounterProposal(state: ProposalState, proposer: string, payload: Uint8Array): ProposalState {
  const counter = acceptedPayload(proposal.CounterProposalPayload, payload);
  const { proposalId, title, summary, details } = counter;
  const superseded = known(state, counter.supersedesProposalId);
  const record: ProposalRecord = {
    proposalId,
    title,
    summary,
    details: opaqueText(details),
    tags: [],
    proposer,
    supersedesProposalId: superseded.proposalId,
  };
  return {
    ...state,
    proposals: state.proposals.with(proposalId, record),
    counterProposals: state.counterProposals + 1,
  };
}

function withAccept(state: ProposalState, sender: string, payload: Uint8Array): ProposalState {
  const { proposalId } = known(state, acceptedPayload(proposal.AcceptPayload, payload).proposalId);
  return { ...state, accepts: new Map(state.accepts).set(sender, proposalId) };
}

function withReject(
  state: ProposalState,
  sender: string,
  { payload, areAllTerminal }: { payload: Uint8Array; areAllTerminal: boolean },
): ProposalState {
  const message = acceptedPayload(proposal.RejectPayload, payload);
  const { proposalId } = known(state, message.proposalId);
  const rejection = { proposalId, sender, reason: message.reason, terminal: message.terminal || areAllTerminal };
  return {
    ...state,
    rejections: state.rejections.with(rejection),
    terminalRejections: rejection.terminal ? state.terminalRejections.with(rejection) : state.terminalRejections,
  };
}

function withWithdraw(state: ProposalState, payload: Uint8Array): ProposalState {
  const { proposalId } = known(state, acceptedPayload(proposal.WithdrawPayload, payload).proposalId);
  const standing = state.terminalRejections.toArray().filter((rejection) => rejection.proposalId !== proposalId);
  return {
    ...state,
    withdrawn: state.withdrawn.with(proposalId),
    accepts: new Map([...state.accepts].filter(([, accepted]) => accepted !== proposalId)),
    terminalRejections: AppendOnlyList.from(standing),
  };
}

/** The record of a proposal; what refers to it shares its id's text. */
function known(state: ProposalState, proposalId: string): ProposalRecord {
  const record = state.proposals.get(proposalId);
  invariant(record !== undefined, 'an accepted message names a known proposal');
  return record;
}
