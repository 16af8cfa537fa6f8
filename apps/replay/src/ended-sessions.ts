/**
 * Ended sessions in the order of their ends, each handed out once when the clock is far enough past its end. The clock is
 * the log's, or a pass over the store says what time it is; it never goes back.
 */

export interface EndedSession {
  readonly sessionId: string;
  /** Unix ms. */
  readonly endedAtMs: number;
}

/** Positions that were handed out and are still in the queue, before it is cut. */
const SPENT_MAX = 1024;

export class EndedSessions {
  /** Invariant: oldest end first; `#first` is the oldest not yet handed out. */
  #queue: EndedSession[] = [];
  #first = 0;
  #nowMs = 0;
  readonly #afterMs: number | undefined;

  /** Sessions are due `afterMs` after their end; without it nothing is kept here and nothing ever due. */
  constructor(afterMs: number | undefined) {
    this.#afterMs = afterMs;
  }

  get isKept(): boolean {
    return this.#afterMs !== undefined;
  }

  /** The one that ended last. */
  add(ended: EndedSession): void {
    if (this.isKept) this.#queue.push(ended);
  }

  /** Ones that ended at any time, in any order; those that are in the queue already stay there once. */
  addAll(ended: readonly EndedSession[]): void {
    if (!this.isKept || ended.length === 0) return;
    const queued = this.#queue.slice(this.#first);
    const known = new Set(queued.map(({ sessionId }) => sessionId));
    const all = [...queued, ...ended.filter(({ sessionId }) => !known.has(sessionId))];
    this.#queue = all.sort((one, other) => one.endedAtMs - other.endedAtMs);
    this.#first = 0;
  }

  /** The clock has come to `nowMs`. */
  now(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
  }

  /** Up to `max` of those that are due. */
  takeDue(max: number): string[] {
    if (this.#afterMs === undefined) return [];
    const dueMs = this.#nowMs - this.#afterMs;
    const due: string[] = [];
    for (let next = this.#queue[this.#first]; next !== undefined && due.length < max;) {
      if (next.endedAtMs > dueMs) break;
      due.push(next.sessionId);
      this.#first += 1;
      next = this.#queue[this.#first];
    }
    if (this.#first >= SPENT_MAX && this.#first * 2 >= this.#queue.length) {
      this.#queue = this.#queue.slice(this.#first);
      this.#first = 0;
    }
    return due;
  }
}
