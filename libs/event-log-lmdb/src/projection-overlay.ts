/**
 * Changes of the projections that are not on disk yet, laid over what is below them. A removed session hides what is
 * below and nothing of what came after its removal.
 */
import { SessionEntries } from '@macp/event-log';
import type { HistoryEntry, ProjectionChange, ProjectionPosition, SessionSummary } from '@macp/event-log';
import { compareText } from '@macp/kernel';

/** What an entry weighs beyond its bytes. */
const ENTRY_BYTES = 64;
/** About a page of a list. */
const IDS_AT_A_TIME = 256;

export class ProjectionOverlay {
  readonly positions = new Map<number, ProjectionPosition>();
  readonly entries = new Map<string, SessionEntries>();
  readonly summaries = new Map<string, string>();
  readonly removed = new Set<string>();
  /** About what the overlay holds in memory. */
  heldBytes = 0;

  get isEmpty(): boolean {
    return this.positions.size === 0 && this.removed.size === 0;
  }

  apply(partition: number, change: ProjectionChange): void {
    for (const { sessionId, ordinal, bytes } of change.history) {
      let entries = this.entries.get(sessionId);
      if (entries === undefined) this.entries.set(sessionId, (entries = new SessionEntries()));
      entries.put({ ordinal, bytes });
      this.heldBytes += bytes.length + ENTRY_BYTES;
    }
    for (const { sessionId, text } of change.summaries) {
      this.summaries.set(sessionId, text);
      this.heldBytes += text.length + ENTRY_BYTES;
    }
    this.positions.set(partition, change.position);
  }

  remove(sessionId: string): void {
    this.entries.delete(sessionId);
    this.summaries.delete(sessionId);
    this.removed.add(sessionId);
    this.heldBytes += ENTRY_BYTES;
  }

  /** Up to `limit` entries above `afterOrdinal`, of those below and of its own; its own win. */
  history(below: HistoryEntry[], sessionId: string, afterOrdinal: number, limit: number): HistoryEntry[] {
    const visible = this.removed.has(sessionId) ? [] : below;
    const own = this.entries.get(sessionId)?.after(afterOrdinal, limit);
    if (own === undefined || own.length === 0) return visible;
    return mergeEntries(visible, own, limit);
  }

  /** All summaries above `afterId`, of those below and of its own, in byte order; its own win. */
  *summariesOver(below: Iterable<SessionSummary>, afterId: string | undefined): Iterable<SessionSummary> {
    const own = this.#idsInOrder(afterId);
    let next = own.next();
    for (const summary of below) {
      for (; next.done !== true && compareText(next.value, summary.sessionId) < 0; next = own.next()) {
        yield this.#summary(next.value);
      }
      if (!this.removed.has(summary.sessionId) && !this.summaries.has(summary.sessionId)) yield summary;
    }
    for (; next.done !== true; next = own.next()) yield this.#summary(next.value);
  }

  /** Own ids above `afterId`, found some at a time: who asks for a page has not to wait for all of them to be sorted. */
  *#idsInOrder(afterId: string | undefined): Generator<string, void> {
    for (let after = afterId; ;) {
      const some = lowest(this.summaries.keys(), after, IDS_AT_A_TIME);
      yield* some;
      if (some.length < IDS_AT_A_TIME) return;
      after = some.at(-1);
    }
  }

  #summary(sessionId: string): SessionSummary {
    return { sessionId, text: this.summaries.get(sessionId) ?? '' };
  }
}

/** The first `count` ids above `after`, ascending, in work that hardly grows with their order. */
function lowest(ids: Iterable<string>, after: string | undefined, count: number): string[] {
  let found: string[] = [];
  /** No id from here on is wanted any more. */
  let bound: string | undefined;
  const cut = (): void => {
    found = found.sort(compareText).slice(0, count);
    bound = found.length === count ? found.at(-1) : undefined;
  };
  for (const id of ids) {
    if (after !== undefined && compareText(id, after) <= 0) continue;
    if (bound !== undefined && compareText(id, bound) >= 0) continue;
    found.push(id);
    if (found.length >= 2 * count) cut();
  }
  cut();
  return found;
}

/** Both ascending; where both have an ordinal, `upper` wins. */
function mergeEntries(lower: readonly HistoryEntry[], upper: readonly HistoryEntry[], limit: number): HistoryEntry[] {
  const merged: HistoryEntry[] = [];
  let low = 0;
  let up = 0;
  while (merged.length < limit) {
    const below = lower[low];
    const above = upper[up];
    const next = above === undefined || (below !== undefined && below.ordinal < above.ordinal) ? below : above;
    if (next === undefined) break;
    if (below !== undefined && below.ordinal <= next.ordinal) low += 1;
    if (next === above) up += 1;
    merged.push(next);
  }
  return merged;
}
