/** Fills a data directory with open sessions through the real workers, many at a time so that commits are shared. */
import type { SessionCommand } from '@macp/kernel';
import { MESSAGES_PER_SESSION, openSession } from './open-sessions.js';
import type { SessionData, SessionStore } from './session-store.js';

/** Sessions whose messages are under way at once. */
const AT_ONCE = 2_048;
/** How far behind the clock of a store is that is filled: its outcomes expire when the clock is set. */
export const FILL_BEHIND_MS = 3_600_000;

/** Sessions `from` to below `until`. @throws when a message is refused */
export async function fillSessions(store: SessionStore<SessionData>, from: number, until: number): Promise<void> {
  for (let start = from; start < until; start += AT_ONCE) {
    const scripts: SessionCommand[][] = [];
    for (let index = start; index < Math.min(until, start + AT_ONCE); index += 1) scripts.push(openSession(index));
    for (let at = 0; at < MESSAGES_PER_SESSION; at += 1) {
      const outcomes = await Promise.all(scripts.map((script) => store.send(script[at]!)));
      for (const outcome of outcomes) {
        if (outcome.kind !== 'accepted' || outcome.duplicate) throw new Error(`refused: ${JSON.stringify(outcome)}`);
      }
    }
  }
}

/** Lets the outcomes of the filling expire, and a record of every partition say so. */
export async function settleOutcomes(store: SessionStore<SessionData>): Promise<void> {
  store.setClock();
  const [first] = openSession(0);
  for (const worker of store.partitions.workers.values()) {
    const [sessionId] = worker.confirmed!.entities.keys();
    if (sessionId === undefined || first?.kind !== 'SubmitEnvelope') continue;
    const { envelope } = first;
    const again: SessionCommand = { kind: 'SubmitEnvelope', envelope: { ...envelope, sessionId, messageId: 'again' } };
    await store.send(again);
  }
}
