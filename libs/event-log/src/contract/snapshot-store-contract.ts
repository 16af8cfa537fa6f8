/** What every `SnapshotStore` adapter must do, as tests: whole checkpoints only, and nothing of one is lost. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Checkpoint } from '../batch-record.js';
import type { EntitySnapshot, SnapshotChange, SnapshotStore } from '../snapshot-store.js';
import { streamedChange } from '../whole-change.js';
import type { WholeChange } from '../whole-change.js';

/** A fresh, empty store of at least two partitions. */
export interface SnapshotStoreHarness {
  readonly store: SnapshotStore;
  /** Ends it and opens it again; left out where snapshots do not outlive the process. */
  readonly reopen?: () => Promise<SnapshotStore>;
  readonly close: () => Promise<void>;
}

const checkpointAt = (offset: number): Checkpoint => ({
  offset,
  epoch: 'E1',
  seq: offset,
  decidedUpTo: offset * 10,
  parked: [3, 5],
  recordedAtMs: 1_700_000_000_000,
  stateHash: new Uint8Array(32).fill(offset % 256),
  logId: 'log-0',
  commandLogId: 'queue-0',
  partitions: 12,
  outcomes: [{ correlationId: 'c-1', commandOffset: 7, expiresAtMs: 1_700_000_060_000, outcome: Uint8Array.of(1, 2) }],
});

const idHash = (fill: number): Uint8Array => new Uint8Array(16).fill(fill);
const change = (offset: number, rest: Partial<WholeChange>): SnapshotChange =>
  streamedChange({ checkpoint: checkpointAt(offset), puts: [], ended: [], ...rest });

async function statesOf(store: SnapshotStore, partition: number): Promise<Record<string, string>> {
  const found: EntitySnapshot[] = [];
  for await (const chunk of store.entities(partition)) found.push(...chunk);
  expect(new Set(found.map(({ entity }) => entity)).size).toBe(found.length);
  return Object.fromEntries(found.map(({ entity, state }) => [entity, state]));
}

async function endedOf(store: SnapshotStore, partition: number): Promise<string[]> {
  const found: string[] = [];
  for await (const chunk of store.endedIds(partition))
    found.push(...chunk.map((id) => Buffer.from(id).toString('hex')));
  return found.sort();
}

/** Byte fields compare by content, whichever class holds them. */
function plain(checkpoint: Checkpoint | undefined): unknown {
  if (checkpoint === undefined) return undefined;
  const outcomes = checkpoint.outcomes.map((each) => ({ ...each, outcome: [...each.outcome] }));
  return { ...checkpoint, stateHash: [...checkpoint.stateHash], outcomes };
}

/** Declares the suite. */
export function snapshotStoreContract(name: string, open: () => Promise<SnapshotStoreHarness>): void {
  describe(`${name} keeps the snapshot store contract`, () => {
    let harness: SnapshotStoreHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    declareWrites(() => harness);
    declareStream(() => harness);
    declareEnded(() => harness);
    declareLasting(() => harness);
  });
}

function declareWrites(given: () => SnapshotStoreHarness): void {
  it('starts without a checkpoint', async () => {
    const { store } = given();
    expect(await store.checkpoint(0)).toBeUndefined();
    expect([await statesOf(store, 0), await endedOf(store, 0)]).toEqual([{}, []]);
  });

  it('gives back what was written, every field of the checkpoint included', async () => {
    const { store } = given();
    await store.write(0, change(4, { puts: [{ entity: 's-1', state: '{"a":1}' }] }));
    expect(plain(await store.checkpoint(0))).toEqual(plain(checkpointAt(4)));
    expect(await statesOf(store, 0)).toEqual({ 's-1': '{"a":1}' });
  });

  it('adds to what is there: untouched entities keep their state, touched ones get the new', async () => {
    const { store } = given();
    const puts = [
      { entity: 's-1', state: 'one' },
      { entity: 's-2', state: 'two' },
    ];
    await store.write(0, change(1, { puts }));
    await store.write(0, change(2, { puts: [{ entity: 's-2', state: 'two, later' }] }));
    expect((await store.checkpoint(0))?.offset).toBe(2);
    expect(await statesOf(store, 0)).toEqual({ 's-1': 'one', 's-2': 'two, later' });
  });

  it('takes a checkpoint with nothing but itself', async () => {
    const { store } = given();
    await store.write(0, change(9, {}));
    expect((await store.checkpoint(0))?.offset).toBe(9);
  });

  it('keeps partitions apart', async () => {
    const { store } = given();
    await store.write(0, change(1, { puts: [{ entity: 's', state: 'of 0' }] }));
    await store.write(
      1,
      change(2, { puts: [{ entity: 's', state: 'of 1' }], ended: [{ entity: 't', idHash: idHash(1) }] }),
    );
    expect([await statesOf(store, 0), await statesOf(store, 1)]).toEqual([{ s: 'of 0' }, { s: 'of 1' }]);
    expect([await endedOf(store, 0), (await endedOf(store, 1)).length]).toEqual([[], 1]);
    expect((await store.checkpoint(0))?.offset).toBe(1);
  });

  it('holds any entity id and state: empty, long, of any script', async () => {
    const { store } = given();
    const puts = [
      { entity: '', state: '' },
      { entity: 'ключ\u0000😀', state: '状態😀' },
      { entity: 'x'.repeat(5000), state: 'y'.repeat(300_000) },
    ];
    await store.write(0, change(1, { puts }));
    expect(await statesOf(store, 0)).toEqual(Object.fromEntries(puts.map(({ entity, state }) => [entity, state])));
  });
}

