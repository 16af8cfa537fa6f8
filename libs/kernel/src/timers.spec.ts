import { describe, expect, it } from '@jest/globals';
import type { SessionScript } from './testing/session-script.js';
import { SESSION_ID, START_MS, TTL_MS, commit, openScript, say } from './testing/talk-session.js';
import { decideTimer, nextDeadlineMs } from './timers.js';

const deadlineOf = (script: SessionScript): number | undefined => nextDeadlineMs(script.session!, script.world.modes);

/** What the timers say one millisecond before the deadline, and at it. */
function around(script: SessionScript): [readonly unknown[], readonly unknown[]] {
  const deadlineMs = deadlineOf(script)!;
  const { modes } = script.world;
  return [decideTimer(script.session!, deadlineMs - 1, modes), decideTimer(script.session!, deadlineMs, modes)];
}

describe('timers of a session', () => {
  it('given an OPEN session, then it expires one moment after its deadline', () => {
    const script = openScript();
    const atMs = START_MS + TTL_MS + 1;
    expect(deadlineOf(script)).toBe(atMs);
    expect(around(script)).toEqual([[], [{ kind: 'SessionExpired', sessionId: SESSION_ID, atMs }]]);
  });

  it('given a SUSPENDED session, then it expires one moment after its cap, never on its deadline', () => {
    const script = openScript({ maxSuspendMs: 10 * TTL_MS });
    script.nowMs += 7;
    script.control('SuspendSession', 'lead');
    const atMs = START_MS + 7 + 10 * TTL_MS + 1;
    expect(deadlineOf(script)).toBe(atMs);
    expect(around(script)).toEqual([[], [{ kind: 'SessionExpired', sessionId: SESSION_ID, atMs }]]);
  });

  it('given an earlier pause, then the cap that is left counts', () => {
    const script = openScript({ maxSuspendMs: 100 });
    script.control('SuspendSession', 'lead');
    script.nowMs += 60;
    script.control('ResumeSession', 'lead');
    script.control('SuspendSession', 'lead');
    expect(deadlineOf(script)).toBe(script.nowMs + 41);
    expect(around(script)[0]).toEqual([]);
    expect(around(script)[1]).toHaveLength(1);
  });

  it('given an envelope the runtime owes, then that comes first and is accepted at its own time', () => {
    const script = openScript();
    script.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    expect(deadlineOf(script)).toBe(START_MS + 500);
    expect(around(script)[0]).toEqual([]);
    script.nowMs = START_MS + 700;
    expect(script.tick()).toMatchObject([
      { kind: 'EnvelopeAccepted', ordinal: 3, acceptedAtMs: START_MS + 500, runtimeOriginated: true },
    ]);
    expect(deadlineOf(script)).toBe(START_MS + TTL_MS + 1);
    expect(script.tick()).toEqual([]);
  });

  it('given both are due, then expiry wins; given a suspension, then nothing is owed', () => {
    const late = openScript();
    late.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    late.nowMs = START_MS + TTL_MS + 1;
    expect(late.tick().map((fact) => fact.kind)).toEqual(['SessionExpired']);

    const paused = openScript();
    paused.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    paused.control('SuspendSession', 'lead');
    paused.nowMs += 600;
    expect(paused.tick()).toEqual([]);
  });

  it('given a session that ended, then time has nothing to say', () => {
    const script = openScript();
    script.submit(say('m1'));
    script.submit(commit('c'));
    expect(deadlineOf(script)).toBeUndefined();
    script.nowMs += 10 * TTL_MS;
    expect(script.tick()).toEqual([]);
  });

  it('given a deadline at the end of all numbers, then there is none', () => {
    expect(deadlineOf(openScript({}, { timestampUnixMs: 2n ** 62n }))).toBeUndefined();
    const script = openScript({ maxSuspendMs: Number.MAX_SAFE_INTEGER });
    script.control('SuspendSession', 'lead');
    expect(deadlineOf(script)).toBeUndefined();
  });

  it('given a mode that is no longer registered, then only expiry is left', () => {
    const script = openScript();
    script.submit(say('arm', `${START_MS + 500}`, { messageType: 'Arm' }));
    const none = (): undefined => undefined;
    expect(nextDeadlineMs(script.session!, none)).toBe(START_MS + TTL_MS + 1);
    expect(decideTimer(script.session!, START_MS + 600, none)).toEqual([]);
  });
});
