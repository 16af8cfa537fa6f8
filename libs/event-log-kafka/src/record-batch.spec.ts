/** Batches come back as they were written, whoever compressed them on the way, and no damaged one is ever taken for sound. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { crc32c } from './crc32c.js';
import { CorruptBatch, readBatches, writeBatch } from './record-batch.js';
import type { KeyedRecord } from './record-batch.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const producer = { producerId: 4_294_967_299n, producerEpoch: 7, firstSequence: 11 };

function encoded(records: readonly KeyedRecord[], options: object = {}): Buffer {
  const writer = new WireWriter();
  writeBatch(writer, records, { timestampMs: 1_700_000_000_000, ...options });
  return Buffer.from(writer.bytes);
}

describe('crc32c', () => {
  it('gives the published check values', () => {
    expect(crc32c(bytes('123456789'))).toBe(0xe3069283);
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from(Array.from({ length: 32 }, (_, index) => index)))).toBe(0x46dd794e);
    expect(crc32c(Buffer.alloc(0))).toBe(0);
  });
});

describe('a record batch', () => {
  const records: KeyedRecord[] = [
    { key: null, value: bytes('first') },
    { key: bytes('k'), value: null },
    { key: bytes(''), value: bytes('x'.repeat(100_000)) },
  ];

  it('comes back as it was written', () => {
    const [batch] = readBatches(encoded(records));
    expect(batch).toMatchObject({ baseOffset: 0, lastOffset: 2, producerId: -1n, isTransactional: false });
    expect(batch?.records.map(({ offset, key, value }) => [offset, key?.toString(), value?.toString()])).toEqual([
      [0, undefined, 'first'],
      [1, 'k', undefined],
      [2, '', 'x'.repeat(100_000)],
    ]);
  });

  it('carries its producer', () => {
    const [batch] = readBatches(encoded(records.slice(0, 1), { producer }));
    expect(batch).toMatchObject({ producerId: producer.producerId, isTransactional: true, isControl: false });
  });

  it('is read at the offset that the broker writes into it, which the checksum does not cover', () => {
    const moved = encoded(records);
    moved.writeBigInt64BE(5_000_000_000n, 0);
    const [batch] = readBatches(moved);
    expect([batch?.baseOffset, batch?.lastOffset, batch?.records[1]?.offset]).toEqual([5e9, 5e9 + 2, 5e9 + 1]);
  });

  it('is read when a broker has compressed it with gzip, and refused with a codec that is not there', () => {
    const plain = encoded([{ key: null, value: bytes('squeezed') }]);
    const body = gzipSync(plain.subarray(61));
    const squeezed = Buffer.concat([plain.subarray(0, 61), body]);
    const seal = (codec: number): Buffer => {
      squeezed.writeInt16BE(codec, 21);
      squeezed.writeInt32BE(squeezed.length - 12, 8);
      squeezed.writeUInt32BE(crc32c(squeezed.subarray(21)), 17);
      return squeezed;
    };
    expect(readBatches(seal(1))[0]?.records[0]?.value?.toString()).toBe('squeezed');
    expect(() => readBatches(seal(4))).toThrow(/codec 4 is not supported/);
  });

  it('is left out when the fetch has cut it, however short', () => {
    const whole = encoded(records.slice(0, 1));
    for (let length = 0; length < whole.length; length += 1) {
      expect(readBatches(Buffer.concat([whole, whole.subarray(0, length)]))).toHaveLength(1);
      expect(readBatches(whole.subarray(0, length))).toEqual([]);
    }
  });

  it('is refused with any bit of what counts flipped, and never taken with what stands before it lost', () => {
    const whole = encoded([{ key: bytes('k'), value: bytes('v') }]);
    // Offset and length come before the checksum, the leader's epoch is the broker's.
    for (let position = 16; position < whole.length; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(whole);
        flipped[position]! ^= 1 << bit;
        expect(() => readBatches(flipped)).toThrow(CorruptBatch);
        expect(readBatches(Buffer.concat([whole, flipped]))).toHaveLength(1);
      }
    }
  });
});

describe('the primitive types', () => {
  it('come back at their bounds', () => {
    const int64s = [
      0,
      1,
      -1,
      2 ** 31,
      -(2 ** 31),
      2 ** 32,
      -(2 ** 32) - 1,
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
    ];
    const varints = [0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)];
    const uvarints = [0, 127, 128, 16_383, 16_384, 2 ** 32 - 1];
    const writer = new WireWriter(1);
    for (const value of int64s) writer.int64(value);
    for (const value of varints) writer.varint(value);
    for (const value of uvarints) writer.uvarint(value);
    writer.string('ä😀').compactString(null).compactString('').shortText('ключ').float64(0.1).bigint64(-5n);
    const reader = new WireReader(Buffer.from(writer.bytes));
    expect(int64s.map(() => reader.int64())).toEqual(int64s);
    expect(varints.map(() => reader.varint())).toEqual(varints);
    expect(uvarints.map(() => reader.uvarint())).toEqual(uvarints);
    expect([reader.string(), reader.compactString(), reader.compactString(), reader.shortText()]).toEqual([
      'ä😀',
      null,
      '',
      'ключ',
    ]);
    expect([reader.float64(), reader.bigint64(), reader.remaining]).toEqual([0.1, -5n, 0]);
    expect(() => reader.int8()).toThrow(RangeError);
  });

  it('are refused when they are too long to be any', () => {
    expect(() => new WireReader(Buffer.alloc(6, 0xff)).uvarint()).toThrow(RangeError);
  });
});
