/**
 * Replays sessions from a projection store: their stored histories, with what happened since the latest envelope from
 * their summaries, folded as the engine folds them. So what a store has of a session can be held against a hash of the
 * live one, or followed step by step, without the log.
 */
import type { ProjectionStore, SessionSummary } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import type { SessionFact } from '@macp/kernel';
import { lifecycleFact, replaySession, viewHistoryEntry } from '@macp/records';
import type { LifecycleStep, ReplayedSession, SessionReplayOptions } from '@macp/records';
import { parseSummary } from './session-summary.js';

/** Entries read at once. */
const CHUNK_ENTRIES = 512;

/** The session began before its facts were kept with its history: it can only be replayed from the log. */
export class FactsNotKept extends Error {
  override readonly name = 'FactsNotKept';

  constructor(sessionId: string) {
    super(`the history of session ${sessionId} was stored without its facts`);
  }
}

/**
 * The stored session, folded from its history; it is held against its summary.
 *
 * @throws FactsNotKept
 * @throws InvariantViolation on a history that cannot be, or that is not the one of the summary
 */
export function replayStored(
  store: Pick<ProjectionStore, 'history'>,
  { sessionId, text }: SessionSummary,
  options: SessionReplayOptions,
): ReplayedSession {
  const summary = parseSummary(text);
  const replayed = replaySession(storedFacts(store, sessionId, summary.steps), options);
  invariant(replayed !== undefined, `session ${sessionId} has a summary and no history`);
  const { session } = replayed;
  invariant(session.sessionId === sessionId, `the history of session ${sessionId} is another one's`);
  const isSame =
    session.lastOrdinal === summary.lastOrdinal &&
    session.state === summary.metadata.state &&
    // A release that keeps no facts may have gone on with the session for a while.
    session.suspensionIntervals.length === summary.suspensionCycles;
  invariant(isSame, `the history of session ${sessionId} does not come to its summary`);
  return replayed;
}

function* storedFacts(
  store: Pick<ProjectionStore, 'history'>,
  sessionId: string,
  steps: readonly LifecycleStep[] = [],
): Generator<SessionFact> {
  for (let after = 0; ;) {
    const entries = store.history(sessionId, after, CHUNK_ENTRIES);
    for (const { bytes } of entries) {
      const facts = viewHistoryEntry(bytes);
      if (facts === undefined) throw new FactsNotKept(sessionId);
      yield* facts;
    }
    if (entries.length < CHUNK_ENTRIES) break;
    after = entries.at(-1)!.ordinal;
  }
  for (const step of steps) yield lifecycleFact(sessionId, step);
}
