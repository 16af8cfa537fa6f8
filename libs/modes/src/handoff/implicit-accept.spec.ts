import { describe, expect, it } from '@jest/globals';
import {
  InvariantViolation,
  decideTimer,
  decodeSession,
  encodeSession,
  evolveSession,
  nextDeadlineMs,
} from '@macp/kernel';
import type { EnvelopeAccepted, SessionFact } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { encodeBytes, handoff } from '@macp/proto';
import { HANDOFF, HandoffScript, openHandoff, openTimed } from '../testing/handoff-script.js';
import {
  FORBIDDEN,
  INVALID,
  START_MS,
  commitmentBytes,
  expectRefusal,
  modeEnvelope,
  modes,
  startBytes,
} from '../testing/mode-script.js';

const RESERVED = 'INVALID_ENVELOPE InvalidEnvelope';

/** A time-out of 500 ms and an offer to `a` made at `START_MS`. */
function silent(): HandoffScript {
  const script = openTimed(500);
  script.offer();
  return script;
}

function at(script: HandoffScript, sinceStartMs: number): HandoffScript {
  script.nowMs = START_MS + sinceStartMs;
  return script;
}

function pause(script: HandoffScript, fromMs: number, toMs: number): HandoffScript {
  expect(summary(at(script, fromMs).control('SuspendSession', 'lead'))).toBe('accepted SUSPENDED');
  expect(summary(at(script, toMs).control('ResumeSession', 'lead'))).toBe('accepted OPEN');
  return script;
}

function implicitFacts({ facts }: HandoffScript): EnvelopeAccepted[] {
  return facts.filter((fact): fact is EnvelopeAccepted => fact.kind === 'EnvelopeAccepted' && fact.runtimeOriginated);
}

/** Deadline of the script's offer, since the start. */
function deadline({ session }: HandoffScript): number {
  return nextDeadlineMs(session!, modes)! - START_MS;
}

