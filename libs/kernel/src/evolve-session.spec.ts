import { describe, expect, it } from '@jest/globals';
import { evolveSession } from './evolve-session.js';
import type { EnvelopeAccepted, SessionFact, SessionStarted } from './facts.js';
import { InvariantViolation } from './invariant.js';
import type { Session } from './session.js';
import type { SessionScript } from './testing/session-script.js';
import { LAX } from './testing/talk-mode.js';
import { SESSION_ID, START_MS, blankScript, commit, openScript, say, start } from './testing/talk-session.js';

const { world } = blankScript();
const evolve = (session: Session | undefined, fact: SessionFact): Session => evolveSession(session, fact, world);

const STARTED = openScript().facts[0] as SessionStarted;
const SPOKEN: EnvelopeAccepted = {
  kind: 'EnvelopeAccepted',
  sessionId: SESSION_ID,
  envelope: say('m1'),
  ordinal: 2,
  acceptedAtMs: START_MS,
  runtimeOriginated: false,
};
const EXPIRED: SessionFact = { kind: 'SessionExpired', sessionId: SESSION_ID, atMs: START_MS };
const CANCELLED: SessionFact = {
  kind: 'SessionCancelled',
  sessionId: SESSION_ID,
  atMs: START_MS,
  reason: '',
  cancelledBy: '',
};
const SUSPENDED: SessionFact = {
  kind: 'SessionSuspended',
  sessionId: SESSION_ID,
  atMs: START_MS,
  reason: '',
  suspendedBy: '',
};
const RESUMED: SessionFact = {
  kind: 'SessionResumed',
  sessionId: SESSION_ID,
  atMs: START_MS,
  reason: '',
  resumedBy: '',
  bankedMs: 0,
};

describe('a history that can be', () => {
  it('given the facts of a long session, when they are folded again, then the state is the same', () => {
    const script: SessionScript = openScript({ maxSuspendMs: 1000 });
    script.submit(say('m1'));
    script.control('SuspendSession', 'lead');
    script.nowMs += 100;
    script.control('ResumeSession', 'lead');
    script.submit(say('m2', 'hi', { sender: 'b' }));
    script.submit(commit('c'));
    expect(script.replayed()).toEqual(script.session);
    expect(script.session?.lastOrdinal).toBe(4);
  });

  it('given an older version of a session, when later facts are folded, then it stays as it was', () => {
    const before = evolve(undefined, STARTED);
    const copy = JSON.stringify(before);
    const one = evolve(before, SPOKEN);
    const other = evolve(before, { ...SPOKEN, envelope: say('other') });
    expect(JSON.stringify(before)).toBe(copy);
    expect([one.acceptedIds.has('m1'), one.acceptedIds.has('other')]).toEqual([true, false]);
    expect([other.acceptedIds.has('m1'), other.acceptedIds.has('other')]).toEqual([false, true]);
    expect(before.acceptedIds.has('m1')).toBe(false);
  });

  it('given a recorded resume past the cap, then it ended the session; within it, the session went on', () => {
    const paused = evolve(evolve(undefined, { ...STARTED, maxSuspendMs: 500 }), SUSPENDED);
    expect(evolve(paused, { ...RESUMED, atMs: START_MS + 501 })).toMatchObject({
      state: 'EXPIRED',
      accumulatedSuspendedMs: 501,
    });
    expect(evolve(paused, { ...RESUMED, atMs: START_MS + 500 }).state).toBe('OPEN');
  });

  it('given an older semantics revision, then the session lives under it', () => {
    expect(evolve(undefined, { ...STARTED, semanticsRevision: 2 }).semanticsRevision).toBe(2);
  });

  it('given a resolution, then it holds no bytes of the request', () => {
    const request = new Uint8Array([...new Uint8Array(1000), ...commit('c').payload]);
    const payload = request.subarray(1000);
    const open = evolve(evolve(undefined, STARTED), SPOKEN);
    const resolved = evolve(open, { ...SPOKEN, ordinal: 3, envelope: commit('c', {}, { payload }) });
    expect(resolved.resolution).toEqual(payload);
    expect(resolved.resolution?.buffer.byteLength).toBe(payload.length);
  });

  it('given a policy read from storage, then equal definitions are one object', () => {
    const one = evolve(undefined, { ...STARTED, policy: { ...STARTED.policy } });
    const other = evolve(undefined, { ...STARTED, policy: { ...STARTED.policy } });
    expect(one.policy).toBe(other.policy);
    const edited = evolve(undefined, { ...STARTED, policy: { ...STARTED.policy, rules: '{"x":1}' } });
    expect(edited.policy.rules).toBe('{"x":1}');
  });
});

describe('a history that cannot be', () => {
  const open = evolve(undefined, STARTED);
  const ended = evolve(open, CANCELLED);
  const paused = evolve(open, SUSPENDED);

  const IMPOSSIBLE: [string, Session | undefined, SessionFact][] = [
    ['a second start', open, STARTED],
    ['a start of another ordinal', undefined, { ...STARTED, ordinal: 2 as 1 }],
    ['a start of another session', undefined, { ...STARTED, sessionId: 'other' }],
    ['a start of an unknown mode', undefined, { ...STARTED, envelope: start({}, { mode: 'unknown' }) }],
    ['a start that does not decode', undefined, { ...STARTED, envelope: start({}, { payload: Uint8Array.of(1) }) }],
    ['a newer semantics revision', undefined, { ...STARTED, semanticsRevision: 5 }],
    ['a message before the start', undefined, SPOKEN],
    ['an expiry before the start', undefined, EXPIRED],
    ['a gap in the ordinals', open, { ...SPOKEN, ordinal: 3 }],
    ['an ordinal issued again', open, { ...SPOKEN, ordinal: 1 }],
    ['a message of another session', open, { ...SPOKEN, sessionId: 'other' }],
    ['a message id accepted twice', open, { ...SPOKEN, envelope: say('start') }],
    ['a message after the end', ended, SPOKEN],
    ['a message while SUSPENDED', paused, SPOKEN],
    ['a second end', ended, EXPIRED],
    ['a cancellation after the end', ended, CANCELLED],
    ['a suspension after the end', ended, SUSPENDED],
    ['a suspension while SUSPENDED', paused, SUSPENDED],
    ['a resume while OPEN', open, RESUMED],
    ['a resume after the end', ended, RESUMED],
  ];

  it.each(IMPOSSIBLE)('given %s, then it stops', (_what, session, fact) => {
    expect(() => evolve(session, fact)).toThrow(InvariantViolation);
  });

  it('given a Commitment that does not decode in a mode that reads it, then it stops', () => {
    const lax = evolve(undefined, { ...STARTED, envelope: start({}, { mode: LAX }) });
    const garbage = commit('c', {}, { mode: LAX, payload: Uint8Array.of(1) });
    expect(() => evolve(lax, { ...SPOKEN, envelope: garbage })).toThrow(InvariantViolation);
  });
});
