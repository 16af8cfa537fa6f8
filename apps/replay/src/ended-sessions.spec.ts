/** Ended sessions come out in the order of their ends, each once, however many were found at once. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EndedSessions, byEnd } from './ended-sessions.js';
import type { EndedSession } from './ended-sessions.js';

const session = (at: number, endedAtMs: number): EndedSession => ({ sessionId: `s${at}`, endedAtMs });

describe('ended sessions', () => {
  it('are sorted in parts of a bounded number, into the order of their ends', () => {
    const many = Array.from({ length: 30_000 }, (_, at) => session(at, (at * 7_919) % 10_007));
    const parts = byEnd(many);
    let pauses = 0;
    let next = parts.next();
    for (; next.done !== true; next = parts.next()) pauses += 1;

    expect(pauses).toBeGreaterThan(8);
    expect(next.value).toEqual(many.toSorted((one, other) => one.endedAtMs - other.endedAtMs));
    expect(byEnd([]).next()).toEqual({ done: true, value: [] });
  });

  it('given some that came in any order, when others are found, then all come out once, oldest end first', () => {
    const times = fc.array(fc.nat(50), { maxLength: 20 });
    fc.assert(
      fc.property(times, times, (came, found) => {
        const ended = new EndedSessions(10);
        came.forEach((endedAtMs, at) => ended.add(session(at, endedAtMs)));
        ended.now(15);
        const out = ended.takeDue(1);
        ended.addAll(found.map((endedAtMs, at) => session(came.length / 2 + at, endedAtMs)));
        ended.now(100);
        const rest = ended.takeDue(100);
        expect(new Set(rest).size).toBe(rest.length);
        const ids = new Set([...came.keys(), ...found.map((_, at) => came.length / 2 + at)].map((at) => `s${at}`));
        expect(new Set([...out, ...rest])).toEqual(ids);
      }),
    );
  });
});
