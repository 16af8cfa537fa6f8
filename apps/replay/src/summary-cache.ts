/**
 * Summaries of the sessions that changed most recently, so that a busy session is not parsed again for each of its
 * messages. Bounded: the one that changed longest ago goes first, and the store still has it.
 */
import type { SessionSummaryState } from './session-summary.js';

const SUMMARIES_MAX = 10_000;

export class SummaryCache {
  /** Invariant: least recently changed first; at most `#summariesMax`. */
  readonly #summaries = new Map<string, SessionSummaryState>();
  readonly #summariesMax: number;

  constructor(summariesMax = SUMMARIES_MAX) {
    this.#summariesMax = summariesMax;
  }

  get(sessionId: string): SessionSummaryState | undefined {
    return this.#summaries.get(sessionId);
  }

  set(sessionId: string, summary: SessionSummaryState): void {
    this.#summaries.delete(sessionId);
    this.#summaries.set(sessionId, summary);
    if (this.#summaries.size <= this.#summariesMax) return;
    for (const oldest of this.#summaries.keys()) {
      this.#summaries.delete(oldest);
      return;
    }
  }

  delete(sessionId: string): void {
    this.#summaries.delete(sessionId);
  }
}
