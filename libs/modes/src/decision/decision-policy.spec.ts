import { describe, expect, it } from '@jest/globals';
import { summary } from '@macp/kernel/testing';
import { denialCodes, openDecision, policyOf } from '../testing/decision-script.js';
import type { DecisionScript } from '../testing/decision-script.js';

type Act = (script: DecisionScript) => unknown;

/** OPEN under `rules`, with proposal `p1`, after `acts`. */
function given(rules: unknown, acts: readonly Act[] = [], schemaVersion = 3): DecisionScript {
  const script = openDecision(policyOf(rules, schemaVersion));
  script.propose('a');
  for (const act of acts) act(script);
  return script;
}

const approve =
  (sender: string): Act =>
  (script) =>
    script.vote(sender, 'APPROVE');
const rejectBy =
  (sender: string): Act =>
  (script) =>
    script.vote(sender, 'REJECT');
const abstain =
  (sender: string): Act =>
  (script) =>
    script.vote(sender, 'ABSTAIN');
const object = (script: DecisionScript): unknown => script.object('b');

const majority = { voting: { algorithm: 'majority', threshold: 0.5 } };
const veto = (action: string): object => ({
  objection_handling: { critical_severity_vetoes: true, veto_threshold: 1, critical_objection_action: action },
});

describe('Commitments of a Decision under a policy', () => {
  const CASES: [string, () => DecisionScript, boolean, string[]][] = [
    ['an even split under majority', () => given(majority, [approve('lead'), rejectBy('a')]), true, []],
    [
      'an even split under plurality',
      () => given({ voting: { algorithm: 'plurality' } }, [approve('lead'), rejectBy('a')]),
      true,
      ['threshold_not_met'],
    ],
    ['abstentions only, positive', () => given(majority, [abstain('a')]), true, ['no_votes']],
    ['abstentions only, negative', () => given(majority, [abstain('a')]), false, ['decline_not_backed']],
    [
      'unanimity with one silent',
      () => given({ voting: { algorithm: 'unanimous' } }, [approve('a'), approve('b')]),
      true,
      ['threshold_not_met'],
    ],
    ['unanimity', () => given({ voting: { algorithm: 'unanimous' } }, ['lead', 'a', 'b'].map(approve)), true, []],
    ['a rejected vote, negative', () => given(majority, [rejectBy('a'), rejectBy('b')]), false, []],
    ['a rejected vote, positive', () => given(majority, [rejectBy('a'), rejectBy('b')]), true, ['threshold_not_met']],
    ['an approved vote, negative', () => given(majority, [approve('a')]), false, ['decline_over_approval']],
    ['no votes at version 2, positive', () => given(majority, [], 2), true, []],
    ['no votes at version 2, negative', () => given(majority, [], 2), false, ['decline_not_backed']],
  ];

  it.each(CASES)('given %s, then the policy decides', (_what, prepare, positive, codes) => {
    const script = prepare();
    const outcome = script.commit('lead', positive);
    expect(denialCodes(outcome)).toEqual(codes);
    expect(summary(outcome)).toBe(codes.length === 0 ? 'accepted RESOLVED' : 'POLICY_DENIED PolicyDenied');
    expect(script.session?.state).toBe(codes.length === 0 ? 'RESOLVED' : 'OPEN');
  });

  it('given no proposal, then readiness is refused before the policy is asked', () => {
    const script = openDecision(policyOf(majority));
    expect(summary(script.commit('lead', false))).toBe('INVALID_ENVELOPE InvalidPayload');
    expect(script.questions).toEqual([]);
  });

  it('given votes on two proposals, then they are pooled', () => {
    const script = given(majority);
    script.propose('b', 'p2');
    script.vote('a', 'REJECT', 'p1');
    script.vote('a', 'APPROVE', 'p2');
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given a denial, then a later vote may turn it and the refused id is used again', () => {
    const script = given(majority, [rejectBy('a')]);
    const denied = script.commit('lead', true);
    expect(denialCodes(denied)).toEqual(['threshold_not_met']);
    script.vote('b', 'APPROVE');
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
    expect(script.facts.at(-1)).toMatchObject({ verdict: { allowed: true, denials: [] } });
  });
});

