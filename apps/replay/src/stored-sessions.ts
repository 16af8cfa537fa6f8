/** Pages of a projection store, with only some of its sessions. */
import type { ProjectionStore } from '@macp/event-log';
import type { SessionMetadata } from '@macp/kernel';
import { parseSummary } from './session-summary.js';

export interface StoredSessionsQuery {
  /** Empty = from the start. */
  readonly afterId: string;
  readonly limit: number;
  readonly isWanted: (sessionId: string) => boolean;
}

/** Up to `limit` wanted sessions with ids above `afterId`, ascending. */
export function storedSessions(
  store: ProjectionStore,
  { afterId, limit, isWanted }: StoredSessionsQuery,
): SessionMetadata[] {
  const found: SessionMetadata[] = [];
  for (let from = afterId; found.length < limit;) {
    const chunk = store.summaries(from === '' ? undefined : from, limit - found.length);
    const last = chunk.at(-1);
    if (last === undefined) break;
    from = last.sessionId;
    for (const { sessionId, text } of chunk) if (isWanted(sessionId)) found.push(parseSummary(text).metadata);
  }
  return found;
}
