import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { encodeBytes, quorum } from '@macp/proto';
import {
  FORBIDDEN,
  INVALID,
  INVALID_TYPE,
  UNDECODABLE,
  expectRefusal,
  modeEnvelope,
  modes,
} from '../testing/mode-script.js';
import { QUORUM, asked, openQuorum } from '../testing/quorum-script.js';
import { evolveQuorum } from './evolve-quorum.js';
import { quorumMode } from './quorum-mode.js';
import { initialQuorumState } from './quorum-state.js';

const BALLOTS = ['Approve', 'Reject', 'Abstain'];

describe('who may take part in a Quorum', () => {
  it.each(BALLOTS)(
    'given a stranger, or an initiator who is not listed, when %s comes, then it is forbidden',
    (type) => {
      for (const sender of ['stranger', 'lead', 'A']) {
        expectRefusal(asked(1), (script) => script.send(sender, type, new Uint8Array()), FORBIDDEN);
      }
      expectRefusal(asked(1), (script) => script.send('a', type, new Uint8Array()), INVALID);
    },
  );

  it('given an initiator who is listed, then it votes as well', () => {
    expect(summary(asked(1, undefined, ['lead', 'a']).approve('lead'))).toBe('accepted OPEN');
  });

  it('given an ApprovalRequest, then only the initiator may send it, listed or not', () => {
    const payload = encodeBytes(quorum.ApprovalRequestPayload, { requestId: 'r1', requiredApprovals: 1 });
    for (const sender of ['a', 'stranger']) {
      expectRefusal(openQuorum(), (script) => script.send(sender, 'ApprovalRequest', payload), FORBIDDEN);
    }
    expect(summary(openQuorum().send('lead', 'ApprovalRequest', payload))).toBe('accepted OPEN');
    expect(summary(openQuorum(undefined, ['lead']).send('lead', 'ApprovalRequest', payload))).toBe('accepted OPEN');
  });

  it('given no participants, then the session does not start', () => {
    expect(openQuorum(undefined, []).session).toBeUndefined();
    expect(openQuorum(undefined, ['a']).session?.state).toBe('OPEN');
  });

  it.each([
    ['Ballot', INVALID],
    ['approve', INVALID],
    ['SessionCancel', INVALID_TYPE],
    ['SessionSuspend', INVALID_TYPE],
    ['SessionResume', INVALID_TYPE],
    ['Progress', INVALID_TYPE],
  ])('given the type %s, then strangers are forbidden and participants invalid', (type, refusal) => {
    expectRefusal(asked(1), (script) => script.send('stranger', type, new Uint8Array()), FORBIDDEN);
    expectRefusal(asked(1), (script) => script.send('a', type, new Uint8Array()), refusal);
  });
});

describe('ApprovalRequest', () => {
  it('given one, then a second is refused, whatever it says', () => {
    expectRefusal(asked(1), (script) => script.request(1, { requestId: 'r2' }), INVALID);
    expectRefusal(asked(1), (script) => script.request(1), INVALID);
  });

  it('given no id, then it is refused; given a blank one, then it is an id', () => {
    expectRefusal(openQuorum(), (script) => script.request(1, { requestId: '' }), INVALID);
    const script = openQuorum();
    expect(summary(script.request(1, { requestId: ' ' }))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.approve('a', ''), INVALID);
    expect(summary(script.approve('a', ' '))).toBe('accepted OPEN');
  });

  it.each([
    [0, INVALID],
    [1, 'accepted OPEN'],
    [4, 'accepted OPEN'],
    [5, INVALID],
    [4_294_967_295, INVALID],
  ])('given it asks for %d of four, then the answer is %s', (requiredApprovals, answer) => {
    expect(summary(openQuorum().request(requiredApprovals))).toBe(answer);
  });
});

describe('ballots', () => {
  it('given no request yet, or another one, then they are refused', () => {
    for (const cast of ['approve', 'refuse', 'abstain'] as const) {
      expectRefusal(openQuorum(), (script) => script[cast]('a'), INVALID);
      expectRefusal(openQuorum(), (script) => script[cast]('a', ''), INVALID);
      expectRefusal(asked(1), (script) => script[cast]('a', 'r2'), INVALID);
      expectRefusal(asked(1), (script) => script[cast]('a', 'R1'), INVALID);
    }
  });

  it('given one of any kind, then no other of the same sender', () => {
    for (const first of ['approve', 'refuse', 'abstain'] as const) {
      for (const second of ['approve', 'refuse', 'abstain'] as const) {
        const script = asked(4);
        expect(summary(script[first]('a'))).toBe('accepted OPEN');
        expectRefusal(script, (open) => open[second]('a'), INVALID);
        expect(summary(script[second]('b'))).toBe('accepted OPEN');
      }
    }
  });
});

