/** The LMDB snapshot store keeps the contract, and a large change is there as a whole or not at all, turn by turn. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { streamedChange } from '@macp/event-log';
import type { SnapshotStore, WholeChange } from '@macp/event-log';
import { snapshotStoreContract } from '@macp/event-log/contract';
import { checkpointAt } from '@macp/event-log/testing';
import { recordKey } from './keys.js';
import { LmdbSnapshotStore } from './lmdb-snapshot-store.js';
import { LmdbStore, StoreWriteFault } from './lmdb-store.js';

snapshotStoreContract('LmdbSnapshotStore', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'macp-snapshots-'));
  let lmdb = new LmdbStore(directory);
  return {
    store: new LmdbSnapshotStore(lmdb),
    reopen: async () => {
      await lmdb.close();
      lmdb = new LmdbStore(directory);
      return new LmdbSnapshotStore(lmdb);
    },
    close: async () => {
      await lmdb.close();
      await rm(directory, { recursive: true });
    },
  };
});

const MANY = 900;

/** Every third entity ends in it, and the others have states that name it. */
function largeChange(offset: number): WholeChange {
  const all = Array.from({ length: MANY }, (_, at) => `s-${at}`);
  const isEnded = (at: number): boolean => offset > 1 && at % 3 === 0;
  return {
    checkpoint: checkpointAt(offset, 1),
    puts: all.flatMap((entity, at) => (isEnded(at) ? [] : [{ entity, state: `${entity} at ${offset}` }])),
    ended: all.flatMap((entity, at) => (isEnded(at) ? [{ entity, idHash: idHash(at) }] : [])),
  };
}

function idHash(at: number): Uint8Array {
  return Buffer.from((at + 1).toString(16).padStart(32, '0'), 'hex');
}

async function found(store: SnapshotStore): Promise<unknown> {
  const states = new Map<string, string>();
  let ended = 0;
  for await (const chunk of store.entities(0)) for (const { entity, state } of chunk) states.set(entity, state);
  for await (const chunk of store.endedIds(0)) ended += chunk.length;
  return { offset: (await store.checkpoint(0))?.offset, states, ended };
}

function expected(offset: number): unknown {
  const { puts, ended } = largeChange(offset);
  return { offset, states: new Map(puts.map(({ entity, state }) => [entity, state])), ended: ended.length };
}

/** A disk that takes so many writes and no more. */
class FailingStore extends LmdbStore {
  writesLeft = Infinity;
  writes = 0;
  /** What lands before one of the writes though its writer was told otherwise. */
  late: { readonly at: number; readonly work: () => void } | undefined;

  override write(work: () => void): Promise<void> {
    this.writes += 1;
    if (this.writes === this.late?.at) void super.write(this.late.work);
    if (this.writes > this.writesLeft) return Promise.reject(new StoreWriteFault('the disk is full'));
    return super.write(work);
  }
}

describe('a large change of a snapshot', () => {
  let directory: string;
  let lmdb: FailingStore;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'macp-snapshots-'));
    lmdb = new FailingStore(directory);
  });
  afterEach(async () => {
    await lmdb.close();
    await rm(directory, { recursive: true });
  });

  it('is there as a whole, and leaves nothing aside', async () => {
    const store = new LmdbSnapshotStore(lmdb);
    await store.write(0, streamedChange(largeChange(1)));
    await store.write(0, streamedChange(largeChange(2)));
    const again = new LmdbSnapshotStore(lmdb);
    expect(await found(again)).toEqual(expected(2));
    expect([...lmdb.table('pending').getKeys({})]).toEqual([]);
  });

  it('is there as a whole or not at all, wherever its process ends', async () => {
    const whole = new LmdbSnapshotStore(lmdb);
    await whole.write(0, streamedChange(largeChange(1)));
    const before = lmdb.writes;
    await whole.write(0, streamedChange(largeChange(2)));
    const writes = lmdb.writes - before;
    expect(writes).toBeGreaterThan(2 * 3);
    const outcomes = new Set<number>();
    for (let ends = 0; ends < writes; ends += 1) {
      await new LmdbSnapshotStore(lmdb).write(0, streamedChange(largeChange(3)));
      lmdb.writesLeft = lmdb.writes + ends;
      const result = await new LmdbSnapshotStore(lmdb)
        .write(0, streamedChange(largeChange(4)))
        .catch((cause: unknown) => cause);
      lmdb.writesLeft = Infinity;
      const offset = result instanceof StoreWriteFault ? 3 : 4;
      expect(result instanceof StoreWriteFault || result === undefined).toBe(true);
      expect(await found(new LmdbSnapshotStore(lmdb))).toEqual(expected(offset));
      outcomes.add(offset);
    }
    expect([...outcomes]).toEqual([3, 4]);
  });

  it('that was put aside and does not count is thrown away before the next, also a smaller one', async () => {
    const store = new LmdbSnapshotStore(lmdb);
    await store.write(0, streamedChange(largeChange(2)));
    lmdb.writesLeft = lmdb.writes + 3;
    await expect(store.write(0, streamedChange(largeChange(3)))).rejects.toBeInstanceOf(StoreWriteFault);
    lmdb.writesLeft = Infinity;
    await store.write(0, streamedChange({ checkpoint: checkpointAt(4, 1), puts: [], ended: [] }));
    expect(await found(store)).toEqual({ ...(expected(2) as object), offset: 4 });
    expect([...lmdb.table('pending').getKeys({})]).toEqual([]);
  });

  it('does not take in what lands late of a change that failed', async () => {
    const store = new LmdbSnapshotStore(lmdb);
    await store.write(0, streamedChange(largeChange(1)));
    lmdb.writesLeft = lmdb.writes + 4;
    await expect(store.write(0, streamedChange(largeChange(2)))).rejects.toBeInstanceOf(StoreWriteFault);
    const [late] = lmdb.table('pending').getRange({ limit: 1 });
    lmdb.writesLeft = Infinity;
    lmdb.late = { at: lmdb.writes + 6, work: () => void lmdb.table('pending').put(recordKey(0, 99), late!.value) };
    await store.write(0, streamedChange(largeChange(1)));
    expect(await found(new LmdbSnapshotStore(lmdb))).toEqual(expected(1));
    expect([...lmdb.table('pending').getKeys({})]).toEqual([]);
  });

  it('gives other work a turn for every slice', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const before = lmdb.writes;
    await new LmdbSnapshotStore(lmdb).write(0, streamedChange(largeChange(1)));
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(lmdb.writes - before);
  });

  it.each([
    ['cut short', Buffer.of(1, 1, 7)],
    ['of an unknown kind', Buffer.concat([Buffer.of(1, 9), Buffer.alloc(40)])],
    ['of a newer format', Buffer.concat([Buffer.of(2, 1), Buffer.alloc(40)])],
  ])('is refused when a slice is %s, until all is written anew', async (_what, slice) => {
    const store = new LmdbSnapshotStore(lmdb);
    await store.write(0, streamedChange(largeChange(1)));
    const pending = lmdb.table('pending');
    await lmdb.write(() => {
      void pending.put(recordKey(0, 0), slice);
      void pending.put(recordKey(0, 2 ** 48 - 1), recordKey(0, 1));
    });
    const again = new LmdbSnapshotStore(lmdb);
    await expect(found(again)).rejects.toThrow();
    // Whoever has read the log instead writes everything anew.
    await again.write(0, streamedChange(largeChange(1)));
    expect(await found(again)).toEqual(expected(1));
  });
});
