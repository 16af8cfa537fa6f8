/**
 * Decision sessions for specs: real codecs and real policy evaluation, with what a spec does not care about filled in.
 */
import { evaluateCommitment, builtInPolicy } from '@macp/policy-rules';
import type { Envelope, PolicyDefinition, PolicyVerdict, SessionOutcome } from '@macp/kernel';
import { SessionScript } from '@macp/kernel/testing';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { coreCodec } from '../core-codec.js';
import { builtInModes, modeLookup } from '../registry.js';

export const SESSION_ID = '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55';
export const START_MS = 1_000_000;
export const DECISION = 'macp.mode.decision.v1';

export const modes = modeLookup(builtInModes);

/** A policy of the given rules, bound by `startOf` under its id. */
export function policyOf(rules: unknown, schemaVersion = 3): PolicyDefinition {
  return { policyId: 'bound', mode: DECISION, description: '', rules: JSON.stringify(rules), schemaVersion };
}

/** A script over Decision mode in which Commitments are really evaluated. */
export class DecisionScript extends SessionScript {
  private count = 0;

  constructor(policy?: PolicyDefinition) {
    const policies = (id: string): PolicyDefinition | undefined =>
      id === policy?.policyId ? policy : builtInPolicy(id);
    super({ modes, codec: coreCodec, policies, nowMs: START_MS });
  }

  protected override verdictOn(question: Parameters<typeof evaluateCommitment>[0]): PolicyVerdict {
    return evaluateCommitment(question);
  }

  /** Submits under the next fresh message id. */
  send(sender: string, messageType: string, payload: Uint8Array): SessionOutcome {
    this.count += 1;
    return this.submit(envelopeOf(sender, messageType, { payload, messageId: `m${this.count}` }));
  }

  start(payload: macp.v1.SessionStartPayloadInit = {}, initiator = 'lead'): SessionOutcome {
    return this.submit(envelopeOf(initiator, 'SessionStart', { payload: startBytes(payload), messageId: 'start' }));
  }

  propose(sender: string, proposalId = 'p1', option = 'deploy'): SessionOutcome {
    return this.send(sender, 'Proposal', encodeBytes(decision.ProposalPayload, { proposalId, option }));
  }

  evaluate(sender: string, payload: macp.modes.decision.v1.EvaluationPayloadInit = {}): SessionOutcome {
    const init = { proposalId: 'p1', recommendation: 'APPROVE', confidence: 0.5, ...payload };
    return this.send(sender, 'Evaluation', encodeBytes(decision.EvaluationPayload, init));
  }

  object(sender: string, severity = 'critical', proposalId = 'p1'): SessionOutcome {
    return this.send(sender, 'Objection', encodeBytes(decision.ObjectionPayload, { proposalId, severity }));
  }

  vote(sender: string, vote = 'APPROVE', proposalId = 'p1'): SessionOutcome {
    return this.send(sender, 'Vote', encodeBytes(decision.VotePayload, { proposalId, vote }));
  }

  commit(sender: string, outcomePositive: boolean, payload: macp.v1.CommitmentPayloadInit = {}): SessionOutcome {
    return this.send(sender, 'Commitment', commitmentBytes({ outcomePositive, ...payload }));
  }
}

/** A script whose session is OPEN: initiator `lead`, participants `lead`, `a`, `b`, unless told otherwise. */
export function openDecision(policy?: PolicyDefinition, start: macp.v1.SessionStartPayloadInit = {}): DecisionScript {
  const script = new DecisionScript(policy);
  script.start({ policyVersion: policy?.policyId ?? '', ...start });
  return script;
}

/** The codes of the reasons why a policy denied; empty for any other outcome. */
export function denialCodes(outcome: SessionOutcome): string[] {
  return outcome.kind === 'rejected' ? (outcome.rejection.denials ?? []).map((denial) => denial.code) : [];
}

export function startBytes(payload: macp.v1.SessionStartPayloadInit = {}): Uint8Array {
  return encodeBytes(SessionStartPayload, {
    participants: ['lead', 'a', 'b'],
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    ttlMs: 60_000,
    ...payload,
  });
}

export function commitmentBytes(payload: macp.v1.CommitmentPayloadInit = {}): Uint8Array {
  return encodeBytes(CommitmentPayload, {
    commitmentId: 'c1',
    action: 'decision.made',
    authorityScope: 'scope',
    reason: 'because',
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    outcomePositive: true,
    ...payload,
  });
}

export function envelopeOf(sender: string, messageType: string, rest: Partial<Envelope>): Envelope {
  return {
    macpVersion: '1.0',
    mode: DECISION,
    messageType,
    messageId: 'm',
    sessionId: SESSION_ID,
    sender,
    timestampUnixMs: 0n,
    payload: new Uint8Array(),
    ...rest,
  };
}
