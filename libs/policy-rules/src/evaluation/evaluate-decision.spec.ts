/** Votes of Decision mode: every algorithm, the empty tally and the decline guard, each case beside its twin. */
import { describe, expect, it } from '@jest/globals';

import { ALLOWED, decisionRows } from '../testing/decision-rows.js';
import { bothWays, cast, policyOf } from '../testing/governance.js';
import type { DecisionHistory } from '../testing/governance.js';

const vote = (algorithm: string, more: object = {}): object => ({ voting: { algorithm, ...more } });
const BACKED = { commitment: { allow_decline_over_approval: true } };

describe('tallies', () => {
  decisionRows([
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
  decisionRows([
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
      when: 'the weight of an abstention is in neither sum',
      rules: vote('weighted', { threshold: 0.5, weights: { a: 1, b: 1, c: 9 } }),
      history: { ballots: cast('a+ b- c?') },
      positive: ALLOWED,
      negative: ['decline_over_approval'],
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

  it('sums weights in byte order of proposals and voters, whatever the order of arrival', () => {
    // (0.1 + 0.2) + 0.3 of that plus 0.2 is 0.7500000000000001; summed the other way round it is 0.7499999999999999.
    const policy = policyOf(vote('weighted', { threshold: 0.75, weights: { a: 0.1, b: 0.2, c: 0.3, d: 0.2 } }));
    for (const ballots of ['a+ b+ c+ d-', 'c+ b+ a+ d-', 'a+p1 b+p2 c+p3 d-p4', 'c+p3 b+p2 a+p1 d-p4']) {
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
  decisionRows([
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
