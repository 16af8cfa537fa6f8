/**
 * The hash that ties a checkpoint to its entity snapshots: the XOR of the SHA-256 of every entity with its canonical
 * state. It detects a torn or mixed snapshot, needs no order, and changes with one entity in constant time, so that a
 * checkpoint costs what has changed and not what there is.
 */
import { hash } from 'node:crypto';

/** Bytes of a state hash. */
export const STATE_HASH_BYTES = 32;

/** Digest of one entity and its canonical state: 32 characters, one per byte. */
export function entityDigest(entity: string, state: string): string {
  return hash('sha256', `${entity}\0${state}`, 'binary');
}

/** Adds the digest to the hash, or takes it out when it is in. */
export function toggleDigest(stateHash: Uint8Array, digest: string): void {
  for (let at = 0; at < digest.length; at += 1) stateHash[at]! ^= digest.charCodeAt(at);
}
