/**
 * A partition's snapshot as records of a compacted topic: the checkpoint, one value per entity, and the hashes of ended ids
 * in blocks of which only the last grows. Values too large for one record are cut into pieces that name their change, so
 * that pieces of different changes are never put together.
 */
import { CorruptRecord, UnknownFormat, checkpointOf, encodeCheckpointInParts, inTurns } from '@macp/event-log';
import type { EntitySnapshot, SnapshotChange } from '@macp/event-log';
import type { KeyedRecord } from './record-batch.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const FORMAT_VERSION = 1;
const PIECE_BYTES = 128 * 1024;
const PIECE_HEADER_BYTES_MAX = 16;
export const ENDED_PER_BLOCK = 1024;
export const HASH_BYTES = 16;

/** First byte of a key. */
export const KEY = { checkpoint: 1, entity: 2, ended: 3 } as const;

/**
 * Piece that no checkpoint has: of what lies before it nothing counts any more, damaged or not. It begins the change that
 * replaces a damaged snapshot, and stays when the topic is compacted. Builds that do not know it pass over it.
 */
const ANEW_INDEX = 0x0fff_ffff;

/** First record of a change that replaces everything. */
export function anewRecord(): KeyedRecord {
  return { key: checkpointKey(ANEW_INDEX), value: piece(0, 1, new Uint8Array()) };
}

export function isAnew(key: Buffer): boolean {
  return key[0] === KEY.checkpoint && key.length > 2 && key.equals(checkpointKey(ANEW_INDEX));
}

/** What a writer has to know of what is stored, to add to it. */
export interface StoredShape {
  /** Pieces of entities that have more than one. */
  readonly pieces: Map<string, number>;
  checkpointPieces: number;
  /** Index of the last block of ended ids, and its hashes. */
  endedBlock: number;
  endedHashes: Buffer[];
}

export function emptyShape(): StoredShape {
  return { pieces: new Map(), checkpointPieces: 0, endedBlock: 0, endedHashes: [] };
}

/**
 * The records of a change, in pieces of bounded size, made as they are asked for: a portion is to be taken whole before the
 * next one. `shape` is brought up to date on a copy, which the generator returns: it counts once the change is committed.
 *
 * @throws whatever the change does when it is asked for its states
 */
export async function* recordsOf(
  change: SnapshotChange,
  shape: StoredShape,
): AsyncGenerator<Iterable<KeyedRecord>, StoredShape> {
  const after: StoredShape = { ...shape, pieces: new Map(shape.pieces), endedHashes: [...shape.endedHashes] };
  const at = change.checkpoint.offset;
  for await (const portion of change.puts) yield putRecords(portion, after, at);
  yield goneRecords(change, after);
  yield endedRecords(change, after);
  yield checkpointRecords(await inTurns(encodeCheckpointInParts(checkpointOf(change))), after, at);
  return after;
}

function* putRecords(puts: readonly EntitySnapshot[], after: StoredShape, at: number): Generator<KeyedRecord, void> {
  for (const { entity, state } of puts) {
    const keyOf = entityKey(entity);
    const count = yield* textRecords(keyOf, state, at);
    yield* tombstones(keyOf, count, after.pieces.get(entity) ?? 0);
    if (count > 1) after.pieces.set(entity, count);
    else after.pieces.delete(entity);
  }
}

function* goneRecords({ ended }: SnapshotChange, after: StoredShape): Generator<KeyedRecord, void> {
  for (const { entity } of ended) {
    if (entity === '') continue;
    yield* tombstones(entityKey(entity), 0, after.pieces.get(entity) ?? 1);
    after.pieces.delete(entity);
  }
}

function* checkpointRecords(frame: Uint8Array, after: StoredShape, at: number): Generator<KeyedRecord, void> {
  const count = yield* valueRecords(checkpointKey, frame, at);
  yield* tombstones(checkpointKey, count, after.checkpointPieces);
  after.checkpointPieces = count;
}

