/** What stands before the vote of a Decision: participation floor, evaluation gate and critical objections. */
import { describe, expect, it } from '@jest/globals';

import { ALLOWED, decisionRows } from '../testing/decision-rows.js';
import { cast, decisionQuestion, policyOf } from '../testing/governance.js';
import type { DecisionHistory } from '../testing/governance.js';
import { evaluateCommitment } from './evaluate-commitment.js';

/** A hundred participants, of whom so many vote. */
function crowd(voters: number): DecisionHistory {
  const participants = Array.from({ length: 100 }, (_, index) => `agent-${index}`);
  return { participants, ballots: participants.slice(0, voters).map((voter) => [voter, 'ABSTAIN'] as const) };
}

describe('participation floor', () => {
  const floor = (algorithm: string, quorum: object, required = true): object => ({
    voting: { algorithm, quorum },
    commitment: { require_vote_quorum: required },
  });
  decisionRows([
    {
      when: 'binds under none too',
      rules: floor('none', { type: 'count', value: 1 }),
      history: {},
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
    {
      when: 'is met by an abstention',
      rules: floor('none', { type: 'count', value: 1 }),
      history: { ballots: cast('a?') },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'does not bind unless it is required',
      rules: floor('none', { type: 'count', value: 3 }, false),
      history: {},
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'counts a participant once, however many proposals it voted on',
      rules: floor('none', { type: 'count', value: 2 }),
      history: {
        ballots: cast('a+ a+p2'),
      },
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
    {
      when: 'reads a stored n_of_m as a count',
      rules: floor('none', { type: 'n_of_m', value: 2 }),
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'is never met under a type of an unknown name',
      rules: floor('none', { type: 'moon', value: 1 }),
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
    {
      when: 'takes a percentage on a scale of 100: two of three reach 66',
      rules: floor('none', { type: 'percentage', value: 66 }),
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'and miss 67',
      rules: floor('none', { type: 'percentage', value: 67 }),
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
    {
      when: 'and is met inclusively: one of two reaches 50',
      rules: floor('none', { type: 'percentage', value: 50 }),
      history: { participants: ['a', 'b'], ballots: cast('a?') },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'divides before it multiplies, in binary64: 29 of 100 fall short of 29',
      rules: floor('none', { type: 'percentage', value: 29 }),
      history: crowd(29),
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
    {
      when: 'where 28 of 100 reach 28',
      rules: floor('none', { type: 'percentage', value: 28 }),
      history: crowd(28),
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'a percentage of nobody is met only at zero',
      rules: floor('none', { type: 'percentage', value: 0 }),
      history: { participants: [] },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'and at nothing above',
      rules: floor('none', { type: 'percentage', value: 0.1 }),
      history: { participants: [] },
      positive: ['quorum_not_met'],
      negative: ['quorum_not_met'],
    },
  ]);
});

describe('evaluation gate', () => {
  const gate = (evaluation: object): object => ({ evaluation });
  decisionRows([
    {
      when: 'minimum confidence alone does nothing',
      rules: gate({ minimum_confidence: 0.9 }),
      history: { evaluations: [['APPROVE', 0.2]] },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'a required evaluation must be conclusive: REVIEW is not',
      rules: gate({ required_before_voting: true }),
      history: { evaluations: [['REVIEW', 1]] },
      positive: ['evaluation_required'],
      negative: ['evaluation_required'],
    },
    {
      when: 'any conclusive evaluation will do, at any confidence',
      rules: gate({ required_before_voting: true }),
      history: { evaluations: [['BLOCK', 0]] },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'with a minimum the confidence counts, inclusively',
      rules: gate({ required_before_voting: true, minimum_confidence: 0.9 }),
      history: { evaluations: [['REJECT', 0.9]] },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'and one that reaches it will do, whatever the others are',
      rules: gate({ required_before_voting: true, minimum_confidence: 0.9 }),
      history: {
        evaluations: [
          ['APPROVE', 0.2],
          ['BLOCK', 0.9],
        ],
      },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'and without any evaluation the reason is the confidence as well',
      rules: gate({ required_before_voting: true, minimum_confidence: 0.9 }),
      history: {},
      positive: ['confidence_below_minimum'],
      negative: ['confidence_below_minimum'],
    },
    {
      when: 'and below it the reason is the confidence',
      rules: gate({ required_before_voting: true, minimum_confidence: 0.9 }),
      history: {
        evaluations: [
          ['APPROVE', 0.89],
          ['REVIEW', 1],
        ],
      },
      positive: ['confidence_below_minimum'],
      negative: ['confidence_below_minimum'],
    },
  ]);
});

describe('critical objections', () => {
  const veto = (more: object = {}, rest: object = {}): object => ({
    objection_handling: { critical_severity_vetoes: true, ...more },
    ...rest,
  });
  const one: DecisionHistory = { objections: [['b', 'critical']] };
  const everything = veto(
    { critical_objection_action: 'finalize_decline' },
    {
      voting: { algorithm: 'majority', quorum: { type: 'count', value: 2 } },
      evaluation: { required_before_voting: true },
      commitment: { require_vote_quorum: true },
    },
  );
  decisionRows([
    { when: 'do not veto by default', rules: {}, history: one, positive: ALLOWED, negative: ALLOWED },
    { when: 'deny both ways', rules: veto(), history: one, positive: ['veto'], negative: ['veto'] },
    {
      when: 'hold both ways',
      rules: veto({ critical_objection_action: 'hold' }),
      history: one,
      positive: ['veto_hold'],
      negative: ['veto_hold'],
    },
    {
      when: 'finalize the decline and veto the approval',
      rules: veto({ critical_objection_action: 'finalize_decline' }),
      history: one,
      positive: ['veto'],
      negative: ALLOWED,
    },
    {
      when: 'waive vote, floor and evaluations for the decline; the approval collects every reason in order',
      rules: everything,
      history: one,
      positive: ['evaluation_required', 'veto', 'quorum_not_met', 'no_votes'],
      negative: ALLOWED,
    },
    {
      when: 'waive nothing when no veto stands',
      rules: everything,
      history: { objections: [['b', 'high']] },
      positive: ['evaluation_required', 'quorum_not_met', 'no_votes'],
      negative: ['evaluation_required', 'quorum_not_met', 'decline_not_backed'],
    },
    {
      when: 'below the threshold no veto stands',
      rules: veto({ veto_threshold: 2 }),
      history: one,
      positive: ALLOWED,
      negative: ALLOWED,
    },
  ]);

  it('of one sender on two proposals reach a threshold of two, and name the sender once', () => {
    const question = decisionQuestion(
      policyOf(veto({ veto_threshold: 2 })),
      {
        objections: [
          ['b', 'critical'],
          ['b', 'critical', 'p2'],
        ],
      },
      true,
    );
    expect(evaluateCommitment(question).denials).toMatchObject([{ code: 'veto', participants: ['b'] }]);
  });

  it('name the objectors in byte order, only in the list and never in the text', () => {
    const question = decisionQuestion(
      policyOf(veto()),
      {
        objections: [
          ['\u{1f600}', 'critical'],
          ['\uff21', 'critical'],
          ['b', 'low'],
          ['zed', 'critical'],
        ],
      },
      false,
    );
    const [denial] = evaluateCommitment(question).denials;
    expect(denial?.participants).toEqual(['zed', '\uff21', '\u{1f600}']);
    expect(denial?.message).not.toContain('zed');
  });
});
