import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playLawfully } from './testing/session-laws.js';
import type { ScriptStep } from './testing/session-laws.js';
import { LAX, TALK } from './testing/talk-mode.js';
import { START_MS, blankScript, commit, say, start } from './testing/talk-session.js';

const CONTROL = [
  ...Array<'SuspendSession'>(5).fill('SuspendSession'),
  ...Array<'ResumeSession'>(8).fill('ResumeSession'),
  'CancelSession',
] as const;

const sender = fc.constantFrom('lead', 'a', 'b', 'auditor', 'stranger', '');
const messageId = fc.oneof(
  fc.nat(30).map((id) => `m${id}`),
  fc.constantFrom('start', 'reserved:x', '', '__proto__'),
);
const timestampUnixMs = fc.constantFrom(0n, 0n, -1n, 5n, 2n ** 63n - 1n);
const mode = fc.constantFrom(...Array<string>(25).fill(TALK), LAX, 'unknown');

const starting = fc
  .record({
    policyVersion: fc.constantFrom('', 'any', 'roles', 'other-mode', 'nope'),
    participants: fc.constantFrom(['a', 'b'], ['a', 'b'], ['a'], []),
    maxSuspendMs: fc.constantFrom(0, 200, 500),
    ttlMs: fc.constantFrom(1000, 5000, 0),
    messageId,
    mode,
  })
  .map(({ messageId: id, mode: of, ...payload }) => start(payload, { messageId: id || 'start', mode: of }));

// Most scripts begin soundly, or they would end before anything happened.
const beginning = fc.oneof(
  { weight: 1, arbitrary: starting },
  {
    weight: 9,
    arbitrary: fc
      .record({ policyVersion: fc.constantFrom('', 'any', 'roles'), maxSuspendMs: fc.constantFrom(0, 500) })
      .map((payload) => start({ ttlMs: 1000, ...payload })),
  },
);

const speaking = fc
  .record({
    messageType: fc.constantFrom('Say', 'Say', 'Arm', 'Arm', 'Sing', 'SessionCancel', 'Signal'),
    text: fc.constantFrom('hello', 'hello', 'bad', 'denied', `${START_MS + 60}`),
    messageId,
    sender,
    timestampUnixMs,
    mode,
  })
  .map(({ messageId: id, text, ...envelope }) => say(id, text, envelope));

const committing = fc
  .record({
    action: fc.constantFrom('x.selected', 'x', 'x', ''),
    outcomePositive: fc.boolean(),
    messageId,
    sender: fc.oneof(fc.constant('lead'), sender),
    mode,
  })
  .map(({ messageId: id, sender: from, mode: of, ...payload }) => commit(id, payload, { sender: from, mode: of }));

const step: fc.Arbitrary<ScriptStep> = fc.oneof(
  { weight: 1, arbitrary: starting.map((envelope) => ({ kind: 'submit', envelope }) as const) },
  { weight: 8, arbitrary: speaking.map((envelope) => ({ kind: 'submit', envelope }) as const) },
  { weight: 3, arbitrary: committing.map((envelope) => ({ kind: 'submit', envelope }) as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('control' as const),
      command: fc.constantFrom(...CONTROL),
      caller: fc.oneof(fc.constant('lead'), sender),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('observe' as const), caller: sender }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), byMs: fc.constantFrom(0, 1, 50, 200, 700) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'tick' } as const) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((allowed) => ({
      kind: 'verdict' as const,
      verdict: { allowed, denials: allowed ? [] : [{ code: 'veto', message: 'no' }] },
    })),
  },
);

describe('laws of every session', () => {
  it('given any script, legal or not, then every law holds, and the script has seen the world', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(beginning, fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (first, rest) => {
        const steps: ScriptStep[] = [{ kind: 'submit', envelope: first }, ...rest];
        for (const answer of playLawfully(blankScript, steps)) seen.add(answer);
      }),
      { numRuns: 800 },
    );
    // A generator that never reaches a situation proves nothing about it.
    const situations = [
      'accepted OPEN',
      'accepted RESOLVED',
      'accepted SUSPENDED',
      'accepted CANCELLED',
      'duplicate OPEN',
      'duplicate SUSPENDED',
      'SESSION_NOT_OPEN TtlExpired',
      'SESSION_NOT_OPEN SessionNotOpen',
      'SESSION_ALREADY_EXISTS SessionAlreadyExists',
      'FORBIDDEN Forbidden',
      'POLICY_DENIED PolicyDenied',
      'tick SessionExpired',
      'tick EnvelopeAccepted',
    ];
    expect([...seen]).toEqual(expect.arrayContaining(situations));
  });
});
