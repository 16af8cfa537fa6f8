/**
 * Where a negotiation stands (RFC-MACP-0008 §5 rule 6): whether some live proposal has every acceptance that the bound
 * policy's criterion asks for. A standing terminal rejection outweighs convergence.
 */
import type { SessionTerms } from '@macp/kernel';
import { boundProposalRules } from '@macp/policy-rules';
import type { ProposalPhase, ProposalState } from './proposal-state.js';

type Roster = Pick<SessionTerms, 'initiator' | 'participants' | 'policy'>;

/** The phase of a session without a Commitment. */
export function negotiationPhase(terms: Roster, state: ProposalState): ProposalPhase {
  if (state.terminalRejections.length > 0) return 'TerminalRejected';
  return isConverged(terms, state) ? 'Converged' : 'Negotiating';
}

function isConverged(terms: Roster, state: ProposalState): boolean {
  switch (boundProposalRules(terms.policy).criterion) {
    case 'initiator':
      return state.accepts.has(terms.initiator);
    case 'counterparty':
      return haveCounterpartiesConverged(terms.participants, state);
    default:
      return haveAllConverged(terms.participants, state);
  }
}

function haveAllConverged(participants: readonly string[], { accepts }: ProposalState): boolean {
  if (accepts.size < participants.length) return false;
  const accepted = accepts.get(participants[0]!);
  return accepted !== undefined && participants.every((participant) => accepts.get(participant) === accepted);
}

function haveCounterpartiesConverged(participants: readonly string[], state: ProposalState): boolean {
  const { accepts, proposals, withdrawn } = state;
  // Nobody is left to ask where the author is the only participant.
  if (participants.length === 1) return proposals.size > withdrawn.size;
  if (accepts.size < participants.length - 1) return false;
  // At most one of any two participants is the author, so one of the two accepts what all others accept.
  return participants.slice(0, 2).some((candidate) => {
    const accepted = accepts.get(candidate);
    if (accepted === undefined) return false;
    const author = proposals.get(accepted)?.proposer;
    return participants.every((participant) => participant === author || accepts.get(participant) === accepted);
  });
}
