/**
 * The bytes of the durable records. The golden file holds one set per format version that was ever written; it grows, and
 * nothing in it ever changes. `UPDATE_GOLDEN=1` adds what the current version writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { records } from '@macp/proto';
import type { BatchRecord, Checkpoint, ClaimRecord } from './batch-record.js';
import { EncodedOutcomes, encodeOutcomes } from './encoded-outcomes.js';
import {
  CorruptRecord,
  RECORD_FORMAT_VERSION,
  UnknownFormat,
  decodeCheckpoint,
  decodeCheckpointInParts,
  decodeRecord,
  encodeBatch,
  encodeCheckpoint,
  encodeCheckpointInParts,
  encodeClaim,
} from './record-codec.js';

const GOLDEN = new URL('./record-codec.golden.json', import.meta.url);
const HUGE = Number.MAX_SAFE_INTEGER;

const firstClaim: ClaimRecord = {
  kind: 'claim',
  epoch: 'epoch-1',
  owner: 'engine-0',
  generation: 0,
  partitions: 12,
  logId: 'log-0',
  commandLogId: 'queue-0',
  claimedAtMs: 1_767_225_600_000,
};
const laterClaim: ClaimRecord = {
  ...firstClaim,
  epoch: 'epoch-2',
  owner: 'engine-1 ☃',
  generation: HUGE,
  lastValid: { epoch: 'epoch-1', seq: 41, offset: 0 },
};
const emptyBatch: BatchRecord = {
  kind: 'batch',
  epoch: 'epoch-1',
  seq: 1,
  decidedUpTo: -1,
  parked: [],
  recordedAtMs: 0,
  outcomes: [],
  facts: [],
};
const outcomes = [
  { correlationId: 'c-1', commandOffset: 0, expiresAtMs: 1_767_225_660_000, outcome: Buffer.from([1, 2, 3]) },
  { correlationId: 'c-2', commandOffset: HUGE, expiresAtMs: 0, outcome: Buffer.alloc(0) },
];
const fullBatch: BatchRecord = {
  ...emptyBatch,
  seq: 4096,
  decidedUpTo: HUGE,
  parked: [0, 7, 300, HUGE - 1],
  recordedAtMs: 1_767_225_600_123,
  outcomes,
  facts: [Buffer.from('a fact'), Buffer.alloc(0), Buffer.alloc(300, 0xff)],
};
const checkpoint: Checkpoint = {
  offset: 99,
  epoch: 'epoch-2',
  seq: 17,
  decidedUpTo: 140,
  parked: [138],
  recordedAtMs: 1_767_225_600_456,
  stateHash: Buffer.alloc(32, 0xa5),
  logId: 'log-0',
  commandLogId: 'queue-0',
  partitions: 12,
  outcomes,
};

const logRecords: readonly (readonly [string, ClaimRecord | BatchRecord])[] = [
  ['first claim', firstClaim],
  ['later claim', laterClaim],
  ['empty batch', emptyBatch],
  ['full batch', fullBatch],
];

const encode = (record: ClaimRecord | BatchRecord): Uint8Array =>
  record.kind === 'claim' ? encodeClaim(record) : encodeBatch(record);
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (hex: string | undefined): Uint8Array => Buffer.from(hex ?? '', 'hex');

type Golden = Record<string, Record<string, string>>;

function golden(): Golden {
  const found = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Golden;
  if (process.env['UPDATE_GOLDEN'] !== '1') return found;
  const current = Object.fromEntries(logRecords.map(([name, record]) => [name, toHex(encode(record))]));
  const written = {
    ...found,
    [`format ${RECORD_FORMAT_VERSION}`]: { ...current, checkpoint: toHex(encodeCheckpoint(checkpoint)) },
  };
  writeFileSync(GOLDEN, `${JSON.stringify(written, undefined, 2)}\n`);
  return written;
}

describe('golden records', () => {
  const all = golden();
  for (const [format, cases] of Object.entries(all)) {
    it.each(logRecords)(`${format}: %s means the same as ever`, (name, record) => {
      expect(decodeRecord(fromHex(cases[name]))).toEqual(record);
    });
    it(`${format}: checkpoint means the same as ever`, () => {
      expect(decodeCheckpoint(fromHex(cases['checkpoint']))).toEqual(checkpoint);
    });
  }

  const current = all[`format ${RECORD_FORMAT_VERSION}`] ?? {};
  it.each(logRecords)('the current format: %s is written as ever, also from what was read', (name, record) => {
    expect(toHex(encode(record))).toBe(current[name]);
    expect(toHex(encode(decodeRecord(fromHex(current[name])) as ClaimRecord))).toBe(current[name]);
  });
  it('the current format: checkpoint is written as ever, also from what was read', () => {
    expect(toHex(encodeCheckpoint(checkpoint))).toBe(current['checkpoint']);
    expect(toHex(encodeCheckpoint(decodeCheckpoint(fromHex(current['checkpoint']))))).toBe(current['checkpoint']);
  });
});

describe('a checkpoint with very many outcomes', () => {
  const outcome = (n: number) => ({ ...checkpoint.outcomes[0]!, correlationId: `c-${n}`, commandOffset: n });
  const large = { ...checkpoint, outcomes: Array.from({ length: 10_000 }, (_, n) => outcome(n)) };
  const bodyOf = (bytes: Uint8Array): string => toHex(bytes.subarray(6));

  it('is encoded in parts of a bounded number, into the very bytes of one whole message', () => {
    const parts = encodeCheckpointInParts(large);
    let next = parts.next();
    let pauses = 0;
    for (; next.done !== true; next = parts.next()) {
      pauses += 1;
      // Others encode meanwhile.
      encodeClaim(firstClaim);
    }

    expect(pauses).toBe(39);
    expect(bodyOf(next.value)).toBe(toHex(records.CheckpointRecord.encode(large).finish()));
    expect(decodeCheckpoint(next.value)).toEqual(large);
    expect(Buffer.compare(encodeCheckpoint(large), next.value)).toBe(0);
  });

  it('is the same from outcomes that are kept as bytes, which it copies in parts', () => {
    const blocks = [large.outcomes.slice(0, 3), large.outcomes.slice(3)].map((some) => encodeOutcomes(some).bytes);
    const source = { ...large, outcomes: new EncodedOutcomes(blocks) };

    expect([...source.outcomes]).toEqual(large.outcomes);
    expect(Buffer.compare(encodeCheckpoint(source), encodeCheckpoint(large))).toBe(0);
    const many = { ...large, outcomes: new EncodedOutcomes(Array.from({ length: 8 }, () => blocks).flat()) };
    expect([...encodeCheckpointInParts(many)].length).toBeGreaterThan(1);
  });

  it('is decoded in parts of a bounded number, in whatever order its fields stand', () => {
    const written = encodeCheckpoint(large);
    const outcomesAt = records.CheckpointRecord.encode({ ...large, outcomes: [] }).finish().length;
    const body = written.subarray(6);
    const moved = Buffer.concat([body.subarray(outcomesAt), body.subarray(0, outcomesAt)]);
    const frame = Buffer.concat([written.subarray(0, 6), moved]);
    frame.writeUInt32LE(crc32(moved, (frame[0]! << 8) | frame[1]!), 2);

    for (const bytes of [written, frame]) {
      const parts = decodeCheckpointInParts(bytes);
      let pauses = 0;
      let next = parts.next();
      for (; next.done !== true; next = parts.next()) {
        pauses += 1;
        // Others decode meanwhile.
        decodeRecord(encodeClaim(firstClaim));
      }
      expect(pauses).toBe(39);
      expect(next.value).toEqual(large);
    }
  });

  it('is decoded to nothing when it is cut short, or a bit of it was flipped, wherever', () => {
    const written = encodeCheckpoint(large);
    for (const at of [7, 5_000, written.length - 1]) {
      const flipped = Uint8Array.from(written);
      flipped[at]! ^= 1;
      expect(() => decodeCheckpoint(flipped)).toThrow(CorruptRecord);
      expect(() => decodeCheckpoint(written.subarray(0, at))).toThrow(CorruptRecord);
    }
    const [body, whole] = [written.subarray(6, written.length - 1), Buffer.from(written.subarray(0, -1))];
    whole.writeUInt32LE(crc32(body, (whole[0]! << 8) | whole[1]!), 2);
    expect(() => decodeCheckpoint(whole)).toThrow('the body of the record is not readable');
  });

  it.each([0, 1, 256])('has no pause with few: %s', (count) => {
    const few = { ...checkpoint, outcomes: large.outcomes.slice(0, count) };
    const { done, value } = encodeCheckpointInParts(few).next();

    expect(done).toBe(true);
    expect(decodeCheckpoint(value!)).toEqual(few);
  });

  it('is not made of ids that cannot be read back, wherever they stand', () => {
    const outcomes = large.outcomes.with(9_999, { ...outcome(0), correlationId: '\ud800' });

    expect(() => encodeCheckpoint({ ...large, outcomes })).toThrow('correlation id is not well-formed text');
  });
});

describe('a record', () => {
  it('is a buffer of its own: the next one does not touch it', () => {
    const first = encodeBatch(fullBatch);
    const before = toHex(first);
    encodeBatch({ ...fullBatch, epoch: 'another epoch' });
    encodeClaim(firstClaim);
    expect(toHex(first)).toBe(before);
  });

  it('may be larger than any buffer that is kept', () => {
    const fact = Buffer.alloc(3 * 1024 * 1024, 0x5a);
    const record = decodeRecord(encodeBatch({ ...fullBatch, facts: [fact] })) as BatchRecord;
    expect(Buffer.compare(record.facts[0] ?? Buffer.alloc(0), fact)).toBe(0);
    expect(decodeRecord(encodeBatch(emptyBatch))).toEqual(emptyBatch);
  });

  it('gives its facts as views of its bytes', () => {
    const bytes = encodeBatch(fullBatch);
    const [fact] = (decodeRecord(bytes) as BatchRecord).facts;
    expect(fact?.buffer).toBe(bytes.buffer);
  });

  it('is never made from text that could not be read back', () => {
    expect(() => encodeBatch({ ...emptyBatch, epoch: '\ud800' })).toThrow('epoch is not well-formed');
    expect(() => encodeClaim({ ...firstClaim, owner: '\udc00' })).toThrow('owner is not well-formed');
    const broken = [{ ...outcomes[0], correlationId: '\ud800' }] as BatchRecord['outcomes'];
    expect(() => encodeBatch({ ...emptyBatch, outcomes: broken })).toThrow('correlation id is not well-formed');
    expect(decodeRecord(encodeBatch(emptyBatch))).toEqual(emptyBatch);
  });
});

describe('decodeRecord refuses', () => {
  const bytes = encodeBatch(fullBatch);

  it('every record with a bit flipped', () => {
    for (let position = 0; position < bytes.length; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Uint8Array.from(bytes);
        flipped[position] = (flipped[position] ?? 0) ^ (1 << bit);
        expect(() => decodeRecord(flipped)).toThrow(position === 0 ? /byte 0x|newer/ : CorruptRecord);
      }
    }
  });

  it('every record cut short, and one with something behind it', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeRecord(bytes.subarray(0, length))).toThrow(CorruptRecord);
    }
    expect(() => decodeRecord(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(CorruptRecord);
  });

  it('a newer format, as such', () => {
    const newer = Uint8Array.from(bytes);
    newer[0] = (newer[0] ?? 0) + 1;
    expect(() => decodeRecord(newer)).toThrow(UnknownFormat);
    expect(() => decodeRecord(newer)).toThrow('record format 2 is newer than this build, which reads formats up to 1');
  });

  it('a checkpoint among the records of a log, and a log record as a checkpoint', () => {
    expect(() => decodeRecord(encodeCheckpoint(checkpoint))).toThrow('does not belong into a log');
    expect(() => decodeCheckpoint(bytes)).toThrow('is not a checkpoint');
  });
});
