import { describe, expect, it } from '@jest/globals';
import { multiRound, encodeBytes } from '@macp/proto';
import fc from 'fast-check';
import { summary } from '@macp/kernel/testing';
import { openMultiRound } from '../testing/multi-round-script.js';
import { contributedValue } from './contribution.js';

const proto = (value: string): Uint8Array => encodeBytes(multiRound.ContributePayload, { value });
const json = (text: string): Uint8Array => Buffer.from(text);
const valueOf = (payload: Uint8Array, revision = 4): string | undefined => contributedValue(payload, revision);

/** A JSON object with a string `value`, exactly `length` bytes long. */
function objectOf(length: number): string {
  return `{"value":"${'x'.repeat(length - '{"value":""}'.length)}"}`;
}

describe('a contribution in protobuf', () => {
  it.each(['x', 'ü', '{"value":"y"}', 'x'.repeat(127), 'x'.repeat(128), 'x'.repeat(20_000)])(
    'given the canonical form of a value, then it is the value',
    (value) => {
      expect(valueOf(proto(value))).toBe(value);
    },
  );

  it.each([
    ['an explicitly empty value', [0x0a, 0x00], ''],
    ['an unknown field alone', [0x10, 0x01], ''],
    ['a value twice', [0x0a, 0x01, 0x78, 0x0a, 0x01, 0x79], 'y'],
    ['a length written too long', [0x0a, 0x81, 0x00, 0x78], 'x'],
    ['a value and an unknown field', [0x0a, 0x01, 0x78, 0x10, 0x01], 'x'],
  ])('given %s, then it decodes, though it is not canonical', (_what, bytes, value) => {
    expect(valueOf(Uint8Array.from(bytes))).toBe(value);
  });

  it.each([
    ['nothing', []],
    ['a truncated value', [0x0a, 0x05, 0x78]],
    ['text that is not UTF-8', [0x0a, 0x02, 0xc3, 0x28]],
    ['a wrong wire type', [0x08, 0x01]],
    ['white space', [0x0a, 0x20]],
  ])('given %s, then it is no contribution', (_what, bytes) => {
    expect(valueOf(Uint8Array.from(bytes))).toBeUndefined();
  });
});

describe('a contribution in JSON', () => {
  it.each([
    ['{"value":"x"}', 'x'],
    [' \n{ "value" : "x" }\t', 'x'],
    ['{"value":""}', ''],
    ['{"other":[{"value":"no"},"value"],"value":"x","more":null}', 'x'],
    ['{"\\u0076alue":"x"}', 'x'],
    ['{"value":"\\"}:{"}', '"}:{'],
    ['{"value":"\\ud83d\\ude00"}', '😀'],
    ['{"__proto__":"no","value":"x"}', 'x'],
  ])('given %s, then its value counts', (text, value) => {
    expect(valueOf(json(text))).toBe(value);
  });

  it.each([
    '{}',
    '{"value":null}',
    '{"value":7}',
    '{"value":["x"]}',
    '{"value":"x","value":"x"}',
    '{"value":"x","\\u0076alue":"y"}',
    '{"value":7,"value":"x"}',
    '{"Value":"x"}',
    '{"nested":{"value":"x"}}',
    '{"__proto__":{"value":"x"}}',
    '[{"value":"x"}]',
    '"x"',
    '{"value":"x"',
    '{"value":"x"} {}',
    '\ufeff{"value":"x"}',
    '{"value":"\\ud83d"}',
  ])('given %s, then it is no contribution', (text) => {
    expect(valueOf(json(text))).toBeUndefined();
  });
});

describe('bytes that can be read both ways', () => {
  // Tag and length read as JSON white space or as the opening brace only at these lengths.
  it.each([13, 32, 123])(
    'given a canonical value of %d bytes that is such an object itself, then all of it is the value',
    (length) => {
      const inner = length === 123 ? objectOf(124).slice(1) : objectOf(length);
      const payload = proto(inner);
      expect(payload).toHaveLength(length + 2);
      const text = Buffer.from(payload).toString();
      expect((JSON.parse(text) as { value: string }).value).toMatch(/^x+$/);
      expect(valueOf(payload)).toBe(inner);
      expect(valueOf(payload, 3)).toBe(inner);
      expect(valueOf(payload, 2)).toBe((JSON.parse(text) as { value: string }).value);
    },
  );

  it('given a session of revision 2, then it lives and replays by the older reading', () => {
    const inner = objectOf(13);
    const old = openMultiRound(['a', 'b']).startedUnder(2);
    expect(summary(old.contribute('a', inner))).toBe('accepted OPEN');
    expect(old.state()).toMatchObject({ contributions: { a: 'x' } });
    const current = openMultiRound(['a', 'b']);
    current.contribute('a', inner);
    expect(current.state()).toMatchObject({ contributions: { a: inner } });
  });

  it('given any value in either form, then it is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        expect(valueOf(proto(value))).toBe(value);
        expect(valueOf(json(JSON.stringify({ n: '}', value })))).toBe(value);
      }),
    );
  });

  it('given any bytes, then reading is total, and the same for every reader of the revision', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(4), (bytes, revision) => {
        expect(valueOf(bytes, revision)).toBe(valueOf(Uint8Array.from(bytes), revision));
      }),
    );
  });

  it('given a payload as large as may be, then depth and escapes do not matter', () => {
    const deep = `{"a":${'['.repeat(400_000)}${']'.repeat(400_000)},"value":"x"}`;
    expect(valueOf(json(deep))).toBe('x');
    const escapes = '\\n'.repeat(400_000);
    expect(valueOf(json(`{"value":"${escapes}"}`))).toBe('\n'.repeat(400_000));
  });
});
