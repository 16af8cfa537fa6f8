/**
 * The verdict of a bound policy on a Commitment (RFC-MACP-0012 §6): a pure function of the frozen definition, the mode's
 * state, the declared participants and the outcome's sign. Total, and closed on failure: what cannot be read or is not
 * supported is denied.
 */
import type { Denial, PolicyQuestion, PolicyVerdict } from '@macp/kernel';

import { SCHEMA_VERSIONS } from '../admission/admit-policy.js';
import { boundRules } from '../rules/bound-rules.js';
import type { GovernedMode } from '../rules/bound-rules.js';
import { MODE_ID } from '../rules/rule-schema.js';
import { readDecisionRecord } from './decision-record.js';
import { denial } from './denial.js';
import { evaluateDecision } from './evaluate-decision.js';
import { evaluateProposal, evaluateQuorum, evaluateTask } from './evaluate-other-modes.js';

const ALLOWED: PolicyVerdict = { allowed: true, denials: [] };

const GOVERNED: ReadonlyMap<string, GovernedMode> = new Map(
  (Object.keys(MODE_ID) as GovernedMode[]).map((mode) => [MODE_ID[mode], mode]),
);

/** Answers a question; extension modes are not governed, so theirs are always allowed. */
export function evaluateCommitment(question: PolicyQuestion): PolicyVerdict {
  const mode = GOVERNED.get(question.mode);
  if (mode === undefined) return ALLOWED;
  const denials = SCHEMA_VERSIONS.includes(question.policy.schemaVersion)
    ? EVALUATORS[mode](question)
    : [denial('unsupported_schema_version', "the policy's schema version is not supported")];
  return denials.length === 0 ? ALLOWED : { allowed: false, denials };
}

type Evaluator = (question: PolicyQuestion) => readonly Denial[];

const EVALUATORS: { readonly [M in GovernedMode]: Evaluator } = {
  decision: governed('decision', (rules, question) => {
    const record = readDecisionRecord(question.modeState);
    if (record === undefined) return undefined;
    const { policy, participants, outcomePositive } = question;
    return evaluateDecision({ rules, schemaVersion: policy.schemaVersion, record, participants, outcomePositive });
  }),
  proposal: governed('proposal', (rules, question) =>
    question.outcomePositive ? evaluateProposal(rules, question.modeState) : [],
  ),
  task: governed('task', (rules, question) =>
    question.outcomePositive ? evaluateTask(rules, question.modeState) : [],
  ),
  handoff: governed('handoff', () => []),
  quorum: governed('quorum', (rules, question) =>
    question.outcomePositive ? evaluateQuorum(rules, question.modeState, question.participants.length) : [],
  ),
};

type RulesOf<M extends GovernedMode> = NonNullable<ReturnType<typeof boundRules<M>>>;

function governed<M extends GovernedMode>(
  mode: M,
  evaluate: (rules: RulesOf<M>, question: PolicyQuestion) => readonly Denial[] | undefined,
): Evaluator {
  return (question) => {
    const rules = boundRules(question.policy, mode);
    if (rules === undefined) return [denial('invalid_rules', "the policy's rules cannot be read")];
    return evaluate(rules, question) ?? [denial('unspecified', "the session's state cannot be read")];
  };
}
