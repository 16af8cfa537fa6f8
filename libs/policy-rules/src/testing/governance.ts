/** Definitions and Decision histories for specs, built the way the runtime sees them: canonical JSON, read back. */
import type { PolicyDefinition, PolicyQuestion, PolicyVerdict } from '@macp/kernel';

import { evaluateCommitment } from '../evaluation/evaluate-commitment.js';
import { MODE_ID } from '../rules/rule-schema.js';

/** A definition; rules given as a value are written as JSON. */
export function policyOf(rules: unknown, overrides: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return {
    policyId: 'policy.test',
    mode: MODE_ID.decision,
    description: 'for a test',
    rules: typeof rules === 'string' ? rules : JSON.stringify(rules),
    schemaVersion: 3,
    ...overrides,
  };
}

/** What happened in a Decision session. Ballots are `[sender, vote]` or `[sender, vote, proposal]`. */
export interface DecisionHistory {
  readonly participants?: readonly string[];
  readonly evaluations?: readonly (readonly [recommendation: string, confidence: number])[];
  readonly objections?: readonly (readonly [sender: string, severity: string, proposal?: string])[];
  readonly ballots?: readonly (readonly [sender: string, vote: string, proposal?: string])[];
}

const VOTES: Readonly<Record<string, string>> = { '+': 'APPROVE', '-': 'REJECT', '?': 'ABSTAIN' };

/** Ballots in short: `a+` approves, `b-` rejects, `c?` abstains, `c-p2` rejects on another proposal. */
export function cast(ballots: string): NonNullable<DecisionHistory['ballots']> {
  return ballots.split(' ').map((ballot) => {
    const [, sender, sign, proposal] = /^([a-z]+)([-+?])(.*)$/.exec(ballot) ?? [];
    const vote = VOTES[sign ?? ''];
    if (sender === undefined || vote === undefined) throw new Error(`no ballot: '${ballot}'`);
    return proposal === undefined || proposal === '' ? [sender, vote] : [sender, vote, proposal];
  });
}

/** Mode state of a history, as plain JSON. */
export function decisionState(history: DecisionHistory): unknown {
  const votes: Record<string, Record<string, unknown>> = {};
  for (const [sender, vote, proposal = 'p1'] of history.ballots ?? []) {
    (votes[proposal] ??= {})[sender] = { proposal_id: proposal, vote, reason: '', sender };
  }
  return {
    proposals: { p1: { proposal_id: 'p1', option: 'one', rationale: '', sender: 'a' } },
    evaluations: (history.evaluations ?? []).map(([recommendation, confidence]) => ({
      proposal_id: 'p1',
      recommendation,
      confidence,
      reason: '',
      sender: 'a',
    })),
    objections: (history.objections ?? []).map(([sender, severity, proposal = 'p1']) => ({
      proposal_id: proposal,
      reason: '',
      severity,
      sender,
    })),
    votes,
    phase: 'Voting',
  };
}

/** Asks about a Decision session in which `a`, `b` and `c` take part unless the history says otherwise. */
export function decisionQuestion(
  policy: PolicyDefinition,
  history: DecisionHistory,
  outcomePositive: boolean,
): PolicyQuestion {
  return questionOf(policy, {
    mode: MODE_ID.decision,
    participants: history.participants ?? ['a', 'b', 'c'],
    modeState: decisionState(history),
    outcomePositive,
  });
}

/** A question with ids filled in. */
export function questionOf(
  policy: PolicyDefinition,
  parts: Pick<PolicyQuestion, 'mode' | 'participants' | 'modeState' | 'outcomePositive'>,
): PolicyQuestion {
  return { sessionId: 's', messageId: 'm', policy, ...parts };
}

/** Codes of a verdict's denials; empty means allowed. */
export function codesOf(verdict: PolicyVerdict): readonly string[] {
  return verdict.denials.map((denial) => denial.code);
}

/** Codes for a positive and for a negative commitment on the same history. */
export function bothWays(
  policy: PolicyDefinition,
  history: DecisionHistory,
): { readonly positive: readonly string[]; readonly negative: readonly string[] } {
  return {
    positive: codesOf(evaluateCommitment(decisionQuestion(policy, history, true))),
    negative: codesOf(evaluateCommitment(decisionQuestion(policy, history, false))),
  };
}
