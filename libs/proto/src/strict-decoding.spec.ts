import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { macp } from '../gen/macp.js';
import type { Codec } from '../gen/macp.js';
import { schema } from '../gen/schema.js';
import type { FieldRow } from '../gen/schema.js';
import { decodeOrUndefined, encodeBytes } from './codec.js';
import { Envelope, SendRequest, SessionStartPayload, records } from './messages.js';

const WIRE_TYPES = [0, 1, 2, 3, 4, 5] as const;
type WireType = (typeof WIRE_TYPES)[number];

const SCALAR_WIRE_TYPES: Record<string, WireType> = { string: 2, bytes: 2, double: 1, float: 5 };
const UNKNOWN_FIELD = 3000;

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

const tag = (number: number, wireType: WireType): number[] => varint((number << 3) | wireType);

/** A whole field of any wire type: the smallest value there is, and for a group its end; an end of a group alone. */
function fieldOf(number: number, wireType: WireType): number[] {
  const values: Record<WireType, number[]> = {
    0: [0],
    1: [0, 0, 0, 0, 0, 0, 0, 0],
    2: [0],
    3: tag(number, 4),
    4: [],
    5: [0, 0, 0, 0],
  };
  return [...tag(number, wireType), ...values[wireType]];
}

/** Wire type of one value; all that is no scalar and no enum is a message. */
function wireTypeOf(type: string): WireType {
  if (type in schema.enums) return 0;
  return SCALAR_WIRE_TYPES[type] ?? (type in schema.messages ? 2 : 0);
}

/** The wire types that a field may come with: numbers that repeat come packed, too. */
function wireTypesOf([, , type, label]: FieldRow): readonly WireType[] {
  if (label === 'map') return [2];
  const own = wireTypeOf(type);
  return label === 'repeated' && own !== 2 ? [own, 2] : [own];
}

function codecOf(name: string): Codec<object, object> {
  const found = name.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], { macp });
  return found as Codec<object, object>;
}

const isRead = (codec: Codec<object, object>, bytes: readonly number[]): boolean =>
  decodeOrUndefined(codec, Buffer.from(bytes)) !== undefined;

const wrongOnes = (right: readonly WireType[]): WireType[] => WIRE_TYPES.filter((type) => !right.includes(type));

const messages = Object.entries(schema.messages);
const mapsOf = (rows: readonly FieldRow[]): FieldRow[] => rows.filter(([, , , label]) => label === 'map');
const withMaps = messages.filter(([, rows]) => mapsOf(rows).length > 0);

