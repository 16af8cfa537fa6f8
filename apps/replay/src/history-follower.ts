/**
 * One follower of a session's accepted envelopes. It is a cursor over the stored history, so it needs no buffer: behind
 * the end it reads from the store, at the end it is handed the very objects that every other follower gets. Whatever it
 * delivers continues its cursor by one, so there is no gap and no repeat where replay turns into live delivery.
 */
import type { FollowListener, HistoryEnvelope, HistoryFollow } from '@macp/ports';

/** Live envelopes that a follower may be behind before it is closed. */
export const LAG_ENVELOPES_MAX = 256;

/** Envelopes replayed at once; other work gets its turn between two chunks. */
const REPLAY_CHUNK_ENVELOPES = 64;

export interface HistoryFollowerOptions {
  readonly listener: FollowListener;
  /** Newest accepted ordinal as of the call. */
  readonly tail: number;
  /** Ordinal behind which to start; at most `tail`. */
  readonly after: number;
  /** Up to `limit` stored envelopes above an ordinal, ascending. */
  readonly read: (afterOrdinal: number, limit: number) => readonly HistoryEnvelope[];
  /** The follower takes part no longer. */
  readonly onClosed: (follower: HistoryFollower) => void;
}

export class HistoryFollower implements HistoryFollow {
  readonly tail: number;
  readonly #options: HistoryFollowerOptions;
  /** Invariant: every envelope of the follow up to this ordinal was delivered, none above it. */
  #cursor: number;
  /** Invariant: true from the moment everything stored had been delivered once. */
  #isLive = false;
  #isPaused = false;
  #isClosed = false;
  /** Invariant: true while a replay step is scheduled or running; only it delivers then. */
  #isReplaying = false;

  constructor(options: HistoryFollowerOptions) {
    this.#options = options;
    this.tail = options.tail;
    this.#cursor = options.after;
    this.#scheduleReplay();
  }

  /** True when everything stored has been delivered. */
  get isLive(): boolean {
    return this.#isLive && !this.#isPaused && !this.#isReplaying;
  }

  /** Envelopes just accepted and already stored, ascending; the last one is the newest of the session. */
  push(fresh: readonly HistoryEnvelope[]): void {
    const newest = fresh.at(-1)?.ordinal ?? 0;
    if (this.#isClosed || !this.#isLive || newest <= this.#cursor) return;
    if (this.isLive && fresh[0]?.ordinal === this.#cursor + 1) {
      this.#deliver(fresh);
      return;
    }
    const behind = newest - this.#cursor;
    if (behind > LAG_ENVELOPES_MAX) {
      this.close();
      this.#options.listener.lagged(behind - LAG_ENVELOPES_MAX);
    } else if (!this.#isPaused) this.#scheduleReplay();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#scheduleReplay();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onClosed(this);
  }

  /** Closes the follower and says why. */
  fail(cause: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.listener.failed(cause);
  }

  #scheduleReplay(): void {
    if (this.#isReplaying || this.#isClosed) return;
    this.#isReplaying = true;
    setImmediate(() => this.#replay());
  }

  #replay(): void {
    this.#isReplaying = false;
    if (this.#isClosed || this.#isPaused) return;
    let chunk: readonly HistoryEnvelope[];
    try {
      chunk = this.#options.read(this.#cursor, REPLAY_CHUNK_ENVELOPES);
    } catch (cause) {
      this.fail(cause);
      return;
    }
    if (chunk.length > 0) {
      this.#deliver(chunk);
      this.#scheduleReplay();
    } else this.#isLive = true;
  }

  #deliver(batch: readonly HistoryEnvelope[]): void {
    // Moved before the call: what the listener does inside may bring the next envelope.
    this.#cursor = batch.at(-1)?.ordinal ?? this.#cursor;
    let wantsMore = false;
    try {
      wantsMore = this.#options.listener.envelopes(batch);
    } catch (cause) {
      this.fail(cause);
      return;
    }
    if (!wantsMore) this.#isPaused = true;
  }
}
