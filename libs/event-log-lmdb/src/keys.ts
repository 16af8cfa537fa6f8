/**
 * Keys of the tables: fixed-width, big-endian, so that LMDB's byte order is the order of partitions, offsets and
 * ordinals. Texts of any length enter a key as the first 16 bytes of their SHA-256.
 */
import { createHash } from 'node:crypto';
import { invariant } from '@macp/kernel';

export const PARTITIONS_MAX = 0xffff;
const HASH_BYTES = 16;
const PARTITION_BYTES = 2;
const NUMBER_BYTES = 6;

export function partitionKey(partition: number): Buffer {
  const key = Buffer.allocUnsafe(PARTITION_BYTES);
  key.writeUInt16BE(partition, 0);
  return key;
}

/** Partition and offset. */
export function recordKey(partition: number, offset: number): Buffer {
  const key = Buffer.allocUnsafe(PARTITION_BYTES + NUMBER_BYTES);
  key.writeUInt16BE(partition, 0);
  key.writeUIntBE(offset, PARTITION_BYTES, NUMBER_BYTES);
  return key;
}

/** The offset in a `recordKey`. */
export function offsetOfKey(key: Buffer): number {
  return key.readUIntBE(PARTITION_BYTES, NUMBER_BYTES);
}

export function textHash(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest().subarray(0, HASH_BYTES);
}

/** Partition and 16 bytes of hash. */
export function hashKey(partition: number, hash: Uint8Array): Buffer {
  invariant(hash.length === HASH_BYTES, `a hash of ${hash.length} instead of ${HASH_BYTES} bytes`);
  const key = Buffer.allocUnsafe(PARTITION_BYTES + HASH_BYTES);
  key.writeUInt16BE(partition, 0);
  key.set(hash, PARTITION_BYTES);
  return key;
}

/** The hash in a `hashKey`. */
export function hashOfKey(key: Buffer): Buffer {
  return key.subarray(PARTITION_BYTES);
}

/** Hash of a session's id and an ordinal. */
export function ordinalKey(sessionHash: Buffer, ordinal: number): Buffer {
  const key = Buffer.allocUnsafe(HASH_BYTES + NUMBER_BYTES);
  key.set(sessionHash, 0);
  key.writeUIntBE(ordinal, HASH_BYTES, NUMBER_BYTES);
  return key;
}

/** The ordinal in an `ordinalKey`. */
export function ordinalOfKey(key: Buffer): number {
  return key.readUIntBE(HASH_BYTES, NUMBER_BYTES);
}

/** The least key above `key`. */
export function keyAfter(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}
