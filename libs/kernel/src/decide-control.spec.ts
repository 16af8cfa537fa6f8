import { describe, expect, it } from '@jest/globals';
import type { ControlSession } from './commands.js';
import { lifecycleChange } from './lifecycle.js';
import { summary } from './testing/session-script.js';
import type { SessionScript } from './testing/session-script.js';
import { SESSION_ID, START_MS, TTL_MS, blankScript, commit, openScript, say } from './testing/talk-session.js';

type Kind = ControlSession['kind'];
const KINDS: [Kind, string][] = [
  ['CancelSession', 'cancel'],
  ['SuspendSession', 'suspend'],
  ['ResumeSession', 'resume'],
];

function suspended(payload = {}): SessionScript {
  const script = openScript(payload);
  script.control('SuspendSession', 'lead');
  return script;
}

function resolved(): SessionScript {
  const script = openScript();
  script.submit(say('m1'));
  script.submit(commit('c'));
  return script;
}

function cancelled(): SessionScript {
  const script = openScript();
  script.control('CancelSession', 'lead');
  return script;
}

function expired(): SessionScript {
  const script = openScript();
  script.nowMs += TTL_MS + 1;
  script.tick();
  return script;
}

describe('who may control a session', () => {
  it.each(KINDS)('given no session, when %s, then it is not found', (kind) => {
    const script = blankScript();
    const command = { kind, sessionId: 'gone', caller: 'lead', reason: '' } as const;
    expect(summary(script.decide(command).outcome)).toBe(`SESSION_NOT_FOUND Session 'gone' not found`);
    script.ended = true;
    expect(summary(script.decide(command).outcome)).toBe(`SESSION_NOT_FOUND Session 'gone' not found`);
  });

  it.each(KINDS)('given a caller without authority, when %s, then it is forbidden', (kind, verb) => {
    const expected = `FORBIDDEN FORBIDDEN: only the session initiator or policy-delegated roles can ${verb}`;
    for (const script of [openScript(), suspended(), cancelled()]) {
      expect(summary(script.control(kind, 'a'))).toBe(expected);
      expect(summary(script.control(kind, ''))).toBe(expected);
    }
  });

  it.each([
    ['any', 'a', true],
    ['any', 'lead', true],
    ['any', 'stranger', false],
    ['roles', 'auditor', true],
    ['roles', 'lead', true],
    ['roles', 'b', false],
    ['', 'lead', true],
    ['', 'a', false],
  ])('given policy %j, when %s cancels, then allowed is %s', (policyVersion, caller, allowed) => {
    const outcome = openScript({ policyVersion }).control('CancelSession', caller);
    expect(summary(outcome).startsWith('FORBIDDEN')).toBe(!allowed);
  });

  it('given a forbidden caller past the deadline, then the look-up has expired the session', () => {
    const script = openScript();
    script.nowMs += TTL_MS + 1;
    expect(summary(script.control('CancelSession', 'a'))).toMatch(/^FORBIDDEN/);
    expect(script.session?.state).toBe('EXPIRED');
  });
});

