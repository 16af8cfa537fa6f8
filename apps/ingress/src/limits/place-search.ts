/**
 * Which places of an identity do not count after all (runtime specification §3 row 14): few lookups at once, no more than
 * are needed, and one search per identity at a time. Whoever asks while a search runs is answered by the next one, so an
 * answer never rests on a lookup from before its question, and a crowd of questions costs no more than two.
 */
import { isTerminal } from '@macp/kernel';
import type { SessionMetadata } from '@macp/kernel';
import type { ReleaseSessions, Reservation } from '@macp/policy-rules';
import type { Edge } from '../edge.js';
import { inTime } from '../in-time.js';

/** What a start that found all places taken wants to know. */
export interface PlaceQuestion {
  readonly identity: string;
  /** The places as the refusal listed them. */
  readonly reserved: readonly Reservation[];
  /** Ascending in the order in which the lists came. */
  readonly listNo: number;
  /** Places that must not count for the start to have one. */
  readonly need: number;
  /** Unix ms. */
  readonly deadlineMs: number;
}

export interface PlaceFinding {
  /** Sessions that keep their places and do not count at the moment. */
  readonly exempt: readonly string[];
  /** Places were given back. */
  readonly hasFreed: boolean;
  /** Every listed place was looked at. */
  readonly isWhole: boolean;
}

/** Places that will never count again. */
export type FoundPlaces = Pick<ReleaseSessions, 'identity' | 'sessionIds' | 'over'>;

interface Ports extends Pick<Edge, 'clock' | 'history'> {
  /** Gives places back that are as they were found; resolves when that is done, or not known in time. */
  release(found: FoundPlaces, deadlineMs: number): Promise<unknown>;
}

interface Waiting {
  readonly question: PlaceQuestion;
  resolve(finding: PlaceFinding): void;
  reject(cause: unknown): void;
}

/** A place is held for longer than its start may take, because the owner's clock is another one. */
const CLOCKS_DIFFER_MS = 10_000;

/** Each may be a call to another process. */
export const LOOKUPS_AT_ONCE = 64;

export class PlaceSearch {
  /** Who waits for the next search, by identity. Invariant: one entry per identity for which a search runs. */
  private readonly lines = new Map<string, Waiting[]>();

  constructor(private readonly ports: Ports) {}

  /** Rejects when the history cannot be read. */
  find(question: PlaceQuestion): Promise<PlaceFinding> {
    return new Promise((resolve, reject) => {
      const waiting = { question, resolve, reject };
      const line = this.lines.get(question.identity);
      if (line === undefined) void this.serve(question.identity, [waiting]);
      else line.push(waiting);
    });
  }

  private async serve(identity: string, first: Waiting[]): Promise<void> {
    for (let next = first; next.length > 0; next = this.lines.get(identity)!) {
      this.lines.set(identity, []);
      try {
        const finding = await this.search(next.map(({ question }) => question));
        for (const waiting of next) waiting.resolve(finding);
      } catch (cause) {
        for (const waiting of next) waiting.reject(cause);
      }
    }
    this.lines.delete(identity);
  }

  /** One search for all of them: in the newest list, until there is a place for each. */
  private async search(questions: readonly PlaceQuestion[]): Promise<PlaceFinding> {
    const { identity, reserved } = questions.reduce((a, b) => (b.listNo > a.listNo ? b : a));
    const deadlineMs = Math.max(...questions.map((question) => question.deadlineMs));
    const wanted = Math.max(...questions.map(({ need }) => need)) + questions.length - 1;
    const exempt: string[] = [];
    const sessionIds: string[] = [];
    const over: Reservation[] = [];
    let at = 0;
    while (at < reserved.length && exempt.length + sessionIds.length + over.length < wanted) {
      // Before the lookups: a session that is unknown to one may start until its time is over.
      const nowMs = this.ports.clock.nowMs();
      if (nowMs > deadlineMs) break;
      const some = reserved.slice(at, at + LOOKUPS_AT_ONCE);
      const lookups = Promise.all(some.map(({ sessionId }) => this.ports.history.session(sessionId)));
      const sessions = await inTime(this.ports.clock, deadlineMs, lookups);
      for (const [index, place] of some.entries()) {
        const session = sessions[index];
        if (session === undefined) {
          if (nowMs > place.startsByMs + CLOCKS_DIFFER_MS) over.push(place);
        } else if (isTerminal(session.state) || session.initiator !== identity) sessionIds.push(place.sessionId);
        else if (!counts(session, nowMs)) exempt.push(place.sessionId);
      }
      at += some.length;
    }
    const hasFreed = sessionIds.length + over.length > 0;
    if (hasFreed) await this.ports.release({ identity, sessionIds, over }, deadlineMs);
    return { exempt, hasFreed, isWhole: at === reserved.length };
  }
}

function counts({ state, expiresAtMs }: SessionMetadata, nowMs: number): boolean {
  return state === 'OPEN' && nowMs <= expiresAtMs;
}
