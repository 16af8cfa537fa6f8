/** Open sessions of a limited identity: places are taken and given back once, whatever is repeated. */
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '@macp/kernel';
import fc from 'fast-check';

import { LISTED_MAX, decideOpenSessions, evolveOpenSessions, startsByInTurn } from './open-sessions.js';
import type {
  OpenSessions,
  OpenSessionsCommand,
  OpenSessionsDecision,
  OpenSessionsFact,
  ReleaseSessions,
  ReserveSession,
} from './open-sessions.js';
import { Places } from './places.js';
import { decideRegistry, entityOfRegistryCommand, entityOfRegistryFact, evolveRegistry } from './registries.js';
import { decodeRegistry, encodeRegistry } from './registry-codec.js';

const NOW_MS = 1_000;

const reserve = (sessionId: string, overrides: Partial<ReserveSession> = {}) =>
  ({
    kind: 'ReserveSession',
    identity: 'lead',
    sessionId,
    startsByMs: 2_000,
    startId: 'one',
    limit: 2,
    exempt: [],
    ...overrides,
  }) as const;
const releaseWhere = (places: Partial<ReleaseSessions>): ReleaseSessions => ({
  kind: 'ReleaseSessions',
  identity: 'lead',
  sessionIds: [],
  over: [],
  refused: [],
  ...places,
});
const release = (...sessionIds: string[]) => releaseWhere({ sessionIds });
const refuse = (sessionId: string, startId: string) => releaseWhere({ refused: [{ sessionId, startId }] });
const PLACE = { startsByMs: 2_000, startId: 'one' };
const manyPlaces = (count: number) =>
  Places.of(Array.from({ length: count }, (_, n) => [`session-${n}`, PLACE] as const));

interface History {
  readonly state: OpenSessions | undefined;
  readonly facts: readonly OpenSessionsFact[];
  readonly last: OpenSessionsDecision | undefined;
}

function given(...commands: readonly OpenSessionsCommand[]): History {
  return commands.reduce<History>(
    ({ state, facts }, command) => {
      const last = decideOpenSessions(state, command, NOW_MS);
      return {
        state: last.facts.reduce<OpenSessions | undefined>(evolveOpenSessions, state),
        facts: [...facts, ...last.facts],
        last,
      };
    },
    { state: undefined, facts: [], last: undefined },
  );
}

const held = ({ state }: History): string[] => [...(state?.reserved ?? [])].map(([sessionId]) => sessionId).sort();
const outcome = ({ last }: History): unknown => last?.outcome;
const ACCEPTED = { kind: 'registryAccepted' };

describe('reserving', () => {
  it('takes a place each up to the limit, then says who has them', () => {
    const full = given(reserve('a'), reserve('b'), reserve('c'));
    expect(full.facts).toHaveLength(2);
    expect(outcome(full)).toEqual({
      kind: 'openSessionsFull',
      reserved: [
        { sessionId: 'a', startsByMs: 2_000 },
        { sessionId: 'b', startsByMs: 2_000 },
      ],
    });
    expect(held(full)).toEqual(['a', 'b']);
  });

  it('takes one place for one session, however often it is asked, even when all are taken', () => {
    const again = given(reserve('a'), reserve('b'), reserve('a'));
    expect(outcome(again)).toEqual(ACCEPTED);
    expect(again.facts).toHaveLength(2);
  });

  it('holds a place for longer when it is asked again later, and never for shorter', () => {
    const longer = given(reserve('a'), reserve('a', { startsByMs: 3_000 }), reserve('a', { startsByMs: 2_500 }));
    expect(longer.facts).toHaveLength(2);
    expect(longer.state?.reserved.get('a')?.startsByMs).toBe(3_000);
  });

  it('takes no place where the limit is 0', () => {
    expect(outcome(given(reserve('a', { limit: 0 })))).toEqual({ kind: 'openSessionsFull', reserved: [] });
  });

  it('does not count exempt sessions, which keep their places', () => {
    const taken = given(reserve('a'), reserve('b'), reserve('c', { exempt: ['a', 'unknown'] }));
    expect(outcome(taken)).toEqual(ACCEPTED);
    expect(held(taken)).toEqual(['a', 'b', 'c']);
    const full = decideOpenSessions(taken.state, reserve('d', { limit: 3, exempt: ['x'] }), NOW_MS);
    expect(full.outcome.kind).toBe('openSessionsFull');
  });
});

