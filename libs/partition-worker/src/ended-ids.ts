/**
 * Set of the ids that ended and left memory: 16 bytes each, for good, so that no id is ever accepted again however many
 * there were (RFC-MACP-0001 session identity). Open addressing over one typed array; membership is by truncated SHA-256.
 */
import { hash } from 'node:crypto';

const WORDS = 4;
const SLOTS_MIN = 64;
const LOAD_MAX = 0.7;

/** First 16 bytes of the SHA-256 of the id's UTF-8 bytes; never all zero. */
export function endedIdHash(id: string): Uint8Array {
  const digest = new Uint8Array(hash('sha256', id, 'buffer').subarray(0, WORDS * 4));
  if (digest.every((byte) => byte === 0)) digest[0] = 1;
  return digest;
}

/** Grows only. Two different ids are told apart but for a collision of 128 bits. */
export class EndedIds {
  /** Invariant: `slots.length` is `WORDS` times a power of two; a slot of zeros is free. */
  private slots = new Uint32Array(SLOTS_MIN * WORDS);
  private count = 0;

  get size(): number {
    return this.count;
  }

  has(id: string): boolean {
    return this.count > 0 && this.hasHash(endedIdHash(id));
  }

  hasHash(idHash: Uint8Array): boolean {
    return this.isTaken(this.find(wordsOf(idHash)));
  }

  /** @returns false when it was there already. */
  addHash(idHash: Uint8Array): boolean {
    const words = wordsOf(idHash);
    const at = this.find(words);
    if (this.isTaken(at)) return false;
    this.slots.set(words, at);
    this.count += 1;
    if (this.count * WORDS > this.slots.length * LOAD_MAX) this.grow();
    return true;
  }

  /** Every hash, in no order; those added meanwhile may be missing. */
  *hashes(): Iterable<Uint8Array> {
    const { slots } = this;
    for (let at = 0; at < slots.length; at += WORDS) {
      if ((slots[at]! | slots[at + 1]! | slots[at + 2]! | slots[at + 3]!) === 0) continue;
      const bytes = new Uint8Array(WORDS * 4);
      const view = new DataView(bytes.buffer);
      for (let word = 0; word < WORDS; word += 1) view.setUint32(word * 4, slots[at + word]!);
      yield bytes;
    }
  }

  private isTaken(at: number): boolean {
    const { slots } = this;
    return (slots[at]! | slots[at + 1]! | slots[at + 2]! | slots[at + 3]!) !== 0;
  }

  /** Index of the slot that holds the words, or of the free slot where they belong. */
  private find(words: Uint32Array): number {
    const { slots } = this;
    const mask = slots.length / WORDS - 1;
    let slot = words[0]! & mask;
    for (;;) {
      const at = slot * WORDS;
      if (!this.isTaken(at)) return at;
      const same =
        slots[at] === words[0] &&
        slots[at + 1] === words[1] &&
        slots[at + 2] === words[2] &&
        slots[at + 3] === words[3];
      if (same) return at;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const words = old.subarray(at, at + WORDS);
      if ((words[0]! | words[1]! | words[2]! | words[3]!) !== 0) this.slots.set(words, this.find(words));
    }
  }
}

function wordsOf(idHash: Uint8Array): Uint32Array {
  const view = new DataView(idHash.buffer, idHash.byteOffset, WORDS * 4);
  return Uint32Array.of(view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12));
}
