/** What every `ProjectionStore` adapter must do, as tests: changes are seen at once, and survive whole or not at all. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProjectionChange, ProjectionStore } from '../projection-store.js';

/** A fresh, empty store. */
export interface ProjectionStoreHarness {
  readonly store: ProjectionStore;
  /** Puts everything applied so far where it lasts: what was in memory is then read from below. */
  readonly settle: () => Promise<void>;
  /** Closes it and opens it again; left out where projections do not outlive the process. */
  readonly reopen?: () => Promise<ProjectionStore>;
  readonly close: () => Promise<void>;
}

const positionAt = (offset: number): ProjectionChange['position'] => ({ offset, epoch: 'E1', seq: offset });
const entry = (sessionId: string, ordinal: number, value = ordinal): ProjectionChange['history'][number] => ({
  sessionId,
  ordinal,
  bytes: Uint8Array.of(value),
});
const change = (offset: number, rest: Partial<ProjectionChange>): ProjectionChange => ({
  position: positionAt(offset),
  history: [],
  summaries: [],
  ...rest,
});
const ordinals = (store: ProjectionStore, sessionId: string, after = 0, limit = 1000): number[] =>
  store.history(sessionId, after, limit).map(({ ordinal }) => ordinal);
const ids = (store: ProjectionStore, afterId?: string, limit = 1000): string[] =>
  store.summaries(afterId, limit).map(({ sessionId }) => sessionId);
const summariesOf = (names: readonly string[]): ProjectionChange['summaries'] =>
  names.map((sessionId) => ({ sessionId, text: `about ${sessionId}` }));

type Given = () => ProjectionStoreHarness;

/** Declares the suite; each test on data that is still in memory, and on data that has settled. */
export function projectionStoreContract(name: string, open: () => Promise<ProjectionStoreHarness>): void {
  describe(`${name} keeps the projection store contract`, () => {
    let harness: ProjectionStoreHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    for (const where of ['just applied', 'settled'] as const) {
      describe(where, () => {
        const settle = async (): Promise<void> => (where === 'settled' ? harness.settle() : undefined);
        declareHistory(() => harness, settle);
        declareSummaries(() => harness, settle);
        declareRemoval(() => harness, settle);
      });
    }
    declareMixture(() => harness);
    declareLasting(() => harness);
  });
}

