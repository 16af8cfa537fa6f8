/**
 * Bytes of a segment: one line of JSON that says what it is, the records with their lengths, and the SHA-256 of all that.
 * The line names the digest of the segment before, so that segments of different histories never make one archive. The
 * same records after the same segment give the same bytes.
 */
import { createHash } from 'node:crypto';
import type { LogRecord } from '@macp/event-log';
import { invariant } from '@macp/kernel';

/** Version that this build writes; it reads every version up to this one. */
export const SEGMENT_FORMAT_VERSION = 1;

export const DIGEST_BYTES = 32;
/** A header is no longer. */
export const HEADER_BYTES_MAX = 4096;
/** Hashed at once. */
const PORTION_BYTES = 1024 * 1024;
const LENGTH_BYTES = 4;
const NEWLINE = 0x0a;

/** Which log, and where in it. */
export interface SegmentPlace {
  readonly logId: string;
  readonly partitions: number;
  readonly partition: number;
  readonly firstOffset: number;
}

export interface SegmentHeader extends SegmentPlace {
  /** Offset behind the last record. */
  readonly endOffset: number;
  /** Digest of the segment before, in hex; empty in the first. */
  readonly previous: string;
  /** Of the records with their lengths. */
  readonly bodyBytes: number;
}

export interface Segment {
  readonly header: SegmentHeader;
  /** Views of the segment's bytes. */
  readonly records: readonly LogRecord[];
}

/** The bytes are not the segment that they should be; the message is the end of a sentence about them. */
export class SegmentFault extends Error {
  override readonly name = 'SegmentFault';
}

/** Bytes that a record takes in a segment. */
export function storedBytes(record: LogRecord): number {
  return LENGTH_BYTES + record.bytes.length;
}

/** The segment of `records`, which must begin at the place's offset and have no gap. */
export async function encodeSegment(
  place: SegmentPlace,
  previous: string,
  records: readonly LogRecord[],
): Promise<Buffer> {
  records.forEach(({ offset }, at) => invariant(offset === place.firstOffset + at, 'a segment has no gap'));
  const { logId, partitions, partition, firstOffset } = place;
  const bodyBytes = records.reduce((sum, record) => sum + storedBytes(record), 0);
  const endOffset = firstOffset + records.length;
  const says = { format: SEGMENT_FORMAT_VERSION, logId, partitions, partition, firstOffset, endOffset };
  const header = Buffer.from(`${JSON.stringify({ ...says, previous, bodyBytes })}\n`);
  const bytes = Buffer.allocUnsafe(header.length + bodyBytes + DIGEST_BYTES);
  header.copy(bytes);
  let at = header.length;
  for (const record of records) {
    bytes.writeUInt32BE(record.bytes.length, at);
    bytes.set(record.bytes, at + LENGTH_BYTES);
    at += storedBytes(record);
  }
  (await digestOf(bytes.subarray(0, at))).copy(bytes, at);
  return bytes;
}

/** The segment in `bytes`, every bit of which was checked. @throws SegmentFault */
export async function decodeSegment(bytes: Buffer, place: SegmentPlace): Promise<Segment> {
  const { header, headerBytes } = readHeader(bytes, bytes.length, place);
  const body = bytes.subarray(headerBytes, bytes.length - DIGEST_BYTES);
  const digest = await digestOf(bytes.subarray(0, bytes.length - DIGEST_BYTES));
  if (!digest.equals(bytes.subarray(bytes.length - DIGEST_BYTES))) throw new SegmentFault('its checksum is wrong');
  const records: LogRecord[] = [];
  let at = 0;
  for (let offset = header.firstOffset; offset < header.endOffset; offset += 1) {
    const length = at + LENGTH_BYTES <= body.length ? body.readUInt32BE(at) : Infinity;
    at += LENGTH_BYTES;
    if (at + length > body.length) throw new SegmentFault(`it ends within the record at ${offset}`);
    records.push({ offset, bytes: body.subarray(at, at + length) });
    at += length;
  }
  if (at !== body.length) throw new SegmentFault('it has more bytes than records');
  return { header, records };
}

/**
 * What a segment of `fileBytes` says of itself at its `start`, not checked against its digest.
 *
 * @throws SegmentFault it is cut short, or not what belongs at `place`
 */
export function readHeader(
  start: Buffer,
  fileBytes: number,
  place: SegmentPlace,
): { readonly header: SegmentHeader; readonly headerBytes: number } {
  const newline = start.subarray(0, HEADER_BYTES_MAX).indexOf(NEWLINE);
  if (newline < 0) throw new SegmentFault('it does not begin as a segment');
  const header = parseHeader(start.toString('utf8', 0, newline));
  for (const key of ['logId', 'partitions', 'partition', 'firstOffset'] as const) {
    if (header[key] !== place[key]) throw new SegmentFault(`its ${key} is ${header[key]}, not ${place[key]}`);
  }
  const headerBytes = newline + 1;
  const wantedBytes = headerBytes + header.bodyBytes + DIGEST_BYTES;
  if (fileBytes !== wantedBytes) throw new SegmentFault(`it has ${fileBytes} bytes instead of ${wantedBytes}`);
  if (header.endOffset <= header.firstOffset) throw new SegmentFault('it has no records');
  return { header, headerBytes };
}

function parseHeader(line: string): SegmentHeader {
  let value: Partial<Record<keyof SegmentHeader | 'format', unknown>>;
  try {
    value = JSON.parse(line) as typeof value;
  } catch (cause) {
    throw new SegmentFault('it does not begin as a segment', { cause });
  }
  const { format, logId, partitions, partition, firstOffset, endOffset, previous, bodyBytes } = value;
  if (typeof format === 'number' && format > SEGMENT_FORMAT_VERSION) {
    throw new SegmentFault(`it is of format ${format}, and this build reads formats up to ${SEGMENT_FORMAT_VERSION}`);
  }
  const numbers = [format, partitions, partition, firstOffset, endOffset, bodyBytes];
  const isWhole = numbers.every((number) => Number.isSafeInteger(number) && Number(number) >= 0);
  if (!isWhole || typeof logId !== 'string' || typeof previous !== 'string') {
    throw new SegmentFault('it does not begin as a segment');
  }
  return { ...(value as SegmentHeader), logId, previous };
}

/** Others in the process get their turn between portions. */
async function digestOf(bytes: Buffer): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += PORTION_BYTES) {
    hash.update(bytes.subarray(at, at + PORTION_BYTES));
    await new Promise(setImmediate);
  }
  return hash.digest();
}
