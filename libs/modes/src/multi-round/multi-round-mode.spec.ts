import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { MULTI_ROUND, MultiRoundScript, openMultiRound } from '../testing/multi-round-script.js';
import { FORBIDDEN, INVALID, INVALID_TYPE, boundPolicy, expectRefusal, modes } from '../testing/mode-script.js';
import { multiRoundMode } from './multi-round-mode.js';

/** `a` and `b`, of whom both say `x`. */
function converged(): MultiRoundScript {
  const script = openMultiRound(['a', 'b']);
  script.contribute('a', 'x');
  script.contribute('b', 'x');
  return script;
}

const textOf = ({ session }: MultiRoundScript): string => new TextDecoder().decode(session?.resolution);

describe('contributions', () => {
  it('given a new or changed value, then the round goes on; given the same again, then it is accepted and counted', () => {
    const script = openMultiRound(['a', 'b']);
    expect(script.state()).toEqual({
      round: 0,
      participants: ['a', 'b'],
      contributions: {},
      convergence_type: 'all_equal',
      converged: false,
    });
    expect(summary(script.contribute('a', 'x'))).toBe('accepted OPEN');
    expect(summary(script.contribute('a', 'x'))).toBe('accepted OPEN');
    expect(script.session?.lastOrdinal).toBe(3);
    expect(script.state()).toMatchObject({ round: 1, contributions: { a: 'x' } });
    script.contribute('b', 'y');
    script.contribute('a', 'z');
    expect(script.state()).toMatchObject({ round: 3, contributions: { a: 'z', b: 'y' }, converged: false });
  });

  it('given all values are equal, then it has converged and takes no more', () => {
    const script = converged();
    expect(script.state()).toMatchObject({ round: 2, converged: true });
    expectRefusal(script, (open) => open.contribute('a', 'x'), INVALID);
    expectRefusal(script, (open) => open.contribute('a', 'y'), INVALID);
    expect(script.session?.state).toBe('OPEN');
  });

  it('given all but one agree, then it has not; given a single participant, then it has at once', () => {
    const script = openMultiRound(['a', 'b', 'c']);
    script.contribute('a', 'x');
    script.contribute('c', 'x');
    expect(script.state()).toMatchObject({ converged: false });
    const alone = openMultiRound(['a']);
    alone.contribute('a', 'x');
    expect(alone.state()).toMatchObject({ converged: true, round: 1 });
  });

  it('given values that differ in case or form only, then they differ', () => {
    const script = openMultiRound(['a', 'b', 'c']);
    script.contribute('a', 'é');
    script.contribute('b', 'e\u0301');
    script.contribute('c', 'É');
    expect(script.state()).toMatchObject({ round: 3, converged: false });
  });

  it('given a value too long to be named for each of many participants, then it is refused; of a few, it is not', () => {
    const many = openMultiRound(Array.from({ length: 1000 }, (_, index) => `p${index}`));
    expectRefusal(many, (script) => script.contribute('p0', 'x'.repeat(70_000)), INVALID);
    expectRefusal(many, (script) => script.contribute('p0', '\u0001'.repeat(12_000)), INVALID);
    expect(summary(many.contribute('p0', 'x'.repeat(60_000)))).toBe('accepted OPEN');
    expect(summary(openMultiRound(['p0', 'p1']).contribute('p0', 'x'.repeat(70_000)))).toBe('accepted OPEN');
  });

  it('given a stranger or an unlisted initiator, then it is forbidden; given another type, then it is invalid', () => {
    const script = openMultiRound(['a', 'b']);
    expectRefusal(script, (open) => open.contribute('lead', 'x'), FORBIDDEN);
    expectRefusal(script, (open) => open.contribute('stranger', 'x'), FORBIDDEN);
    for (const type of ['Vote', 'contribute', 'Proposal']) {
      expectRefusal(script, (open) => open.send('a', type, Uint8Array.of(10, 1, 120)), INVALID);
      expectRefusal(script, (open) => open.send('lead', type, Uint8Array.of(10, 1, 120)), FORBIDDEN);
    }
    for (const type of ['SessionCancel', 'SessionSuspend', 'SessionResume', 'Signal']) {
      expectRefusal(script, (open) => open.send('a', type, Uint8Array.of(10, 1, 120)), INVALID_TYPE);
      expectRefusal(script, (open) => open.send('lead', type, Uint8Array.of(10, 1, 120)), FORBIDDEN);
    }
    expectRefusal(script, (open) => open.send('a', 'Contribute', new Uint8Array()), INVALID);
  });

  it('given no participants, then there is no session', () => {
    expect(openMultiRound([]).session).toBeUndefined();
  });
});

describe('the Commitment of a multi-round session', () => {
  it.each([true, false])(
    'given convergence, when %s is committed, then it resolves with what was agreed',
    (positive) => {
      const script = converged();
      expect(summary(script.commit('lead', positive, { action: 'multi_round.converged' }))).toBe('accepted RESOLVED');
      expect(textOf(script)).toBe('{"converged_value":"x","final":{"a":"x","b":"x"},"round":2}');
    },
  );

  it('given no convergence, then it is refused', () => {
    const script = openMultiRound(['a', 'b']);
    script.contribute('a', 'x');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
  });

  it('given a policy that delegates, then the initiator alone commits all the same, and no policy is asked', () => {
    const policy = boundPolicy('*', { commitment: { authority: 'any_participant' } }, 99);
    const script = new MultiRoundScript(policy);
    script.start({ participants: ['a', 'b'] });
    script.contribute('a', 'x');
    script.contribute('b', 'x');
    expectRefusal(script, (open) => open.commit('a', true), FORBIDDEN);
    expectRefusal(script, (open) => open.commit('lead', true, { policyVersion: 'policy.default' }), INVALID);
    expect(summary(script.commit('lead', true, { policyVersion: 'bound' }))).toBe('accepted RESOLVED');
    expect(script.questions).toEqual([]);
  });
});

describe('multi-round state', () => {
  it('given any ids and values, then its encoding is golden, and the decoded session goes on as the original', () => {
    const script = openMultiRound(['b', '__proto__', '1']);
    script.contribute('1', '');
    script.contribute('__proto__', '"quoted" ü');
    const text =
      '{"contributions":{"1":"","__proto__":"\\"quoted\\" ü"},"converged":false,"convergence_type":"all_equal",' +
      '"participants":["b","__proto__","1"],"round":2}';
    expect(script.stateText()).toBe(text);
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(script.stateText()).toBe(text);
    for (const sender of ['b', '__proto__', '1']) script.contribute(sender, 'z');
    expect(script.state()).toMatchObject({ round: 5, converged: true });
    expect(encodeSession(script.session, { modes })).toContain(`"mode":"${MULTI_ROUND}"`);
  });

  it.each([null, 7, [], {}, { participants: ['a'], contributions: {}, converged: false, convergence_type: 'most' }])(
    'given %j as stored state, then it stops',
    (value) => {
      expect(() => multiRoundMode.decodeState(value)).toThrow(InvariantViolation);
    },
  );
});
