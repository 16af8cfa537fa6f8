/** The fraud agent: weighs the signals of the payment into a risk, and judges what is left of it under each option. */
import type { Scenario } from '../scenario.js';
import { rounded, voteFor } from './agent.js';
import type { Agent, Evaluation, Objection, Option } from './agent.js';

const WEIGHT = { device: 0.45, youth: 0.2, chargebacks: 0.2, amount: 0.15 };
const SETTLED_AGE_DAYS = 90;
const FULL_CHARGEBACKS = 2;
const FULL_AMOUNT_USD = 5000;

/** Share of the risk that stays when the option is carried out. */
const REMAINING: Readonly<Record<Option, number>> = {
  approve: 1,
  'approve-with-step-up': 0.75,
  'hold-for-review': 0.3,
};

const BLOCK_FROM = 0.7;
const REJECT_FROM = 0.5;
const REVIEW_FROM = 0.3;

/** Risk that remains under `option`, from 0 to 1. */
export function residualRisk(scenario: Scenario, option: Option): number {
  const youth = Math.max(0, 1 - scenario.accountAgeDays / SETTLED_AGE_DAYS);
  const chargebacks = Math.min(1, scenario.earlierChargebacks / FULL_CHARGEBACKS);
  const amount = Math.min(1, scenario.amountUsd / FULL_AMOUNT_USD);
  const risk =
    WEIGHT.device * (1 - scenario.deviceTrust) +
    WEIGHT.youth * youth +
    WEIGHT.chargebacks * chargebacks +
    WEIGHT.amount * amount;
  return risk * REMAINING[option];
}

function evaluate(scenario: Scenario, option: Option): Evaluation {
  const risk = residualRisk(scenario, option);
  const reason = `remaining risk ${risk.toFixed(2)} under ${option}`;
  if (risk >= BLOCK_FROM) return { recommendation: 'BLOCK', confidence: rounded(risk), reason };
  if (risk >= REJECT_FROM) return { recommendation: 'REJECT', confidence: rounded(risk), reason };
  if (risk >= REVIEW_FROM) return { recommendation: 'REVIEW', confidence: 0.5, reason };
  return { recommendation: 'APPROVE', confidence: rounded(1 - risk), reason };
}

function object(scenario: Scenario, option: Option): Objection | undefined {
  const { recommendation, reason } = evaluate(scenario, option);
  if (recommendation === 'BLOCK') return { severity: 'critical', reason };
  return recommendation === 'REJECT' ? { severity: 'high', reason } : undefined;
}

export const fraudAgent: Agent = {
  id: 'fraud-agent',
  evaluate,
  object,
  vote: (scenario, option) => voteFor(evaluate(scenario, option)),
};
