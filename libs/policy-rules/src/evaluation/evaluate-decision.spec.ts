/** Decision commitments under every rule of the policy: each allowed case beside the denied one that differs least. */
import { describe, expect, it } from '@jest/globals';

import { bothWays, cast, codesOf, decisionQuestion, policyOf } from '../testing/governance.js';
import type { DecisionHistory } from '../testing/governance.js';
import { evaluateCommitment } from './evaluate-commitment.js';

type Codes = readonly string[];
const ALLOWED: Codes = [];

interface Row {
  readonly when: string;
  readonly rules: unknown;
  readonly version?: number;
  readonly history: DecisionHistory;
  readonly positive: Codes;
  readonly negative: Codes;
}

function rows(table: readonly Row[]): void {
  it.each(table)('$when', ({ rules, version, history, positive, negative }) => {
    const policy = policyOf(rules, { schemaVersion: version ?? 3 });
    expect(bothWays(policy, history)).toEqual({ positive, negative });
  });
}

const vote = (algorithm: string, more: object = {}): object => ({ voting: { algorithm, ...more } });
const BACKED = { commitment: { allow_decline_over_approval: true } };

describe('tallies', () => {
  rows([
    {
      when: 'none counts nothing and takes the polarity at face value',
      rules: vote('none'),
      history: { ballots: cast('a-') },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'majority passes an even split, and a silent participant does not count',
      rules: vote('majority'),
      history: {
        ballots: cast('a+ b-'),
      },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
    },
    {
      when: 'majority fails below its threshold, which opens the decline',
      rules: vote('majority'),
      history: {
        ballots: cast('a+ b- c-'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'plurality fails a tie, whatever the threshold',
      rules: vote('plurality', { threshold: 0.1 }),
      history: {
        ballots: cast('a+ b-'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'plurality passes more approvals than rejections',
      rules: vote('plurality', { threshold: 1 }),
      history: {
        ballots: cast('a+ b- c+'),
      },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
    },
    {
      when: 'supermajority 0.67 is missed by two thirds',
      rules: vote('supermajority', { threshold: 0.67 }),
      history: {
        ballots: cast('a+ b+ c-'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'supermajority 0.6666666666666666 is met by two thirds, inclusively and in binary64',
      rules: vote('supermajority', { threshold: 0.6666666666666666 }),
      history: {
        ballots: cast('a+ b+ c-'),
      },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
    },
    {
      when: 'a stored supermajority of at most 0.5 means two thirds: three of five miss it',
      rules: vote('supermajority', { threshold: 0.5 }),
      history: {
        ballots: cast('a+ b+ c+ a-p2 b-p2'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'unanimous wants every declared participant, so a silent one fails it without backing a decline',
      rules: vote('unanimous'),
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ['threshold_not_met'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'unanimous passes with an approval of everyone on some proposal',
      rules: vote('unanimous'),
      history: {
        ballots: cast('a+ b+p2 c+ c?p2'),
      },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
    },
    {
      when: 'unanimous fails on one reject beside approvals of everyone',
      rules: vote('unanimous'),
      history: {
        ballots: cast('a+ b+ c+ c-p2'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'unanimous is never passed by nobody',
      rules: vote('unanimous'),
      history: { participants: [] },
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'ballots on all proposals are pooled',
      rules: vote('majority'),
      history: {
        ballots: cast('a+ a-p2 b-p2'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'an algorithm of an unknown name never passes',
      rules: vote('acclamation'),
      history: {
        ballots: cast('a+ b+ c+'),
      },
      positive: ['threshold_not_met'],
      negative: ['decline_not_backed'],
    },
  ]);
});

describe('weighted votes', () => {
  const onlyX = { ...vote('weighted', { threshold: 0.5, weights: { x: 1 } }), ...BACKED };
  rows([
    {
      when: 'weights decide, not heads',
      rules: vote('weighted', { threshold: 0.5, weights: { a: 3, b: 1, c: 1 } }),
      history: {
        ballots: cast('a+ b- c-'),
      },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
    },
    {
      when: 'the share of weight must reach the threshold',
      rules: vote('weighted', { threshold: 0.61, weights: { a: 3, b: 1, c: 1 } }),
      history: {
        ballots: cast('a+ b- c-'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
    {
      when: 'the reject of an unlisted voter does not back a decline',
      rules: onlyX,
      history: {
        participants: ['x', 'y'],
        ballots: cast('y- x+'),
      },
      positive: ALLOWED,
      negative: ['decline_not_backed'],
    },
    {
      when: 'the reject of a listed voter does',
      rules: { ...vote('weighted', { threshold: 0.5, weights: { x: 1, y: 1 } }), ...BACKED },
      history: {
        participants: ['x', 'y'],
        ballots: cast('y- x+'),
      },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'only an unlisted voter has voted: no votes, which version 1 lets pass',
      rules: onlyX,
      version: 1,
      history: { participants: ['x', 'y'], ballots: cast('y+') },
      positive: ALLOWED,
      negative: ['decline_not_backed'],
    },
    {
      when: 'only an unlisted voter has voted: no votes, which version 3 does not let pass',
      rules: onlyX,
      history: { participants: ['x', 'y'], ballots: cast('y+') },
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'a stored negative total of weights fails',
      rules: vote('weighted', { weights: { a: -1 } }),
      history: { ballots: cast('a+') },
      positive: ['threshold_not_met'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'a voter named like a prototype member has no weight of its own',
      rules: vote('weighted', { weights: { a: 1 } }),
      history: { participants: ['a', 'constructor'], ballots: cast('constructor+') },
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'other algorithms ignore the weights',
      rules: vote('majority', { weights: { a: 100 } }),
      history: {
        ballots: cast('a+ b- c-'),
      },
      positive: ['threshold_not_met'],
      negative: ALLOWED,
    },
  ]);

  it('sums weights in byte order of the voters, whatever the order of arrival', () => {
    // (0.1 + 0.2) + 0.3 of that plus 0.2 is 0.7500000000000001; summed the other way round it is 0.7499999999999999.
    const policy = policyOf(vote('weighted', { threshold: 0.75, weights: { a: 0.1, b: 0.2, c: 0.3, d: 0.2 } }));
    for (const ballots of ['a+ b+ c+ d-', 'd- c+ b+ a+']) {
      expect(bothWays(policy, { participants: ['a', 'b', 'c', 'd'], ballots: cast(ballots) }).positive).toEqual(
        ALLOWED,
      );
    }
  });
});

describe('empty tallies and the decline guard', () => {
  const quorumRequired = (value: number): object => ({
    ...vote('majority', { quorum: { type: 'count', value } }),
    commitment: { require_vote_quorum: true },
  });
  const abstentions: DecisionHistory = {
    ballots: cast('a? b?'),
  };
  rows([
    {
      when: 'abstentions only, version 3',
      rules: vote('majority'),
      history: abstentions,
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'abstentions only, version 2',
      rules: vote('majority'),
      version: 2,
      history: abstentions,
      positive: ALLOWED,
      negative: ['decline_not_backed'],
    },
    {
      when: 'version 2 with a required quorum of zero: the floor is met, the legacy arm is not waived',
      rules: quorumRequired(0),
      version: 2,
      history: {},
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    },
    {
      when: 'a passed vote declines only where the policy allows it and a reject backs it',
      rules: { ...vote('majority'), ...BACKED },
      history: {
        ballots: cast('a+ b+ c-'),
      },
      positive: ALLOWED,
      negative: ALLOWED,
    },
    {
      when: 'a passed vote without any reject backs no decline',
      rules: { ...vote('majority'), ...BACKED },
      history: {
        ballots: cast('a+ b+'),
      },
      positive: ALLOWED,
      negative: ['decline_not_backed'],
    },
  ]);
});

describe('participation floor', () => {
  const floor = (algorithm: string, quorum: object, required = true): object => ({
    voting: { algorithm, quorum },
    commitment: { require_vote_quorum: required },
  });
  rows([
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
  rows([
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
      when: 'and below it the reason is the confidence, without evaluations too',
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
  rows([
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

describe('stored definitions that admission would have refused', () => {
  it.each([
    ['a veto threshold of 0', { objection_handling: { veto_threshold: 0 } }],
    ['a confidence above 1', { evaluation: { minimum_confidence: 1.5 } }],
    ['a confidence below 0', { evaluation: { minimum_confidence: -0.1 } }],
    ['a rule of the wrong type', { voting: { algorithm: ['none'] } }],
    ['a rule that is null', { voting: null }],
    ['an action of an unknown name', { objection_handling: { critical_objection_action: 'shrug' } }],
    ['rules that are no object', '[]'],
    ['rules that are no JSON', '{'],
  ])('%s denies with invalid_rules alone', (_name, rules) => {
    const history: DecisionHistory = { objections: [['b', 'critical']] };
    expect(bothWays(policyOf(rules), history)).toEqual({ positive: ['invalid_rules'], negative: ['invalid_rules'] });
  });

  it('undefined keys of a stored definition are not read at all', () => {
    expect(bothWays(policyOf({ audit: { level: 1 } }), {})).toEqual({ positive: ALLOWED, negative: ALLOWED });
  });

  it.each([0, 4, 1.5])('schema version %d denies', (schemaVersion) => {
    expect(bothWays(policyOf({}, { schemaVersion }), {}).negative).toEqual(['unsupported_schema_version']);
  });

  it.each([1, 2, 3])('schema version %d is evaluated', (schemaVersion) => {
    expect(bothWays(policyOf({}, { schemaVersion }), {}).negative).toEqual(ALLOWED);
  });

  it('a state that is none denies instead of counting nothing', () => {
    const question = { ...decisionQuestion(policyOf({}), {}, true), modeState: { votes: [] } };
    expect(codesOf(evaluateCommitment(question))).toEqual(['unspecified']);
  });
});
