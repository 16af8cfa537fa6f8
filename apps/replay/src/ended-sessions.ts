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
/** Sorted at once. */
const RUN_SESSIONS = 4096;

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

  /** Ones that ended at any time, best in the order of their ends; those that are in the queue already stay there once. */
  addAll(ended: readonly EndedSession[]): void {
    if (!this.isKept || ended.length === 0) return;
    const queued = this.#queue.slice(this.#first);
    const known = new Set(queued.map(({ sessionId }) => sessionId));
    const isFresh = ({ sessionId }: EndedSession): boolean => !known.has(sessionId);
    this.#queue = sorted(known.size === 0 ? ended.slice() : [...queued, ...ended.filter(isFresh)]);
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

/** `ended` in the order of their ends; yields where there may be a pause. */
export function* byEnd(ended: readonly EndedSession[]): Generator<void, readonly EndedSession[]> {
  let runs: EndedSession[][] = [];
  for (let at = 0; at < ended.length; at += RUN_SESSIONS) {
    runs.push(sorted(ended.slice(at, at + RUN_SESSIONS)));
    yield;
  }
  while (runs.length > 1) {
    const longer: EndedSession[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      longer.push(sorted([...runs[at]!, ...(runs[at + 1] ?? [])]));
      yield;
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** In place. What consists of a few runs that are in order costs little more than to look at. */
function sorted(sessions: EndedSession[]): EndedSession[] {
  return sessions.sort((one, other) => one.endedAtMs - other.endedAtMs);
}