describe('wire types', () => {
  it('given the schema, when its messages are counted, then none of the protocol is left out', () => {
    expect(messages.filter(([name]) => !/^macp\.(runtime|internal)\./.test(name))).toHaveLength(115);
    expect(withMaps).not.toHaveLength(0);
  });

  it.each(messages)('given a field of %s, when it has its own wire type, then it is read', (name, rows) => {
    const codec = codecOf(name);

    const refused = rows.flatMap((row) =>
      wireTypesOf(row).filter((wireType) => !isRead(codec, fieldOf(row[0], wireType))),
    );

    expect(refused).toEqual([]);
  });

  it.each(messages)('given a field of %s, when it has any other wire type, then there is no message', (name, rows) => {
    const codec = codecOf(name);

    const accepted = rows.flatMap((row) =>
      wrongOnes(wireTypesOf(row))
        .filter((wireType) => isRead(codec, fieldOf(row[0], wireType)))
        .map((wireType) => `${row[1]} as ${wireType}`),
    );

    expect(accepted).toEqual([]);
  });

  it.each(messages)('given a field that %s does not know, when it is whole, then it is skipped', (name) => {
    const codec = codecOf(name);
    const empty = codec.decode(new Uint8Array());

    for (const wireType of [0, 1, 2, 3, 5] as const) {
      expect(codec.decode(Buffer.from(fieldOf(UNKNOWN_FIELD, wireType)))).toEqual(empty);
    }
    expect(isRead(codec, fieldOf(UNKNOWN_FIELD, 4))).toBe(false);
    expect(isRead(codec, tag(UNKNOWN_FIELD, 3))).toBe(false);
  });

  it.each(withMaps)(
    'given a map of %s, when a key or value has another wire type, then it is refused',
    (name, rows) => {
      const codec = codecOf(name);
      for (const [number, , type] of mapsOf(rows)) {
        const value = type.slice(type.indexOf(',') + 1, -1);
        const isEntryRead = (entry: number[]): boolean =>
          isRead(codec, [...tag(number, 2), ...varint(entry.length), ...entry]);

        expect(isEntryRead([...fieldOf(1, 2), ...fieldOf(2, wireTypeOf(value))])).toBe(true);
        expect(isEntryRead(fieldOf(UNKNOWN_FIELD, 0))).toBe(true);
        expect(wrongOnes([2]).filter((wireType) => isEntryRead(fieldOf(1, wireType)))).toEqual([]);
        expect(wrongOnes([wireTypeOf(value)]).filter((wireType) => isEntryRead(fieldOf(2, wireType)))).toEqual([]);
      }
    },
  );

  it('given numbers that repeat, when they come packed, one by one and mixed, then all are read in order', () => {
    const bytes = Buffer.from([...tag(4, 0), 1, ...tag(4, 2), 2, 2, 3, ...tag(4, 0), 4]);

    expect(records.BatchRecord.decode(bytes).parked.map(Number)).toEqual([1, 2, 3, 4]);
  });

  it('given a message within another, when a field of it has another wire type, then there is no message', () => {
    const wrong = fieldOf(6, 0);

    expect(isRead(SendRequest, [...tag(1, 2), wrong.length, ...wrong])).toBe(false);
    expect(isRead(SessionStartPayload, [...tag(7, 2), wrong.length, ...wrong])).toBe(true);
  });
});

describe('decoded text', () => {
  const LENGTHS = [1, 7, 8, 9, 12, 13, 14, 16, 21, 36, 62, 63, 64, 65, 200];

  it.each(LENGTHS)(
    'given text of %s bytes, when it is read from a buffer or an array, then it is the same',
    (length) => {
      for (const unit of ['a', 'ß', '😀', '\uFFEE']) {
        const sender = 'x'.repeat(length % Buffer.byteLength(unit)) + unit.repeat(length / Buffer.byteLength(unit));
        const bytes = encodeBytes(Envelope, { sender, messageId: 'next' });

        expect(Envelope.decode(bytes)).toMatchObject({ sender, messageId: 'next' });
        expect(Envelope.decode(new Uint8Array(bytes))).toMatchObject({ sender, messageId: 'next' });
      }
    },
  );

  it.each(LENGTHS)(
    'given text of %s bytes, when it is cut short or a byte is no text, then it is refused',
    (length) => {
      const bytes = encodeBytes(Envelope, { sender: 'a'.repeat(length) });

      expect(decodeOrUndefined(Envelope, bytes.subarray(0, -1))).toBeUndefined();
      for (const at of [bytes.length - length, bytes.length - 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = 0x80;
        expect(decodeOrUndefined(Envelope, damaged)).toBeUndefined();
      }
    },
  );

  it('given text that goes beyond its message, when the outer one has the bytes, then it is refused', () => {
    const text = [...tag(6, 2), 20, ...Array<number>(10).fill(0x61)];

    expect(isRead(SendRequest, [...tag(1, 2), text.length, ...text, ...Array<number>(30).fill(0)])).toBe(false);
  });

  it('given ids of 36 bytes, when they are kept, then each takes little more memory than its bytes', () => {
    const COUNT = 10_000;
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const encoded = Array.from({ length: COUNT }, (_, index) =>
      encodeBytes(Envelope, { sessionId: `0190d3c8-5a4f-7c3e-9b5e-${String(index).padStart(12, '0')}` }),
    );
    const kept = Array<string>(COUNT).fill('');
    collect();
    const before = process.memoryUsage().heapUsed;

    for (const [index, bytes] of encoded.entries()) kept[index] = Envelope.decode(bytes).sessionId;

    collect();
    // A string of 36 characters takes 56 bytes; put together from pieces of eight it takes over 300.
    expect((process.memoryUsage().heapUsed - before) / COUNT).toBeLessThan(120);
    expect(new Set(kept).size).toBe(COUNT);
  });
});
