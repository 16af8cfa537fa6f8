import { describe, expect, it } from '@jest/globals';
import { commitmentAuthority, mayCommit, mayControl } from './commitment-authority.js';
import type { CommitmentPayload } from './core-codec.js';
import type { PolicyDefinition } from './policy.js';
import { summary } from './testing/session-script.js';
import { LAX } from './testing/talk-mode.js';
import { commit, openScript, policy, say } from './testing/talk-session.js';

const HASH = `sha256:${'0a'.repeat(32)}`;
const supersedes = (sessionId: string, commitmentHash: string): Partial<CommitmentPayload> => ({
  supersedes: { sessionId, commitmentHash },
});

function decided(payload: Partial<CommitmentPayload>, start = {}): string {
  const script = openScript(start);
  script.submit(say('m1'));
  return summary(script.submit(commit('c', payload)));
}

describe('the payload of a Commitment', () => {
  const REFUSED: [string, Partial<CommitmentPayload>][] = [
    ['no commitment id', { commitmentId: '' }],
    ['a blank commitment id', { commitmentId: ' ' }],
    ['no action', { action: '' }],
    ['a blank action', { action: '\n' }],
    ['no authority scope', { authorityScope: '' }],
    ['no reason', { reason: '  ' }],
    ['no mode version', { modeVersion: '' }],
    ['another mode version', { modeVersion: '1.0.1' }],
    ['no configuration version', { configurationVersion: '' }],
    ['another configuration version', { configurationVersion: 'cfg ' }],
    ['another policy', { policyVersion: 'any' }],
    ['a superseded blank session', supersedes(' ', HASH)],
    ['a superseded hash of another algorithm', supersedes('s', HASH.replace('256', '512'))],
    ['a superseded hash in capitals', supersedes('s', HASH.toUpperCase())],
    ['a superseded hash that is too short', supersedes('s', HASH.slice(0, -1))],
    ['a superseded hash with a line end', supersedes('s', `${HASH}\n`)],
    ['a positive rejection', { action: 'talk.rejected' }],
    ['a positive failure', { action: 'failed' }],
    ['a positive decline', { action: 'x.declined' }],
    ['a negative selection', { action: 'talk.selected', outcomePositive: false }],
    ['a negative acceptance', { action: 'accepted', outcomePositive: false }],
    ['a negative completion', { action: 'task.completed', outcomePositive: false }],
    ['a negative approval', { action: 'unapproved', outcomePositive: false }],
  ];

  it.each(REFUSED)('given %s, then it is refused', (_what, payload) => {
    expect(decided(payload)).toBe('INVALID_ENVELOPE InvalidPayload');
  });

  const ACCEPTED: [string, Partial<CommitmentPayload>][] = [
    ['the bound policy by name', { policyVersion: 'policy.default' }],
    ['no policy', { policyVersion: '' }],
    ['a superseded commitment', supersedes('any session', HASH)],
    ['a negative rejection', { action: 'talk.rejected', outcomePositive: false }],
    ['a positive selection', { action: 'talk.selected', outcomePositive: true }],
    ['an action of no known ending, positive', { action: 'talk.paused', outcomePositive: true }],
    ['an action of no known ending, negative', { action: 'talk.paused', outcomePositive: false }],
    ['an ending in another case', { action: 'talk.Rejected', outcomePositive: true }],
    ['an ending in the middle', { action: 'rejected.later', outcomePositive: true }],
  ];

  it.each(ACCEPTED)('given %s, then it is accepted', (_what, payload) => {
    expect(decided(payload)).toBe('accepted RESOLVED');
  });

  it('given a named policy, then no name or that name is accepted, and the default’s is not', () => {
    expect(decided({ policyVersion: '' }, { policyVersion: 'any' })).toBe('accepted RESOLVED');
    expect(decided({ policyVersion: 'any' }, { policyVersion: 'any' })).toBe('accepted RESOLVED');
    expect(decided({ policyVersion: 'policy.default' }, { policyVersion: 'any' })).toMatch(/^INVALID_ENVELOPE/);
  });

  it('given bytes that do not decode, then it is refused, but only for those who may commit', () => {
    const script = openScript();
    script.submit(say('m1'));
    const garbage = { payload: Uint8Array.of(1) };
    expect(summary(script.submit(commit('c', {}, garbage)))).toBe('INVALID_ENVELOPE InvalidPayload');
    expect(summary(script.submit(commit('c', {}, { ...garbage, sender: 'a' })))).toBe('FORBIDDEN Forbidden');
  });
});

