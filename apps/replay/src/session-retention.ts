/**
 * What becomes of ended sessions in the projection (runtime specification §10.4): after one time their history is not
 * shown any more, with the base recorded in the summary, and after another they are forgotten. The log keeps both, and a
 * projection that is filled again from it forgets the same sessions again.
 */
import { inTurns } from '@macp/event-log';
import type { ProjectionStore } from '@macp/event-log';
import { isTerminal } from '@macp/kernel';
import { EndedSessions, byEnd } from './ended-sessions.js';
import type { EndedSession } from './ended-sessions.js';
import { parseSummary } from './session-summary.js';
import type { SessionSummaryState } from './session-summary.js';

/** Sessions looked at in one turn of the event loop. */
const CHUNK_SESSIONS = 1000;

export interface RetentionTimes {
  /** Histories of ended sessions are not shown any more this long after their end; without it they always are. */
  readonly compactEndedAfterMs?: number;
  /** Ended sessions are forgotten this long after their end; without it nothing ever is. */
  readonly removeEndedAfterMs?: number;
}

/** Hands out each ended session once for each of the two. */
export class SessionRetention {
  readonly #toCompact: EndedSessions;
  readonly #toRemove: EndedSessions;

  constructor({ compactEndedAfterMs, removeEndedAfterMs }: RetentionTimes) {
    this.#toCompact = new EndedSessions(compactEndedAfterMs);
    this.#toRemove = new EndedSessions(removeEndedAfterMs);
  }

  /** Sessions are forgotten here, so that facts about unknown ones may come again. */
  get removes(): boolean {
    return this.#toRemove.isKept;
  }

  ended(session: EndedSession): void {
    this.#toCompact.add(session);
    this.#toRemove.add(session);
  }

  /** It is at least `nowMs`. */
  now(nowMs: number): void {
    this.#toCompact.now(nowMs);
    this.#toRemove.now(nowMs);
  }

  /** The next sessions whose history is not to be shown any more. */
  takeToCompact(): string[] {
    return this.#toCompact.takeDue(CHUNK_SESSIONS);
  }

  /** The next sessions that are to be forgotten. */
  takeToRemove(): string[] {
    return this.#toRemove.takeDue(CHUNK_SESSIONS);
  }

  /** Takes over what ended before and is still in the store; `isWanted` picks among the sessions by id. */
  async recall(store: ProjectionStore, isWanted: (sessionId: string) => boolean): Promise<void> {
    if (!this.#toCompact.isKept && !this.#toRemove.isKept) return;
    const ended: EndedSession[] = [];
    const whole: EndedSession[] = [];
    for (let after: string | undefined; ;) {
      const chunk = store.summaries(after, CHUNK_SESSIONS);
      for (const { sessionId, text } of chunk) {
        if (!isWanted(sessionId)) continue;
        const summary = parseSummary(text);
        if (!isTerminal(summary.metadata.state)) continue;
        ended.push(endOf(summary));
        if (summary.compactedUpTo === undefined) whole.push(endOf(summary));
      }
      after = chunk.at(-1)?.sessionId;
      if (after === undefined) break;
      await new Promise(setImmediate);
    }
    // What ends meanwhile is in the queues when these come.
    this.#toRemove.addAll(await inTurns(byEnd(ended)));
    this.#toCompact.addAll(await inTurns(byEnd(whole)));
  }
}

function endOf({ metadata, endedAtMs }: SessionSummaryState): EndedSession {
  return { sessionId: metadata.sessionId, endedAtMs: endedAtMs ?? metadata.expiresAtMs };
}
