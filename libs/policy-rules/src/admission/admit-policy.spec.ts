/** Admission of descriptors: every rule of the schemas with its refused twin, the order of checks, and hostile texts. */
import { describe, expect, it } from '@jest/globals';
import type { PolicyDefinition } from '@macp/kernel';

import { MODE_ID } from '../rules/rule-schema.js';
import { RULES_DEPTH_MAX, RULES_LENGTH_MAX } from '../rules/rules-text.js';
import { policyOf } from '../testing/governance.js';
import { INVALID_DEFINITION_PREFIX, admitCandidate, admitPolicy } from './admit-policy.js';
import type { Admission } from './admit-policy.js';

const ADMITTED = 'admitted';

/** `admitted`, or the text of the refusal after its prefix. */
function result(admission: Admission): string {
  if (admission.kind === 'admitted') return ADMITTED;
  expect(admission.error.startsWith(INVALID_DEFINITION_PREFIX)).toBe(true);
  return admission.error.slice(INVALID_DEFINITION_PREFIX.length);
}

function admit(rules: unknown, overrides: Partial<PolicyDefinition> = {}): string {
  return result(admitPolicy(policyOf(rules, overrides)));
}

const at = (path: string, value: unknown): object =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

describe('rules by value', () => {
  const { decision, quorum, proposal, task, handoff } = MODE_ID;
  it.each([
    [decision, 'voting.threshold', [1, 0.5, 0.0001], [0, -1, 1.0001]],
    [decision, 'voting.quorum.type', ['count', 'percentage'], ['n_of_m', 'Count', '']],
    [decision, 'voting.quorum.value', [0, 1e6, 0.5], [-1, -0.1]],
    [
      decision,
      'voting.weights',
      [{ a: 0.1 }, { _x: 1, $y: 2, 'x-z': 3 }],
      [{}, { a: 0 }, { a: -1 }, { a: 1, b: 0 }, { a: '1' }, { a: null }],
    ],
    [decision, 'voting.algorithm', ['none', 'unanimous', 'plurality', 'majority'], ['Majority', 'consensus', '']],
    [decision, 'objection_handling.critical_severity_vetoes', [true, false], ['true', 1]],
    [decision, 'objection_handling.veto_threshold', [1, 4294967295], [0, -1, 1.5, 4294967296, '1']],
    [decision, 'objection_handling.critical_objection_action', ['deny', 'finalize_decline', 'hold'], ['Hold', 'allow']],
    [decision, 'evaluation.required_before_voting', [true], ['yes']],
    [decision, 'evaluation.minimum_confidence', [0, 1, 0.5], [-0.1, 1.1, '0.5']],
    [decision, 'commitment.authority', ['initiator_only', 'any_participant'], ['designated_role', 'anyone']],
    [decision, 'commitment.designated_roles', [[], ['a']], [['a', 1], 'a', {}]],
    [decision, 'commitment.require_vote_quorum', [true], [1]],
    [decision, 'commitment.allow_decline_over_approval', [true], [{}]],
    [quorum, 'threshold.type', ['n_of_m', 'percentage', 'count'], ['weighted', 'all']],
    [quorum, 'threshold.value', [1, 75.0, 500], [0, -1, 0.5, '1']],
    [quorum, 'abstention.counts_toward_quorum', [true], ['no']],
    [quorum, 'abstention.interpretation', ['neutral', 'implicit_reject', 'ignored'], ['reject']],
    [proposal, 'acceptance.criterion', ['all_parties', 'counterparty', 'initiator'], ['any']],
    [proposal, 'counter_proposal.max_rounds', [0, 7], [-1, 0.5, '1']],
    [proposal, 'rejection.terminal_on_any_reject', [true], ['true']],
    [task, 'assignment.allow_reassignment_on_reject', [true], [0]],
    [task, 'completion.require_output', [true], [[]]],
    [handoff, 'acceptance.implicit_accept_timeout_ms', [0, 86_400_000], [-1, 1.5, '5', 2 ** 53]],
  ])('%s %s', (mode, path, admitted, refused) => {
    for (const value of admitted) {
      expect([value, admit(at(path, value), { mode })]).toEqual([value, ADMITTED]);
      expect([value, admit(at(path, value), { mode: '*' })]).toEqual([value, ADMITTED]);
    }
    for (const value of [...refused, null, [[]]]) {
      const text = admit(at(path, value), { mode });
      expect([value, text]).toEqual([value, expect.stringContaining(path.split('.')[0]!)]);
      expect([value, admit(at(path, value), { mode: '*' })]).toEqual([value, text]);
    }
  });

  it.each([
    [
      'supermajority needs more than half',
      { algorithm: 'supermajority', threshold: 0.51 },
      { algorithm: 'supermajority' },
    ],
    [
      'majority needs at least half',
      { algorithm: 'majority', threshold: 0.5 },
      { algorithm: 'majority', threshold: 0.49 },
    ],
    ['weighted needs weights', { algorithm: 'weighted', weights: { a: 1 } }, { algorithm: 'weighted' }],
    ['weights are not empty', { algorithm: 'majority', weights: { a: 1 } }, { algorithm: 'majority', weights: {} }],
  ])('%s', (_name, good, bad) => {
    expect(admit({ voting: good })).toBe(ADMITTED);
    expect(admit({ voting: bad })).toMatch(/^rules\.voting\./);
  });

  it('a designated role needs roles', () => {
    expect(admit({ commitment: { authority: 'designated_role', designated_roles: ['h'] } })).toBe(ADMITTED);
    expect(admit({ commitment: { authority: 'designated_role', designated_roles: [] } })).toBe(
      "rules.commitment.designated_roles must not be empty for 'designated_role'",
    );
  });

  it('a percentage threshold stays at or below 100', () => {
    const threshold = (value: number): object => ({ threshold: { type: 'percentage', value } });
    expect(admit(threshold(100), { mode: quorum })).toBe(ADMITTED);
    expect(admit(threshold(101), { mode: quorum })).toBe('rules.threshold.value must be at most 100 for a percentage');
  });

  it('a policy for every mode may use the keys of all and must satisfy each', () => {
    const union = {
      voting: { algorithm: 'majority' },
      threshold: { value: 2 },
      acceptance: { criterion: 'initiator', implicit_accept_timeout_ms: 5 },
      completion: { require_output: true },
      commitment: { require_vote_quorum: true },
    };
    expect(admit(union, { mode: '*' })).toBe(ADMITTED);
    expect(admit({ ...union, threshold: { value: 0.5 } }, { mode: '*' })).toBe(
      'rules.threshold.value must be a whole number',
    );
  });
});

