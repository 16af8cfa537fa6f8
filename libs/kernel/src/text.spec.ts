import { describe, expect, it } from '@jest/globals';
import { isBlank, trimWhiteSpace } from './blank.js';
import { canonicalJson, plainObject } from './canonical-json.js';
import { fromHex, toHex } from './hex.js';
import { InvariantViolation } from './invariant.js';
import { isAdmissibleSessionId } from './session-id.js';

describe('blank text', () => {
  it.each(['', ' ', '\t\r\n', '\u0085', '\u00a0', '\u2003\u3000'])('given %j, then it is blank', (text) => {
    expect(isBlank(text)).toBe(true);
    expect(trimWhiteSpace(`${text}a b${text}`)).toBe('a b');
  });

  it.each(['a', ' a ', '\ufeff', '\u200b', '0'])('given %j, then it is not blank', (text) => {
    expect(isBlank(text)).toBe(false);
    expect(trimWhiteSpace(text)).toBe(text === ' a ' ? 'a' : text);
  });
});

describe('session ids a start may take', () => {
  it.each([
    ['UUID v4', '9b2d4c1e-6f5a-4b3c-8d7e-0123456789ab'],
    ['UUID v7', '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55'],
    ['UUID v4 of any variant', '9b2d4c1e-6f5a-4b3c-0d7e-0123456789ab'],
    ['32 hex digits without dashes', '9b2d4c1e6f5a1b3c8d7e0123456789ab'],
    ['22 characters', 'AZaz09_-AZaz09_-AZaz09'],
    ['128 characters', 'x'.repeat(128)],
    ['36 characters with dashes that are no UUID', 'zb2d4c1e-6f5a-1b3c-8d7e-0123456789ab'],
    ['a UUID with its dashes elsewhere', '9b2d4c1e6-f5a-1b3c-8d7e-0123456789ab'],
  ])('given %s, then it is admitted', (_what, id) => {
    expect(isAdmissibleSessionId(id)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['21 characters', 'x'.repeat(21)],
    ['129 characters', 'x'.repeat(129)],
    ['UUID v1', '9b2d4c1e-6f5a-1b3c-8d7e-0123456789ab'],
    ['an uppercase UUID v4', '9B2D4C1E-6F5A-4B3C-8D7E-0123456789AB'],
    ['a UUID v4 of mixed case', '9b2d4c1e-6f5a-4b3c-8d7e-0123456789aB'],
    ['padding', `${'x'.repeat(22)}==`],
    ['a character outside the alphabet', `${'x'.repeat(22)}ü`],
    ['a blank', `${'x'.repeat(22)} x`],
    ['a line end', `${'x'.repeat(22)}\n`],
  ])('given %s, then it is not', (_what, id) => {
    expect(isAdmissibleSessionId(id)).toBe(false);
  });
});

describe('canonical JSON', () => {
  it.each([
    [null, 'null'],
    [true, 'true'],
    [-0, '0'],
    [1e21, '1e+21'],
    ['ü"\n', '"ü\\"\\n"'],
    [[], '[]'],
    [{}, '{}'],
    [{ b: [1, { d: 1, c: null }], a: undefined }, '{"b":[1,{"c":null,"d":1}]}'],
    [{ 10: 1, 9: 2, b: 3, a: 4 }, '{"10":1,"9":2,"a":4,"b":3}'],
    [
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
  ])('given %j, then it has one text', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it.each([NaN, Infinity, -Infinity])('given %s, then there is no text', (value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });

  it('given a member named __proto__, then it is a member like any other', () => {
    const object = plainObject<number>();
    object['__proto__'] = 1;
    expect(canonicalJson(object)).toBe('{"__proto__":1}');
    expect(canonicalJson(JSON.parse('{"__proto__":{"x":1}}') as object as Record<string, never>)).toBe(
      '{"__proto__":{"x":1}}',
    );
  });
});

describe('hex', () => {
  it('given any bytes, then their text reads back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(toHex(Uint8Array.of(0, 15, 16, 255))).toBe('000f10ff');
    expect(fromHex(toHex(bytes))).toEqual(bytes);
    expect(fromHex('')).toEqual(new Uint8Array());
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9])('given %i bytes, then each of them is in their text once', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => 7 + index * 31);
    expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
  });

  it.each(['0', 'AB', '0x', '0 '])('given %j, then it stops', (text) => {
    expect(() => fromHex(text)).toThrow(InvariantViolation);
  });
});