describe('standing vetoes', () => {
  it('given action deny, then both signs are denied and the objector is named apart from the message', () => {
    for (const positive of [true, false]) {
      const script = given(veto('deny'), [object]);
      const outcome = script.commit('lead', positive);
      expect(denialCodes(outcome)).toEqual(['veto']);
      expect(outcome).toMatchObject({ rejection: { denials: [{ participants: ['b'] }] } });
    }
  });

  it('given action hold, then the session is held OPEN', () => {
    const script = given(veto('hold'), [object]);
    expect(denialCodes(script.commit('lead', false))).toEqual(['veto_hold']);
    expect(script.session?.state).toBe('OPEN');
  });

  it('given action finalize_decline, then a decline passes and an approval does not', () => {
    expect(summary(given(veto('finalize_decline'), [object]).commit('lead', false))).toBe('accepted RESOLVED');
    expect(denialCodes(given(veto('finalize_decline'), [object]).commit('lead', true))).toEqual(['veto']);
  });

  it('given an objection that is not critical, then there is no veto', () => {
    const script = given(veto('deny'), [(open) => open.object('b', 'high')]);
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });
});

describe('the bound policy', () => {
  it.each<[string, object, string[], string[]]>([
    ['initiator_only', { authority: 'initiator_only' }, ['lead'], ['a', 'auditor']],
    ['no authority', {}, ['lead'], ['a', 'auditor']],
    ['an unknown authority', { authority: 'everyone' }, ['lead'], ['a', 'auditor']],
    ['any_participant', { authority: 'any_participant' }, ['lead', 'a', 'b'], ['auditor', 'A', ' a']],
    ['designated_role', { authority: 'designated_role', designated_roles: ['auditor'] }, ['auditor'], ['lead', 'a']],
  ])('given %s, then exactly its senders commit', (_name, commitment, allowed, refused) => {
    for (const sender of allowed) {
      const script = given({ commitment });
      for (const other of refused) expect(summary(script.commit(other, true))).toBe('FORBIDDEN Forbidden');
      // Authority comes before everything about the payload.
      for (const other of refused)
        expect(summary(script.send(other, 'Commitment', Uint8Array.of(15)))).toBe('FORBIDDEN Forbidden');
      expect(summary(script.commit(sender, true))).toBe('accepted RESOLVED');
    }
  });

  it('given any participant and an initiator who is not listed, then the initiator commits as well', () => {
    const script = openDecision(policyOf({ commitment: { authority: 'any_participant' } }), {
      participants: ['a', 'b'],
    });
    script.propose('a');
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given an unreadable block, then the initiator alone may commit, and is denied', () => {
    const script = given({ commitment: 'any_participant' });
    expect(summary(script.commit('a', true))).toBe('FORBIDDEN Forbidden');
    expect(denialCodes(script.commit('lead', true))).toEqual(['invalid_rules']);
  });

  it('given evaluations are required, then they are required of the Commitment, not of a vote', () => {
    const script = given({ evaluation: { required_before_voting: true } });
    expect(summary(script.vote('a', 'APPROVE'))).toBe('accepted OPEN');
    expect(denialCodes(script.commit('lead', true))).toEqual(['evaluation_required']);
  });

  it('given a Commitment that names it, none or another one, then only another one is refused', () => {
    expect(summary(given(majority, [approve('a')]).commit('lead', true, { policyVersion: 'bound' }))).toBe(
      'accepted RESOLVED',
    );
    expect(summary(given(majority, [approve('a')]).commit('lead', true, { policyVersion: '' }))).toBe(
      'accepted RESOLVED',
    );
    const other = given(majority, [approve('a')]).commit('lead', true, { policyVersion: 'policy.default' });
    expect(summary(other)).toBe('INVALID_ENVELOPE InvalidPayload');
  });
});
