/**
 * Reads of accepted history, answered by the replay service. Every read first waits until the projection has reached the
 * log's end as of the call, so whatever was acknowledged before the call is in the answer.
 */
import type { Envelope, SessionMetadata } from '@macp/kernel';

/** One accepted envelope as it is delivered, live or replayed: the same bytes either way. */
export interface HistoryEnvelope {
  /** 1-based accepted ordinal. */
  readonly ordinal: number;
  readonly envelope: Envelope;
}

/** Receives a follower's envelopes. */
export interface FollowListener {
  /** Envelopes in ordinal order, without gap or repeat. Returns false to be given nothing more until `resume`. */
  envelopes(batch: readonly HistoryEnvelope[]): boolean;
  /** The follower fell behind by `count` live envelopes; it is closed. */
  lagged(count: number): void;
  /** Following is not possible any more (the process shuts down or the log failed); it is closed. */
  failed(cause: unknown): void;
}

/** Handle of one follower. */
export interface HistoryFollow {
  /** Newest accepted ordinal as of the call, 0 when there was none: up to here it is replay, from here on it is live. */
  readonly tail: number;
  /** The listener can take envelopes again. */
  resume(): void;
  close(): void;
}

/** The history below an ordinal was compacted: it is not shown any more. */
export class HistoryCompacted extends Error {
  override readonly name = 'HistoryCompacted';

  /** `lowestAfter`: the lowest `after` that a follow may start behind. */
  constructor(readonly lowestAfter: number) {
    super(`the history before ordinal ${lowestAfter} was compacted`);
  }
}

/** One page of sessions in ascending byte order of their ids. */
export interface SessionPage {
  readonly sessions: readonly SessionMetadata[];
  /** True when there are sessions behind the last one of the page. */
  readonly more: boolean;
}

export interface HistoryReader {
  /** Metadata of any session that ever started, ended ones included. */
  session(sessionId: string): Promise<SessionMetadata | undefined>;
  /** Up to `limit` sessions with ids strictly above `afterId` (empty = from the start). */
  list(afterId: string, limit: number): Promise<SessionPage>;
  /**
   * Follows a session's accepted envelopes: those with an ordinal above `after`, then each new one. `'live'` starts
   * behind the newest envelope as of the call; the session need not exist yet. An `after` beyond the newest ordinal
   * replays nothing and delivers everything accepted from the call on. Rejects with HistoryCompacted when `after` lies
   * below the history that is left.
   */
  follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow>;
}
