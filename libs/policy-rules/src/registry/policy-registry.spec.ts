/** The policy registry: what it accepts and refuses, what it shows, and that its history alone rebuilds it. */
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '@macp/kernel';
import fc from 'fast-check';

import { MODE_ID } from '../rules/rule-schema.js';
import { policyOf } from '../testing/governance.js';
import { decodeRegistry, encodeRegistry } from './registry-codec.js';
import {
  EMPTY_POLICIES,
  decidePolicyRegistry,
  evolvePolicyRegistry,
  getPolicy,
  listPolicies,
  resolvePolicy,
} from './policy-registry.js';
import type { PolicyRegistry, PolicyRegistryCommand, PolicyRegistryFact } from './policy-registry.js';
import type { RegistryOutcome } from './registries.js';

const NOW_MS = 1_000;

function decodePolicies(text: string): PolicyRegistry {
  const state = decodeRegistry(text);
  if (state.kind !== 'policies') throw new Error('not the policy registry');
  return state;
}

const BUILT_IN_IDS = ['policy.default', 'policy.std.majority', 'policy.std.supermajority', 'policy.std.unanimous'];

interface History {
  readonly state: PolicyRegistry;
  readonly facts: readonly PolicyRegistryFact[];
  readonly outcomes: readonly RegistryOutcome[];
}

function given(...commands: readonly PolicyRegistryCommand[]): History {
  return commands.reduce<History>(
    ({ state, facts, outcomes }, command) => {
      const decision = decidePolicyRegistry(state, command, NOW_MS);
      return {
        state: decision.facts.reduce(evolvePolicyRegistry, state),
        facts: [...facts, ...decision.facts],
        outcomes: [...outcomes, decision.outcome],
      };
    },
    { state: EMPTY_POLICIES, facts: [], outcomes: [] },
  );
}

const register = (policyId: string, rules: unknown = {}, mode: string = MODE_ID.decision): PolicyRegistryCommand => ({
  kind: 'RegisterPolicy',
  descriptor: policyOf(rules, { policyId, mode }),
  caller: 'admin',
});
const unregister = (policyId: string): PolicyRegistryCommand => ({
  kind: 'UnregisterPolicy',
  policyId,
  caller: 'admin',
});
const lastError = ({ outcomes }: History): string | undefined => {
  const outcome = outcomes.at(-1);
  return outcome?.kind === 'registryRefused' ? outcome.error : undefined;
};
const ids = (state: PolicyRegistry | undefined, filter = ''): string[] =>
  listPolicies(state, filter).map((policy) => policy.policyId);

describe('registering', () => {
  it('records the canonical definition, the clock and the caller', () => {
    const { facts, state, outcomes } = given(register('p', ' { "voting" : {} , "_a":1}'));
    const policy = policyOf('{"_a":1,"voting":{}}', { policyId: 'p' });
    expect(facts).toEqual([{ kind: 'PolicyRegistered', policy, atMs: NOW_MS, registeredBy: 'admin' }]);
    expect(outcomes).toEqual([{ kind: 'registryAccepted' }]);
    expect(getPolicy(state, 'p')).toEqual(policy);
  });

  it('refuses a bad definition with the prefix and no fact', () => {
    const history = given(register('p', { voting: null }));
    expect(lastError(history)).toBe('INVALID_POLICY_DEFINITION: rules.voting must be an object');
    expect(history.facts).toEqual([]);
  });

  it('refuses a taken id without the prefix, with the same content too', () => {
    const history = given(register('p'), register('p'));
    expect(lastError(history)).toBe("policy 'p' is already registered");
    expect(history.facts).toHaveLength(1);
  });

  it('reports a bad definition before a taken id', () => {
    expect(lastError(given(register('p'), register('p', { audit: {} })))).toMatch(/^INVALID_POLICY_DEFINITION: /);
  });

  it('refuses a reserved profile as taken, and a changed one as invalid', () => {
    const profile = {
      voting: { algorithm: 'majority', quorum: { value: 1 } },
      commitment: { require_vote_quorum: true },
      _note: 'ours',
    };
    const command = (rules: object): PolicyRegistryCommand => ({
      kind: 'RegisterPolicy',
      descriptor: policyOf(rules, { policyId: 'policy.std.majority', schemaVersion: 1 }),
      caller: 'admin',
    });
    expect(lastError(given(command(profile)))).toBe("policy 'policy.std.majority' is already registered");
    expect(lastError(given(command({ ...profile, commitment: {} })))).toMatch(/^INVALID_POLICY_DEFINITION: /);
  });
});

