/** Proposal sessions for specs. */
import type { PolicyDefinition, SessionOutcome } from '@macp/kernel';
import { proposal } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ModeScript, boundPolicy } from './mode-script.js';

export const PROPOSAL = 'macp.mode.proposal.v1';

/** A script over Proposal mode. */
export class ProposalScript extends ModeScript {
  constructor(policy?: PolicyDefinition) {
    super(PROPOSAL, policy);
  }

  propose(sender: string, proposalId = 'p1', rest: macp.modes.proposal.v1.ProposalPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'Proposal', proposal.ProposalPayload, { proposalId, title: 'offer', ...rest });
  }

  counter(sender: string, proposalId: string, supersedesProposalId: string): SessionOutcome {
    return this.say(sender, 'CounterProposal', proposal.CounterProposalPayload, { proposalId, supersedesProposalId });
  }

  accept(sender: string, proposalId = 'p1'): SessionOutcome {
    return this.say(sender, 'Accept', proposal.AcceptPayload, { proposalId });
  }

  refuse(sender: string, proposalId = 'p1', terminal = false): SessionOutcome {
    return this.say(sender, 'Reject', proposal.RejectPayload, { proposalId, terminal, reason: 'no' });
  }

  withdraw(sender: string, proposalId = 'p1'): SessionOutcome {
    return this.say(sender, 'Withdraw', proposal.WithdrawPayload, { proposalId });
  }

  get phase(): string {
    return (this.state() as { phase: string }).phase;
  }
}

/** A script whose session is OPEN, under `rules` if there are any. */
export function openProposal(rules?: unknown, start: macp.v1.SessionStartPayloadInit = {}): ProposalScript {
  const script = new ProposalScript(rules === undefined ? undefined : boundPolicy(PROPOSAL, rules));
  script.start(start);
  return script;
}