/** States that are made while they are asked for, until one cannot be. */
async function* failingBehind(count: number): AsyncGenerator<readonly EntitySnapshot[]> {
  for (let at = 0; at < count; at += 1) yield [{ entity: `s-${at}`, state: 'x'.repeat(2_000) }];
  throw new Error('no more');
}

function declareStream(given: () => SnapshotStoreHarness): void {
  it('asks for the hash of the states when it has taken them all', async () => {
    const { store } = given();
    let taken = 0;
    const puts = async function* (): AsyncGenerator<readonly EntitySnapshot[]> {
      for (; taken < 700; taken += 1) yield [{ entity: `s-${taken}`, state: 'x'.repeat(2_000) }];
    };
    const stateHash = (): Uint8Array => new Uint8Array(32).fill(taken % 256);
    await store.write(0, { ...change(1, {}), puts: puts(), stateHash });
    expect((await store.checkpoint(0))?.stateHash[0]).toBe(700 % 256);
    expect(Object.keys(await statesOf(store, 0))).toHaveLength(700);
  });

  it.each([0, 1, 900])('counts nothing of a change whose states cannot be had behind %i of them', async (count) => {
    const { store } = given();
    await store.write(0, change(1, { puts: [{ entity: 's-0', state: 'before' }] }));
    const broken = { ...change(2, { ended: [{ entity: 's-0', idHash: idHash(1) }] }), puts: failingBehind(count) };
    await expect(store.write(0, broken)).rejects.toThrow('no more');
    expect((await store.checkpoint(0))?.offset).toBe(1);
    expect([await statesOf(store, 0), await endedOf(store, 0)]).toEqual([{ 's-0': 'before' }, []]);
    await store.write(0, change(3, { puts: [{ entity: 's-1', state: 'behind it' }] }));
    expect(await statesOf(store, 0)).toEqual({ 's-0': 'before', 's-1': 'behind it' });
  });
}

function declareEnded(given: () => SnapshotStoreHarness): void {
  it('drops the state of an ended entity and keeps the hash of its id', async () => {
    const { store } = given();
    await store.write(0, change(1, { puts: [{ entity: 's-1', state: 'one' }] }));
    await store.write(0, change(2, { ended: [{ entity: 's-1', idHash: idHash(0xab) }] }));
    expect(await statesOf(store, 0)).toEqual({});
    expect(await endedOf(store, 0)).toEqual(['ab'.repeat(16)]);
  });

  it('ends an entity that it never had, and one twice', async () => {
    const { store } = given();
    const ended = [{ entity: 'never seen', idHash: idHash(2) }];
    await store.write(0, change(1, { ended }));
    await store.write(0, change(2, { ended }));
    expect(await endedOf(store, 0)).toEqual(['02'.repeat(16)]);
  });
}

function declareLasting(given: () => SnapshotStoreHarness): void {
  it('gives back thousands of entities and hashes, each once', async () => {
    const { store } = given();
    const count = 3000;
    const puts = Array.from({ length: count }, (_, n) => ({ entity: `s-${n}`, state: `state ${n}` }));
    const hashOf = (n: number): Uint8Array => Buffer.from(n.toString(16).padStart(32, '0'), 'hex');
    const ended = Array.from({ length: count }, (_, n) => ({ entity: `ended-${n}`, idHash: hashOf(n) }));
    await store.write(0, change(1, { puts, ended }));
    expect(await statesOf(store, 0)).toEqual(Object.fromEntries(puts.map(({ entity, state }) => [entity, state])));
    expect(await endedOf(store, 0)).toEqual(ended.map((each) => Buffer.from(each.idHash).toString('hex')).sort());
  });

  it('has all of it after it was opened again', async () => {
    const { store, reopen } = given();
    if (reopen === undefined) return;
    await store.write(
      0,
      change(3, { puts: [{ entity: 's', state: 'x' }], ended: [{ entity: 'e', idHash: idHash(5) }] }),
    );
    const again = await reopen();
    expect(plain(await again.checkpoint(0))).toEqual(plain(checkpointAt(3)));
    expect([await statesOf(again, 0), await endedOf(again, 0)]).toEqual([{ s: 'x' }, ['05'.repeat(16)]]);
  });
}