describe('unregistering', () => {
  it('removes a policy and frees its id for other content', () => {
    const history = given(register('p'), unregister('p'), register('p', { voting: { algorithm: 'majority' } }));
    expect(history.outcomes.every((outcome) => outcome.kind === 'registryAccepted')).toBe(true);
    expect(history.facts[1]).toEqual({
      kind: 'PolicyUnregistered',
      policyId: 'p',
      atMs: NOW_MS,
      unregisteredBy: 'admin',
    });
    expect(getPolicy(history.state, 'p')?.rules).toBe('{"voting":{"algorithm":"majority"}}');
  });

  it.each([
    ['policy.default', 'cannot unregister the built-in default policy'],
    ['policy.std.majority', "cannot unregister the built-in policy 'policy.std.majority'"],
    ['policy.std.unassigned', "policy 'policy.std.unassigned' not found"],
    ['nobody', "policy 'nobody' not found"],
    ['', "policy '' not found"],
  ])("refuses '%s'", (policyId, error) => {
    const history = given(unregister(policyId));
    expect(lastError(history)).toBe(error);
    expect(history.facts).toEqual([]);
  });
});

describe('looking up', () => {
  const { state } = given(register('b', {}, MODE_ID.task), register('a'), register('c', {}, '*'));

  it('lists all sorted by id, or those of a mode and of every mode', () => {
    expect(ids(state)).toEqual(['a', 'b', 'c', ...BUILT_IN_IDS]);
    expect(ids(state, MODE_ID.task)).toEqual(['b', 'c', 'policy.default']);
    expect(ids(state, '*')).toEqual(['c', 'policy.default']);
    expect(ids(undefined)).toEqual(BUILT_IN_IDS);
  });

  it('gets by exact id, built-ins included', () => {
    expect(getPolicy(state, 'a')?.policyId).toBe('a');
    expect(getPolicy(undefined, 'policy.std.unanimous')?.policyId).toBe('policy.std.unanimous');
    expect(getPolicy(state, '')).toBeUndefined();
    expect(getPolicy(state, 'A')).toBeUndefined();
  });

  it('resolves the empty version to the default, and no unassigned reserved id', () => {
    expect(resolvePolicy(state, '')?.policyId).toBe('policy.default');
    expect(resolvePolicy(state, 'c')?.policyId).toBe('c');
    expect(resolvePolicy(state, 'policy.std.unassigned')).toBeUndefined();
  });
});

describe('durability', () => {
  it('has one text per content, whatever the order of registration', () => {
    const one = given(register('a'), register('\u{1f600}'), register('\uff21')).state;
    const other = given(register('\uff21'), register('x'), register('\u{1f600}'), register('a'), unregister('x')).state;
    expect(encodeRegistry(one)).toBe(encodeRegistry(other));
    expect(ids(decodePolicies(encodeRegistry(one)))).toEqual(ids(one));
  });

  it('has one text for a thousand policies registered in either order', () => {
    const commands = Array.from({ length: 1000 }, (_, index) => register(`policy/${index}`));
    expect(encodeRegistry(given(...commands.toReversed()).state)).toBe(encodeRegistry(given(...commands).state));
  });

  it('refuses to decode a policy that is there twice', () => {
    const once = encodeRegistry(given(register('p')).state);
    const entry = once.slice(once.indexOf('[') + 1, once.lastIndexOf(']'));
    expect(() => decodePolicies(once.replace(entry, `${entry},${entry}`))).toThrow(InvariantViolation);
    expect(ids(decodePolicies(once))).toContain('p');
  });

  it.each([
    '',
    'null',
    '{}',
    '{"format":2,"policies":[]}',
    '{"format":1}',
    '{"format":1,"policies":[{"policyId":"p"}]}',
  ])('refuses to decode %p', (text) => expect(() => decodePolicies(text)).toThrow(InvariantViolation));

  it('refuses a history that cannot be', () => {
    const [registered] = given(register('p')).facts;
    expect(() => [registered!, registered!].reduce(evolvePolicyRegistry, EMPTY_POLICIES)).toThrow(InvariantViolation);
    const gone: PolicyRegistryFact = { kind: 'PolicyUnregistered', policyId: 'p', atMs: 0, unregisteredBy: '' };
    expect(() => evolvePolicyRegistry(undefined, gone)).toThrow(InvariantViolation);
    const reserved: PolicyRegistryFact = {
      kind: 'PolicyRegistered',
      policy: policyOf({}, { policyId: 'policy.std.x' }),
      atMs: 0,
      registeredBy: '',
    };
    expect(() => evolvePolicyRegistry(undefined, reserved)).toThrow(InvariantViolation);
  });

  it('is rebuilt by its facts, and by a snapshot with the facts after it, in any history', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'policy.default', 'policy.std.majority', '');
    const command = fc.oneof(
      id.map((policyId) => register(policyId)),
      id.map(unregister),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.nat(30), (commands, cut) => {
        const { state, facts } = given(...commands);
        const text = encodeRegistry(state);
        expect(encodeRegistry(facts.reduce(evolvePolicyRegistry, EMPTY_POLICIES))).toBe(text);
        const snapshot = encodeRegistry(facts.slice(0, cut).reduce(evolvePolicyRegistry, EMPTY_POLICIES));
        expect(encodeRegistry(facts.slice(cut).reduce(evolvePolicyRegistry, decodePolicies(snapshot)))).toBe(text);
        expect(ids(state).slice(-BUILT_IN_IDS.length)).toEqual(BUILT_IN_IDS);
      }),
    );
  });
});
