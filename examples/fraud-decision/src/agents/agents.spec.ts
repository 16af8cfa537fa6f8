import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../scenario.js';
import type { Agent, Option } from './agent.js';
import { complianceAgent } from './compliance-agent.js';
import { fraudAgent, residualRisk } from './fraud-agent.js';
import { growthAgent, proposedOption } from './growth-agent.js';

const SUSPICIOUS: Scenario = {
  amountUsd: 2400,
  deviceTrust: 0.18,
  accountAgeDays: 14,
  vip: true,
  earlierChargebacks: 1,
};
const SOUND: Scenario = { amountUsd: 120, deviceTrust: 0.95, accountAgeDays: 900, vip: false, earlierChargebacks: 0 };
const STEP_UP: Option = 'approve-with-step-up';

/** Recommendation, severity of the objection, vote. */
function stance(agent: Agent, scenario: Scenario, option: Option): readonly (string | undefined)[] {
  return [
    agent.evaluate(scenario, option).recommendation,
    agent.object(scenario, option)?.severity,
    agent.vote(scenario, option).vote,
  ];
}

describe('the proposed option', () => {
  it.each([
    ['a known device and a small amount', SOUND, 'approve'],
    ['a known device and a VIP', { ...SOUND, amountUsd: 2400, vip: true }, 'approve'],
    ['a known device and more than a small amount', { ...SOUND, amountUsd: 501 }, STEP_UP],
    ['an unknown device', SUSPICIOUS, STEP_UP],
    ['a large amount', { ...SOUND, amountUsd: 5001 }, 'hold-for-review'],
    ['a large amount of a VIP', { ...SUSPICIOUS, amountUsd: 5001 }, STEP_UP],
  ])('given %s, when the growth agent proposes, then the option is the least friction', (_, scenario, option) => {
    expect(proposedOption(scenario)).toBe(option);
  });
});

describe('the fraud agent', () => {
  it('given the suspicious payment, when its risk is weighed, then a step-up leaves three quarters of it', () => {
    expect(residualRisk(SUSPICIOUS, 'approve')).toBeCloseTo(0.7099, 4);
    expect(residualRisk(SUSPICIOUS, STEP_UP)).toBeCloseTo(0.7099 * 0.75, 4);
  });

  it.each([
    ['suspicious, approved as it is', SUSPICIOUS, 'approve', ['BLOCK', 'critical', 'REJECT']],
    ['suspicious, stepped up', SUSPICIOUS, STEP_UP, ['REJECT', 'high', 'REJECT']],
    ['better known device', { ...SUSPICIOUS, deviceTrust: 0.6 }, STEP_UP, ['REVIEW', undefined, 'ABSTAIN']],
    ['suspicious, held', SUSPICIOUS, 'hold-for-review', ['APPROVE', undefined, 'APPROVE']],
    ['sound', SOUND, 'approve', ['APPROVE', undefined, 'APPROVE']],
  ] as const)('given %s, when it judges, then its stance follows from the risk', (_, scenario, option, expected) => {
    expect(stance(fraudAgent, scenario, option)).toEqual(expected);
  });
});

describe('the growth agent', () => {
  it.each([
    ['a VIP', SUSPICIOUS, STEP_UP, ['APPROVE', undefined, 'APPROVE']],
    ['no VIP', { ...SUSPICIOUS, vip: false }, STEP_UP, ['APPROVE', undefined, 'APPROVE']],
    [
      'repeated chargebacks',
      { ...SUSPICIOUS, vip: false, earlierChargebacks: 2 },
      STEP_UP,
      ['REJECT', undefined, 'REJECT'],
    ],
    ['a hold', SUSPICIOUS, 'hold-for-review', ['REVIEW', undefined, 'ABSTAIN']],
  ] as const)(
    'given %s, when it judges, then its stance follows from the customer',
    (_, scenario, option, expected) => {
      expect(stance(growthAgent, scenario, option)).toEqual(expected);
    },
  );
});

describe('the compliance agent', () => {
  it.each([
    ['a new account with a chargeback', SUSPICIOUS, STEP_UP, ['BLOCK', 'critical', 'REJECT']],
    ['the same, held', SUSPICIOUS, 'hold-for-review', ['APPROVE', undefined, 'APPROVE']],
    ['no chargeback', { ...SUSPICIOUS, earlierChargebacks: 0 }, STEP_UP, ['APPROVE', undefined, 'APPROVE']],
    ['an account of 30 days', { ...SUSPICIOUS, accountAgeDays: 30 }, STEP_UP, ['APPROVE', undefined, 'APPROVE']],
    ['a little less than the limit', { ...SUSPICIOUS, amountUsd: 999 }, STEP_UP, ['APPROVE', undefined, 'APPROVE']],
    ['an amount to report', { ...SOUND, amountUsd: 10_000 }, STEP_UP, ['REVIEW', 'medium', 'ABSTAIN']],
  ] as const)('given %s, when it judges, then its stance follows from the rules', (_, scenario, option, expected) => {
    expect(stance(complianceAgent, scenario, option)).toEqual(expected);
  });
});