function declareHistory(given: Given, settle: () => Promise<void>): void {
  it('starts with nothing', () => {
    const { store } = given();
    expect([store.position(0), store.history('s', 0, 10), store.lastOrdinal('s')]).toEqual([undefined, [], 0]);
    expect([store.summary('s'), store.summaries(undefined, 10)]).toEqual([undefined, []]);
  });

  it('shows a change with its position, per partition', async () => {
    const { store } = given();
    await store.apply(0, change(7, { history: [entry('s', 1), entry('s', 2)] }));
    await settle();
    expect(store.position(0)).toEqual(positionAt(7));
    expect(store.position(1)).toBeUndefined();
    expect(store.history('s', 0, 10).map(({ ordinal, bytes }) => [ordinal, ...bytes])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(store.lastOrdinal('s')).toBe(2);
  });

  it('reads no more than asked for, from where asked for', async () => {
    const { store } = given();
    await store.apply(0, change(1, { history: [1, 2, 3, 4, 5].map((n) => entry('s', n)) }));
    await settle();
    expect(ordinals(store, 's', 2)).toEqual([3, 4, 5]);
    expect(ordinals(store, 's', 1, 2)).toEqual([2, 3]);
    expect(ordinals(store, 's', 5)).toEqual([]);
  });

  it('keeps sessions apart, prefixes of each other included', async () => {
    const { store } = given();
    await store.apply(0, change(1, { history: [entry('s', 1), entry('s1', 1), entry('s1', 2), entry('', 9)] }));
    await settle();
    expect([ordinals(store, 's'), ordinals(store, 's1'), ordinals(store, '')]).toEqual([[1], [1, 2], [9]]);
  });

  it('does not change when the same records are applied again', async () => {
    const { store } = given();
    const first = change(1, { history: [entry('s', 1), entry('s', 2), entry('s', 3)] });
    await store.apply(0, first);
    await settle();
    await store.apply(0, first);
    expect(ordinals(store, 's')).toEqual([1, 2, 3]);
    await store.apply(0, change(1, { history: [entry('s', 2, 99)] }));
    await settle();
    expect(store.history('s', 0, 10).map(({ bytes }) => bytes[0])).toEqual([1, 99, 3]);
  });
}

function declareSummaries(given: Given, settle: () => Promise<void>): void {
  it('lists summaries in byte order of the UTF-8 ids, page by page', async () => {
    const { store } = given();
    // UTF-16 order would put the last two the other way round.
    const ordered = ['', 'A', 'a', 'a1', 'b', 'é', '\uffee', '😀'];
    await store.apply(0, change(1, { summaries: summariesOf([...ordered].reverse().slice(0, 5)) }));
    await store.apply(1, change(1, { summaries: summariesOf([...ordered].reverse().slice(5)) }));
    await settle();
    expect(ids(store)).toEqual(ordered);
    expect(ids(store, undefined, 3)).toEqual(['', 'A', 'a']);
    expect(ids(store, 'a', 2)).toEqual(['a1', 'b']);
    expect(ids(store, 'aa')).toEqual(['b', 'é', '\uffee', '😀']);
    expect(ids(store, '😀')).toEqual([]);
    expect(store.summaries('b', 1)).toEqual([{ sessionId: 'é', text: 'about é' }]);
  });

  it('has nothing for an id that is longer than any session has', () => {
    const { store } = given();
    for (const length of [1899, 1900, 100_000]) {
      const id = 'x'.repeat(length);
      expect([store.summary(id), store.history(id, 0, 10), store.lastOrdinal(id)]).toEqual([undefined, [], 0]);
    }
  });

  it('replaces a summary', async () => {
    const { store } = given();
    await store.apply(0, change(1, { summaries: [{ sessionId: 's', text: 'OPEN' }] }));
    await settle();
    await store.apply(0, change(2, { summaries: [{ sessionId: 's', text: 'RESOLVED' }] }));
    expect(store.summary('s')).toBe('RESOLVED');
    await settle();
    expect([store.summary('s'), store.summaries(undefined, 10)]).toEqual([
      'RESOLVED',
      [{ sessionId: 's', text: 'RESOLVED' }],
    ]);
  });
}

function declareRemoval(given: Given, settle: () => Promise<void>): void {
  it('forgets a removed session and no other', async () => {
    const { store } = given();
    const history = [entry('s', 1), entry('s', 2), entry('t', 1)];
    await store.apply(0, change(1, { history, summaries: summariesOf(['s', 't']) }));
    await settle();
    await store.remove('s');
    expect([store.summary('s'), store.lastOrdinal('s'), ordinals(store, 's')]).toEqual([undefined, 0, []]);
    await settle();
    expect([store.summary('s'), store.lastOrdinal('s'), ordinals(store, 's')]).toEqual([undefined, 0, []]);
    expect([ids(store), ordinals(store, 't')]).toEqual([['t'], [1]]);
  });

  it('takes a removed session in again', async () => {
    const { store } = given();
    await store.apply(0, change(1, { history: [entry('s', 1), entry('s', 2)], summaries: summariesOf(['s']) }));
    await settle();
    await store.remove('s');
    await store.apply(0, change(2, { history: [entry('s', 3)], summaries: summariesOf(['s']) }));
    expect([ordinals(store, 's'), ids(store)]).toEqual([[3], ['s']]);
    await settle();
    expect([ordinals(store, 's'), store.lastOrdinal('s'), ids(store)]).toEqual([[3], 3, ['s']]);
  });
}

function declareMixture(given: Given): void {
  it('reads settled and fresh entries as one history, and settled and fresh summaries as one list', async () => {
    const { store, settle } = given();
    await store.apply(0, change(1, { history: [entry('s', 1), entry('s', 2)], summaries: summariesOf(['b', 'd']) }));
    await settle();
    await store.apply(
      0,
      change(2, { history: [entry('s', 3), entry('s', 4)], summaries: summariesOf(['a', 'c', 'e']) }),
    );
    expect([ordinals(store, 's'), ordinals(store, 's', 1, 2), store.lastOrdinal('s')]).toEqual([
      [1, 2, 3, 4],
      [2, 3],
      4,
    ]);
    expect([ids(store), ids(store, 'b', 2), ids(store, undefined, 1)]).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['c', 'd'],
      ['a'],
    ]);
  });

  it('sees every change at once while others are being made lasting', async () => {
    const { store, settle } = given();
    const settling: Promise<void>[] = [];
    for (let n = 1; n <= 50; n += 1) {
      const applied = store.apply(0, change(n, { history: [entry('s', n)], summaries: summariesOf([`s${n % 7}`]) }));
      expect([store.lastOrdinal('s'), store.position(0)?.offset]).toEqual([n, n]);
      expect(ordinals(store, 's')).toEqual(Array.from({ length: n }, (_, index) => index + 1));
      await applied;
      if (n % 5 === 0) settling.push(settle());
    }
    await Promise.all(settling);
    expect(ordinals(store, 's', 0, 100)).toHaveLength(50);
  });
}

function declareLasting(given: Given): void {
  it('has everything applied after it was closed and opened again', async () => {
    const { store, reopen } = given();
    if (reopen === undefined) return;
    await store.apply(0, change(5, { history: [entry('s', 1)], summaries: summariesOf(['s', 'gone']) }));
    await store.apply(1, change(6, {}));
    await store.remove('gone');
    const again = await reopen();
    expect([again.position(0), again.position(1)]).toEqual([positionAt(5), positionAt(6)]);
    expect([ordinals(again, 's'), ids(again)]).toEqual([[1], ['s']]);
  });
}
