import { describe, expect, it } from '@jest/globals';
import { SessionStartPayload, encodeBytes, int64FromBigInt } from '@macp/proto';
import { coreCodec } from './core-codec.js';
import { commitmentBytes, startBytes } from './testing/decision-script.js';

const HASH = `sha256:${'0a'.repeat(32)}`;
const GARBAGE: [string, Uint8Array][] = [
  ['an unknown wire type', Uint8Array.of(0x0f)],
  ['a truncated field', Uint8Array.of(0x0a, 0x05, 0x70)],
  ['text that is not UTF-8', Uint8Array.of(0x0a, 0x02, 0xc3, 0x28)],
];

describe('core payloads', () => {
  it('given a start, then the kernel sees what it needs of it', () => {
    const keys = ['k', '__proto__'];
    const bytes = startBytes({
      contextId: 'ctx',
      policyVersion: 'p',
      maxSuspendMs: 7,
      extensions: Object.fromEntries(keys.map((key) => [key, Uint8Array.of(1)])),
    });
    expect(coreCodec.decodeSessionStart(bytes)).toEqual({
      participants: ['lead', 'a', 'b'],
      modeVersion: '1.0.0',
      configurationVersion: 'cfg',
      policyVersion: 'p',
      ttlMs: 60_000,
      contextId: 'ctx',
      extensionKeys: keys,
      maxSuspendMs: 7,
    });
  });

  it.each([
    [2n ** 63n - 1n, Number.MAX_SAFE_INTEGER],
    [-(2n ** 63n), Number.MIN_SAFE_INTEGER],
    [-1n, -1],
  ])('given the 64-bit integer %s, then it saturates', (value, expected) => {
    const ttlMs = int64FromBigInt(value);
    const bytes = encodeBytes(SessionStartPayload, { ttlMs, maxSuspendMs: ttlMs });
    expect(coreCodec.decodeSessionStart(bytes)).toMatchObject({ ttlMs: expected, maxSuspendMs: expected });
  });

  it('given a Commitment, then a superseded one is there exactly when it was sent', () => {
    const plain = coreCodec.decodeCommitment(commitmentBytes());
    expect(plain).toEqual({
      commitmentId: 'c1',
      action: 'decision.made',
      authorityScope: 'scope',
      reason: 'because',
      modeVersion: '1.0.0',
      policyVersion: '',
      configurationVersion: 'cfg',
      outcomePositive: true,
    });
    expect(plain).not.toHaveProperty('supersedes');
    const supersedes = { sessionId: 's', commitmentHash: HASH };
    expect(coreCodec.decodeCommitment(commitmentBytes({ supersedes }))?.supersedes).toEqual(supersedes);
    expect(coreCodec.decodeCommitment(commitmentBytes({ supersedes: {} }))?.supersedes).toEqual({
      sessionId: '',
      commitmentHash: '',
    });
  });

  it.each(GARBAGE)('given %s, then there is no payload', (_what, bytes) => {
    expect(coreCodec.decodeSessionStart(bytes)).toBeUndefined();
    expect(coreCodec.decodeCommitment(bytes)).toBeUndefined();
  });
});
