/** Accepted history in memory, for specs of the edge: follows with back-pressure and lag, as the port promises. */
import type { Envelope, SessionMetadata } from '@macp/kernel';
import { HistoryCompacted } from '@macp/ports';
import type { FollowListener, HistoryEnvelope, HistoryFollow, HistoryReader, SessionPage } from '@macp/ports';

const BUFFER_ENVELOPES = 256;

interface Follow {
  position: number;
  isPaused: boolean;
  readonly tail: number;
  readonly listener: FollowListener;
}

export class HistoryDouble implements HistoryReader {
  readonly metadata = new Map<string, SessionMetadata>();
  private readonly accepted = new Map<string, HistoryEnvelope[]>();
  private readonly follows = new Map<string, Set<Follow>>();
  /** Set to let the projection fall behind: nothing is delivered until `catchUp`. */
  isBehind = false;
  /** Ordinals up to which histories are not shown any more, by session. */
  readonly compacted = new Map<string, number>();
  /** Follows that were asked for, whatever became of them. */
  followCount = 0;
  /** Set to make every read fail. */
  failure: Error | undefined;

  append(sessionId: string, ordinal: number, envelope: Envelope): void {
    const history = this.accepted.get(sessionId) ?? [];
    this.accepted.set(sessionId, history);
    history.push({ ordinal, envelope });
    for (const follow of this.follows.get(sessionId) ?? []) this.deliver(sessionId, follow);
  }

  /** The session leaves the history, as ended ones do in time. */
  remove(sessionId: string): void {
    this.accepted.delete(sessionId);
    this.metadata.delete(sessionId);
  }

  /** Delivers what was held back. */
  catchUp(): void {
    this.isBehind = false;
    for (const [sessionId, follows] of this.follows) for (const follow of follows) this.deliver(sessionId, follow);
  }

  followers(sessionId: string): number {
    return this.follows.get(sessionId)?.size ?? 0;
  }

  async session(sessionId: string): Promise<SessionMetadata | undefined> {
    if (this.failure !== undefined) throw this.failure;
    return this.metadata.get(sessionId);
  }

  async list(afterId: string, limit: number): Promise<SessionPage> {
    if (this.failure !== undefined) throw this.failure;
    const ids = [...this.metadata.keys()].sort().filter((id) => id > afterId);
    return { sessions: ids.slice(0, limit).map((id) => this.metadata.get(id)!), more: ids.length > limit };
  }

  async follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow> {
    this.followCount++;
    if (this.failure !== undefined) throw this.failure;
    const base = this.compacted.get(sessionId) ?? 0;
    if (after !== 'live' && after < base) throw new HistoryCompacted(base);
    const tail = this.accepted.get(sessionId)?.length ?? 0;
    const position = after === 'live' ? tail : Math.min(after, tail);
    const follow: Follow = { position, isPaused: false, tail, listener };
    const follows = this.follows.get(sessionId) ?? new Set();
    this.follows.set(sessionId, follows);
    follows.add(follow);
    setImmediate(() => this.deliver(sessionId, follow));
    return {
      tail,
      resume: () => {
        follow.isPaused = false;
        this.deliver(sessionId, follow);
      },
      close: () => void follows.delete(follow),
    };
  }

  /** Ends every follow of a session as a shutdown would. */
  failFollows(sessionId: string, cause: unknown): void {
    for (const follow of this.follows.get(sessionId) ?? []) follow.listener.failed(cause);
  }

  private deliver(sessionId: string, follow: Follow): void {
    if (this.isBehind || this.follows.get(sessionId)?.has(follow) !== true) return;
    const history = this.accepted.get(sessionId) ?? [];
    while (!follow.isPaused && follow.position < history.length) {
      const batch = history.slice(follow.position, follow.position + 16);
      follow.position += batch.length;
      follow.isPaused = !follow.listener.envelopes(batch);
    }
    const behind = history.length - Math.max(follow.position, follow.tail);
    if (behind <= BUFFER_ENVELOPES) return;
    this.follows.get(sessionId)?.delete(follow);
    follow.listener.lagged(behind - BUFFER_ENVELOPES);
  }
}
