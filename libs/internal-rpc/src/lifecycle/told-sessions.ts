/**
 * What a watcher has been told of every session, in 21 bytes a slot and at most 60 a session: 12 bytes of the SHA-256 of
 * its id, its state and its expiry. State and expiry tell which changes are missing when the session is seen again, since
 * every pause that ends moves the expiry; what they cannot tell is how many pauses there were, or a pause of no time.
 */
import { createHash } from 'node:crypto';
import { SESSION_STATE, isTerminal, lifecycleChange } from '@macp/kernel';
import type { LifecycleChange, SessionMetadata, SessionState } from '@macp/kernel';
import type { LifecycleEvent } from '@macp/ports';

const HASH_WORDS = 3;
const SLOTS_FIRST = 64;
const STATES = Object.keys(SESSION_STATE) as SessionState[];

/** What was told of one session. */
export interface ToldSession {
  readonly state: SessionState;
  readonly expiresAtMs: number;
}

/** Later states come later under the same expiry. */
const RANK: Readonly<Record<SessionState, number>> = { OPEN: 0, SUSPENDED: 1, RESOLVED: 2, EXPIRED: 2, CANCELLED: 2 };

/** Whether `session` is no newer than `told`. Exact but for pauses of no time, which return to what was before. */
export function isKnown(told: ToldSession, session: ToldSession): boolean {
  if (isTerminal(told.state)) return true;
  if (session.expiresAtMs !== told.expiresAtMs) return session.expiresAtMs < told.expiresAtMs;
  return RANK[session.state] <= RANK[told.state];
}

/** The changes that lead from what was told to what is; several pauses in between are told as one. */
export function missedChanges(told: ToldSession | undefined, session: SessionMetadata): LifecycleEvent[] {
  const events: LifecycleEvent[] = [];
  let at: ToldSession | undefined = told;
  const tell = (change: LifecycleChange | undefined, next: ToldSession): void => {
    const { state, expiresAtMs } = next;
    if (change !== undefined) events.push({ change, session: { ...session, state, expiresAtMs }, isSync: false });
    at = next;
  };
  const go = (next: ToldSession): void => tell(lifecycleChange(at, next), next);
  const { state, expiresAtMs } = session;
  if (told === undefined) go({ state: 'OPEN', expiresAtMs });
  else if (isTerminal(told.state)) return events;
  else if (told.expiresAtMs !== expiresAtMs) {
    go({ state: 'SUSPENDED', expiresAtMs: told.expiresAtMs });
    go({ state: 'OPEN', expiresAtMs });
  }
  go({ state, expiresAtMs });
  return events;
}

export class ToldSessions {
  #count = 0;
  #slots = SLOTS_FIRST;
  #hashes = new Uint32Array(SLOTS_FIRST * HASH_WORDS);
  #expiries = new Float64Array(SLOTS_FIRST);
  /** Place in `STATES` plus one. Invariant: 0 marks a free slot, and at least three in ten are free. */
  #states = new Uint8Array(SLOTS_FIRST);

  get size(): number {
    return this.#count;
  }

  get(sessionId: string): ToldSession | undefined {
    const slot = this.#slotOf(hashOf(sessionId));
    const state = this.#states[slot]!;
    return state === 0 ? undefined : { state: STATES[state - 1]!, expiresAtMs: this.#expiries[slot]! };
  }

  set(sessionId: string, { state, expiresAtMs }: ToldSession): void {
    const hash = hashOf(sessionId);
    let slot = this.#slotOf(hash);
    if (this.#states[slot] === 0) {
      if ((this.#count + 1) * 10 > this.#slots * 7) {
        this.#grow();
        slot = this.#slotOf(hash);
      }
      this.#count += 1;
      this.#hashes.set(hash, slot * HASH_WORDS);
    }
    this.#states[slot] = STATES.indexOf(state) + 1;
    this.#expiries[slot] = expiresAtMs;
  }

  /** Where the hash is, or would be. */
  #slotOf(hash: Uint32Array): number {
    const hashes = this.#hashes;
    // The number of slots is a power of two.
    for (let slot = hash[0]! & (this.#slots - 1); ; slot = (slot + 1) & (this.#slots - 1)) {
      if (this.#states[slot] === 0) return slot;
      const at = slot * HASH_WORDS;
      if (hashes[at] === hash[0] && hashes[at + 1] === hash[1] && hashes[at + 2] === hash[2]) return slot;
    }
  }

  #grow(): void {
    const [states, expiries, hashes] = [this.#states, this.#expiries, this.#hashes];
    this.#slots *= 2;
    this.#states = new Uint8Array(this.#slots);
    this.#expiries = new Float64Array(this.#slots);
    this.#hashes = new Uint32Array(this.#slots * HASH_WORDS);
    for (const [from, state] of states.entries()) {
      if (state === 0) continue;
      const hash = hashes.subarray(from * HASH_WORDS, (from + 1) * HASH_WORDS);
      const to = this.#slotOf(hash);
      this.#states[to] = state;
      this.#expiries[to] = expiries[from]!;
      this.#hashes.set(hash, to * HASH_WORDS);
    }
  }
}

function hashOf(sessionId: string): Uint32Array {
  const digest = createHash('sha256').update(sessionId).digest();
  return Uint32Array.of(digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8));
}
