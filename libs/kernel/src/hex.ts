/** Bytes as lowercase hexadecimal text, without any platform's own codec. */
import { invariant } from './invariant.js';

const DIGITS = '0123456789abcdef';

/** Of each byte. */
const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => DIGITS[byte >>> 4]! + DIGITS[byte & 15]!);

export function toHex(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  // Four at a time: what a long text is put together from is what it costs.
  for (; at + 4 <= bytes.length; at += 4) {
    text += PAIRS[bytes[at]!]! + PAIRS[bytes[at + 1]!]! + PAIRS[bytes[at + 2]!]! + PAIRS[bytes[at + 3]!]!;
  }
  for (; at < bytes.length; at += 1) text += PAIRS[bytes[at]!]!;
  return text;
}

/** Throws `InvariantViolation` on text that `toHex` does not write. */
export function fromHex(text: string): Uint8Array {
  invariant(text.length % 2 === 0, 'hex text has an even number of digits');
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (digit(text, 2 * index) << 4) | digit(text, 2 * index + 1);
  }
  return bytes;
}

function digit(text: string, index: number): number {
  const value = DIGITS.indexOf(text[index]!);
  invariant(value >= 0, 'hex text holds lowercase hex digits only');
  return value;
}