describe('key namespaces', () => {
  it.each([
    ['an unknown section', { audit: {} }, 'rules.audit'],
    ['an unknown rule', { voting: { foo: 1 } }, 'rules.voting.foo'],
    ['an unknown rule two levels down', { voting: { quorum: { foo: 1 } } }, 'rules.voting.quorum.foo'],
    ['the first by sorted keys', { voting: { foo: 1 }, evaluation: { zip: 1 } }, 'rules.evaluation.zip'],
    ['a nested vendor key', { voting: { 'x-acme.rule': {} } }, 'rules.voting.x-acme.rule'],
    ['a vendor key without an object', { 'x-acme.rule': 1 }, 'rules.x-acme.rule'],
    ['a vendor key nobody implements', { 'x-acme.rule': {} }, 'rules.x-acme.rule'],
    ['a vendor key of the wrong form', { 'x-Acme.rule': {} }, 'rules.x-Acme.rule'],
    ['a vendor key without a name', { 'x-acme': {} }, 'rules.x-acme'],
    ['a member of every object', { constructor: {} }, 'rules.constructor'],
  ])('%s is refused with its path', (_name, rules, path) => {
    expect(admit(rules)).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}( |:)`));
  });

  it('says what is wrong with a vendor key', () => {
    expect(admit({ 'x-acme.rule': 1 })).toBe('rules.x-acme.rule: a vendor extension must be an object');
    expect(admit({ voting: { 'x-acme.rule': {} } })).toMatch(/at the top level only$/);
    expect(admit({ 'x-acme.rule': {} })).toMatch(/does not implement$/);
  });

  it('annotations are ignored at every closed level, and stored', () => {
    const rules = { _note: null, $schema: 1, voting: { _why: [{}], quorum: { $x: 'y' } }, ['__proto__']: { audit: 1 } };
    expect(admit(rules)).toBe(ADMITTED);
  });

  it('rules of Decision in the commitment block of another mode are undefined keys', () => {
    const rules = { commitment: { allow_decline_over_approval: false } };
    expect(admit(rules)).toBe(ADMITTED);
    expect(admit(rules, { mode: MODE_ID.quorum })).toMatch(/^rules\.commitment\.allow_decline_over_approval /);
  });

  it.each([MODE_ID.quorum, MODE_ID.proposal, MODE_ID.task, MODE_ID.handoff])(
    'the vote quorum that a policy builder writes everywhere is borne with in %s, if it is of its type',
    (mode) => {
      expect(admit({ commitment: { require_vote_quorum: false } }, { mode })).toBe(ADMITTED);
      expect(admit({ commitment: { require_vote_quorum: 'no' } }, { mode })).toMatch(/require_vote_quorum/);
    },
  );

  it('an undefined key is reported before a vendor key that nobody implements', () => {
    expect(admit({ 'x-acme.rule': {}, zzz: 1 })).toMatch(/^rules\.zzz /);
  });
});

describe('extension and unknown modes', () => {
  it.each(['ext.multi_round.v1', 'custom', ''])("'%s' takes any object", (mode) => {
    expect(admit({ whatever: [1, null], voting: 'x', 'x-acme.rule': 1 }, { mode })).toBe(ADMITTED);
    expect(admit('[]', { mode })).toBe('rules must be a JSON object');
  });

  it('only a well-formed commitment block has its authority checked', () => {
    const mode = 'ext.multi_round.v1';
    expect(admit({ commitment: { authority: 'any_participant', more: 1 } }, { mode })).toBe(ADMITTED);
    expect(admit({ commitment: { authority: 'anyone' } }, { mode })).toMatch(/^rules\.commitment\.authority /);
    expect(admit({ commitment: { authority: 7 } }, { mode })).toBe(ADMITTED);
    expect(admit({ commitment: [] }, { mode })).toBe(ADMITTED);
  });
});

describe('order of checks', () => {
  const broken: Partial<PolicyDefinition> = { policyId: ' ', schemaVersion: 0 };
  const reserved = { policyId: 'policy.std.unassigned' };
  it.each([
    ['1 blank id', '{', broken, 'policy_id must not be blank'],
    ['2 default policy', '{', { ...broken, policyId: 'policy.default' }, "policy_id 'policy.default' is reserved"],
    ['3 schema version', '{', { ...broken, policyId: 'p' }, 'schema_version must be 1, 2 or 3'],
    ['3 schema version', '{', { schemaVersion: 4 }, 'schema_version must be 1, 2 or 3'],
    ['4 an object', '[]', reserved, 'rules must be a JSON object'],
    ['5 undefined key', { voting: { foo: 1, quorum: null }, 'x-a.b': {} }, reserved, 'rules.voting.foo is not'],
    ['6 vendor key', { voting: { quorum: null }, 'x-a.b': {} }, reserved, 'rules.x-a.b is a vendor'],
    ['7 shape', { voting: { quorum: null, threshold: 'x' } }, reserved, 'rules.voting.quorum must be an object'],
    ['7 shape of weights', { voting: { weights: null } }, reserved, 'rules.voting.weights must be an object'],
    ['7 shape of a name', { voting: { algorithm: ['none'] } }, reserved, 'rules.voting.algorithm must be a string'],
    ['8 reserved id', { voting: { threshold: 'x' } }, reserved, "policy_id 'policy.std.unassigned' is reserved"],
    ['9 types', { voting: { threshold: 'x', algorithm: 'odd' } }, {}, 'rules.voting.threshold must be a number'],
    ['10 algorithm', { voting: { algorithm: 'odd', threshold: 2 } }, {}, 'rules.voting.algorithm '],
    ['10 threshold', { voting: { threshold: 2, weights: { a: 0 } } }, {}, 'rules.voting.threshold '],
    ['10 weights', { voting: { weights: { a: 0 }, quorum: { type: 'x' } } }, {}, 'rules.voting.weights must all'],
    ['10 floor type', { voting: { quorum: { type: 'x', value: -1 } } }, {}, 'rules.voting.quorum.type '],
    [
      '10 floor value',
      { voting: { quorum: { value: -1 } }, objection_handling: { veto_threshold: 0 } },
      {},
      'rules.voting.quorum.value ',
    ],
    [
      '10 veto threshold',
      { objection_handling: { veto_threshold: 0 }, evaluation: { minimum_confidence: 2 } },
      {},
      'rules.objection_handling.veto_threshold ',
    ],
    [
      '10 confidence',
      { evaluation: { minimum_confidence: 2 }, voting: { algorithm: 'weighted' } },
      {},
      'rules.evaluation.minimum_confidence ',
    ],
    [
      '10 electorate',
      { voting: { algorithm: 'weighted' }, commitment: { authority: 'x' } },
      {},
      'rules.voting.weights is required',
    ],
    [
      '10 threshold of the quorum before the criterion',
      { threshold: { value: 0.5 }, acceptance: { criterion: 'x' } },
      { mode: '*' },
      'rules.threshold.value ',
    ],
    [
      '10 criterion before the abstention',
      { acceptance: { criterion: 'x' }, abstention: { interpretation: 'x' } },
      { mode: '*' },
      'rules.acceptance.criterion ',
    ],
    [
      '10 abstention before the authority',
      { abstention: { interpretation: 'x' }, commitment: { authority: 'x' } },
      { mode: '*' },
      'rules.abstention.interpretation ',
    ],
  ])('%s', (_name, rules, overrides, expected) => {
    expect(admit(rules, overrides)).toContain(expected);
  });
});

describe('rules text', () => {
  it('is the empty object when it is empty, and refused when it is not JSON', () => {
    expect(admitPolicy(policyOf(''))).toMatchObject({ kind: 'admitted', policy: { rules: '{}' } });
    for (const text of [' ', 'null', '"{}"', '7', 'true']) expect(admit(text)).not.toBe(ADMITTED);
    for (const text of ['{', '{"voting":}', "{'a':1}", '{}x']) expect(admit(text)).toBe('rules must be valid JSON');
  });

  it('is stored compact with sorted keys, the last of repeated keys alone', () => {
    const text =
      '{ "voting": {"threshold": 9}, "_b": [2, 1.50],\n"_a": {"z":1,"a":"\\u0041"}, "voting": {"threshold": 1e0} }';
    expect(admitPolicy(policyOf(text))).toMatchObject({
      policy: { rules: '{"_a":{"a":"A","z":1},"_b":[2,1.5],"voting":{"threshold":1}}' },
    });
  });

  it('keeps a member named __proto__ as data', () => {
    const text = '{"voting":{"algorithm":"weighted","weights":{"__proto__":1,"a":2}}}';
    expect(admitPolicy(policyOf(text))).toMatchObject({ policy: { rules: text } });
  });

  it('is bounded in depth', () => {
    const nested = (levels: number): string => `{"_a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(admit(nested(RULES_DEPTH_MAX - 1))).toBe(ADMITTED);
    expect(admit(nested(RULES_DEPTH_MAX))).toMatch(/nested deeper/);
    expect(admit(`{"_a":"${'\\"[{'.repeat(1000)}"}`)).toBe(ADMITTED);
    expect(admit('['.repeat(100_000))).toMatch(/nested deeper/);
  });

  it('is bounded in length, with room for ten thousand weights', () => {
    const weights = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`agent://voter/${index}`, index + 0.5]),
    );
    expect(admit({ voting: { algorithm: 'weighted', weights } })).toBe(ADMITTED);
    expect(admit({ _a: 'x'.repeat(RULES_LENGTH_MAX) })).toMatch(/^rules are longer/);
    expect(admit({}, { description: 'x'.repeat(RULES_LENGTH_MAX) })).toMatch(/description are longer/);
  });

  it('is bounded in what is stored of it, so that what is admitted fits into a record and is read again', () => {
    const numbers = (count: number): string => `{"_a":[${Array(count).fill('1e20').join()}]}`;
    expect(admit(numbers(10_000))).toBe(ADMITTED);
    expect(admit(numbers(100_000))).toMatch(/^rules are longer .* when stored$/);
    expect(admit({ _a: '\u4e00'.repeat(170_000) })).toBe(ADMITTED);
    expect(admit({ _a: '\u4e00'.repeat(180_000) })).toMatch(/^rules are longer .* when stored$/);
  });

  it('holds only numbers that can be written again', () => {
    expect(admit('{"_a":1e308}')).toBe(ADMITTED);
    expect(admit('{"_a":[1e999]}')).toBe('rules hold a number that is out of range');
  });

  it('does not echo a key of any length', () => {
    expect(admit({ ['k'.repeat(10_000)]: 1 }).length).toBeLessThan(300);
  });
});

describe('candidates of a what-if', () => {
  it.each(['', 'policy.default', 'policy.std.unassigned'])("may have the id '%s'", (policyId) => {
    expect(result(admitCandidate(policyOf({}, { policyId })))).toBe(ADMITTED);
    expect(admit({}, { policyId })).not.toBe(ADMITTED);
  });

  it('are checked like any definition otherwise', () => {
    expect(result(admitCandidate(policyOf({ audit: 1 })))).toBe('rules.audit is not a defined key');
    expect(result(admitCandidate(policyOf({}, { schemaVersion: 0 })))).toMatch(/^schema_version/);
  });
});
