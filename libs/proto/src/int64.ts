/**
 * 64-bit integers, exact in both directions. Messages carry them as `Long`, because they are cheaper to read than
 * `bigint`s; these functions bridge to what the rest of the code computes with.
 */
import Long from 'long';

const TWO_TO_32 = 4_294_967_296;

/** The nearest number that is a safe integer: exact within ±(2^53 − 1), saturated at these ends beyond. */
export function toSafeNumber(value: Long): number {
  const number = (value.unsigned ? value.high >>> 0 : value.high) * TWO_TO_32 + (value.low >>> 0);
  if (number > Number.MAX_SAFE_INTEGER) return Number.MAX_SAFE_INTEGER;
  return number < Number.MIN_SAFE_INTEGER ? Number.MIN_SAFE_INTEGER : number;
}

/** A signed 64-bit integer; `value` is truncated to an integer and saturates at the ends of the range. */
export function int64FromNumber(value: number): Long {
  return Long.fromNumber(value);
}

/** The same integer as a `bigint`, exact for every value. */
export function toBigInt(value: Long): bigint {
  const number = (value.unsigned ? value.high >>> 0 : value.high) * TWO_TO_32 + (value.low >>> 0);
  if (Number.isSafeInteger(number)) return BigInt(number);
  return (BigInt(value.unsigned ? value.high >>> 0 : value.high) << 32n) | BigInt(value.low >>> 0);
}

/** A signed 64-bit integer; bits above the 64th are dropped. */
export function int64FromBigInt(value: bigint): Long {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return Long.fromNumber(number);
  return Long.fromBits(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)), false);
}
