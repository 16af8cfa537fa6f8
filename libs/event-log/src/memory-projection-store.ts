/**
 * Projections in memory: for `MACP_MEMORY_ONLY=1` and tests. Ids are kept sorted lazily: writing costs nothing for it,
 * and a list sorts what came since the last one.
 */
import { compareText } from '@macp/kernel';
import type {
  HistoryEntry,
  ProjectionChange,
  ProjectionPosition,
  ProjectionStore,
  SessionSummary,
} from './projection-store.js';
import { SessionEntries } from './session-entries.js';

export class MemoryProjectionStore implements ProjectionStore {
  readonly #positions = new Map<number, ProjectionPosition>();
  readonly #entries = new Map<string, SessionEntries>();
  readonly #summaries = new Map<string, string>();
  /** Invariant: the ids of `#summaries` in byte order while `#isSorted`. */
  #ids: string[] = [];
  #isSorted = true;

  position(partition: number): ProjectionPosition | undefined {
    return this.#positions.get(partition);
  }

  apply(partition: number, change: ProjectionChange): void {
    for (const { sessionId, ordinal, bytes } of change.history) {
      let entries = this.#entries.get(sessionId);
      if (entries === undefined) this.#entries.set(sessionId, (entries = new SessionEntries()));
      entries.put({ ordinal, bytes });
    }
    for (const { sessionId, text } of change.summaries) {
      if (!this.#summaries.has(sessionId)) this.#addId(sessionId);
      this.#summaries.set(sessionId, text);
    }
    this.#positions.set(partition, change.position);
  }

  history(sessionId: string, afterOrdinal: number, limit: number): readonly HistoryEntry[] {
    return this.#entries.get(sessionId)?.after(afterOrdinal, limit) ?? [];
  }

  lastOrdinal(sessionId: string): number {
    return this.#entries.get(sessionId)?.lastOrdinal ?? 0;
  }

  summary(sessionId: string): string | undefined {
    return this.#summaries.get(sessionId);
  }

  summaries(afterId: string | undefined, limit: number): readonly SessionSummary[] {
    this.#sort();
    const from = afterId === undefined ? 0 : this.#firstAbove(afterId);
    return this.#ids
      .slice(from, from + limit)
      .map((sessionId) => ({ sessionId, text: this.#summaries.get(sessionId) ?? '' }));
  }

  remove(sessionId: string): void {
    this.#entries.delete(sessionId);
    if (!this.#summaries.delete(sessionId)) return;
    this.#sort();
    const above = this.#firstAbove(sessionId);
    this.#ids.splice(above - 1, 1);
  }

  async close(): Promise<void> {
    this.#positions.clear();
    this.#entries.clear();
    this.#summaries.clear();
    this.#ids = [];
    this.#isSorted = true;
  }

  #addId(sessionId: string): void {
    const last = this.#ids.at(-1);
    if (last !== undefined && compareText(last, sessionId) > 0) this.#isSorted = false;
    this.#ids.push(sessionId);
  }

  #sort(): void {
    if (this.#isSorted) return;
    this.#ids.sort(compareText);
    this.#isSorted = true;
  }

  #firstAbove(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareText(this.#ids[middle] ?? '', id) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
