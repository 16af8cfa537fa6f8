/**
 * Entries of one session, ascending and unique by ordinal. They nearly always arrive in order, so adding at the end is
 * the fast path; a repeated ordinal replaces its entry.
 */
import type { HistoryEntry } from './projection-store.js';

export class SessionEntries {
  readonly #entries: HistoryEntry[] = [];

  get lastOrdinal(): number {
    return this.#entries.at(-1)?.ordinal ?? 0;
  }

  put(entry: HistoryEntry): void {
    if (entry.ordinal > this.lastOrdinal) {
      this.#entries.push(entry);
      return;
    }
    const index = this.#firstAbove(entry.ordinal - 1);
    const replaced = this.#entries[index]?.ordinal === entry.ordinal ? 1 : 0;
    this.#entries.splice(index, replaced, entry);
  }

  /** Up to `limit` entries above `ordinal`. */
  after(ordinal: number, limit: number): HistoryEntry[] {
    const index = this.#firstAbove(ordinal);
    return this.#entries.slice(index, index + limit);
  }

  #firstAbove(ordinal: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.ordinal ?? 0) > ordinal) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