describe('cancelling, suspending and resuming', () => {
  const CASES: [string, () => SessionScript, Kind, string, number][] = [
    ['OPEN', openScript, 'CancelSession', 'accepted CANCELLED', 1],
    ['SUSPENDED', suspended, 'CancelSession', 'accepted CANCELLED', 1],
    ['RESOLVED', resolved, 'CancelSession', 'accepted RESOLVED', 0],
    ['EXPIRED', expired, 'CancelSession', 'accepted EXPIRED', 0],
    ['CANCELLED', cancelled, 'CancelSession', 'accepted CANCELLED', 0],
    ['OPEN', openScript, 'SuspendSession', 'accepted SUSPENDED', 1],
    ['SUSPENDED', suspended, 'SuspendSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['RESOLVED', resolved, 'SuspendSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['EXPIRED', expired, 'SuspendSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['CANCELLED', cancelled, 'SuspendSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['OPEN', openScript, 'ResumeSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['SUSPENDED', suspended, 'ResumeSession', 'accepted OPEN', 1],
    ['RESOLVED', resolved, 'ResumeSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['EXPIRED', expired, 'ResumeSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
    ['CANCELLED', cancelled, 'ResumeSession', 'SESSION_NOT_OPEN SessionNotOpen', 0],
  ];

  it.each(CASES)('given a %s session, %#, when %s %s, then %s', (_state, given, kind, expected, factCount) => {
    const script = given();
    const command = { kind, sessionId: SESSION_ID, caller: 'lead', reason: 'why' };
    const { facts, outcome } = script.decide(command);
    expect(summary(outcome)).toBe(expected);
    expect(facts).toHaveLength(factCount);
  });

  it('given control commands, then their facts tell who, when and why, and take no ordinal', () => {
    const script = openScript();
    script.nowMs += 5;
    script.control('SuspendSession', 'lead', 'lunch');
    script.nowMs += 5;
    script.control('ResumeSession', 'lead', 'back');
    script.control('CancelSession', 'lead', 'enough');
    expect(script.facts.slice(1)).toEqual([
      { kind: 'SessionSuspended', sessionId: SESSION_ID, atMs: START_MS + 5, reason: 'lunch', suspendedBy: 'lead' },
      {
        kind: 'SessionResumed',
        sessionId: SESSION_ID,
        atMs: START_MS + 10,
        reason: 'back',
        resumedBy: 'lead',
        bankedMs: TTL_MS - 5,
      },
      { kind: 'SessionCancelled', sessionId: SESSION_ID, atMs: START_MS + 10, reason: 'enough', cancelledBy: 'lead' },
    ]);
    expect(script.session).toMatchObject({ lastOrdinal: 1, activity: [], state: 'CANCELLED' });
  });

  it.each([
    ['CancelSession', 'accepted EXPIRED'],
    ['SuspendSession', 'SESSION_NOT_OPEN SessionNotOpen'],
    ['ResumeSession', 'SESSION_NOT_OPEN SessionNotOpen'],
  ] as const)('given a deadline that nobody observed, when %s, then it is found expired: %s', (kind, expected) => {
    const script = openScript();
    script.nowMs += TTL_MS + 1;
    expect(summary(script.control(kind, 'lead'))).toBe(expected);
    expect(script.facts.map((fact) => fact.kind)).toEqual(['SessionStarted', 'SessionExpired']);
  });
});

describe('pauses', () => {
  it('given 40 s left, when it is resumed 10 minutes later, then 40 s are left', () => {
    const script = openScript();
    script.nowMs += 20_000;
    script.control('SuspendSession', 'lead');
    script.nowMs += 600_000;
    expect(script.session?.expiresAtMs).toBe(START_MS + TTL_MS);
    expect(summary(script.control('ResumeSession', 'lead'))).toBe('accepted OPEN');
    expect(script.session).toMatchObject({
      expiresAtMs: script.nowMs + 40_000,
      accumulatedSuspendedMs: 600_000,
      suspendedAtMs: undefined,
      suspensionIntervals: [[START_MS + 20_000, START_MS + 620_000]],
    });
    expect(script.facts.at(-1)).toMatchObject({ bankedMs: 40_000 });
  });

  it('given a cap of 500 ms, when it was paused for 500 or 600, then it resumes, or is found expired', () => {
    const within = suspended({ maxSuspendMs: 500 });
    within.nowMs += 500;
    expect(summary(within.control('ResumeSession', 'lead'))).toBe('accepted OPEN');

    const beyond = suspended({ maxSuspendMs: 500 });
    beyond.nowMs += 600;
    expect(summary(beyond.control('ResumeSession', 'lead'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    expect(beyond.session?.state).toBe('EXPIRED');
    expect(beyond.facts.map((fact) => fact.kind)).toEqual(['SessionStarted', 'SessionSuspended', 'SessionExpired']);
  });

  it('given several pauses, then the cap is on their sum', () => {
    const script = suspended({ maxSuspendMs: 500 });
    script.nowMs += 300;
    script.control('ResumeSession', 'lead');
    script.control('SuspendSession', 'lead');
    script.nowMs += 201;
    expect(summary(script.control('ResumeSession', 'lead'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    expect(script.session?.state).toBe('EXPIRED');
  });

  it.each([2, 4])(
    'given 1024 cycles of revision %d, when it resumes again, then that is recorded and ends it',
    (of) => {
      const script = openScript().startedUnder(of);
      for (let cycle = 0; cycle < 1024; cycle += 1) {
        script.control('SuspendSession', 'lead');
        expect(summary(script.control('ResumeSession', 'lead'))).toBe('accepted OPEN');
      }
      script.control('SuspendSession', 'lead');
      const before = script.session;
      expect(summary(script.control('ResumeSession', 'lead'))).toBe('SESSION_NOT_OPEN TtlExpired');
      expect(script.facts.at(-1)?.kind).toBe('SessionResumed');
      expect(script.session?.state).toBe('EXPIRED');
      expect(lifecycleChange(before, script.session!)).toBe('EXPIRED');
    },
  );

  it('given a session of revision 1, then any number of cycles is survived, and only the first 1024 are recorded', () => {
    const script = openScript().startedUnder(1);
    for (let cycle = 0; cycle < 1030; cycle += 1) {
      script.control('SuspendSession', 'lead');
      script.nowMs += 1;
      expect(summary(script.control('ResumeSession', 'lead'))).toBe('accepted OPEN');
    }
    expect(script.session?.suspensionIntervals).toHaveLength(1024);
    expect(script.session?.accumulatedSuspendedMs).toBe(1030);
    script.control('SuspendSession', 'lead');
    script.nowMs += script.session!.maxSuspendMs;
    expect(summary(script.control('ResumeSession', 'lead'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
  });

  it('given a clock that went back, then the pause was none', () => {
    const script = suspended({ maxSuspendMs: 500 });
    script.nowMs -= 10;
    expect(summary(script.control('ResumeSession', 'lead'))).toBe('accepted OPEN');
    expect(script.session).toMatchObject({ accumulatedSuspendedMs: 0, expiresAtMs: START_MS + TTL_MS });
  });

  it('given a deadline at the end of all numbers, then a pause does not move it beyond', () => {
    const script = openScript({}, { timestampUnixMs: 2n ** 62n });
    script.control('SuspendSession', 'lead');
    script.nowMs += 1000;
    script.control('ResumeSession', 'lead');
    expect(script.session?.expiresAtMs).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('reading a session', () => {
  it.each([
    ['lead', false, true],
    ['a', false, true],
    ['auditor', true, true],
    ['auditor', false, false],
    ['', false, false],
  ])('given caller %j, observer %s, then reading is allowed: %s', (caller, observer, allowed) => {
    const outcome = openScript().observe(caller, observer);
    expect(summary(outcome)).toBe(allowed ? 'observed OPEN' : 'FORBIDDEN FORBIDDEN: session access denied');
  });

  it('given no session, or one that left memory, then it is not found', () => {
    const script = blankScript();
    expect(summary(script.observe('lead'))).toBe(`SESSION_NOT_FOUND Session '' not found`);
    script.ended = true;
    expect(summary(script.observe('lead'))).toBe(`SESSION_NOT_FOUND Session '' not found`);
  });

  it('given a session with activity, then its metadata says everything that is public', () => {
    const script = openScript({ policyVersion: 'any', contextId: 'ctx', extensionKeys: ['z', 'k'] });
    script.nowMs += 1;
    script.submit(say('m1', 'x', { sender: 'b' }));
    script.submit(say('m2'));
    script.nowMs += 1;
    script.submit(say('m3'));
    script.submit(say('m3'));
    script.submit(say('m4', 'bad'));
    expect(script.observe('lead')).toEqual({
      kind: 'observed',
      metadata: {
        sessionId: SESSION_ID,
        mode: 'test.mode.talk.v1',
        state: 'OPEN',
        startedAtMs: START_MS,
        expiresAtMs: START_MS + TTL_MS,
        modeVersion: '1.0.0',
        configurationVersion: 'cfg',
        policyVersion: 'any',
        participants: ['a', 'b'],
        participantActivity: [
          { participantId: 'a', lastMessageAtMs: START_MS + 2, messageCount: 2 },
          { participantId: 'b', lastMessageAtMs: START_MS + 1, messageCount: 1 },
        ],
        initiator: 'lead',
        contextId: 'ctx',
        extensionKeys: ['k', 'z'],
      },
    });
  });

  it('given an unlisted initiator who committed, then that counts as activity', () => {
    const script = resolved();
    expect(script.session?.activity.map((entry) => entry.participantId)).toEqual(['a', 'lead']);
  });

  it('given an expiry that is due, then reading observes it, whoever reads', () => {
    const script = openScript();
    script.nowMs += TTL_MS + 1;
    expect(summary(script.observe('stranger'))).toMatch(/^FORBIDDEN/);
    expect(script.session?.state).toBe('EXPIRED');
    expect(summary(script.observe('lead'))).toBe('observed EXPIRED');

    const paused = suspended({ maxSuspendMs: 10 });
    paused.nowMs += 11;
    expect(summary(paused.observe('lead'))).toBe('observed EXPIRED');
    expect(paused.facts.at(-1)).toEqual({ kind: 'SessionExpired', sessionId: SESSION_ID, atMs: paused.nowMs });
  });
});

describe('lifecycle changes', () => {
  it('given two versions of a session, then the change between them has a name', () => {
    const before = openScript().session!;
    expect(lifecycleChange(undefined, before)).toBe('CREATED');
    expect(lifecycleChange(before, { ...before })).toBeUndefined();
    expect(lifecycleChange(before, { state: 'SUSPENDED' })).toBe('SUSPENDED');
    expect(lifecycleChange({ state: 'SUSPENDED' }, before)).toBe('RESUMED');
    expect(lifecycleChange(before, { state: 'RESOLVED' })).toBe('RESOLVED');
    expect(lifecycleChange(before, { state: 'CANCELLED' })).toBe('CANCELLED');
  });
});