describe('the end of a Quorum', () => {
  const READY = 'accepted RESOLVED';
  const ROWS: [number, string, string][] = [
    // required of four, ballots, answer to a Commitment of either sign
    [2, '', INVALID],
    [2, 'a+', INVALID],
    [2, 'a+ b+', READY],
    [2, 'a+ b-', INVALID],
    [2, 'a+ b- c?', INVALID],
    [2, 'a+ b- c? d?', READY],
    [2, 'a- b- c-', READY],
    [2, 'a? b? c?', READY],
    [2, 'a? b?', INVALID],
    [1, 'a? b? c?', INVALID],
    [1, 'a? b? c? d?', READY],
    [4, 'a?', READY],
    [4, 'a+ b+ c+', INVALID],
    [4, 'a+ b+ c+ d+', READY],
  ];

  it.each(ROWS)(
    'given %d approvals are required and the ballots "%s", then a Commitment is answered with %s',
    (required, ballots, answer) => {
      for (const positive of [true, false]) {
        const script = asked(required);
        script.cast(ballots);
        if (answer === READY) expect(summary(script.commit('lead', positive))).toBe(READY);
        else expectRefusal(script, (open) => open.commit('lead', positive), answer);
      }
    },
  );

  it('given no request, then no Commitment of either sign', () => {
    expectRefusal(openQuorum(), (script) => script.commit('lead', false), INVALID);
    expectRefusal(openQuorum(), (script) => script.commit('lead', true), INVALID);
  });

  it('given it is ripe, then it stays open for ballots until the Commitment', () => {
    const script = asked(1);
    script.cast('a+');
    expect(summary(script.refuse('b'))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.commit('a', true), FORBIDDEN);
    expectRefusal(script, (open) => open.commit('lead', false, { action: 'quorum.approved' }), INVALID);
    expect(summary(script.commit('lead', true, { action: 'quorum.approved' }))).toBe(READY);
    expectRefusal(script, (open) => open.approve('c'), 'SESSION_NOT_OPEN SessionNotOpen');
  });
});

describe('Quorum payloads and stored states', () => {
  it.each(UNDECODABLE)('given %s, then every type refuses it', (_what, bytes) => {
    expectRefusal(openQuorum(), (script) => script.send('lead', 'ApprovalRequest', bytes), INVALID);
    for (const type of BALLOTS) expectRefusal(asked(1), (script) => script.send('a', type, bytes), INVALID);
  });

  it('given a whole Quorum, then its canonical state is this text', () => {
    const script = openQuorum(undefined, ['b', 'a', '__proto__', '7']);
    expect(script.stateText()).toBe('{"ballots":{},"request":null}');
    script.request(3, { summary: 's', details: Uint8Array.of(251) });
    script.cast('b+ a- __proto__? 7+');
    expect(script.stateText()).toBe(
      '{"ballots":{"7":{"choice":"Approve","reason":"yes","request_id":"r1","sender":"7"},' +
        '"__proto__":{"choice":"Abstain","reason":"","request_id":"r1","sender":"__proto__"},' +
        '"a":{"choice":"Reject","reason":"","request_id":"r1","sender":"a"},' +
        '"b":{"choice":"Approve","reason":"yes","request_id":"r1","sender":"b"}},' +
        '"request":{"action":"deploy","details":"+w==","request_id":"r1","requested_by":"lead","required_approvals":3,"summary":"s"}}',
    );
    const text = encodeSession(script.session!, { modes });
    script.session = decodeSession(text, { modes });
    expect(encodeSession(script.session, { modes })).toBe(text);
    expectRefusal(script, (restored) => restored.approve('__proto__'), INVALID);
    expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
  });

  it.each([
    ['a type of another mode', modeEnvelope(QUORUM, 'a', 'Vote', {})],
    ['a payload that does not decode', modeEnvelope(QUORUM, 'a', 'Approve', { payload: Uint8Array.of(10, 5) })],
    ['a ballot on no request', modeEnvelope(QUORUM, 'a', 'Approve', {})],
  ])('given a history with %s, when it is folded, then it stops', (_what, envelope) => {
    expect(() => evolveQuorum(openQuorum().session!, initialQuorumState(), envelope)).toThrow(InvariantViolation);
  });

  it.each([null, 7, [], {}, { request: null }])('given %j as stored state, then it stops', (value) => {
    expect(() => quorumMode.decodeState(value)).toThrow(InvariantViolation);
  });
});
