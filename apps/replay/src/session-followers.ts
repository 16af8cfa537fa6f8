/** Who follows which session, and what was accepted in the change that is being applied. */
import type { HistoryEnvelope } from '@macp/ports';
import type { HistoryFollower } from './history-follower.js';

export class SessionFollowers {
  /** Invariant: only open followers; no empty sets. */
  readonly #bySession = new Map<string, Set<HistoryFollower>>();
  /** Accepted in the change being applied, per session that is followed. */
  #fresh = new Map<string, HistoryEnvelope[]>();

  add(sessionId: string, follower: HistoryFollower): void {
    const followers = this.#bySession.get(sessionId) ?? new Set();
    this.#bySession.set(sessionId, followers.add(follower));
  }

  forget(sessionId: string, follower: HistoryFollower): void {
    const followers = this.#bySession.get(sessionId);
    followers?.delete(follower);
    if (followers?.size === 0) this.#bySession.delete(sessionId);
  }

  /** The envelope is told of, with the change it is in, to those who follow its session. */
  note(sessionId: string, { ordinal, envelope }: HistoryEnvelope): void {
    if (!this.#bySession.has(sessionId)) return;
    const fresh = this.#fresh.get(sessionId);
    if (fresh === undefined) this.#fresh.set(sessionId, [{ ordinal, envelope }]);
    else fresh.push({ ordinal, envelope });
  }

  /** The change is visible in the store. */
  deliver(): void {
    if (this.#fresh.size === 0) return;
    const fresh = this.#fresh;
    // Replaced before the calls: what a listener does inside may bring the next change.
    this.#fresh = new Map();
    for (const [sessionId, envelopes] of fresh) {
      for (const follower of this.of(sessionId)) follower.push(envelopes);
    }
  }

  /** Ends the follows of every session that `concerns` names. */
  fail(concerns: (sessionId: string) => boolean, cause: unknown): void {
    for (const sessionId of [...this.#bySession.keys()]) {
      if (!concerns(sessionId)) continue;
      for (const follower of this.of(sessionId)) follower.fail(cause);
    }
  }

  /** The history of the session is gone: whoever is still reading it cannot go on. */
  removed(sessionId: string): void {
    for (const follower of this.of(sessionId)) {
      if (!follower.isLive) follower.fail(new Error('the history of the session was removed'));
    }
  }

  of(sessionId: string): readonly HistoryFollower[] {
    return [...(this.#bySession.get(sessionId) ?? [])];
  }
}
