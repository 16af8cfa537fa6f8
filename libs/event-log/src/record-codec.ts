/**
 * Bytes of the durable records. A frame is one byte of format (high nibble 0xC, low nibble the version), one byte of
 * kind, the CRC-32 of both and of the body (little endian), then the body in protobuf (`macp.runtime.v1`). A frame with
 * any bit flipped never decodes to a record; a frame of a newer version is told apart from a damaged one, so that a
 * rolled-back build stops with the right reason.
 */
import { crc32 } from 'node:zlib';
import { MessageWriter, records, toSafeNumber } from '@macp/proto';
import type { Codec } from '@macp/proto';
import protobuf from 'protobufjs/minimal.js';
import type {
  BatchRecord,
  Checkpoint,
  CheckpointSource,
  ClaimedRecord,
  ClaimRecord,
  RecordedOutcome,
} from './batch-record.js';
import { EncodedOutcomes, OUTCOMES_TAG, encodeOutcomes, requireText, toOutcome } from './encoded-outcomes.js';

/** Version that this build writes; it reads every version up to this one. */
export const RECORD_FORMAT_VERSION = 1;

const MAGIC = 0xc0;
const FORMAT = MAGIC | RECORD_FORMAT_VERSION;
const HEADER_BYTES = 6;
const CHECKSUM_AT = 2;
const KIND = { claim: 1, batch: 2, checkpoint: 3 } as const;
type Kind = (typeof KIND)[keyof typeof KIND];

/** A fraction of a millisecond of work. */
const OUTCOMES_PER_PART = 256;
const CHECKED_BYTES_PER_PART = 512 * 1024;

/** Above this size the shared buffer is given back after use, so that one large batch does not pin its memory. */
const KEPT_BUFFER_BYTES = 1024 * 1024;

/** The bytes are not a record: damaged, cut short, or never written by this codec. */
export class CorruptRecord extends Error {
  override readonly name = 'CorruptRecord';
}

/** The record is of a format newer than this build: nothing is wrong with it, but an older build must not go on. */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';
  constructor(readonly version: number) {
    super(`record format ${version} is newer than this build, which reads formats up to ${RECORD_FORMAT_VERSION}`);
  }
}

/** The frame of a CLAIM. The result is a buffer of its own. */
export function encodeClaim(claim: Omit<ClaimRecord, 'kind'>): Uint8Array {
  requireText(claim.epoch, 'epoch');
  requireText(claim.owner, 'owner');
  return frame(KIND.claim, records.ClaimRecord, {
    epoch: claim.epoch,
    owner: claim.owner,
    generation: claim.generation,
    partitions: claim.partitions,
    logId: claim.logId,
    commandLogId: claim.commandLogId,
    lastValidEpoch: claim.lastValid?.epoch,
    lastValidSeq: claim.lastValid?.seq,
    lastValidOffset: claim.lastValid?.offset ?? -1,
    claimedAtMs: claim.claimedAtMs,
  });
}

/** The frame of a batch: facts and outcomes are copied once, into the result, which is a buffer of its own. */
export function encodeBatch(batch: Omit<BatchRecord, 'kind'>): Uint8Array {
  requireText(batch.epoch, 'epoch');
  for (const { correlationId } of batch.outcomes) requireText(correlationId, 'correlation id');
  return frame(KIND.batch, records.BatchRecord, batch);
}

/** The frame of a checkpoint. The result is a buffer of its own. */
export function encodeCheckpoint(checkpoint: CheckpointSource): Uint8Array {
  return atOnce(encodeCheckpointInParts(checkpoint));
}

/** As `encodeCheckpoint`, and the same bytes: yields where there may be a pause. */
export function* encodeCheckpointInParts(checkpoint: CheckpointSource): Generator<void, Uint8Array> {
  const head = frame(KIND.checkpoint, records.CheckpointRecord, { ...checkpoint, outcomes: [] });
  const blocks = yield* blocksOf(checkpoint.outcomes);
  // They are the last field of the record: what was written for them alone goes behind the rest.
  const bytes = Buffer.allocUnsafe(blocks.reduce((sum, block) => sum + block.length, head.length));
  bytes.set(head);
  let seed = crc32(head.subarray(HEADER_BYTES), checksumSeed(KIND.checkpoint));
  let at = head.length;
  let pausedAt = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
    seed = crc32(block, seed);
    if (at - pausedAt < CHECKED_BYTES_PER_PART) continue;
    pausedAt = at;
    yield;
  }
  bytes.writeUInt32LE(seed, CHECKSUM_AT);
  return bytes;
}

