/**
 * Acceptance rules of the Proposal messages (RFC-MACP-0008 §5): ids are new or known, counter-proposals are within the
 * rounds of the bound policy, and only the author withdraws. A wrong author is FORBIDDEN, all else INVALID_ENVELOPE.
 */
import { invalidPayload, isBlank, reject } from '@macp/kernel';
import type { Envelope, Rejection, SessionTerms } from '@macp/kernel';
import { boundProposalRules } from '@macp/policy-rules';
import { proposal } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import { isLive } from './proposal-state.js';
import type { ProposalState } from './proposal-state.js';

/** Refuses what may not be accepted in this state; a type of another mode is refused as well. */
export function checkProposalMessage(
  terms: Pick<SessionTerms, 'policy'>,
  state: ProposalState,
  { messageType, payload, sender }: Envelope,
): Rejection | undefined {
  switch (messageType) {
    case 'Proposal':
      return invalidUnless(isNewProposal(state, payloadOf(proposal.ProposalPayload, payload)));
    case 'CounterProposal':
      return invalidUnless(isAcceptableCounter(terms, state, payload));
    case 'Accept':
      return invalidUnless(isOfLiveProposal(state, payloadOf(proposal.AcceptPayload, payload)));
    case 'Reject':
      return invalidUnless(isOfLiveProposal(state, payloadOf(proposal.RejectPayload, payload)));
    case 'Withdraw':
      return checkWithdraw(state, sender, payload);
    default:
      return invalidPayload();
  }
}

/** What every payload of the mode names. */
type ProposalReference = { readonly proposalId: string } | undefined;

function invalidUnless(isAcceptable: boolean): Rejection | undefined {
  return isAcceptable ? undefined : invalidPayload();
}

function isNewProposal(state: ProposalState, message: ProposalReference): boolean {
  return message !== undefined && !isBlank(message.proposalId) && !state.proposals.has(message.proposalId);
}

function isOfLiveProposal(state: ProposalState, message: ProposalReference): boolean {
  return message !== undefined && isLive(state, message.proposalId);
}

function isAcceptableCounter(terms: Pick<SessionTerms, 'policy'>, state: ProposalState, payload: Uint8Array): boolean {
  const counter = payloadOf(proposal.CounterProposalPayload, payload);
  // A withdrawn proposal may still be answered; ids in the state are never blank.
  if (!isNewProposal(state, counter) || !state.proposals.has(counter!.supersedesProposalId)) return false;
  const { maxRounds } = boundProposalRules(terms.policy);
  return maxRounds <= 0 || state.counterProposals < maxRounds;
}

function checkWithdraw(state: ProposalState, sender: string, payload: Uint8Array): Rejection | undefined {
  const withdraw = payloadOf(proposal.WithdrawPayload, payload);
  const withdrawn = withdraw && state.proposals.get(withdraw.proposalId);
  if (withdrawn === undefined) return invalidPayload();
  if (withdrawn.proposer !== sender) return reject('FORBIDDEN');
  return invalidUnless(isLive(state, withdrawn.proposalId));
}