describe('the implicit accept', () => {
  it('given the time-out has passed, when the owner commits, then an accept of the runtime comes first', () => {
    const script = at(silent(), 700);
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
    expect(implicitFacts(script)).toEqual([
      {
        kind: 'EnvelopeAccepted',
        sessionId: script.session!.sessionId,
        envelope: modeEnvelope(script.mode, 'a', 'HandoffAccept', {
          messageId: 'implicit-accept:h1',
          timestampUnixMs: BigInt(START_MS + 500),
          payload: encodeBytes(handoff.HandoffAcceptPayload, {
            handoffId: 'h1',
            acceptedBy: 'a',
            reason: 'implicit accept (timeout)',
            implicit: true,
          }),
        }),
        ordinal: 3,
        acceptedAtMs: START_MS + 500,
        runtimeOriginated: true,
      },
    ]);
    expect(script.session).toMatchObject({ lastOrdinal: 4 });
    expect(script.session?.activity).toEqual([
      { participantId: 'lead', lastMessageAtMs: START_MS + 700, messageCount: 2 },
    ]);
    expect(script.state()).toMatchObject({
      offers: { h1: { disposition: 'Accepted', accepted_by: 'a', outcome_reason: 'implicit accept (timeout)' } },
    });
  });

  it('given one moment is missing, then it is not due; given the moment itself, then it is', () => {
    expectRefusal(at(silent(), 499), (script) => script.commit('lead', true), INVALID);
    expect(summary(at(silent(), 500).commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given a time-out of one moment, then it is one', () => {
    const script = openTimed(1);
    script.offer();
    expect(deadline(script)).toBe(1);
  });

  it.each([1n, BigInt(START_MS) - 400n, BigInt(START_MS) + 400n, 2n ** 62n])(
    'given the offer claims to be of %s, then the clock of its acceptance counts, and no other',
    (timestampUnixMs) => {
      const script = openTimed(500);
      const payload = encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' });
      const offer = modeEnvelope(HANDOFF, 'lead', 'HandoffOffer', { messageId: 'o', payload, timestampUnixMs });
      expect(summary(script.submit(offer))).toBe('accepted OPEN');
      expect(script.state()).toMatchObject({ offers: { h1: { offered_at_ms: START_MS } } });
      expect(deadline(script)).toBe(500);
    },
  );

  it('given an offer at clock zero, then nothing is ever due; given one moment later, then it is', () => {
    for (const [clockMs, deadlineMs] of [
      [0, 60_001],
      [1, 501],
    ] as const) {
      const timed = new HandoffScript(openTimed(500).policy);
      timed.nowMs = 0;
      timed.start();
      timed.nowMs = clockMs;
      timed.offer();
      expect(nextDeadlineMs(timed.session!, modes)).toBe(deadlineMs);
    }
  });

  it('given no time-out in the policy, then silence means nothing', () => {
    for (const rules of [undefined, { acceptance: { implicit_accept_timeout_ms: 0 } }]) {
      const script = openHandoff(rules);
      script.offer();
      expectRefusal(at(script, 50_000), (open) => open.commit('lead', true), INVALID);
    }
  });

  it.each([
    ['an accept', (script: HandoffScript) => script.accept('a')],
    ['a decline', (script: HandoffScript) => script.decline('a')],
  ])('given it is due, when the target sends %s, then that is refused, and its id stays free', (_what, act) => {
    const script = at(silent(), 500);
    expect(summary(act(script))).toBe(INVALID);
    expect(implicitFacts(script)).toHaveLength(1);
    expect(script.session?.acceptedIds.toSortedArray()).toEqual(['implicit-accept:h1', 'm1', 'start']);
    expect(summary(script.context('lead'))).toBe('accepted OPEN');
    expect(implicitFacts(script)).toHaveLength(1);
  });

  it('given an answer in time, then nothing is due later', () => {
    const script = at(silent(), 499);
    script.accept('a');
    expect(nextDeadlineMs(script.session!, modes)).toBe(START_MS + 60_001);
    at(script, 5000).context('lead');
    expect(implicitFacts(script)).toEqual([]);
  });

  it('given it is recorded, when its id comes again, then it is a duplicate; before, it is reserved', () => {
    const script = at(silent(), 400);
    expectRefusal(script, (open) => open.as('implicit-accept:h1', 'a', 'HandoffContext'), RESERVED);
    at(script, 500).context('lead');
    expectRefusal(script, (open) => open.as('implicit-accept:h1', 'x', 'Anything'), 'duplicate OPEN');
  });

  it('given a duplicate, a stranger, a reserved id or a control command, then none of them brings it about', () => {
    const script = at(silent(), 600);
    script.as('m1', 'a', 'HandoffContext');
    script.send('stranger', 'HandoffContext', new Uint8Array());
    script.as('implicit-accept:zzz', 'a', 'HandoffContext');
    script.observe('lead');
    expect(implicitFacts(script)).toEqual([]);
    script.send('b', 'HandoffContext', new Uint8Array());
    expect(implicitFacts(script)).toHaveLength(1);
  });

  it('given an offer of names too long to be recorded twice, then it is refused where silence accepts, and only there', () => {
    const half = 512 * 1024;
    const target = 't'.repeat(half);
    const start = { participants: ['lead', target] };
    const longOffer = (script: HandoffScript, handoffId: string, reason = '') =>
      script.say('lead', 'HandoffOffer', handoff.HandoffOfferPayload, { handoffId, targetParticipant: target, reason });
    const tooLong = 'h'.repeat(half + 1);

    expectRefusal(openTimed(500, start), (script) => longOffer(script, tooLong), INVALID);
    expectRefusal(openTimed(500, start), (script) => longOffer(script, '\u4e00'.repeat(Math.ceil(half / 3))), INVALID);
    expect(summary(longOffer(openHandoff(undefined, start), tooLong))).toBe('accepted OPEN');

    const script = openTimed(500, start);
    expect(summary(longOffer(script, 'h'.repeat(half), 'r'.repeat(half)))).toBe('accepted OPEN');
    expect(decideTimer(script.session!, START_MS + 500, modes)).toHaveLength(1);
  });

  it('given a second offer, then its own time counts', () => {
    const script = at(silent(), 100);
    script.decline('a');
    at(script, 300).offer('b', 'h2');
    expect(deadline(script)).toBe(800);
    at(script, 800).context('lead', { handoffId: 'h2' });
    expect(implicitFacts(script)).toMatchObject([{ envelope: { messageId: 'implicit-accept:h2', sender: 'b' } }]);
  });

  it('given the TTL has passed, too, then the session expires instead', () => {
    const script = openTimed(500, { ttlMs: 400 });
    script.offer();
    at(script, 600);
    expect(summary(script.commit('lead', true))).toBe('SESSION_NOT_OPEN TtlExpired');
    expect(script.session?.state).toBe('EXPIRED');
    expect(implicitFacts(script)).toEqual([]);
  });
});

describe('the timer of the implicit accept', () => {
  it('given a live owner, then the accept comes at the deadline by itself, once, stamped with it', () => {
    const script = silent();
    expect(deadline(script)).toBe(500);
    expect(at(script, 499).tick()).toEqual([]);
    expect(at(script, 730).tick()).toMatchObject([{ acceptedAtMs: START_MS + 500, runtimeOriginated: true }]);
    expect(script.tick()).toEqual([]);
    expect(deadline(script)).toBe(60_001);
  });

  it('given a replay long after, then only what is recorded is there', () => {
    const script = at(silent(), 100_000);
    expect(encodeSession(script.replayed()!, { modes })).toBe(encodeSession(script.session!, { modes }));
    expect(script.replayed()).toMatchObject({ lastOrdinal: 2, state: 'OPEN' });
  });

  it('given a suspended session, then nothing is owed, and the deadline is that of the cap', () => {
    const script = at(silent(), 100);
    script.control('SuspendSession', 'lead');
    expect(decideTimer(script.session!, START_MS + 50_000, modes)).toEqual([]);
    expect(deadline(script)).toBe(100 + 604_800_001);
  });
});

describe('suspended time', () => {
  it.each<[string, [number, number][], number]>([
    ['one pause', [[200, 900]], 1200],
    ['a pause that begins with the offer', [[0, 100]], 600],
    [
      'two pauses',
      [
        [100, 200],
        [300, 1000],
      ],
      1300,
    ],
    ['a pause of no length', [[100, 100]], 500],
    ['a pause that begins one moment before the deadline', [[499, 600]], 601],
    ['a pause that begins at the deadline', [[500, 600]], 500],
    ['a pause after the deadline', [[501, 9000]], 500],
  ])('given %s, then it does not count', (_what, pauses, deadlineMs) => {
    const script = silent();
    for (const [fromMs, toMs] of pauses) pause(script, fromMs, toMs);
    expect(deadline(script)).toBe(deadlineMs);
    const lastMs = pauses.at(-1)![1];
    const owed = (atMs: number): readonly SessionFact[] => decideTimer(script.session!, START_MS + atMs, modes);
    if (lastMs < deadlineMs) expect(owed(deadlineMs - 1)).toEqual([]);
    expect(owed(Math.max(deadlineMs, lastMs))).toMatchObject([{ acceptedAtMs: START_MS + deadlineMs }]);
  });

  it('given a pause before the offer, then it changes nothing', () => {
    const script = pause(openTimed(500), 10, 1000);
    at(script, 1100).offer();
    expect(script.state()).toMatchObject({ offers: { h1: { suspended_ms_at_offer: 990 } } });
    expect(deadline(script)).toBe(1600);
    expect(deadline(pause(script, 1200, 1300))).toBe(1700);
  });

  it('given a snapshot in between, then the restored session owes the same', () => {
    const script = pause(silent(), 200, 900);
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(deadline(script)).toBe(1200);
    expectRefusal(at(script, 1199), (open) => open.commit('lead', true), INVALID);
    expect(summary(at(script, 1200).commit('lead', true))).toBe('accepted RESOLVED');
  });
});

describe('what only the runtime may send', () => {
  const implicit = encodeBytes(handoff.HandoffAcceptPayload, { handoffId: 'h1', implicit: true });

  it('given no time-out at all, then the ids are reserved all the same, of a start, too', () => {
    const script = openHandoff();
    script.offer();
    expectRefusal(script, (open) => open.as('implicit-accept:zzz', 'lead', 'HandoffContext'), RESERVED);
    expectRefusal(script, (open) => open.as('implicit-accept:zzz', 'stranger', 'HandoffContext'), FORBIDDEN);
    expectRefusal(script, (open) => open.as('implicit-accept:', 'lead', 'Commitment'), RESERVED);
    const start = { messageId: 'implicit-accept:s', payload: startBytes() };
    expect(summary(new HandoffScript().submit(modeEnvelope(HANDOFF, 'lead', 'SessionStart', start)))).toBe(RESERVED);
  });

  it('given the prefix in another case or place, then the id is like any other', () => {
    const payload = encodeBytes(handoff.HandoffContextPayload, { handoffId: 'h1' });
    for (const id of ['Implicit-Accept:x', 'implicit-accept', ' implicit-accept:x']) {
      expect(summary(silent().as(id, 'lead', 'HandoffContext', payload))).toBe('accepted OPEN');
    }
  });

  it('given an accept that calls itself implicit, then it is refused; of another type the field is unknown', () => {
    expectRefusal(silent(), (script) => script.send('a', 'HandoffAccept', implicit), RESERVED);
    expectRefusal(silent(), (script) => script.send('stranger', 'HandoffAccept', implicit), FORBIDDEN);
    expect(summary(silent().send('a', 'HandoffDecline', implicit))).toBe('accepted OPEN');
    const honest = encodeBytes(handoff.HandoffAcceptPayload, { handoffId: 'h1', implicit: false });
    expect(summary(silent().send('a', 'HandoffAccept', honest))).toBe('accepted OPEN');
  });

  const acceptedBy = (name: string) => ({
    payload: encodeBytes(handoff.HandoffAcceptPayload, { handoffId: 'h1', acceptedBy: name, implicit: true }),
  });
  it.each([
    ['another id', { messageId: 'implicit-accept:h2' }],
    ['another sender', { sender: 'b' }],
    ['another name', acceptedBy('b')],
    ['no name', acceptedBy('')],
  ])('given a recorded implicit accept with %s, when it is folded, then it stops', (_what, change) => {
    const script = at(silent(), 500);
    const { session, world } = script;
    const [fact] = decideTimer(session!, script.nowMs, modes) as [EnvelopeAccepted];
    const forged = { ...fact, envelope: { ...fact.envelope, ...change } };
    expect(() => evolveSession(session, forged, world)).toThrow(InvariantViolation);
    const accepted = evolveSession(session, fact, world);
    expect(accepted.lastOrdinal).toBe(3);
    // Once more, under an id of its own: the offer has its answer.
    const again = { ...fact, ordinal: 4, envelope: { ...fact.envelope, messageId: 'm9' }, runtimeOriginated: false };
    expect(() => evolveSession(accepted, again, world)).toThrow(InvariantViolation);
  });
});

describe('sessions of older revisions', () => {
  it.each([0, 1])('given revision %d, then nothing is reserved and no envelope is owed', (revision) => {
    const script = openTimed(500).startedUnder(revision);
    const payload = encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' });
    expect(summary(script.as('implicit-accept:x', 'lead', 'HandoffOffer', payload))).toBe('accepted OPEN');
    expect(deadline(script)).toBe(60_001);
    expect(at(script, 5000).tick()).toEqual([]);
  });

  it.each([2, 3])(
    'given revision %d, then ids are reserved and the accept is recorded, as they are now',
    (revision) => {
      const script = openTimed(500).startedUnder(revision);
      expectRefusal(script, (open) => open.as('implicit-accept:x', 'lead', 'HandoffContext'), RESERVED);
      script.offer();
      expect(deadline(script)).toBe(500);
      expect(summary(at(script, 500).commit('lead', true))).toBe('accepted RESOLVED');
      expect(implicitFacts(script)).toHaveLength(1);
    },
  );

  it.each([
    [499, INVALID],
    [500, 'accepted RESOLVED'],
  ])('given revision 1, then the acceptance clock decides at %d ms, whatever clients claim', (sinceStartMs, answer) => {
    const script = openTimed(500).startedUnder(1);
    const offer = encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' });
    const claiming = { payload: offer, messageId: 'o', timestampUnixMs: 2n ** 62n };
    script.submit(modeEnvelope(HANDOFF, 'lead', 'HandoffOffer', claiming));
    at(script, sinceStartMs);
    expect(summary(script.commit('lead', true))).toBe(answer);
  });

  it('given revision 1 and no time-out, then silence means nothing', () => {
    const script = openTimed(0).startedUnder(1);
    script.offer();
    expectRefusal(at(script, 50_000), (open) => open.commit('lead', true), INVALID);
  });

  it('given revision 1, then the time-out is inferred at the Commitment, by the acceptance clock, pauses included', () => {
    const script = openTimed(500).startedUnder(1);
    script.offer();
    pause(script, 100, 400);
    expectRefusal(at(script, 499), (open) => open.commit('lead', true), INVALID);
    expect(summary(at(script, 500).commit('lead', true))).toBe('accepted RESOLVED');
    expect(implicitFacts(script)).toEqual([]);
    expect(script.state()).toMatchObject({ offers: { h1: { disposition: 'Accepted', accepted_by: 'a' } } });
    expect(encodeSession(script.replayed()!, { modes })).toBe(encodeSession(script.session!, { modes }));
  });

  it('given revision 1, then an explicit answer after the time-out still counts', () => {
    const script = openTimed(500).startedUnder(1);
    script.offer();
    expect(summary(at(script, 900).decline('a'))).toBe('accepted OPEN');
  });

  it.each([
    [499n, INVALID],
    [500n, 'accepted RESOLVED'],
  ])('given revision 0, then the clients’ own timestamps decide: %s ms apart', (apartMs, answer) => {
    const script = openTimed(500).startedUnder(0);
    const offer = encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' });
    script.submit(
      modeEnvelope(script.mode, 'lead', 'HandoffOffer', { messageId: 'o', payload: offer, timestampUnixMs: 7000n }),
    );
    const commitment = { messageId: 'c', payload: commitmentBytes(), timestampUnixMs: 7000n + apartMs };
    expect(summary(script.submit(modeEnvelope(script.mode, 'lead', 'Commitment', commitment)))).toBe(answer);
  });
});