describe('many places', () => {
  const ids = Array.from({ length: 3_000 }, (_, n) => `session-${n}`);
  const full = given(...ids.map((sessionId) => reserve(sessionId, { limit: ids.length })));
  const one = (limit: number) => decideOpenSessions(full.state, reserve('one', { limit }), NOW_MS).outcome.kind;

  it('are each there, counted, and listed once when all are taken', () => {
    expect(held(full)).toEqual(ids.toSorted());
    expect([one(ids.length), one(ids.length + 1)]).toEqual(['openSessionsFull', 'registryAccepted']);
    const { outcome: refused } = decideOpenSessions(full.state, reserve('one', { limit: 1 }), NOW_MS);
    expect(refused).toMatchObject({ reserved: { length: ids.length } });
  });

  it('are given back one by one, and the states before stay as they were', () => {
    const { facts } = decideOpenSessions(full.state, release(...ids.slice(0, 2_999)), NOW_MS);
    const rest = evolveOpenSessions(full.state, facts[0]!);
    expect([...rest.reserved]).toEqual([['session-2999', PLACE]]);
    expect([rest.reserved.size, full.state!.reserved.size]).toEqual([1, ids.length]);
    const text = encodeRegistry(full.state!);
    expect(encodeRegistry(decodeRegistry(text))).toBe(text);
  });
});

describe('more places than a refusal can name', () => {
  const count = LISTED_MAX + 5_000;
  const taken = manyPlaces(count);
  const state = { kind: 'open-sessions', reserved: taken } as const;
  const refused = (turn: number, places: OpenSessions = state): readonly string[] => {
    const command = reserve('one', { limit: 1, startsByMs: startsByInTurn(2_000, turn) });
    const { outcome: answer } = decideOpenSessions(places, command, NOW_MS);
    return answer.kind === 'openSessionsFull' ? answer.reserved.map((place) => place.sessionId) : [];
  };

  it('are counted to the last one, and all named within three turns', () => {
    expect(decideOpenSessions(state, reserve('one', { limit: count + 1 }), NOW_MS).outcome).toEqual(ACCEPTED);
    for (let first = 0; first < 128; first += 16) {
      const named = [first, first + 1, first + 2].map((turn) => refused(turn));
      for (const ids of named) expect(new Set(ids).size).toBe(LISTED_MAX);
      expect(new Set(named.flat()).size).toBe(count);
    }
  });

  it('are all named within few turns, however many there are', () => {
    const crowd = manyPlaces(10 * LISTED_MAX);
    const named = Array.from({ length: 30 }, (_, turn) => refused(turn, { kind: 'open-sessions', reserved: crowd }));
    expect(new Set(named.flat()).size).toBe(10 * LISTED_MAX);
  });
});

describe('a turn', () => {
  it('is had by a time soon after the deadline, never before it', () => {
    for (const [deadlineMs, turn] of [
      [0, 0],
      [1_000, 5],
      [1_763_724_000_123, 127],
      [1_763_724_000_123.5, 1_000],
    ] as const) {
      const startsByMs = startsByInTurn(deadlineMs, turn);
      expect(startsByMs % 128).toBe(turn % 128);
      expect(startsByMs).toBeGreaterThanOrEqual(deadlineMs);
      expect(startsByMs).toBeLessThan(deadlineMs + 129);
    }
  });
});

describe('releasing', () => {
  it('gives places back, each once', () => {
    const freed = given(reserve('a'), reserve('b'), release('a', 'a', 'unknown'), reserve('c'));
    expect(freed.facts[2]).toEqual({ kind: 'SessionsReleased', identity: 'lead', sessionIds: ['a'], atMs: NOW_MS });
    expect(held(freed)).toEqual(['b', 'c']);
    const again = given(reserve('a'), release('a'), release('a'));
    expect([outcome(again), again.facts.length]).toEqual([ACCEPTED, 2]);
  });

  it('gives the place of a refused start back, also when the start itself holds it for longer by now', () => {
    expect(held(given(reserve('a'), refuse('a', 'one')))).toEqual([]);
    const repeated = [reserve('a'), reserve('a', { startsByMs: 3_000 }), reserve('a', { startsByMs: 2_500 })];
    expect(held(given(...repeated, refuse('a', 'one')))).toEqual([]);
    expect(held(given(reserve('a'), refuse('a', 'one'), reserve('a', { startId: 'two' }), refuse('a', 'one')))).toEqual(
      ['a'],
    );
  });

  it('leaves a place that another start counts on, whichever of them is refused, until the session has ended', () => {
    for (const startsByMs of [1_500, 2_000, 3_000]) {
      const shared = [reserve('a'), reserve('a', { startId: 'two', startsByMs })];
      expect(given(...shared).facts[1]).toEqual({
        kind: 'SessionReserved',
        identity: 'lead',
        sessionId: 'a',
        startsByMs: Math.max(2_000, startsByMs),
        startId: '',
        atMs: NOW_MS,
      });
      const refused = given(...shared, refuse('a', 'one'), reserve('a'), refuse('a', 'two'), refuse('a', ''));
      expect([held(refused), refused.facts.length]).toEqual([['a'], 2]);
      expect(held(given(...shared, release('a')))).toEqual([]);
    }
  });

  it('leaves the place of a start without a name, as they were once reserved', () => {
    const nameless = [reserve('a', { startId: '' }), reserve('a')];
    expect(held(given(...nameless, refuse('a', 'one'), refuse('a', '')))).toEqual(['a']);
    expect(given(...nameless).facts).toHaveLength(1);
  });

  it('gives back what was listed as over, and not what has been reserved anew since', () => {
    const over = releaseWhere({ over: [{ sessionId: 'a', startsByMs: 2_000 }] });
    expect(held(given(reserve('a'), over))).toEqual([]);
    expect(held(given(reserve('a'), reserve('a', { startId: 'two' }), over))).toEqual([]);
    for (const startId of ['one', 'two']) {
      const anew = given(reserve('a'), reserve('a', { startId, startsByMs: 3_000 }), over);
      expect([held(anew), outcome(anew)]).toEqual([['a'], ACCEPTED]);
    }
  });

  it('gives a place back once that is free for several reasons', () => {
    const reasons = { over: [{ sessionId: 'a', startsByMs: 2_000 }], refused: [{ sessionId: 'a', startId: 'one' }] };
    const freed = given(reserve('a'), reserve('b'), releaseWhere({ sessionIds: ['a'], ...reasons }));
    expect(freed.facts[2]).toMatchObject({ sessionIds: ['a'] });
    expect(held(freed)).toEqual(['b']);
  });
});

