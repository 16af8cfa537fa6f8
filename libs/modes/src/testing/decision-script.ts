/** Decision sessions for specs. */
import type { Envelope, PolicyDefinition, SessionOutcome } from '@macp/kernel';
import { decision } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ModeScript, boundPolicy, modeEnvelope } from './mode-script.js';

export { SESSION_ID, START_MS, commitmentBytes, denialCodes, modes, startBytes } from './mode-script.js';

export const DECISION = 'macp.mode.decision.v1';

/** A policy of the given rules, bound by `openDecision`. */
export function policyOf(rules: unknown, schemaVersion = 3): PolicyDefinition {
  return boundPolicy(DECISION, rules, schemaVersion);
}

/** A script over Decision mode in which Commitments are really evaluated. */
export class DecisionScript extends ModeScript {
  constructor(policy?: PolicyDefinition) {
    super(DECISION, policy);
  }

  propose(sender: string, proposalId = 'p1', option = 'deploy'): SessionOutcome {
    return this.say(sender, 'Proposal', decision.ProposalPayload, { proposalId, option });
  }

  evaluate(sender: string, payload: macp.modes.decision.v1.EvaluationPayloadInit = {}): SessionOutcome {
    const init = { proposalId: 'p1', recommendation: 'APPROVE', confidence: 0.5, ...payload };
    return this.say(sender, 'Evaluation', decision.EvaluationPayload, init);
  }

  object(sender: string, severity = 'critical', proposalId = 'p1'): SessionOutcome {
    return this.say(sender, 'Objection', decision.ObjectionPayload, { proposalId, severity });
  }

  vote(sender: string, vote = 'APPROVE', proposalId = 'p1'): SessionOutcome {
    return this.say(sender, 'Vote', decision.VotePayload, { proposalId, vote });
  }
}

/** A script whose session is OPEN: initiator `lead`, participants `lead`, `a`, `b`, unless told otherwise. */
export function openDecision(policy?: PolicyDefinition, start: macp.v1.SessionStartPayloadInit = {}): DecisionScript {
  const script = new DecisionScript(policy);
  script.start(start);
  return script;
}

export function envelopeOf(sender: string, messageType: string, rest: Partial<Envelope>): Envelope {
  return modeEnvelope(DECISION, sender, messageType, rest);
}
