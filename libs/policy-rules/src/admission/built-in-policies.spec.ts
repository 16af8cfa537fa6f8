/** The built-in policies: admissible themselves, behaving as published, and alone under their ids. */
import { describe, expect, it } from '@jest/globals';

import { MODE_ID } from '../rules/rule-schema.js';
import { bothWays, cast, policyOf } from '../testing/governance.js';
import { admitCandidate, admitPolicy } from './admit-policy.js';
import { BUILT_IN_POLICIES, builtInPolicy } from './built-in-policies.js';

const MAJORITY = {
  voting: { algorithm: 'majority', threshold: 0.5, quorum: { type: 'count', value: 1 } },
  commitment: { require_vote_quorum: true },
};
const asMajority = { policyId: 'policy.std.majority', schemaVersion: 1 };

describe('built-in policies', () => {
  it('are these, sorted by id', () => {
    expect(BUILT_IN_POLICIES.map(({ policyId, mode, schemaVersion }) => [policyId, mode, schemaVersion])).toEqual([
      ['policy.default', '*', 1],
      ['policy.std.majority', MODE_ID.decision, 1],
      ['policy.std.supermajority', MODE_ID.decision, 1],
      ['policy.std.unanimous', MODE_ID.decision, 1],
    ]);
  });

  const profile = (algorithm: string, voters: number, threshold?: number): object => ({
    voting: {
      algorithm,
      ...(threshold === undefined ? {} : { threshold }),
      quorum: { type: 'count', value: voters },
    },
    commitment: { require_vote_quorum: true },
  });
  it.each<[string, object]>([
    [
      'policy.default',
      {
        voting: { algorithm: 'none', quorum: { type: 'count', value: 0 } },
        objection_handling: { critical_severity_vetoes: false, veto_threshold: 1 },
        evaluation: { required_before_voting: false, minimum_confidence: 0 },
        commitment: { authority: 'initiator_only', designated_roles: [], require_vote_quorum: false },
      },
    ],
    ['policy.std.majority', profile('majority', 1, 0.5)],
    ['policy.std.supermajority', profile('supermajority', 2, 0.6666666666666666)],
    ['policy.std.unanimous', profile('unanimous', 1)],
  ])('%s has the published rules', (policyId, rules) => {
    expect(JSON.parse(builtInPolicy(policyId)!.rules)).toEqual(rules);
  });

  it.each(BUILT_IN_POLICIES)('$policyId passes its own admission unchanged', (policy) => {
    expect(admitCandidate(policy)).toEqual({ kind: 'admitted', policy });
  });

  it('policy.default allows everything', () => {
    expect(bothWays(builtInPolicy('policy.default')!, { objections: [['a', 'critical']] })).toEqual({
      positive: [],
      negative: [],
    });
  });

  it('the profiles deny a lone abstention at version 1, because they require a quorum', () => {
    expect(bothWays(builtInPolicy('policy.std.majority')!, { ballots: cast('a?') })).toEqual({
      positive: ['no_votes'],
      negative: ['decline_not_backed'],
    });
  });

  it('the supermajority profile passes two of three and wants two voters', () => {
    const profile = builtInPolicy('policy.std.supermajority')!;
    expect(
      bothWays(profile, {
        ballots: cast('a+ b+ c-'),
      }).positive,
    ).toEqual([]);
    expect(bothWays(profile, { ballots: cast('a+') }).positive).toEqual(['quorum_not_met']);
  });
});

describe('reserved ids', () => {
  it.each([
    ['as published', MAJORITY],
    ['with annotations', { ...MAJORITY, _note: 'ours' }],
    ['with defaults spelled out', { ...MAJORITY, evaluation: { minimum_confidence: 0 } }],
    [
      'with defaults left out',
      { voting: { algorithm: 'majority', quorum: { value: 1 } }, commitment: { require_vote_quorum: true } },
    ],
  ])('take their own profile %s', (_name, rules) => {
    expect(admitPolicy(policyOf(rules, asMajority)).kind).toBe('admitted');
  });

  it.each([
    ['another rule', policyOf({ ...MAJORITY, commitment: {} }, asMajority)],
    ['a rule more', policyOf({ ...MAJORITY, evaluation: { minimum_confidence: 0.1 } }, asMajority)],
    ['weights', policyOf({ ...MAJORITY, voting: { ...MAJORITY.voting, weights: { a: 1 } } }, asMajority)],
    ['a rule of another type', policyOf({ ...MAJORITY, voting: { ...MAJORITY.voting, threshold: '0.5' } }, asMajority)],
    ['another version', policyOf(MAJORITY, { ...asMajority, schemaVersion: 3 })],
    ['another mode', policyOf(MAJORITY, { ...asMajority, mode: '*' })],
    ['an unassigned name', policyOf(MAJORITY, { ...asMajority, policyId: 'policy.std.Majority' })],
    ['the bare prefix', policyOf(MAJORITY, { ...asMajority, policyId: 'policy.std.' })],
  ])('refuse %s', (_name, descriptor) => {
    expect(admitPolicy(descriptor)).toMatchObject({
      error: expect.stringMatching(/^INVALID_POLICY_DEFINITION: .*reserved/),
    });
  });

  it.each(['policy.majority', 'policy.standard', 'policy.stdx', 'default'])("leave '%s' free", (policyId) => {
    expect(admitPolicy(policyOf(MAJORITY, { policyId })).kind).toBe('admitted');
  });
});