describe('durability', () => {
  it('is rebuilt by its facts and by a snapshot, never counts above the limit, in any history', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const command = fc.oneof(
      fc
        .tuple(id, fc.nat(9), fc.constantFrom('one', 'two', ''))
        .map(([sessionId, startsByMs, startId]) => reserve(sessionId, { startsByMs, startId })),
      fc.array(id, { maxLength: 3 }).map((ids) => release(...ids)),
      fc.tuple(id, fc.constantFrom('one', 'two', '')).map(([sessionId, startId]) => refuse(sessionId, startId)),
      fc.tuple(id, fc.nat(9)).map(([sessionId, startsByMs]) => releaseWhere({ over: [{ sessionId, startsByMs }] })),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const { state, facts } = given(...commands);
        const rebuilt = facts.reduce<OpenSessions | undefined>(evolveOpenSessions, undefined);
        expect(rebuilt).toEqual(state);
        if (state !== undefined) expect(decodeRegistry(encodeRegistry(state))).toEqual(state);
        expect(state?.reserved.size ?? 0).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('writes who holds a place, and reads a place of before as one that nobody holds alone, byte for byte', () => {
    const texts = [reserve('a', { startId: '' }), reserve('a'), reserve('a', { startId: 'two' })].map((command) =>
      encodeRegistry(given(command).state!),
    );
    expect(new Set(texts).size).toBe(3);
    const before = '{"format":1,"kind":"open-sessions","reserved":[["a",2000]]}';
    expect(texts[0]).toBe(before);
    const state = decodeRegistry(before) as OpenSessions;
    expect(state.reserved.get('a')).toEqual({ startsByMs: 2_000, startId: '' });
    expect(decideOpenSessions(state, refuse('a', 'one'), NOW_MS).facts).toEqual([]);
  });

  it('refuses a history and a text that cannot be', () => {
    const released: OpenSessionsFact = { kind: 'SessionsReleased', identity: 'lead', sessionIds: ['a'], atMs: 0 };
    expect(() => evolveOpenSessions(undefined, released)).toThrow(InvariantViolation);
    for (const reserved of [
      [
        ['a', 1],
        ['a', 1],
      ],
      [['a']],
      [[1, 1]],
      [['a', 1, 1]],
      ['a'],
    ]) {
      const text = JSON.stringify({ format: 1, kind: 'open-sessions', reserved });
      expect(() => decodeRegistry(text)).toThrow(InvariantViolation);
    }
  });
});

describe('the registries side by side', () => {
  it('keep each identity, the modes and the policies apart', () => {
    const context = { nowMs: NOW_MS, builtIns: [] };
    const ours = decideRegistry(undefined, reserve('a', { limit: 1 }), context);
    const theirs = decideRegistry(undefined, reserve('a', { identity: 'peer', limit: 1 }), context);
    const entities = [...ours.facts, ...theirs.facts].map(entityOfRegistryFact);
    expect(entities).toEqual(['open-sessions:lead', 'open-sessions:peer']);
    expect(entityOfRegistryCommand(release('a'))).toBe('open-sessions:lead');
    const state = evolveRegistry(undefined, ours.facts[0]!);
    expect(() => decideRegistry(state, { kind: 'UnregisterExtMode', mode: 'a', caller: '' }, context)).toThrow(
      InvariantViolation,
    );
  });
});
