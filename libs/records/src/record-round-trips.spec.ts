/** Whatever was made durable is read back as it was, byte for byte where it is bytes; anything else is refused. */
import { describe, expect, it } from '@jest/globals';
import { REJECTION_CODES, SESSION_STATE, policyDenied } from '@macp/kernel';
import type { Denial, Envelope, EnvelopeAccepted, PolicyVerdict, SessionFact, SessionOutcome } from '@macp/kernel';
import type { RegistryFact, RegistryOutcome } from '@macp/policy-rules';
import { encodeBytes, records } from '@macp/proto';
import fc from 'fast-check';
import {
  decodeRegistryFact,
  decodeRegistryOutcome,
  encodeRegistryFact,
  encodeRegistryOutcome,
} from './registry-codec.js';
import { decodeSessionFact, encodeSessionFact } from './session-fact-codec.js';
import { decodeSessionOutcome, encodeSessionOutcome } from './session-outcome-codec.js';
import { INT64_MAX, INT64_MIN, envelope, modeDescriptor, text } from './testing/arbitraries.js';
import { DENIALS, ENVELOPE, REGISTRY_FACTS, SESSION_FACTS, SESSION_OUTCOMES } from './testing/record-examples.js';

const timeMs = fc.maxSafeInteger();
const ordinal = fc.maxSafeNat();
const policy = fc.record({
  policyId: text,
  mode: text,
  description: text,
  rules: fc.json(),
  schemaVersion: fc.nat(2 ** 31 - 1),
});
const denial: fc.Arbitrary<Denial> = fc.oneof(
  fc.record({ code: text, message: text }),
  fc.record({ code: text, message: text, participants: fc.array(text, { minLength: 1 }) }),
);
const verdict: fc.Arbitrary<PolicyVerdict> = fc.record({ allowed: fc.boolean(), denials: fc.array(denial) });

function fact<Kind extends string, Rest>(kind: Kind, rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> }) {
  return fc.record({ kind: fc.constant(kind), sessionId: text, ...rest });
}

const acceptedFields = { envelope, ordinal, acceptedAtMs: timeMs, runtimeOriginated: fc.boolean() };
const startedFields = {
  envelope,
  ordinal: fc.constant(1 as const),
  acceptedAtMs: timeMs,
  semanticsRevision: fc.nat(),
  policy,
  maxSuspendMs: timeMs,
  modeVersion: text,
  expiresAtMs: timeMs,
};
const extension = fc.record({ messageTypes: fc.array(text) });
const sessionFact = fc.oneof(
  fact('SessionStarted', startedFields),
  fact('SessionStarted', { ...startedFields, extension }),
  fact('EnvelopeAccepted', acceptedFields),
  fact('EnvelopeAccepted', { ...acceptedFields, verdict }),
  fact('SessionExpired', { atMs: timeMs }),
  fact('SessionCancelled', { atMs: timeMs, reason: text, cancelledBy: text }),
  fact('SessionSuspended', { atMs: timeMs, reason: text, suspendedBy: text }),
  fact('SessionResumed', { atMs: timeMs, reason: text, resumedBy: text, bankedMs: timeMs }),
) as fc.Arbitrary<SessionFact>;

const states = Object.keys(SESSION_STATE) as (keyof typeof SESSION_STATE)[];
const sessionOutcome = fc.oneof(
  fc.record({
    kind: fc.constant('accepted'),
    duplicate: fc.boolean(),
    state: fc.constantFrom(...states),
    ordinal,
    acceptedAtMs: timeMs,
  }),
  fc.record({
    kind: fc.constant('rejected'),
    rejection: fc.record({
      code: fc.constantFrom(...REJECTION_CODES.filter((code) => code !== 'POLICY_DENIED')),
      message: text,
    }),
  }),
  fc.record({ kind: fc.constant('rejected'), rejection: fc.array(denial).map(policyDenied) }),
) as fc.Arbitrary<SessionOutcome>;

const registryFact = fc.oneof(
  fc.record({ kind: fc.constant('PolicyRegistered'), policy, atMs: timeMs, registeredBy: text }),
  fc.record({ kind: fc.constant('PolicyUnregistered'), policyId: text, atMs: timeMs, unregisteredBy: text }),
  fc.record({ kind: fc.constant('ModeRegistered'), descriptor: modeDescriptor, atMs: timeMs, registeredBy: text }),
  fc.record({ kind: fc.constant('ModeUnregistered'), mode: text, atMs: timeMs, unregisteredBy: text }),
  fc.record({
    kind: fc.constant('ModePromoted'),
    mode: text,
    promotedMode: text,
    atMs: timeMs,
    promotedBy: text,
  }),
  fc.record({
    kind: fc.constant('SessionReserved'),
    identity: text,
    sessionId: text,
    startsByMs: timeMs,
    startId: text,
    atMs: timeMs,
  }),
  fc.record({ kind: fc.constant('SessionsReleased'), identity: text, sessionIds: fc.array(text), atMs: timeMs }),
) as fc.Arbitrary<RegistryFact>;

const registryOutcome = fc.oneof(
  fc.constant({ kind: 'registryAccepted' }),
  fc.record({ kind: fc.constant('registryRefused'), error: fc.string({ unit: 'binary', minLength: 1 }) }),
  fc.record({
    kind: fc.constant('openSessionsFull'),
    reserved: fc.array(fc.record({ sessionId: text, startsByMs: timeMs })),
  }),
) as fc.Arbitrary<RegistryOutcome>;

function vote(changes: Partial<Envelope>): EnvelopeAccepted {
  return { ...(SESSION_FACTS['accepted'] as EnvelopeAccepted), envelope: { ...ENVELOPE, ...changes } };
}

