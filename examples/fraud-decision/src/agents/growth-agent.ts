/** The growth agent: wants good customers served, and proposes the option with the least friction it can defend. */
import type { Scenario } from '../scenario.js';
import { voteFor } from './agent.js';
import type { Agent, Evaluation, Option } from './agent.js';

const SMALL_AMOUNT_USD = 500;
const LARGE_AMOUNT_USD = 5000;
const KNOWN_DEVICE = 0.5;
const REPEATED_CHARGEBACKS = 2;

/** The option put before the others. */
export function proposedOption({ amountUsd, deviceTrust, vip }: Scenario): Option {
  if (amountUsd > LARGE_AMOUNT_USD && !vip) return 'hold-for-review';
  if (deviceTrust >= KNOWN_DEVICE && (vip || amountUsd <= SMALL_AMOUNT_USD)) return 'approve';
  return 'approve-with-step-up';
}

function evaluate({ vip, amountUsd, earlierChargebacks }: Scenario, option: Option): Evaluation {
  if (option === 'hold-for-review') {
    return { recommendation: 'REVIEW', confidence: 0.5, reason: 'a held payment is neither won nor lost' };
  }
  if (vip) return { recommendation: 'APPROVE', confidence: 0.9, reason: 'a VIP customer, worth keeping' };
  if (earlierChargebacks >= REPEATED_CHARGEBACKS) {
    return {
      recommendation: 'REJECT',
      confidence: 0.7,
      reason: `${earlierChargebacks} chargebacks cost more than this`,
    };
  }
  return { recommendation: 'APPROVE', confidence: 0.65, reason: `${amountUsd} USD of revenue` };
}

export const growthAgent: Agent = {
  id: 'growth-agent',
  evaluate,
  object: () => undefined,
  vote: (scenario, option) => voteFor(evaluate(scenario, option)),
};
