/** The lifecycle that is folded for the feed is the kernel's, whatever happens to a session. */
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, evolveSession, isTerminal, lifecycleChange } from '@macp/kernel';
import type { Session } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { PlayedSession } from '../testing/projected-log.js';
import { SessionLifecycles } from './session-lifecycle.js';
import { idOf } from './testing/feed-world.js';

const context = { modes: modeLookup(builtInModes), codec: coreCodec };

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plays a session until it has ended or enough was tried. */
function playAtRandom(id: string, next: () => number): PlayedSession {
  const session = new PlayedSession(id, { maxSuspendMs: 1 + Math.floor(next() * 2_000) });
  for (
    let step = 0;
    step < 40 && session.session?.state !== undefined && !isTerminal(session.session.state);
    step += 1
  ) {
    session.nowMs += Math.floor(next() * 400);
    const dice = next();
    const { state } = session.session;
    if (dice < 0.35) session.control('SuspendSession', 'lead', 'a break');
    else if (dice < 0.7) session.control('ResumeSession', 'lead', 'back');
    else if (dice < 0.74) session.control('CancelSession', 'lead', 'no more');
    else if (dice < 0.78) {
      session.nowMs += 70_000;
      session.tick();
    } else if (state === 'OPEN' && dice < 0.97) session.propose();
    else if (state === 'OPEN' && session.facts.some(({ kind }) => kind === 'EnvelopeAccepted')) session.commit();
  }
  return session;
}

describe('SessionLifecycles', () => {
  const seed = Date.now() % 1_000_000;

  it(`given sessions at random (seed ${seed}), when their facts are folded, then the changes are those of the kernel`, () => {
    const next = random(seed);
    const lifecycles = new SessionLifecycles();
    const ends = new Set<string>();
    for (let count = 0; count < 300; count += 1) {
      const { facts } = playAtRandom(idOf(`s-${count}`), next);
      let session: Session | undefined;
      let changes = 0;
      for (const fact of facts) {
        const after: Session = evolveSession(session, fact, context);
        const expected = lifecycleChange(session, after);
        const found = lifecycles.apply(fact);
        if (expected !== undefined) changes += 1;
        expect([found?.change, found?.changeNumber]).toEqual([expected, expected === undefined ? undefined : changes]);
        session = after;
      }
      if (isTerminal(session!.state)) ends.add(`${session!.state} by ${facts.at(-1)!.kind}`);
    }
    expect([...ends].sort()).toEqual([
      'CANCELLED by SessionCancelled',
      'EXPIRED by SessionExpired',
      'RESOLVED by EnvelopeAccepted',
    ]);
  });

  it('given sessions that ended, when their facts are folded, then nothing of them is kept', () => {
    const lifecycles = new SessionLifecycles();
    for (const id of ['a', 'b']) {
      const session = new PlayedSession(idOf(id));
      if (id === 'a') session.control('CancelSession', 'lead');
      for (const fact of session.facts) lifecycles.apply(fact);
    }

    expect(lifecycles.live).toBe(1);
  });

  it('given a fact that cannot follow, when it is folded, then that is a broken invariant', () => {
    const lifecycles = new SessionLifecycles();
    const session = new PlayedSession(idOf('s'));
    session.propose();
    session.propose();
    const [started, first, second] = session.facts;

    expect(() => lifecycles.apply(first!)).toThrow(InvariantViolation);
    lifecycles.apply(started!);
    expect(() => lifecycles.apply(started!)).toThrow(InvariantViolation);
    expect(() => lifecycles.apply(second!)).toThrow(InvariantViolation);
  });

  it('given an old session that was paused very often, when it is resumed, then it goes on, and a new one ends', () => {
    for (const [revision, end] of [
      [1, 'RESUMED'],
      [4, 'EXPIRED'],
    ] as const) {
      const lifecycles = new SessionLifecycles();
      const session = new PlayedSession(idOf('s')).startedUnder(revision);
      for (let pause = 0; pause < 1025; pause += 1) {
        session.control('SuspendSession', 'lead');
        session.control('ResumeSession', 'lead');
      }
      const changes = session.facts.map((fact) => lifecycles.apply(fact)?.change);

      expect(changes.at(-1)).toBe(end);
    }
  });
});
