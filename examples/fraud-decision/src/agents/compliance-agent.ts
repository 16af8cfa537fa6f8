/** The compliance agent: applies fixed rules; whoever breaks one is not argued with, and doubts are left to reviewers. */
import type { Scenario } from '../scenario.js';
import { voteFor } from './agent.js';
import type { Agent, Evaluation, Objection, Option } from './agent.js';

const NEW_ACCOUNT_DAYS = 30;
const NEW_ACCOUNT_LIMIT_USD = 1000;
const REPORTED_FROM_USD = 10_000;

/** What the rules say to paying out at once. */
function finding(scenario: Scenario, option: Option): Objection | undefined {
  if (option === 'hold-for-review') return undefined;
  const { accountAgeDays, amountUsd, earlierChargebacks } = scenario;
  if (accountAgeDays < NEW_ACCOUNT_DAYS && earlierChargebacks > 0 && amountUsd >= NEW_ACCOUNT_LIMIT_USD) {
    const reason = `an account of ${accountAgeDays} days with a chargeback may not pay ${amountUsd} USD unreviewed`;
    return { severity: 'critical', reason };
  }
  if (amountUsd < REPORTED_FROM_USD) return undefined;
  return { severity: 'medium', reason: `${amountUsd} USD has to be reported first` };
}

function evaluate(scenario: Scenario, option: Option): Evaluation {
  const found = finding(scenario, option);
  if (found === undefined) return { recommendation: 'APPROVE', confidence: 0.8, reason: 'no rule is broken' };
  if (found.severity === 'critical') return { recommendation: 'BLOCK', confidence: 0.95, reason: found.reason };
  return { recommendation: 'REVIEW', confidence: 0.6, reason: found.reason };
}

export const complianceAgent: Agent = {
  id: 'compliance-agent',
  evaluate,
  object: finding,
  vote: (scenario, option) => voteFor(evaluate(scenario, option)),
};
