/**
 * Kafka's record batch, format 2: written by us with one or more records and no compression, read back with its checksum
 * verified. Records are views of what was read.
 */
import { gunzipSync } from 'node:zlib';
import { crc32c } from './crc32c.js';
import { WireReader } from './wire-reader.js';
import type { WireWriter } from './wire-writer.js';

const MAGIC = 2;
/** Base offset and length: what precedes the part that the length counts. */
const PREFIX_BYTES = 12;
/** From the prefix to the checksum's end: leader epoch, magic, checksum. */
const UNCHECKED_BYTES = 9;
/** Of the last record's offset, less the first's. */
const LAST_OFFSET_AT = PREFIX_BYTES + UNCHECKED_BYTES + 2;
const COMPRESSION_MASK = 0x07;
const GZIP = 1;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** Upper bound of what a batch with one record adds to its key and value. */
export const BATCH_OVERHEAD_BYTES = 96;

/** The bytes are not a whole, sound batch that this build reads. */
export class CorruptBatch extends Error {
  override readonly name = 'CorruptBatch';
  /** Offset at which the batch behind it seems to begin: what the damaged header and the bytes behind it say. */
  nextOffset = -1;
}

/** A record to write; `null` is the tombstone of a compacted topic. */
export interface KeyedRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** In order; none by default. */
  readonly headers?: readonly RecordHeader[];
}

export interface RecordHeader {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Identity of an idempotent or transactional producer and the place of the batch in its sequence. */
export interface BatchProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

export interface ReadKeyedRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly { readonly key: Buffer; readonly value: Buffer | null }[];
}

const NO_HEADERS: ReadKeyedRecord['headers'] = [];

export interface ReadBatch {
  readonly baseOffset: number;
  /** Offset of the last record that was written with the batch, whether or not compaction kept it. */
  readonly lastOffset: number;
  /** Election in which the broker that took it in led the partition. Never falls along the partition. */
  readonly leaderEpoch: number;
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  readonly records: readonly ReadKeyedRecord[];
}

function varintBytes(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  if (zigzag < 0x80) return 1;
  return Math.ceil((32 - Math.clz32(zigzag)) / 7);
}

function fieldBytes(field: Uint8Array | null): number {
  return field === null ? 1 : varintBytes(field.length) + field.length;
}

function writeField(writer: WireWriter, field: Uint8Array | null): void {
  if (field === null) writer.varint(-1);
  else writer.varint(field.length).raw(field);
}

function headersBytes(headers: readonly RecordHeader[]): number {
  return headers.reduce(
    (sum, { key, value }) => sum + fieldBytes(key) + fieldBytes(value),
    varintBytes(headers.length),
  );
}

/** Appends one batch of `records`, all at `timestampMs`. The checksum covers everything behind it. */
export function writeBatch(
  writer: WireWriter,
  records: readonly KeyedRecord[],
  options: { readonly timestampMs: number; readonly producer?: BatchProducer },
): void {
  const { timestampMs, producer } = options;
  writer.int64(0);
  const lengthAt = writer.reserve32();
  writer.int32(-1).int8(MAGIC);
  const checksumAt = writer.reserve32();
  const checkedFrom = writer.length;
  writer
    .int16(producer === undefined ? 0 : TRANSACTIONAL)
    .int32(records.length - 1)
    .int64(timestampMs)
    .int64(timestampMs)
    .bigint64(producer?.producerId ?? -1n)
    .int16(producer?.producerEpoch ?? -1)
    .int32(producer?.firstSequence ?? -1)
    .int32(records.length);
  for (const [index, { key, value, headers = [] }] of records.entries()) {
    // Attributes and time delta take a byte each.
    writer.varint(2 + varintBytes(index) + fieldBytes(key) + fieldBytes(value) + headersBytes(headers));
    writer.int8(0).varint(0).varint(index);
    writeField(writer, key);
    writeField(writer, value);
    writer.varint(headers.length);
    for (const header of headers) {
      writeField(writer, header.key);
      writeField(writer, header.value);
    }
  }
  writer.fill32(lengthAt, writer.length - lengthAt - 4);
  writer.fill32(checksumAt, crc32c(writer.bytes.subarray(checkedFrom)));
}