function* blocksOf(outcomes: Iterable<RecordedOutcome>): Generator<void, readonly Uint8Array[]> {
  if (outcomes instanceof EncodedOutcomes) return outcomes.blocks;
  const blocks: Uint8Array[] = [];
  let some: RecordedOutcome[] = [];
  for (const outcome of outcomes) {
    if (some.length === OUTCOMES_PER_PART) {
      blocks.push(encodeOutcomes(some).bytes);
      some = [];
      yield;
    }
    some.push(outcome);
  }
  blocks.push(encodeOutcomes(some).bytes);
  return blocks;
}

/**
 * The record in a frame of the log. Byte fields are views of `bytes`: who keeps one keeps all of `bytes` in memory, and
 * must not write to either.
 *
 * @throws CorruptRecord, UnknownFormat
 */
export function decodeRecord(bytes: Uint8Array): ClaimedRecord {
  const kind = atOnce(openFrame(bytes));
  if (kind === KIND.batch) return toBatch(decodeBody(records.BatchRecord, bytes));
  if (kind === KIND.claim) return toClaim(decodeBody(records.ClaimRecord, bytes));
  throw new CorruptRecord(`a record of kind ${kind} does not belong into a log`);
}

/** The checkpoint in a frame; byte fields are views of `bytes`. @throws CorruptRecord, UnknownFormat */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return atOnce(decodeCheckpointInParts(bytes));
}

/**
 * As `decodeCheckpoint`: yields where there may be a pause, after every so many of its outcomes. Until it has ended, `bytes`
 * must stay as they are.
 */
export function* decodeCheckpointInParts(bytes: Uint8Array): Generator<void, Checkpoint> {
  const kind = yield* openFrame(bytes);
  if (kind !== KIND.checkpoint) throw new CorruptRecord(`a record of kind ${kind} is not a checkpoint`);
  const reader = protobuf.Reader.create(bytes.subarray(HEADER_BYTES));
  const outcomes: RecordedOutcome[] = [];
  const others: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const readTo = outcomes.length + OUTCOMES_PER_PART;
    readable(() => readFields(reader, { outcomes, others, readTo }));
    if (reader.pos < reader.len) yield;
  }
  const body = readable(() => records.CheckpointRecord.decode(Buffer.concat(others)));
  return {
    offset: toSafeNumber(body.offset),
    epoch: body.epoch,
    seq: toSafeNumber(body.seq),
    decidedUpTo: toSafeNumber(body.decidedUpTo),
    parked: body.parked.map(toSafeNumber),
    recordedAtMs: toSafeNumber(body.recordedAtMs),
    stateHash: body.stateHash,
    logId: body.logId,
    commandLogId: body.commandLogId,
    partitions: body.partitions,
    outcomes,
  };
}

/** Reads fields of a checkpoint, in whatever order they stand, until there are `readTo` outcomes. */
function readFields(
  reader: protobuf.Reader,
  to: { readonly outcomes: RecordedOutcome[]; readonly others: Uint8Array[]; readonly readTo: number },
): void {
  while (reader.pos < reader.len && to.outcomes.length < to.readTo) {
    const start = reader.pos;
    const tag = reader.tag();
    if (tag === OUTCOMES_TAG) {
      to.outcomes.push(toOutcome(records.RecordedOutcome.decode(reader, reader.size())));
    } else {
      reader.skipType(tag & 7);
      to.others.push(reader.buf.subarray(start, reader.pos));
    }
  }
}

function atOnce<Result>(parts: Generator<void, Result>): Result {
  for (;;) {
    const next = parts.next();
    if (next.done === true) return next.value;
  }
}

let idleWriter: MessageWriter | undefined;