function* endedRecords(change: SnapshotChange, after: StoredShape): Generator<KeyedRecord, void> {
  if (change.ended.length === 0) return;
  const known = new Set(after.endedHashes.map((hash) => hash.toString('latin1')));
  for (const { idHash } of change.ended) {
    const hash = Buffer.from(idHash);
    if (known.has(hash.toString('latin1'))) continue;
    after.endedHashes.push(hash);
    if (after.endedHashes.length < ENDED_PER_BLOCK) continue;
    yield endedRecord(after, change.checkpoint.offset);
    after.endedBlock += 1;
    after.endedHashes = [];
  }
  if (after.endedHashes.length > 0) yield endedRecord(after, change.checkpoint.offset);
}

function endedRecord({ endedBlock, endedHashes }: StoredShape, at: number): KeyedRecord {
  const key = new WireWriter(8).int8(KEY.ended).int32(endedBlock).bytes;
  return { key, value: piece(at, 1, Buffer.concat(endedHashes)) };
}

type KeyOf = (index: number) => Buffer;

const checkpointKey: KeyOf = (index) => new WireWriter(8).int8(KEY.checkpoint).uvarint(index).bytes;

function entityKey(entity: string): KeyOf {
  const id = Buffer.from(entity);
  return (index) => new WireWriter(id.length + 8).int8(KEY.entity).uvarint(index).raw(id).bytes;
}

/** Most texts are one piece, and written where they belong. */
function* textRecords(keyOf: KeyOf, text: string, at: number): Generator<KeyedRecord, number> {
  const bytes = Buffer.byteLength(text);
  if (bytes > PIECE_BYTES) return yield* valueRecords(keyOf, Buffer.from(text), at);
  yield { key: keyOf(0), value: pieceWriter(at, 1, bytes).text(text, bytes).bytes };
  return 1;
}

function* valueRecords(keyOf: KeyOf, value: Uint8Array, at: number): Generator<KeyedRecord, number> {
  const count = Math.max(1, Math.ceil(value.length / PIECE_BYTES));
  for (let index = 0; index < count; index += 1) {
    const part = value.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    yield { key: keyOf(index), value: piece(at, count, part) };
  }
  return count;
}

function* tombstones(keyOf: KeyOf, from: number, to: number): Generator<KeyedRecord, void> {
  for (let index = from; index < to; index += 1) yield { key: keyOf(index), value: null };
}

function piece(at: number, count: number, part: Uint8Array): Buffer {
  return pieceWriter(at, count, part.length).raw(part).bytes;
}

/** Writer of a piece of so many bytes, which come next. */
function pieceWriter(at: number, count: number, bytes: number): WireWriter {
  return new WireWriter(bytes + PIECE_HEADER_BYTES_MAX).int8(FORMAT_VERSION).float64(at).uvarint(count);
}

/** What a key says. */
export interface ReadKey {
  readonly kind: number;
  /** Piece, or block. */
  readonly index: number;
  readonly entity: string;
}

/** @throws CorruptRecord */
export function readKey(key: Buffer): ReadKey {
  const reader = new WireReader(key);
  try {
    const kind = reader.int8();
    if (kind === KEY.ended) return { kind, index: reader.int32(), entity: '' };
    if (kind !== KEY.checkpoint && kind !== KEY.entity) throw new CorruptRecord(`a snapshot has no records of ${kind}`);
    const index = reader.uvarint();
    return { kind, index, entity: reader.text(reader.remaining) };
  } catch (cause) {
    throw cause instanceof CorruptRecord ? cause : new CorruptRecord('a key of a snapshot is cut short', { cause });
  }
}

/** One piece of a value. */
export interface ReadPiece {
  /** Log offset of the checkpoint that it was written with. */
  readonly at: number;
  readonly count: number;
  readonly part: Buffer;
}

/** @throws CorruptRecord, UnknownFormat */
export function readPiece(value: Buffer): ReadPiece {
  const reader = new WireReader(value);
  try {
    const version = reader.int8();
    if (version > FORMAT_VERSION) throw new UnknownFormat(version);
    if (version !== FORMAT_VERSION) throw new CorruptRecord(`a snapshot record does not start with ${version}`);
    return { at: reader.float64(), count: reader.uvarint(), part: reader.bytes(reader.remaining) };
  } catch (cause) {
    if (cause instanceof CorruptRecord || cause instanceof UnknownFormat) throw cause;
    throw new CorruptRecord('a snapshot record is cut short', { cause });
  }
}