/**
 * The batches in a record set as a fetch returns it: a cut batch at the end, which the size limit of a fetch allows, is
 * left out. Stops before a damaged batch, so that whoever reads on from there meets it first.
 *
 * @throws CorruptBatch the first batch is damaged
 */
export function readBatches(recordSet: Buffer): ReadBatch[] {
  const batches: ReadBatch[] = [];
  let at = 0;
  while (recordSet.length - at > PREFIX_BYTES) {
    const length = recordSet.readInt32BE(at + 8);
    const end = at + PREFIX_BYTES + length;
    if (length > UNCHECKED_BYTES && end > recordSet.length) break;
    try {
      if (length <= UNCHECKED_BYTES) throw new CorruptBatch(`a batch of ${length} bytes`);
      batches.push(readBatch(recordSet.subarray(at, end)));
    } catch (cause) {
      if (batches.length > 0) break;
      const corrupt = cause instanceof CorruptBatch ? cause : new CorruptBatch('a batch is not readable', { cause });
      corrupt.nextOffset = offsetBehind(recordSet, end);
      throw corrupt;
    }
    at = end;
  }
  return batches;
}

function offsetBehind(recordSet: Buffer, end: number): number {
  if (end + PREFIX_BYTES <= recordSet.length && end > PREFIX_BYTES)
    return new WireReader(recordSet.subarray(end)).int64();
  if (recordSet.length < LAST_OFFSET_AT + 4) return -1;
  return new WireReader(recordSet).int64() + recordSet.readInt32BE(LAST_OFFSET_AT) + 1;
}

function readBatch(bytes: Buffer): ReadBatch {
  const reader = new WireReader(bytes);
  const baseOffset = reader.int64();
  reader.skip(4);
  const leaderEpoch = reader.int32();
  const magic = reader.int8();
  if (magic !== MAGIC) throw new CorruptBatch(`a batch of format ${magic} at offset ${baseOffset}`);
  const checksum = reader.uint32();
  if (crc32c(bytes.subarray(reader.position)) !== checksum) {
    throw new CorruptBatch(`the checksum of the batch at offset ${baseOffset} is wrong`);
  }
  const attributes = reader.int16();
  const lastOffset = baseOffset + reader.int32();
  reader.skip(16);
  const producerId = reader.bigint64();
  reader.skip(6);
  const count = reader.int32();
  return {
    baseOffset,
    lastOffset,
    leaderEpoch,
    producerId,
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    records: readRecords(plainRecords(reader, attributes & COMPRESSION_MASK), count, baseOffset),
  };
}

function plainRecords(reader: WireReader, codec: number): WireReader {
  if (codec === 0) return reader;
  // A broker recompresses only if a topic is set up so; gzip is what Node.js has everywhere.
  if (codec === GZIP) return new WireReader(gunzipSync(reader.bytes(reader.remaining)));
  throw new CorruptBatch(`compression codec ${codec} is not supported: set the topic's compression.type to producer`);
}

function readRecords(reader: WireReader, count: number, baseOffset: number): ReadKeyedRecord[] {
  const records: ReadKeyedRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const end = reader.varint() + reader.position;
    reader.skip(1);
    reader.skipVarlong();
    const offset = baseOffset + reader.varint();
    const key = readField(reader);
    const value = readField(reader);
    const headers = readHeaders(reader);
    reader.skip(end - reader.position);
    records.push({ offset, key, value, headers });
  }
  return records;
}

function readHeaders(reader: WireReader): ReadKeyedRecord['headers'] {
  const count = reader.varint();
  if (count <= 0) return NO_HEADERS;
  return Array.from({ length: count }, () => ({ key: readField(reader) ?? Buffer.of(), value: readField(reader) }));
}

function readField(reader: WireReader): Buffer | null {
  const length = reader.varint();
  return length < 0 ? null : reader.bytes(length);
}
