/**
 * Outcomes whose commands expire within the same seconds, and which therefore go together: blocks of bytes, and a table of
 * where each begins. Hundreds of thousands are kept for a minute at most, and as objects they would be most of what the
 * collector has to mark and to move.
 */
import { encodeOutcomes, outcomeAt } from '@macp/event-log';
import type { RecordedOutcome } from '@macp/event-log';

const SLOTS_MIN = 16;
const LOAD_MAX = 0.5;
/** Of a slot: hash, block + 1 or 0 where it is free, start in the block. */
const WORDS = 3;

/** What the table has yet to learn of a block. */
interface Unlisted {
  readonly starts: Int32Array;
  readonly hashes: Int32Array;
}

/** Hash of a correlation id, for `OutcomeWindow.find`. */
export function outcomeHash(correlationId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < correlationId.length; at += 1) {
    hash = Math.imul(hash ^ correlationId.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

export class OutcomeWindow {
  readonly blocks: Uint8Array[] = [];
  /** Outcomes added. */
  count = 0;
  /** By block; `undefined` where the table has it. */
  private readonly unlisted: (Unlisted | undefined)[] = [];
  private listedBlocks = 0;
  /** Invariant: `WORDS` times a power of two. */
  private slots: Int32Array;
  private listed = 0;

  /** `expected`: how many outcomes there will be, about. */
  constructor(
    readonly number: number,
    expected: number,
  ) {
    let slots = SLOTS_MIN;
    while (slots * LOAD_MAX < expected) slots *= 2;
    this.slots = new Int32Array(slots * WORDS);
  }

  /** What they are views of is not kept. */
  add(outcomes: readonly RecordedOutcome[]): void {
    const { bytes, starts } = encodeOutcomes(outcomes);
    const hashes = Int32Array.from(outcomes, ({ correlationId }) => outcomeHash(correlationId));
    this.blocks.push(bytes);
    this.unlisted.push({ starts, hashes });
    this.count += outcomes.length;
  }

  /** The outcome of that id which was added last. */
  find(correlationId: string, hash: number): RecordedOutcome | undefined {
    if (this.listedBlocks < this.blocks.length) for (const _ of this.list());
    const { slots } = this;
    const mask = slots.length / WORDS - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      const block = slots[at + 1]!;
      if (block === 0) return undefined;
      if (slots[at] !== hash) continue;
      const outcome = outcomeAt(this.blocks[block - 1]!, slots[at + 2]!);
      if (outcome.correlationId === correlationId) return outcome;
    }
  }

  /** Puts into the table what is not there yet: until somebody looks something up, nobody needs it. Yields between blocks. */
  *list(): Generator<void, void> {
    while (this.listedBlocks < this.blocks.length) {
      const { starts, hashes } = this.unlisted[this.listedBlocks]!;
      this.unlisted[this.listedBlocks] = undefined;
      this.listedBlocks += 1;
      const block = this.listedBlocks;
      for (let index = 0; index < starts.length; index += 1) this.insert(hashes[index]!, block, starts[index]!);
      yield;
    }
  }

  private insert(hash: number, block: number, start: number): void {
    if (this.listed * WORDS >= this.slots.length * LOAD_MAX) this.grow();
    const at = this.slotFor(hash, block, start);
    if (this.slots[at + 1] === 0) this.listed += 1;
    this.slots[at] = hash;
    this.slots[at + 1] = block;
    this.slots[at + 2] = start;
  }

  /** Of the outcome that this one replaces, or a free one. */
  private slotFor(hash: number, block: number, start: number): number {
    const { slots } = this;
    let correlationId: string | undefined;
    const mask = slots.length / WORDS - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (slots[at + 1] === 0) return at;
      if (slots[at] !== hash) continue;
      correlationId ??= this.idAt(block, start);
      if (this.idAt(slots[at + 1]!, slots[at + 2]!) === correlationId) return at;
    }
  }

  private idAt(block: number, start: number): string {
    return outcomeAt(this.blocks[block - 1]!, start).correlationId;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    const mask = this.slots.length / WORDS - 1;
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + 1] === 0) continue;
      let slot = old[from]! & mask;
      while (this.slots[slot * WORDS + 1] !== 0) slot = (slot + 1) & mask;
      this.slots.set(old.subarray(from, from + WORDS), slot * WORDS);
    }
  }
}
