/** The LMDB projection store keeps the contract, and drops what was made from another log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectionStoreContract } from '@macp/event-log/contract';
import type { ProjectionStoreHarness } from '@macp/event-log/contract';
import { LmdbProjectionStore } from './lmdb-projection-store.js';
import { LmdbStore } from './lmdb-store.js';

/** So long that only the tests decide when something is written. */
const NEVER_MS = 0x7fffffff;

async function openHarness(): Promise<ProjectionStoreHarness> {
  const directory = await mkdtemp(join(tmpdir(), 'macp-projections-'));
  let lmdb = new LmdbStore(directory);
  const open = (): Promise<LmdbProjectionStore> =>
    LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
  let store = await open();
  return {
    store,
    settle: () => store.flush(),
    reopen: async () => {
      await store.close();
      await lmdb.close();
      lmdb = new LmdbStore(directory);
      store = await open();
      return store;
    },
    close: async () => {
      await store.close();
      await lmdb.close();
      await rm(directory, { recursive: true });
    },
  };
}

projectionStoreContract('LmdbProjectionStore', openHarness);

describe('LmdbProjectionStore', () => {
  let directory: string;
  let lmdb: LmdbStore;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'macp-projections-'));
    lmdb = new LmdbStore(directory);
  });
  afterEach(async () => {
    await lmdb.close();
    await rm(directory, { recursive: true });
  });
  /** Takes away what a test has put over the store's own `write`. */
  const mend = (): void => void Reflect.deleteProperty(lmdb, 'write');
  const change = (bytes: number) => ({
    position: { offset: 0, epoch: 'E1', seq: 1 },
    history: [{ sessionId: 's', ordinal: 1, bytes: new Uint8Array(bytes) }],
    summaries: [{ sessionId: 's', text: 'x' }],
  });

  it('starts over when the log is another one, and not when it is the same', async () => {
    const first = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0' });
    await first.apply(0, change(1));
    await first.close();
    const same = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0' });
    expect([same.position(0)?.seq, same.lastOrdinal('s')]).toEqual([1, 1]);
    const other = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-1' });
    expect([other.position(0), other.lastOrdinal('s'), other.summary('s')]).toEqual([undefined, 0, undefined]);
  });

  it('asks to wait when much is held in memory, and only then', async () => {
    const options = { store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS, heldBytesMax: 10_000 };
    const store = await LmdbProjectionStore.open(options);
    expect(store.apply(0, change(100))).toBeUndefined();
    const wait = store.apply(0, change(20_000));
    expect(wait).toBeInstanceOf(Promise);
    await wait;
    expect(store.apply(0, change(100))).toBeUndefined();
    await store.close();
  });

  it('asks to wait when very many sessions were removed, since lists pass over each of them', async () => {
    const store = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
    for (let at = 0; at < 4_096; at += 1) expect(store.remove(`s${at}`)).toBeUndefined();
    await store.remove('one more');
    expect(store.remove('another')).toBeUndefined();
    await store.close();
  });

  it('removes sessions as a whole, and few of them in one write when they are long', async () => {
    const store = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
    const sessions = ['a', 'b', 'c', 'd', 'e'];
    const entries = Array.from({ length: 1_000 }, (_, at) => ({ ordinal: at + 1, bytes: Buffer.of(1) }));
    void store.apply(0, {
      position: { offset: 0, epoch: 'E1', seq: 1 },
      history: sessions.flatMap((sessionId) => entries.map((entry) => ({ sessionId, ...entry }))),
      summaries: sessions.map((sessionId) => ({ sessionId, text: 'x' })),
    });
    await store.flush();
    for (const sessionId of sessions) void store.remove(sessionId);
    const sound = lmdb.write.bind(lmdb);
    const left: number[] = [];
    lmdb.write = async (work) => {
      await sound(work);
      left.push(lmdb.table('history').getCount());
    };
    await store.flush();
    mend();
    expect(left).toEqual([2_000, 0]);
    await store.close();
  });

  it('lists pages of what is held and of what is on disk in order, wherever they begin', async () => {
    const store = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
    const id = (at: number): string => `s-${((at * 7_919) % 10_007).toString(36)}`;
    const summaries = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({ sessionId: id(from + at), text: `${from}` }));
    void store.apply(0, { position: change(1).position, history: [], summaries: summaries(0, 2_000) });
    await store.flush();
    void store.apply(0, { position: change(1).position, history: [], summaries: summaries(1_000, 3_000) });
    void store.remove(id(5));
    const expected = new Map(
      [...summaries(0, 2_000), ...summaries(1_000, 3_000)].map((each) => [each.sessionId, each]),
    );
    expected.delete(id(5));
    const found: { sessionId: string }[] = [];
    for (let after: string | undefined; ; after = found.at(-1)!.sessionId) {
      const page = store.summaries(after, 700);
      if (page.length === 0) break;
      found.push(...page);
    }

    expect(found).toEqual([...expected.values()].sort((one, other) => (one.sessionId < other.sessionId ? -1 : 1)));
    await store.close();
  });

  it('writes by itself, without being asked', async () => {
    const store = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: 1 });
    void store.apply(0, change(1));
    const positions = lmdb.table('positions');
    while ([...positions.getKeys()].length < 2) await new Promise<void>((resolve) => void setImmediate(resolve));
    expect(store.lastOrdinal('s')).toBe(1);
    await store.close();
  });

  it('tries a failed write again, and shows the change in the meantime', async () => {
    const faults: unknown[] = [];
    const store = await LmdbProjectionStore.open({
      store: lmdb,
      logId: 'log-0',
      flushIntervalMs: 1,
      onFault: (cause) => {
        faults.push(cause);
        mend();
        expect(store.lastOrdinal('s')).toBe(1);
      },
    });
    const fault = new Error('no space left');
    lmdb.write = () => Promise.reject(fault);
    void store.apply(0, change(1));
    await store.flush();
    expect(faults).toEqual([fault]);
    expect([...lmdb.table('positions').getKeys()]).toHaveLength(2);
    expect(store.lastOrdinal('s')).toBe(1);
    await store.close();
  });

  it('is behind its position never, and ahead of it harmlessly, when it is written halfway', async () => {
    const count = 5000;
    const whole = {
      position: { offset: 9, epoch: 'E1', seq: 4 },
      history: Array.from({ length: count }, (_, n) => ({ sessionId: 's', ordinal: n + 1, bytes: Buffer.of(n % 256) })),
      summaries: [{ sessionId: 's', text: 'x' }],
    };
    const store = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
    void store.apply(0, whole);
    const sound = lmdb.write.bind(lmdb);
    let writes = 0;
    lmdb.write = (work) => {
      writes += 1;
      return writes === 1 ? sound(work) : Promise.reject(new Error('no space left'));
    };
    await store.close();
    mend();
    const again = await LmdbProjectionStore.open({ store: lmdb, logId: 'log-0', flushIntervalMs: NEVER_MS });
    expect(again.position(0)).toBeUndefined();
    expect(again.lastOrdinal('s')).toBeGreaterThan(0);
    expect(again.lastOrdinal('s')).toBeLessThan(count);
    void again.apply(0, whole);
    await again.flush();
    expect(again.history('s', 0, count + 1).map(({ bytes }) => bytes[0])).toEqual(
      whole.history.map((each) => each.bytes[0]),
    );
    expect(again.position(0)).toEqual(whole.position);
    await again.close();
  });
});
