/**
 * A partition's snapshot as it was read: the newest value of every key below the last decided transaction, aborted ones
 * left out. Values are given out once and then forgotten, since a snapshot may be most of what a process has in memory.
 */
import { CorruptRecord, decodeCheckpointInParts, inTurns } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot } from '@macp/event-log';
import { committedBatches } from './committed-batches.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaUnavailable } from './kafka-errors.js';
import type { ReadBatch } from './record-batch.js';
import { ENDED_PER_BLOCK, HASH_BYTES, KEY, emptyShape, isAnew, readKey, readPiece } from './snapshot-records.js';
import type { StoredShape } from './snapshot-records.js';

const CHUNK_ENTRIES = 256;
/** Entries looked at in one turn of the event loop. */
const SURVEY_STRIDE = 1_024;
/** A transaction that was committed is decided in a moment. */
const DECIDED_WITHIN_MS = 60_000;

/** Values by the bytes of their key, one character per byte. */
type Values = Map<string, Buffer>;

interface ReadTable {
  readonly values: Values;
  /** Something that may count could not be read. */
  damage: CorruptRecord | undefined;
}

export interface SnapshotTable {
  readonly topic: string;
  readonly partition: number;
  /** Offset that must have been decided; -1 for none. */
  readonly writtenUpTo: number;
}

/** What is stored is of no use to this build: damaged, or of a newer format. */
export class DamagedSnapshot extends Error {
  override readonly name = 'DamagedSnapshot';

  constructor(
    override readonly cause: unknown,
    /** Everything that is stored, by the bytes of the keys, one character per byte. */
    readonly keys: readonly string[],
  ) {
    super('the stored snapshot is damaged, or of a newer build', { cause });
  }
}

export class StoredSnapshot {
  #checkpoint: Checkpoint | undefined;
  readonly shape: StoredShape = emptyShape();
  #values: Values;
  readonly #endedBlocks: Buffer[] = [];

