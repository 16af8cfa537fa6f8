import { describe, expect, it } from '@jest/globals';
import { summary } from '@macp/kernel/testing';
import { DENIED, FORBIDDEN, INVALID, denialCodes, expectRefusal } from '../testing/mode-script.js';
import { asked, openQuorum } from '../testing/quorum-script.js';

const threshold = (type: string, value: number): object => ({ threshold: { type, value } });

const READY = 'accepted RESOLVED';

describe('a threshold of the policy', () => {
  // What the request asks for, the rules, the ballots of a to d, and the answers to a positive and a negative Commitment.
  const ROWS: [string, number, object, string, string, string][] = [
    ['raises the bar', 1, threshold('n_of_m', 3), 'a+ b+', INVALID, INVALID],
    ['raises the bar', 1, threshold('n_of_m', 3), 'a+ b+ c? d?', DENIED, READY],
    ['raises the bar', 1, threshold('n_of_m', 3), 'a+ b+ c+', READY, READY],
    ['lowers the bar', 4, threshold('n_of_m', 1), 'a+', READY, READY],
    ['lowers the bar', 4, threshold('n_of_m', 1), 'a?', INVALID, INVALID],
    ['goes by count as well', 4, threshold('count', 2), 'a+ b+', READY, READY],
    ['goes by share', 4, threshold('percentage', 50), 'a+ b+', READY, READY],
    ['goes by share', 4, threshold('percentage', 51), 'a+ b+', INVALID, INVALID],
    ['goes by share', 4, threshold('percentage', 51), 'a+ b+ c? d?', DENIED, READY],
    ['is above the pool', 1, threshold('n_of_m', 9), '', DENIED, READY],
    ['is above the pool', 1, threshold('n_of_m', 9), 'a+ b+ c+ d+', DENIED, READY],
    ['is absent', 2, { threshold: { type: 'percentage' } }, 'a+ b+', READY, READY],
    ['is absent', 2, {}, 'a- b- c-', READY, READY],
  ];

  it.each(ROWS)(
    'given it %s: %d asked, rules %j, ballots "%s", then %s and %s',
    (_what, required, rules, ballots, positive, negative) => {
      for (const [sign, answer] of [
        [true, positive],
        [false, negative],
      ] as const) {
        const script = asked(required, rules);
        script.cast(ballots);
        const outcome = script.commit('lead', sign);
        expect(summary(outcome)).toBe(answer);
        expect(denialCodes(outcome)).toEqual(answer === DENIED ? ['threshold_not_met'] : []);
        expect(script.session?.state).toBe(answer === READY ? 'RESOLVED' : 'OPEN');
      }
    },
  );

  it('given 34 percent of three voters, then two must approve', () => {
    const script = asked(1, threshold('percentage', 34), ['a', 'b', 'c']);
    script.approve('a');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
    script.approve('b');
    expect(summary(script.commit('lead', true))).toBe(READY);
  });

  it('given a bar above the pool, then the request still asks for no more than the pool has', () => {
    expectRefusal(openQuorum(threshold('n_of_m', 9), ['a', 'b']), (script) => script.request(3), INVALID);
    expect(summary(openQuorum(threshold('n_of_m', 9), ['a', 'b']).request(2))).toBe('accepted OPEN');
  });

  it('given a stored threshold of an unknown type, then there is nothing to vote on', () => {
    expectRefusal(openQuorum(threshold('weighted', 2)), (script) => script.request(1), INVALID);
    expectRefusal(openQuorum(threshold('weighted', 2)), (script) => script.commit('lead', false), INVALID);
    expect(summary(openQuorum(threshold('count', 2)).request(1))).toBe('accepted OPEN');
  });

  it('given any interpretation of abstentions, then it changes nothing', () => {
    for (const interpretation of ['neutral', 'implicit_reject', 'ignored']) {
      const abstention = { counts_toward_quorum: true, interpretation };
      const script = asked(2, { abstention });
      script.cast('a? b?');
      expectRefusal(script, (open) => open.commit('lead', false), INVALID);
      script.cast('c?');
      expect(summary(script.commit('lead', false))).toBe(READY);
    }
  });

  it('given unreadable rules, then the request’s own number counts and every Commitment is denied', () => {
    const script = asked(1, { threshold: 'half' });
    script.approve('a');
    for (const positive of [true, false]) {
      expect(denialCodes(script.commit('lead', positive))).toEqual(['invalid_rules']);
    }
  });
});

describe('commitment authority', () => {
  const ROWS: [string, object, string[], string[]][] = [
    ['initiator_only', {}, ['lead'], ['a', 'auditor']],
    ['any_participant', { authority: 'any_participant' }, ['lead', 'a', 'd'], ['auditor']],
    ['designated_role', { authority: 'designated_role', designated_roles: ['auditor'] }, ['auditor'], ['lead', 'a']],
  ];

  it.each(ROWS)('given %s, then exactly its senders commit', (_name, commitment, allowed, refused) => {
    for (const sender of allowed) {
      const script = asked(1, { commitment });
      for (const other of refused) expectRefusal(script, (open) => open.commit(other, true), FORBIDDEN);
      expectRefusal(script, (open) => open.commit(sender, true), INVALID);
      script.approve('b');
      expect(summary(script.commit(sender, true))).toBe(READY);
    }
  });
});
