/** One sample value per field type, and its encoding written by hand: a second opinion on the generated codecs. */
import Long from 'long';

/** A field as the wire contract states it; `type` is `enum` for enums. */
export interface SampledField {
  readonly number: number;
  readonly field: string;
  readonly type: string;
  readonly label: string;
}

/** What reading the sample's field from a decoded message must give. */
export interface Sample {
  readonly expected: unknown;
  read(message: Record<string, unknown>): unknown;
}

interface Scalar {
  readonly wireType: 0 | 1 | 2;
  readonly bytes: readonly number[];
  readonly value: unknown;
}

const text = (value: string): Scalar => ({ wireType: 2, bytes: [value.length, ...Buffer.from(value)], value });

const SCALARS: Record<string, Scalar> = {
  string: text('x'),
  bytes: { wireType: 2, bytes: [2, 0xff, 0x00], value: [0xff, 0x00] },
  bool: { wireType: 0, bytes: [1], value: true },
  enum: { wireType: 0, bytes: [2], value: 2 },
  int32: { wireType: 0, bytes: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], value: -1 },
  uint32: { wireType: 0, bytes: [0xff, 0xff, 0xff, 0xff, 0x0f], value: 0xffff_ffff },
  int64: { wireType: 0, bytes: [0xfe, ...Array<number>(8).fill(0xff), 0x01], value: Long.fromNumber(-2) },
  uint64: { wireType: 0, bytes: [...Array<number>(9).fill(0xff), 0x01], value: Long.MAX_UNSIGNED_VALUE },
  double: { wireType: 1, bytes: [0, 0, 0, 0, 0, 0, 0xe0, 0x3f], value: 0.5 },
};

/** Anything that is no scalar is a message; an empty one is present all the same. */
const EMPTY_MESSAGE: Scalar = { wireType: 2, bytes: [0], value: 'a message' };

const scalarOf = (type: string): Scalar => SCALARS[type] ?? EMPTY_MESSAGE;

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

const tagged = (number: number, { wireType, bytes }: Scalar): number[] => [
  ...varint((number << 3) | wireType),
  ...bytes,
];

/** Comparable form: plain arrays for bytes, and of messages only that they are there. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  return value !== null && typeof value === 'object' && !Long.isLong(value) ? EMPTY_MESSAGE.value : value;
}

const mapTypes = (type: string): [key: string, value: string] => {
  const [key = '', value = ''] = type.slice('map<'.length, -1).split(',');
  return [key, value];
};

/** The encoding of a message that holds nothing but one sample of `field`; repeated fields get two. */
export function wireBytes({ number, type, label }: SampledField): Buffer {
  if (label === 'map') {
    const [key, value] = mapTypes(type);
    const entry = [...tagged(1, scalarOf(key)), ...tagged(2, scalarOf(value))];
    return Buffer.from([...varint((number << 3) | 2), entry.length, ...entry]);
  }
  const once = tagged(number, scalarOf(type));
  return Buffer.from(label === 'repeated' ? [...once, ...once] : once);
}

/** How to find the sample of `field` in the decoded message, and what to find. */
export function sampleOf({ field, type, label }: SampledField): Sample {
  const read = (message: Record<string, unknown>): unknown => message[camelCase(field)];
  if (label === 'map') {
    const [key, value] = mapTypes(type);
    return {
      expected: [[scalarOf(key).value, scalarOf(value).value]],
      read: (message) => Object.entries(read(message) as object).map(([name, held]) => [name, plain(held)]),
    };
  }
  const { value } = scalarOf(type);
  if (label !== 'repeated') return { expected: value, read: (message) => plain(read(message)) };
  return { expected: [value, value], read: (message) => (read(message) as unknown[]).map(plain) };
}