  private constructor(values: Values) {
    this.#values = values;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** Reads all of it, a stretch in each turn of the event loop. @throws DamagedSnapshot, KafkaUnavailable */
  static async read(client: KafkaClient, table: SnapshotTable): Promise<StoredSnapshot> {
    const { values, damage } = await readTable(client, table);
    const keys = [...values.keys()];
    try {
      if (damage !== undefined) throw damage;
      const read = new StoredSnapshot(values);
      read.#checkpoint = await read.#takeCheckpoint();
      await read.#surveyShape();
      return read;
    } catch (cause) {
      throw new DamagedSnapshot(cause, keys);
    }
  }

  /** Every entity, once; a second call gives nothing. @throws CorruptRecord pieces are missing or of different changes */
  *takeEntities(): Iterable<readonly EntitySnapshot[]> {
    const values = this.#values;
    this.#values = new Map();
    let chunk: EntitySnapshot[] = [];
    for (const key of values.keys()) {
      const { kind, index, entity } = readKey(Buffer.from(key, 'latin1'));
      if (kind !== KEY.entity || index !== 0) continue;
      chunk.push({ entity, state: takeValue(values, key).toString('utf8') });
      if (chunk.length < CHUNK_ENTRIES) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }

  /** Hashes of ended ids, each once. */
  *takeEndedIds(): Iterable<readonly Uint8Array[]> {
    const seen = new Set<string>();
    for (const block of this.#endedBlocks.splice(0)) {
      const fresh = hashesIn(block).filter((hash) => {
        const key = hash.toString('latin1');
        return !seen.has(key) && seen.add(key);
      });
      if (fresh.length > 0) yield fresh;
    }
  }

  async #takeCheckpoint(): Promise<Checkpoint | undefined> {
    const first = String.fromCharCode(KEY.checkpoint, 0);
    const stored = this.#values.get(first);
    if (stored === undefined) return undefined;
    this.shape.checkpointPieces = readPiece(stored).count;
    return inTurns(decodeCheckpointInParts(takeValue(this.#values, first)));
  }

  async #surveyShape(): Promise<void> {
    const { shape } = this;
    let seen = 0;
    for (const [key, value] of this.#values) {
      seen += 1;
      if (seen % SURVEY_STRIDE === 0) await new Promise(setImmediate);
      const { kind, index, entity } = readKey(Buffer.from(key, 'latin1'));
      if (kind === KEY.entity && index === 0) {
        const { count } = readPiece(value);
        if (count > 1) shape.pieces.set(entity, count);
      } else if (kind === KEY.ended) this.#surveyEnded(index, value);
      if (kind === KEY.ended) this.#values.delete(key);
    }
    if (shape.endedHashes.length < ENDED_PER_BLOCK) return;
    shape.endedBlock += 1;
    shape.endedHashes = [];
  }

  #surveyEnded(index: number, value: Buffer): void {
    const { part } = readPiece(value);
    if (part.length % HASH_BYTES !== 0) throw new CorruptRecord(`a block of ended ids of ${part.length} bytes`);
    this.#endedBlocks.push(part);
    if (index < this.shape.endedBlock) return;
    this.shape.endedBlock = index;
    this.shape.endedHashes = hashesIn(part);
  }
}

function hashesIn(block: Buffer): Buffer[] {
  const hashes: Buffer[] = [];
  for (let at = 0; at < block.length; at += HASH_BYTES) hashes.push(block.subarray(at, at + HASH_BYTES));
  return hashes;
}

/** Puts the pieces of the value together that starts at `firstKey`, and forgets them. @throws CorruptRecord */
function takeValue(values: Values, firstKey: string): Buffer {
  const first = readPiece(values.get(firstKey)!);
  values.delete(firstKey);
  if (first.count === 1) return first.part;
  const parts = [first.part];
  for (let index = 1; index < first.count; index += 1) {
    // Kind, piece as a varint, id: more than 127 pieces have longer varints.
    const key = firstKey[0]! + varintText(index) + firstKey.slice(2);
    const stored = values.get(key);
    const piece = stored === undefined ? undefined : readPiece(stored);
    if (piece?.at !== first.at || piece.count !== first.count) {
      throw new CorruptRecord(`piece ${index} of ${first.count} of a snapshot value is not there`);
    }
    values.delete(key);
    parts.push(piece.part);
  }
  return Buffer.concat(parts);
}

function varintText(value: number): string {
  return value < 0x80
    ? String.fromCharCode(value)
    : String.fromCharCode((value & 0x7f) | 0x80) + varintText(value >>> 7);
}

/** Folds the topic's partition into its newest values, up to the end of the last decided transaction as of the call. */
async function readTable(client: KafkaClient, table: SnapshotTable): Promise<ReadTable> {
  const { topic, partition } = table;
  const [start, end] = await Promise.all([client.starts.ask(topic, partition), stableEnd(client, table)]);
  const read: ReadTable = { values: new Map(), damage: undefined };
  const onDamage = (cause: Error): void => {
    read.damage ??= new CorruptRecord(`partition ${partition} of ${topic} is damaged: ${cause.message}`, { cause });
  };
  const stretch = { topic, partition, fromOffset: start, end, onDamage };
  for await (const batch of committedBatches(client, stretch)) apply(batch, read);
  return read;
}

/** A commit is acknowledged a moment before its marker stands in the partition. */
function stableEnd(client: KafkaClient, { topic, partition, writtenUpTo }: SnapshotTable): Promise<number> {
  const what = `waiting for the end of a transaction in partition ${partition} of ${topic}`;
  const task = async (): Promise<number> => {
    const end = await client.stableEnds.ask(topic, partition);
    if (end <= writtenUpTo) throw new KafkaUnavailable('the transaction is not decided yet');
    return end;
  };
  return client.connection.retried(what, task, DECIDED_WITHIN_MS);
}

function apply(batch: ReadBatch, read: ReadTable): void {
  const { values } = read;
  for (const { key, value } of batch.records) {
    if (key === null) {
      read.damage ??= new CorruptRecord('a snapshot record without a key');
      continue;
    }
    if (isAnew(key)) {
      if (value === null) continue;
      values.clear();
      read.damage = undefined;
      continue;
    }
    const text = key.toString('latin1');
    // Deleted first, so that what changes often does not stand between what does not.
    values.delete(text);
    // Copied: a view would keep all that was fetched with it.
    if (value !== null) values.set(text, Buffer.from(value));
  }
}
