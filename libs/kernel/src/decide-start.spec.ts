import { describe, expect, it } from '@jest/globals';
import type { SessionStartPayload } from './core-codec.js';
import type { Envelope } from './envelope.js';
import type { SessionStarted } from './facts.js';
import { reject } from './rejection.js';
import { SessionScript, summary } from './testing/session-script.js';
import type { ScriptWorld } from './testing/session-script.js';
import { LAX, talkMode } from './testing/talk-mode.js';
import { SESSION_ID, START_MS, TTL_MS, blankScript, openScript, say, start } from './testing/talk-session.js';

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

function decided(payload: Partial<SessionStartPayload>, envelope: Partial<Envelope> = {}): string {
  const script = blankScript();
  const outcome = script.submit(start(payload, envelope));
  if (outcome.kind === 'rejected') expect(script.facts).toEqual([]);
  return summary(outcome);
}

function factOf(payload: Partial<SessionStartPayload>, envelope: Partial<Envelope> = {}): SessionStarted {
  return openScript(payload, envelope).facts[0] as SessionStarted;
}

describe('the start of a session', () => {
  it('given no session, when a sound start comes, then it is accepted as ordinal 1 and recorded in full', () => {
    const script = blankScript();
    const { facts, outcome } = script.decide({
      kind: 'SubmitEnvelope',
      envelope: start({ extensionKeys: ['b', 'a'] }),
    });
    expect(outcome).toEqual({
      kind: 'accepted',
      duplicate: false,
      state: 'OPEN',
      ordinal: 1,
      acceptedAtMs: START_MS,
    });
    expect(facts).toEqual([
      {
        kind: 'SessionStarted',
        sessionId: SESSION_ID,
        envelope: { ...start({ extensionKeys: ['b', 'a'] }), timestampUnixMs: BigInt(START_MS) },
        ordinal: 1,
        acceptedAtMs: START_MS,
        semanticsRevision: 4,
        policy: script.world.policies('policy.default'),
        maxSuspendMs: 604_800_000,
        modeVersion: '1.0.0',
        expiresAtMs: START_MS + TTL_MS,
      },
    ]);
    expect(script.session).toMatchObject({
      initiator: 'lead',
      extensionKeys: ['a', 'b'],
      activity: [],
      lastOrdinal: 1,
    });
  });

  const REFUSALS: [string, Partial<SessionStartPayload>, Partial<Envelope>, string][] = [
    ['another protocol version', {}, { macpVersion: '2.0' }, 'UNSUPPORTED_PROTOCOL_VERSION InvalidMacpVersion'],
    ['no message id', {}, { messageId: '' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['a blank mode', {}, { mode: ' \t' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['a bad session id', {}, { sessionId: 'short' }, 'INVALID_SESSION_ID InvalidSessionId'],
    ['an unregistered mode', {}, { mode: 'macp.mode.task.v1' }, 'MODE_NOT_SUPPORTED UnknownMode'],
    ['no sender', {}, { sender: '' }, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['an empty payload', {}, { payload: new Uint8Array() }, 'INVALID_ENVELOPE InvalidPayload'],
    ['an undecodable payload', {}, { payload: Uint8Array.of(1) }, 'INVALID_ENVELOPE InvalidPayload'],
    ['no ttl', { ttlMs: 0 }, {}, 'INVALID_ENVELOPE InvalidTtl'],
    ['a negative ttl', { ttlMs: -1 }, {}, 'INVALID_ENVELOPE InvalidTtl'],
    ['a ttl above 24 hours', { ttlMs: 86_400_001 }, {}, 'INVALID_ENVELOPE InvalidTtl'],
    ['a blank mode version', { modeVersion: ' ' }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['no configuration version', { configurationVersion: '' }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['a blank configuration version', { configurationVersion: ' ' }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['no participants', { participants: [] }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['1001 participants', { participants: many(1001) }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['a blank participant', { participants: ['a', ' '] }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['a participant twice', { participants: ['a', 'a'] }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['a participant twice but for white space', { participants: ['a', ' a'] }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['a negative suspension cap', { maxSuspendMs: -1 }, {}, 'INVALID_ENVELOPE InvalidPayload'],
    ['another mode version', { modeVersion: '2.0.0' }, {}, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['an unknown policy', { policyVersion: 'nope' }, {}, 'UNKNOWN_POLICY_VERSION UnknownPolicyVersion'],
    [
      'a policy of another mode',
      { policyVersion: 'other-mode' },
      {},
      'INVALID_POLICY_DEFINITION InvalidPolicyDefinition',
    ],
    ['what the mode refuses', { contextId: 'refused by the mode' }, {}, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['what only the runtime may send', {}, { messageId: 'reserved:x' }, 'INVALID_ENVELOPE InvalidEnvelope'],
  ];

  it.each(REFUSALS)(
    'given %s, when it starts, then it is refused without a trace',
    (_what, payload, envelope, refusal) => {
      expect(decided(payload, envelope)).toBe(refusal);
    },
  );

  const ACCEPTANCES: [string, Partial<SessionStartPayload>, Partial<Envelope>][] = [
    ['a ttl of 1 ms', { ttlMs: 1 }, {}],
    ['a ttl of 24 hours', { ttlMs: 86_400_000 }, {}],
    ['1000 participants', { participants: many(1000) }, {}],
    ['a participant with white space', { participants: ['a', ' b '] }, {}],
    ['a roster without the initiator', { participants: ['z'] }, {}],
    ['an unbounded cap', { maxSuspendMs: Number.MAX_SAFE_INTEGER }, {}],
    ['a policy of its own mode', { policyVersion: 'lax-only' }, { mode: LAX }],
    [
      'a non-strict start with nothing',
      { participants: ['a', 'a'], modeVersion: '', configurationVersion: '' },
      { mode: LAX },
    ],
    ['a non-strict start with a negative cap', { maxSuspendMs: -1 }, { mode: LAX }],
  ];

  it.each(ACCEPTANCES)('given %s, when it starts, then it is accepted', (_what, payload, envelope) => {
    expect(decided(payload, envelope)).toBe('accepted OPEN');
  });

  it.each([
    ['a bad ttl', { ttlMs: 0 }, 'INVALID_ENVELOPE InvalidTtl'],
    ['another mode version before the ttl', { ttlMs: 0, modeVersion: '9' }, 'INVALID_ENVELOPE InvalidEnvelope'],
  ])('given a non-strict start with %s, then it is refused, too', (_what, payload, refusal) => {
    expect(decided(payload, { mode: LAX })).toBe(refusal);
  });

  it.each([
    ['mode before id', { sessionId: 'x', mode: ' ' }, {}, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['id before registration', { sessionId: 'x', mode: 'unknown' }, {}, 'INVALID_SESSION_ID InvalidSessionId'],
    [
      'registration before payload',
      { mode: 'unknown', payload: new Uint8Array() },
      {},
      'MODE_NOT_SUPPORTED UnknownMode',
    ],
    ['sender before payload', { sender: '', payload: new Uint8Array() }, {}, 'INVALID_ENVELOPE InvalidEnvelope'],
    ['ttl before roster', {}, { ttlMs: 0, participants: [] }, 'INVALID_ENVELOPE InvalidTtl'],
    ['roster before policy', {}, { participants: [], policyVersion: 'nope' }, 'INVALID_ENVELOPE InvalidPayload'],
    [
      'policy before the mode',
      {},
      { contextId: 'refused by the mode', policyVersion: 'other-mode' },
      'INVALID_POLICY_DEFINITION InvalidPolicyDefinition',
    ],
  ])('given two faults, then the order decides: %s', (_order, envelope, payload, refusal) => {
    expect(decided(payload, envelope)).toBe(refusal);
  });
});

describe('a start that only its mode, or its codec, would take', () => {
  const outcomeIn = (world: Partial<ScriptWorld>, envelope: Partial<Envelope>): string =>
    summary(new SessionScript({ ...blankScript().world, ...world }).submit(start({}, envelope)));

  it('given a codec that reads something from nothing, then an empty payload is none all the same', () => {
    const { codec } = blankScript().world;
    const { payload } = start();
    const generous = { ...codec, decodeSessionStart: () => codec.decodeSessionStart(payload) };
    expect(outcomeIn({ codec: generous }, { payload: Uint8Array.of(1) })).toBe('accepted OPEN');
    expect(outcomeIn({ codec: generous }, { payload: new Uint8Array() })).toBe('INVALID_ENVELOPE InvalidPayload');
  });

  it('given what the mode refuses under an id that is not a client’s, then the mode’s word is the first', () => {
    const mode = { ...talkMode, checkStart: () => reject('FORBIDDEN') };
    expect(outcomeIn({ modes: () => mode }, { messageId: 'reserved:x' })).toBe('FORBIDDEN Forbidden');
  });
});

describe('what a start binds', () => {
  it.each([
    ['a given timestamp', 500n, 500 + TTL_MS],
    ['no timestamp', 0n, START_MS + TTL_MS],
    ['a timestamp before 1970', -5n, START_MS + TTL_MS],
    ['a timestamp beyond all numbers', 2n ** 63n - 1n, Number.MAX_SAFE_INTEGER],
  ])('given %s, then the deadline follows from it', (_what, timestampUnixMs, expiresAtMs) => {
    const fact = factOf({}, { timestampUnixMs });
    expect(fact.expiresAtMs).toBe(expiresAtMs);
    expect(fact.envelope.timestampUnixMs).toBe(timestampUnixMs === 0n ? BigInt(START_MS) : timestampUnixMs);
    expect(fact.acceptedAtMs).toBe(START_MS);
    expect(openScript({}, { timestampUnixMs }).session?.startedAtMs).toBe(START_MS);
  });

  it('given a cap, then it is bound as it is; given none, 7 days are', () => {
    expect(factOf({ maxSuspendMs: 5 }).maxSuspendMs).toBe(5);
    expect(factOf({ maxSuspendMs: 0 }).maxSuspendMs).toBe(604_800_000);
    expect(factOf({ maxSuspendMs: -7 }, { mode: LAX }).maxSuspendMs).toBe(604_800_000);
  });

  it('given no mode version, then the descriptor’s is bound', () => {
    expect(openScript({ modeVersion: '' }, { mode: LAX }).session?.modeVersion).toBe('1.0.0');
  });

  it('given participants with white space, then they are kept as they came', () => {
    const script = openScript({ participants: ['z', ' a', 'b '] });
    expect(script.session?.participants).toEqual(['z', ' a', 'b ']);
    const observed = script.observe('lead');
    expect(observed.kind === 'observed' && observed.metadata.participants).toEqual(['z', ' a', 'b ']);
    // They are matched as they came, too.
    expect(summary(script.submit(say('m1', 'hello', { sender: 'a' })))).toBe('FORBIDDEN Forbidden');
    expect(summary(script.submit(say('m1', 'hello', { sender: ' a' })))).toBe('accepted OPEN');
  });
});

describe('a start for an id that is taken', () => {
  it('given the accepted start, when it comes again, then it is a duplicate', () => {
    const script = openScript();
    expect(summary(script.submit(start()))).toBe('duplicate OPEN');
    expect(script.facts).toHaveLength(1);
  });

  it('given another accepted message, when a start carries its id, then it is a duplicate, too', () => {
    const script = openScript();
    script.submit(say('m1'));
    expect(summary(script.submit(start({ policyVersion: 'nope' }, { messageId: 'm1' })))).toBe('duplicate OPEN');
  });

  it('given a new message id and an unknown policy, then the id is what is refused', () => {
    const outcome = openScript().submit(start({ policyVersion: 'nope' }, { messageId: 'other' }));
    expect(summary(outcome)).toBe('SESSION_ALREADY_EXISTS SessionAlreadyExists');
  });

  it('given a broken payload, then that is judged before the id', () => {
    const outcome = openScript().submit(start({}, { payload: Uint8Array.of(1) }));
    expect(summary(outcome)).toBe('INVALID_ENVELOPE InvalidPayload');
  });

  it('given a session that ended and left memory, when anything starts it again, then it is refused for good', () => {
    const script = blankScript();
    script.ended = true;
    expect(summary(script.submit(start()))).toBe('SESSION_ALREADY_EXISTS SessionAlreadyExists');
    expect(summary(script.submit(start({ ttlMs: 0 })))).toBe('INVALID_ENVELOPE InvalidTtl');
  });

  it('given a SUSPENDED or ended session in memory, when its start comes again, then the state is told', () => {
    const script = openScript();
    script.control('SuspendSession', 'lead');
    expect(summary(script.submit(start()))).toBe('duplicate SUSPENDED');
    script.control('CancelSession', 'lead');
    expect(summary(script.submit(start()))).toBe('duplicate CANCELLED');
  });
});