describe('who may commit', () => {
  const CASES: [string, string, boolean][] = [
    ['', 'lead', true],
    ['', 'a', false],
    ['any', 'lead', true],
    ['any', 'a', true],
    ['any', 'stranger', false],
    ['roles', 'auditor', true],
    ['roles', 'a', true],
    ['roles', 'b', false],
    ['roles', 'lead', false],
  ];

  it.each(CASES)('given policy %j, when %s commits, then allowed is %s', (policyVersion, sender, allowed) => {
    const script = openScript({ policyVersion });
    script.submit(say('m1'));
    const outcome = summary(script.submit(commit('c', {}, { sender })));
    expect(outcome).toBe(allowed ? 'accepted RESOLVED' : 'FORBIDDEN Forbidden');
  });

  it('given a mode that leaves it to the initiator, then the policy does not matter', () => {
    const script = openScript({ policyVersion: 'any' }, { mode: LAX });
    script.submit(say('m1', 'x', { mode: LAX }));
    expect(summary(script.submit(commit('c', {}, { mode: LAX, sender: 'a' })))).toBe('FORBIDDEN Forbidden');
    expect(summary(script.submit(commit('c', {}, { mode: LAX })))).toBe('accepted RESOLVED');
  });
});

describe('reading the authority of a policy', () => {
  const DEFAULTS = { authority: 'initiator_only', designatedRoles: [] };
  const rules = (text: string): PolicyDefinition => ({ ...policy('p'), rules: text });

  it.each([
    '',
    '{}',
    'not json',
    '[]',
    'null',
    '7',
    '{"commitment":null}',
    '{"commitment":"any_participant"}',
    '{"commitment":{"authority":"everyone"}}',
    '{"commitment":{"authority":7}}',
    '{"commitment":{"authority":"designated_role","designated_roles":"a"}}',
    '{"commitment":{"authority":"designated_role","designated_roles":[1]}}',
    '{"commitment":{"authority":"any_participant","designated_roles":"a"}}',
    '{"commitment":{"authority":"any_participant","designated_roles":null}}',
    '{"__proto__":{"commitment":{"authority":"any_participant"}}}',
    '['.repeat(100_000),
  ])('given %.60j, then the initiator alone commits', (text) => {
    expect(commitmentAuthority(rules(text))).toEqual(DEFAULTS);
  });

  it('given a readable block beside keys that are none of its rules, then it counts', () => {
    const definition = policy('p', { authority: 'any_participant', designated_roles: [], _note: 1, foo: null });
    expect(commitmentAuthority(definition).authority).toBe('any_participant');
  });

  it('given a readable block, then it is read once and remembered', () => {
    const definition = rules('{"commitment":{"authority":"designated_role","designated_roles":["x"]}}');
    expect(commitmentAuthority(definition)).toEqual({ authority: 'designated_role', designatedRoles: ['x'] });
    expect(commitmentAuthority(definition)).toBe(commitmentAuthority(definition));
    expect(commitmentAuthority(rules('{"commitment":{"authority":"designated_role"}}')).designatedRoles).toEqual([]);
  });

  it('given designated roles, then the initiator controls but does not commit', () => {
    const definition = policy('p', { authority: 'designated_role', designated_roles: ['x'] });
    const roster = { initiator: 'i', participants: ['a'] };
    expect([mayCommit(definition, roster, 'i'), mayControl(definition, roster, 'i')]).toEqual([false, true]);
    expect([mayCommit(definition, roster, 'x'), mayControl(definition, roster, 'x')]).toEqual([true, true]);
    expect([mayCommit(definition, roster, 'a'), mayControl(definition, roster, 'a')]).toEqual([false, false]);
  });
});
