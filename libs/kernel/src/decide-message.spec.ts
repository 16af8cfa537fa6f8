import { describe, expect, it } from '@jest/globals';
import type { Envelope } from './envelope.js';
import { SessionScript, summary } from './testing/session-script.js';
import { LAX, talkMode } from './testing/talk-mode.js';
import { START_MS, TTL_MS, blankScript, commit, openScript, say, start } from './testing/talk-session.js';

/** Submits and checks that a refusal left the session as it was. */
function refusal(script: SessionScript, envelope: Envelope): string {
  const before = script.session;
  const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope });
  expect(facts).toEqual([]);
  expect(script.session).toBe(before);
  return summary(outcome);
}

const DENIED = { allowed: false, denials: [{ code: 'veto', message: 'a veto stands', participants: ['b'] }] };

describe('a message of a running session', () => {
  it('given an OPEN session, when a participant speaks, then the envelope is accepted at the next ordinal', () => {
    const script = openScript();
    script.nowMs += 10;
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: say('m1') });
    expect(outcome).toEqual({
      kind: 'accepted',
      duplicate: false,
      state: 'OPEN',
      ordinal: 2,
      acceptedAtMs: START_MS + 10,
    });
    expect(facts).toEqual([
      {
        kind: 'EnvelopeAccepted',
        sessionId: say('m1').sessionId,
        envelope: { ...say('m1'), timestampUnixMs: BigInt(START_MS + 10) },
        ordinal: 2,
        acceptedAtMs: START_MS + 10,
        runtimeOriginated: false,
      },
    ]);
  });

  it('given a client timestamp, whatever it is, then it is kept as it came', () => {
    const script = openScript();
    const timestamps = [1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)];
    timestamps.forEach((timestampUnixMs, index) => script.submit(say(`m${index}`, 'x', { timestampUnixMs })));
    const kept = script.facts.slice(1).map((fact) => fact.kind === 'EnvelopeAccepted' && fact.envelope.timestampUnixMs);
    expect(kept).toEqual(timestamps);
  });

  it('given no session, or one that left memory, then it is unknown', () => {
    expect(refusal(blankScript(), say('m1'))).toBe('SESSION_NOT_FOUND UnknownSession');
    const evicted = blankScript();
    evicted.ended = true;
    expect(refusal(evicted, say('m1'))).toBe('SESSION_NOT_FOUND UnknownSession');
    // That there is no such session is said before what else is wrong.
    expect(refusal(blankScript(), say('', 'x', { macpVersion: '2.0' }))).toBe('SESSION_NOT_FOUND UnknownSession');
  });

  const REFUSALS: [string, Partial<Envelope>, string][] = [
    ['another protocol version', { macpVersion: '1.1' }, 'UNSUPPORTED_PROTOCOL_VERSION InvalidMacpVersion'],
    ['no message type', { messageType: '' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['no message id', { messageId: '' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['no sender', { sender: '' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['another mode', { mode: LAX }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['another session', { sessionId: 'another-session-of-22-chars' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['a sender who is no participant', { sender: 'stranger' }, 'FORBIDDEN Forbidden'],
    ['the initiator, who is no participant', { sender: 'lead' }, 'FORBIDDEN Forbidden'],
    ['an id reserved for the runtime', { messageId: 'reserved:x' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['an unknown type', { messageType: 'Sing' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['a stranger with an id reserved for the runtime', { sender: 'x', messageId: 'reserved:x' }, 'FORBIDDEN Forbidden'],
  ];

  it.each(REFUSALS)('given %s, then it is refused without a trace', (_what, envelope, expected) => {
    expect(refusal(openScript(), say('m1', 'hello', envelope))).toBe(expected);
  });

  it.each(['SessionCancel', 'SessionSuspend', 'SessionResume', 'Signal', 'Progress'])(
    'given a mode that lists %s, when a client sends it, then it is refused all the same',
    (messageType) => {
      expect(refusal(openScript(), say('m1', 'x', { messageType }))).toBe('INVALID_ENVELOPE InvalidEnvelope');
      expect(refusal(openScript(), say('m1', 'x', { messageType, sender: 'x' }))).toBe('FORBIDDEN Forbidden');
    },
  );

  it('given what the mode refuses or its policy rules deny, then that is answered and the id stays free', () => {
    const script = openScript();
    expect(refusal(script, say('m1', 'bad'))).toBe('INVALID_ENVELOPE InvalidPayload');
    expect(refusal(script, say('m1', 'denied'))).toBe('POLICY_DENIED PolicyDenied');
    expect(summary(script.submit(say('m1')))).toBe('accepted OPEN');
  });

  it('given a mode that is no longer registered, then nothing more is accepted', () => {
    const script = openScript();
    const modeless = { ...script.world, modes: () => undefined };
    expect(refusal(Object.assign(script, { world: modeless }), say('m1'))).toBe('MODE_NOT_SUPPORTED UnknownMode');
  });

  it('given a mode that is no longer registered, then deadline and state are judged before', () => {
    const script = openScript();
    script.submit(say('m1'));
    const modeless = Object.assign(script, { world: { ...script.world, modes: () => undefined } });
    expect(refusal(modeless, say('m1'))).toBe('duplicate OPEN');
    script.control('SuspendSession', 'lead');
    expect(refusal(modeless, say('m2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    script.control('ResumeSession', 'lead');
    script.nowMs += TTL_MS + 1;
    expect(summary(modeless.submit(say('m2')))).toBe('SESSION_NOT_OPEN TtlExpired');
  });
});

describe('a message id that was accepted before', () => {
  it('given another payload, sender, type or mode, then it is a duplicate and the first one stands', () => {
    const script = openScript();
    script.submit(say('m1', 'first'));
    const repeats = [{}, { sender: 'b' }, { sender: 'stranger' }, { mode: LAX }, { messageType: 'Sing' }];
    for (const envelope of repeats) {
      expect(refusal(script, say('m1', 'second', envelope))).toBe('duplicate OPEN');
    }
    expect(script.session?.modeState).toMatchObject({ said: ['first'] });
  });

  it('given any state of the session, then the duplicate tells that state', () => {
    const script = openScript();
    script.submit(say('m1'));
    script.control('SuspendSession', 'lead');
    expect(refusal(script, say('m1'))).toBe('duplicate SUSPENDED');
    script.control('CancelSession', 'lead');
    expect(refusal(script, say('m1'))).toBe('duplicate CANCELLED');
    expect(refusal(script, say('m2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
  });

  it('given a deadline that nobody observed, then a duplicate does not observe it either', () => {
    const script = openScript();
    script.submit(say('m1'));
    script.nowMs += TTL_MS + 1;
    expect(refusal(script, say('m1'))).toBe('duplicate OPEN');
    expect(summary(script.submit(say('m2')))).toBe('SESSION_NOT_OPEN TtlExpired');
  });

  it('given a broken envelope, then the shape is judged before', () => {
    const script = openScript();
    script.submit(say('m1'));
    for (const broken of [{ sender: '' }, { messageType: '' }]) {
      expect(refusal(script, say('m1', 'x', broken))).toBe('INVALID_ENVELOPE InvalidEnvelope');
    }
    expect(refusal(script, say('m1', 'x', { macpVersion: '1' }))).toBe(
      'UNSUPPORTED_PROTOCOL_VERSION InvalidMacpVersion',
    );
  });

  it('given an id that was only refused, then it is free', () => {
    const script = openScript();
    expect(refusal(script, say('m9', 'x', { sender: 'stranger' }))).toBe('FORBIDDEN Forbidden');
    expect(summary(script.submit(say('m9')))).toBe('accepted OPEN');
  });
});

describe('the deadline', () => {
  it('given the last moment, then a message is accepted; given one more, the session has expired', () => {
    const script = openScript();
    script.nowMs = START_MS + TTL_MS;
    expect(summary(script.submit(say('m1')))).toBe('accepted OPEN');
    script.nowMs += 1;
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: say('m2') });
    expect(summary(outcome)).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(facts).toEqual([{ kind: 'SessionExpired', sessionId: say('m2').sessionId, atMs: script.nowMs }]);
    expect(script.session?.state).toBe('EXPIRED');
    expect(refusal(script, say('m2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
  });

  it('given a start stamped hours ago, then it is accepted and expires at the first message', () => {
    const script = openScript({}, { timestampUnixMs: 1n });
    expect(script.session?.state).toBe('OPEN');
    expect(summary(script.submit(say('m1')))).toBe('SESSION_NOT_OPEN TtlExpired');
  });

  it('given a message of another mode, then it observes no expiry', () => {
    const script = openScript();
    script.nowMs += TTL_MS + 1;
    expect(refusal(script, say('m1', 'x', { mode: LAX }))).toBe('INVALID_ENVELOPE InvalidEnvelope');
    expect(script.session?.state).toBe('OPEN');
  });

  it('given a stranger’s message past the deadline, then it observes the expiry all the same', () => {
    const script = openScript();
    script.nowMs += TTL_MS + 1;
    expect(summary(script.submit(say('m1', 'x', { sender: 'stranger' })))).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(script.session?.state).toBe('EXPIRED');
  });

  it('given a SUSPENDED session within its cap, then messages are refused and it stays', () => {
    const script = openScript({ maxSuspendMs: 500 });
    script.control('SuspendSession', 'lead');
    script.nowMs += 500;
    expect(refusal(script, say('m1'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    script.nowMs += 1;
    expect(summary(script.submit(say('m1')))).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(script.session?.state).toBe('EXPIRED');
  });
});

describe('a Commitment and its policy', () => {
  const spoken = (payload = {}, envelope = {}): SessionScript => {
    const script = openScript(payload, envelope);
    script.submit(say('m1', 'hello', envelope));
    return script;
  };

  it('given a ripe session, when it is committed, then the policy is asked, and an allowed one resolves it', () => {
    const script = spoken();
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: commit('c') });
    expect(script.questions).toEqual([
      {
        sessionId: commit('c').sessionId,
        messageId: 'c',
        mode: commit('c').mode,
        policy: script.session?.policy,
        participants: ['a', 'b'],
        outcomePositive: true,
        modeState: { said: ['hello'], due_at_ms: null },
      },
    ]);
    expect(summary(outcome)).toBe('accepted RESOLVED');
    expect(facts[0]).toMatchObject({ kind: 'EnvelopeAccepted', ordinal: 3, verdict: { allowed: true, denials: [] } });
    expect(script.session?.state).toBe('RESOLVED');
    expect(script.session?.resolution).toEqual(commit('c').payload);
  });

  it('given a denial, then its reasons are answered, the session stays OPEN and the id is free', () => {
    const script = spoken();
    script.verdict = DENIED;
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: commit('c') });
    expect(outcome).toEqual({
      kind: 'rejected',
      rejection: { code: 'POLICY_DENIED', message: 'PolicyDenied', denials: DENIED.denials },
    });
    expect(facts).toEqual([]);
    script.verdict = { allowed: true, denials: [] };
    expect(summary(script.submit(commit('c')))).toBe('accepted RESOLVED');
  });

  it('given a verdict that contradicts itself, then it does not allow', () => {
    const script = spoken();
    script.verdict = { ...DENIED, allowed: true };
    expect(refusal(script, commit('c'))).toBe('POLICY_DENIED PolicyDenied');
  });

  it('given an expiry while the verdict was awaited, then the verdict comes too late', () => {
    const script = spoken();
    const before = script.session;
    script.nowMs += TTL_MS + 1;
    expect(summary(script.submit(commit('c')))).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(before?.state).toBe('OPEN');
    expect(script.questions).toEqual([]);
  });

  it('given an unripe session, then the policy is not even asked', () => {
    const script = openScript();
    expect(refusal(script, commit('c'))).toBe('INVALID_ENVELOPE InvalidPayload');
    expect(script.questions).toEqual([]);
  });

  it('given a mode without governance, then nobody is asked, and the mode says what it resolves with', () => {
    const script = spoken({}, { mode: LAX });
    expect(summary(script.submit(commit('c', {}, { mode: LAX })))).toBe('accepted RESOLVED');
    expect(script.questions).toEqual([]);
    expect(new TextDecoder().decode(script.session?.resolution)).toBe('{"action":"talk.selected","said":1}');
  });

  it('given a resolved session, then nothing more is accepted, but repeats are told so', () => {
    const script = spoken();
    script.submit(commit('c'));
    expect(refusal(script, commit('c2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    expect(refusal(script, say('m2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    expect(refusal(script, commit('c'))).toBe('duplicate RESOLVED');
    script.nowMs += TTL_MS + 1;
    expect(refusal(script, say('m2'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
  });
});

describe('envelopes the runtime owes', () => {
  const armed = (): SessionScript => {
    const script = openScript();
    script.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    return script;
  };

  it('given one that is due, when a message comes, then it is accepted first, at its own time', () => {
    const script = armed();
    script.nowMs = START_MS + 900;
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: say('m1') });
    expect(facts).toMatchObject([
      { ordinal: 3, acceptedAtMs: START_MS + 500, runtimeOriginated: true, envelope: { messageType: 'Due' } },
      { ordinal: 4, acceptedAtMs: START_MS + 900, runtimeOriginated: false },
    ]);
    expect(outcome).toMatchObject({ ordinal: 4 });
    expect(script.session?.activity).toEqual([
      { participantId: 'a', lastMessageAtMs: START_MS + 900, messageCount: 2 },
    ]);
  });

  it('given one that is due, when the message is refused by the mode, then it stays accepted', () => {
    const script = armed();
    script.nowMs = START_MS + 500;
    const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: say('m1', 'bad') });
    expect(summary(outcome)).toBe('INVALID_ENVELOPE InvalidPayload');
    expect(facts).toMatchObject([{ ordinal: 3, runtimeOriginated: true }]);
    expect(script.session?.lastOrdinal).toBe(3);
  });

  const BAD_COMMITMENTS: [string, Partial<Envelope>, string][] = [
    ['does not decode', { payload: Uint8Array.of(1) }, 'INVALID_ENVELOPE InvalidPayload'],
    ['is not bound to the session', commit('c', { configurationVersion: 'other' }), 'INVALID_ENVELOPE InvalidPayload'],
    ['is denied', {}, 'POLICY_DENIED PolicyDenied'],
  ];
  it.each(BAD_COMMITMENTS)(
    'given one that is due, when a Commitment %s, then it stays accepted',
    (_how, envelope, why) => {
      const script = armed();
      script.nowMs = START_MS + 500;
      script.verdict = DENIED;
      const { facts, outcome } = script.decide({ kind: 'SubmitEnvelope', envelope: { ...commit('c'), ...envelope } });
      expect(summary(outcome)).toBe(why);
      expect(facts).toMatchObject([{ ordinal: 3, runtimeOriginated: true }]);
    },
  );

  it('given one that is due, when its own id comes in a mode that reserves none, then that is a duplicate of it', () => {
    const mode = { ...talkMode };
    delete mode.checkClientBoundary;
    const script = new SessionScript({ ...blankScript().world, modes: () => mode });
    script.submit(start());
    script.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    script.nowMs = START_MS + 500;
    const { facts, outcome } = script.decide({
      kind: 'SubmitEnvelope',
      envelope: say(`reserved:due-${START_MS + 500}`),
    });
    expect(summary(outcome)).toBe('duplicate OPEN');
    expect(facts).toMatchObject([{ ordinal: 3, runtimeOriginated: true }]);
  });

  it('given one that is due, when a Commitment comes, then the policy sees it', () => {
    const script = armed();
    script.nowMs = START_MS + 500;
    expect(summary(script.submit(commit('c')))).toBe('accepted RESOLVED');
    expect(script.questions[0]?.modeState).toEqual({ said: ['due'], due_at_ms: null });
    expect(script.session?.lastOrdinal).toBe(4);
  });

  it.each([
    ['a repeat', say('arm')],
    ['a stranger', say('m1', 'x', { sender: 'stranger' })],
    ['a reserved id', say('reserved:m1')],
  ])('given one that is due, when %s comes, then it is not observed', (_what, envelope) => {
    const script = armed();
    script.nowMs = START_MS + 500;
    refusal(script, envelope);
    expect(script.session?.lastOrdinal).toBe(2);
  });

  it('given one that is not due yet, then it is not accepted', () => {
    const script = armed();
    script.nowMs = START_MS + 499;
    script.submit(say('m1'));
    expect(script.session?.modeState).toEqual({ said: ['hello'], dueAtMs: START_MS + 500 });
  });

  it('given that the session’s own deadline passed, too, then expiry wins', () => {
    const script = armed();
    script.nowMs = START_MS + TTL_MS + 1;
    expect(summary(script.submit(say('m1')))).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(script.session?.lastOrdinal).toBe(2);
  });
});