function frame<Init>(kind: Kind, codec: Codec<unknown, Init>, body: Init): Uint8Array {
  const writer = codec.encode(body, startFrame(kind)) as MessageWriter;
  return finishFrame(writer, crc32(writer.buf.subarray(HEADER_BYTES, writer.pos), checksumSeed(kind)));
}

/** The header is written first and its checksum filled in later: the body is then encoded where it belongs. */
function startFrame(kind: Kind): MessageWriter {
  const writer = idleWriter ?? new MessageWriter();
  // Whoever follows a throw, or comes before this one has finished, starts with a fresh writer.
  idleWriter = undefined;
  writer.raw(Uint8Array.of(FORMAT, kind, 0, 0, 0, 0));
  return writer;
}

function finishFrame(writer: MessageWriter, checksum: number): Uint8Array {
  const isKept = writer.buf.length <= KEPT_BUFFER_BYTES;
  // A buffer that is given back goes to the record, which need not be copied once more.
  const bytes = (isKept ? writer.finish() : writer.buf.subarray(0, writer.pos)) as Buffer;
  bytes.writeUInt32LE(checksum, CHECKSUM_AT);
  if (isKept) {
    writer.pos = 0;
    idleWriter = writer;
  }
  return bytes;
}

/** Starting from format and kind covers them, too: a CRC started from another value never gives the same result. */
function checksumSeed(kind: number, format = FORMAT): number {
  return (format << 8) | kind;
}

/** Checks everything but the body's meaning and gives the frame's kind; yields as often as its size asks for. */
function* openFrame(bytes: Uint8Array): Generator<void, number> {
  const format = bytes[0];
  const kind = bytes[1];
  if (format === undefined || kind === undefined || bytes.length < HEADER_BYTES) {
    throw new CorruptRecord(`a record of ${bytes.length} bytes is cut short`);
  }
  const version = format & 0x0f;
  if ((format & 0xf0) !== MAGIC || version === 0) {
    throw new CorruptRecord(`byte 0x${format.toString(16)} does not start a record`);
  }
  if (version > RECORD_FORMAT_VERSION) throw new UnknownFormat(version);
  const stored = ((bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8) | ((bytes[4] ?? 0) << 16) | ((bytes[5] ?? 0) << 24)) >>> 0;
  let actual = checksumSeed(kind, format);
  for (let at = HEADER_BYTES; at < bytes.length; at += CHECKED_BYTES_PER_PART) {
    if (at > HEADER_BYTES) yield;
    actual = crc32(bytes.subarray(at, at + CHECKED_BYTES_PER_PART), actual);
  }
  if (stored !== actual) throw new CorruptRecord(`checksum ${actual} instead of ${stored}`);
  return kind;
}

function decodeBody<Message>(codec: Codec<Message, never>, bytes: Uint8Array): Message {
  return readable(() => codec.decode(bytes.subarray(HEADER_BYTES)));
}

/** @throws CorruptRecord */
function readable<Result>(decode: () => Result): Result {
  try {
    return decode();
  } catch (cause) {
    throw new CorruptRecord('the body of the record is not readable', { cause });
  }
}

function toClaim(body: records.ClaimRecord): ClaimRecord {
  const offset = toSafeNumber(body.lastValidOffset);
  const lastValid = { epoch: body.lastValidEpoch, seq: toSafeNumber(body.lastValidSeq), offset };
  return {
    kind: 'claim',
    epoch: body.epoch,
    owner: body.owner,
    generation: toSafeNumber(body.generation),
    partitions: body.partitions,
    logId: body.logId,
    commandLogId: body.commandLogId,
    ...(offset < 0 ? {} : { lastValid }),
    claimedAtMs: toSafeNumber(body.claimedAtMs),
  };
}

function toBatch(body: records.BatchRecord): BatchRecord {
  return {
    kind: 'batch',
    epoch: body.epoch,
    seq: toSafeNumber(body.seq),
    decidedUpTo: toSafeNumber(body.decidedUpTo),
    parked: body.parked.map(toSafeNumber),
    recordedAtMs: toSafeNumber(body.recordedAtMs),
    outcomes: body.outcomes.map(toOutcome),
    facts: body.facts,
  };
}
