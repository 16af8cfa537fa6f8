/**
 * Retention of a store in memory: ended sessions in the order of their ends, each handed out once when the log's clock is
 * far enough past it. The log's clock alone counts, so the same log always forgets the same sessions.
 */

interface EndedSession {
  readonly sessionId: string;
  readonly endedAtMs: number;
}

export class EndedSessions {
  /** Invariant: in the order they were read; `#first` is the oldest not yet removed. */
  #queue: EndedSession[] = [];
  #first = 0;
  #nowMs = 0;
  readonly #removeAfterMs: number | undefined;
  readonly #remove: (sessionId: string) => void;

  /** Without `removeAfterMs` nothing is kept here and nothing removed. */
  constructor(removeAfterMs: number | undefined, remove: (sessionId: string) => void) {
    this.#removeAfterMs = removeAfterMs;
    this.#remove = remove;
  }

  add(sessionId: string, endedAtMs: number): void {
    if (this.#removeAfterMs !== undefined) this.#queue.push({ sessionId, endedAtMs });
  }

  /** The log's clock has come to `nowMs`. */
  now(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
  }

  /** Removes every session that ended `removeAfterMs` ago or longer. */
  removeDue(): void {
    if (this.#removeAfterMs === undefined) return;
    const dueMs = this.#nowMs - this.#removeAfterMs;
    let ended = this.#queue[this.#first];
    while (ended !== undefined && ended.endedAtMs <= dueMs) {
      this.#first += 1;
      this.#remove(ended.sessionId);
      ended = this.#queue[this.#first];
    }
    if (this.#first < 1024 || this.#first * 2 < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }
}
