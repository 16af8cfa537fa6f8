import { describe, expect, it } from '@jest/globals';
import { encodeBytes } from './codec.js';
import { int64FromBigInt, int64FromNumber, toBigInt, toSafeNumber } from './int64.js';
import { Envelope, StreamSessionRequest } from './messages.js';

const INT64 = [0n, 1n, -1n, 1_790_000_000_000n, -(2n ** 31n), 2n ** 32n, 2n ** 53n, -(2n ** 53n) - 1n, 2n ** 62n + 3n];
const INT64_ENDS = [2n ** 63n - 1n, -(2n ** 63n)];

describe('64-bit integers', () => {
  it.each([...INT64, ...INT64_ENDS])(
    'given the timestamp %p, when an envelope travels, then every bit survives',
    (value) => {
      const bytes = encodeBytes(Envelope, { timestampUnixMs: int64FromBigInt(value) });

      const decoded = Envelope.decode(bytes).timestampUnixMs;

      expect(toBigInt(decoded)).toBe(value);
      expect(decoded.toString()).toBe(value.toString());
      expect(encodeBytes(Envelope, { timestampUnixMs: decoded })).toEqual(bytes);
    },
  );

  it('given the highest unsigned value, when a request travels, then it stays positive', () => {
    const highest = 2n ** 64n - 1n;
    const bytes = encodeBytes(StreamSessionRequest, { afterSequence: int64FromBigInt(highest) });

    const { afterSequence } = StreamSessionRequest.decode(bytes);

    expect(toBigInt(afterSequence)).toBe(highest);
    expect(toSafeNumber(afterSequence)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    [0n, 0],
    [-5n, -5],
    [2n ** 53n - 1n, Number.MAX_SAFE_INTEGER],
    [2n ** 53n, Number.MAX_SAFE_INTEGER],
    [2n ** 63n - 1n, Number.MAX_SAFE_INTEGER],
    [-(2n ** 53n) + 1n, Number.MIN_SAFE_INTEGER],
    [-(2n ** 53n), Number.MIN_SAFE_INTEGER],
    [-(2n ** 63n), Number.MIN_SAFE_INTEGER],
  ])('given %p, when it becomes a number, then it is exact or saturated: %p', (value, expected) => {
    expect(toSafeNumber(int64FromBigInt(value))).toBe(expected);
  });

  it.each([0, -1, 1_790_000_000_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
    'given the number %p, when it becomes an integer and back, then it is the same',
    (value) => {
      expect(toSafeNumber(int64FromNumber(value))).toBe(value);
      expect(toBigInt(Envelope.decode(encodeBytes(Envelope, { timestampUnixMs: value })).timestampUnixMs)).toBe(
        BigInt(value),
      );
    },
  );
});