function envelopeBack(changes: Partial<Envelope>): Envelope {
  return (decodeSessionFact(encodeSessionFact(vote(changes))) as EnvelopeAccepted).envelope;
}

describe('what is made durable', () => {
  it('given any session fact, when it is read back, then it is the same', () => {
    fc.assert(fc.property(sessionFact, (any) => expect(decodeSessionFact(encodeSessionFact(any))).toEqual(any)));
  });

  it('given any recorded session outcome, when it is read back, then it is the same', () => {
    fc.assert(
      fc.property(sessionOutcome, (any) => expect(decodeSessionOutcome(encodeSessionOutcome(any))).toEqual(any)),
    );
  });

  it('given any registry fact, when it is read back, then it is the same', () => {
    fc.assert(fc.property(registryFact, (any) => expect(decodeRegistryFact(encodeRegistryFact(any))).toEqual(any)));
  });

  it('given any registry outcome, when it is read back, then it is the same', () => {
    fc.assert(
      fc.property(registryOutcome, (any) => expect(decodeRegistryOutcome(encodeRegistryOutcome(any))).toEqual(any)),
    );
  });

  it.each(REJECTION_CODES)('given a refusal with %s, when it is read back, then it is the same', (code) => {
    const refusal = SESSION_OUTCOMES[code]!;

    expect(decodeSessionOutcome(encodeSessionOutcome(refusal))).toStrictEqual(refusal);
  });

  it('given denials with and without participants, when they are read back, then absent stays absent', () => {
    const bytes = encodeSessionOutcome({ kind: 'rejected', rejection: policyDenied(DENIALS) });

    const back = decodeSessionOutcome(bytes);

    expect(back).toStrictEqual({ kind: 'rejected', rejection: policyDenied(DENIALS) });
  });

  it.each([INT64_MIN, INT64_MIN + 1n, -(2n ** 53n) - 1n, -1n, 0n, 2n ** 53n + 1n, INT64_MAX - 1n, INT64_MAX])(
    'given the client timestamp %s, when it is read back, then no bit is lost',
    (timestampUnixMs) => {
      expect(envelopeBack({ timestampUnixMs }).timestampUnixMs).toBe(timestampUnixMs);
    },
  );

  it.each([0, 1, 1024 * 1024])('given a payload of %s bytes, when it is read back, then no byte differs', (length) => {
    const sent = Buffer.alloc(
      length,
      Uint8Array.from({ length: 251 }, (_, index) => index),
    );

    const back = envelopeBack({ payload: sent }).payload;

    expect(Buffer.compare(sent, back)).toBe(0);
  });

  it.each(['accepted', 'started'])(
    'given the record of %s, when its buffer is overwritten after decoding, then the payload stays',
    (name) => {
      const bytes = encodeSessionFact(SESSION_FACTS[name]!);
      const back = decodeSessionFact(bytes) as EnvelopeAccepted;

      bytes.fill(0);

      expect(back.envelope.payload).toEqual(ENVELOPE.payload);
      expect(back.envelope.payload.buffer).not.toBe(bytes.buffer);
    },
  );
});

describe('bytes that are no fact', () => {
  const { SessionFact: StoredFact, SessionOutcome: StoredOutcome } = records;
  const { RegistryFact: StoredRegistryFact, RegistryOutcome: StoredRegistryOutcome } = records;
  const envelopeless = { ordinal: 1, acceptedAtMs: 1 };

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['noise', Uint8Array.of(255, 255, 255, 255)],
    ['a session without a fact', encodeBytes(StoredFact, { sessionId: 's' })],
    ['an acceptance without an envelope', encodeBytes(StoredFact, { sessionId: 's', accepted: envelopeless })],
    ['a start without a policy', encodeBytes(StoredFact, { started: { ...envelopeless, envelope: {} } })],
    ['a start that is not the first', encodeBytes(StoredFact, { started: { ordinal: 2, envelope: {}, policy: {} } })],
    ['a fact cut short', encodeSessionFact(SESSION_FACTS['started']!).subarray(0, -1)],
  ])('given %s, when it is read as a session fact, then it throws', (_what, bytes) => {
    expect(() => decodeSessionFact(bytes)).toThrow();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an unknown code', encodeBytes(StoredOutcome, { rejected: { code: 'NO_SUCH_CODE' } })],
    ['no state', encodeBytes(StoredOutcome, { accepted: { ordinal: 1 } })],
    ['an end too early', encodeSessionOutcome(SESSION_OUTCOMES['POLICY_DENIED']!).subarray(0, -1)],
  ])('given an outcome with %s, when it is read, then it throws', (_what, bytes) => {
    expect(() => decodeSessionOutcome(bytes)).toThrow();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a registration without a policy', encodeBytes(StoredRegistryFact, { registered: { atMs: 1 } })],
    ['a fact cut short', encodeRegistryFact(REGISTRY_FACTS['registered']!).subarray(0, -1)],
  ])('given %s, when it is read as a registry fact, then it throws', (_what, bytes) => {
    expect(() => decodeRegistryFact(bytes)).toThrow();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a refusal without a reason', encodeBytes(StoredRegistryOutcome, { code: 'INVALID_POLICY_DEFINITION' })],
    ['an end too early', encodeRegistryOutcome({ kind: 'registryRefused', error: 'no' }).subarray(0, -1)],
  ])('given a registry outcome with %s, when it is read, then it throws', (_what, bytes) => {
    expect(() => decodeRegistryOutcome(bytes)).toThrow();
  });

  it('given the answer to a read, when it is to be recorded, then it throws', () => {
    const observed = { kind: 'observed', metadata: {} } as SessionOutcome;

    expect(() => encodeSessionOutcome(observed)).toThrow('a read has no durable outcome');
  });
});
