/** What every lifecycle feed must do, as tests: each session and each change told once, in order, within bounds. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LifecycleFeed } from '@macp/ports';
import { LifecycleProbe } from './lifecycle-probe.js';

/** A feed over sessions that can be started and ended; each change is acknowledged when its promise resolves. */
export interface LifecycleFeedHarness {
  readonly feed: LifecycleFeed;
  start(sessionId: string): Promise<void>;
  /** Resolves the session. */
  end(sessionId: string): Promise<void>;
  close(): Promise<void>;
}

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const idsTo = (count: number): string[] => Array.from({ length: count }, (_, index) => idOf(index));

type Harness = () => LifecycleFeedHarness;

/** Declares the suite. */
export function lifecycleFeedContract(name: string, open: () => Promise<LifecycleFeedHarness>): void {
  describe(`${name} keeps the lifecycle feed contract`, () => {
    let harness: LifecycleFeedHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    declareSync(() => harness);
    declareLive(() => harness);
  });
}

function declareSync(harness: Harness): void {
  it('given sessions in several partitions, when they are watched, then each is told of once, ended ones in their state', async () => {
    const ids = idsTo(150);
    for (const id of ids) await harness().start(id);
    await harness().end(ids[7]!);
    const probe = new LifecycleProbe();

    const watch = await harness().feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    watch.close();

    expect([...probe.told].sort()).toEqual(ids.map((id) => `*CREATED ${id}`));
    expect(probe.seen.find(({ session }) => session.sessionId === ids[7])?.session.state).toBe('RESOLVED');
    expect(probe.syncedAt).toEqual([150]);
  });

  it('given no sessions, when they are watched, then the sync ends at once, and only once', async () => {
    const probe = new LifecycleProbe();
    const watch = await harness().feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    await harness().start(idOf(1));
    await probe.count(1);
    watch.close();

    expect(probe.syncedAt).toEqual([0]);
    expect(probe.told).toEqual([`CREATED ${idOf(1)}`]);
  });

  it('given sessions that start while the sync runs, when it ends, then each was told of once and what is live came last', async () => {
    const before = idsTo(300);
    for (const id of before) await harness().start(id);
    const probe = new LifecycleProbe();
    const watch = await harness().feed.watch(probe);
    await probe.count(1);
    const during = [idOf(1_000), idOf(2_000)];
    for (const id of during) await harness().start(id);
    await probe.until(() => probe.syncedAt.length > 0 && probe.seen.length >= 302);
    watch.close();

    const ids = probe.seen.map(({ session }) => session.sessionId);
    expect([...ids].sort()).toEqual([...before, ...during]);
    const firstLive = probe.seen.findIndex(({ isSync }) => !isSync);
    if (firstLive >= 0) expect(probe.seen.slice(firstLive).every(({ isSync }) => !isSync)).toBe(true);
  });

  it('given a listener that wants a pause, when it resumes, then the sync goes on where it was', async () => {
    const ids = idsTo(400);
    for (const id of ids) await harness().start(id);
    const probe = new LifecycleProbe();
    probe.wantsPause = true;
    const watch = await harness().feed.watch(probe);
    for (let batches = 1; probe.seen.length < 400; batches += 1) {
      await probe.count(Math.min(400, batches));
      const given = probe.seen.length;
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      expect(probe.seen).toHaveLength(given);
      watch.resume();
      await probe.count(Math.min(400, given + 1));
    }
    watch.close();

    expect(probe.seen.map(({ session }) => session.sessionId).sort()).toEqual(ids);
  });
}

function declareLive(harness: Harness): void {
  it('given a watch, when a session starts and ends, then both are told in order, with the session as it then was', async () => {
    const probe = new LifecycleProbe();
    const watch = await harness().feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    for (const id of [idOf(1), idOf(2)]) await harness().start(id);
    await harness().end(idOf(1));
    await probe.count(3);
    watch.close();

    expect(probe.toldOf(idOf(1))).toEqual(['CREATED', 'RESOLVED']);
    expect(probe.toldOf(idOf(2))).toEqual(['CREATED']);
    const states = probe.seen
      .filter(({ session }) => session.sessionId === idOf(1))
      .map(({ session }) => session.state);
    expect(states).toEqual(['OPEN', 'RESOLVED']);
  });

  it('given a listener that does not resume, when it is too far behind, then it is told so once, and no other is', async () => {
    const [slow, quick] = [new LifecycleProbe(), new LifecycleProbe()];
    await harness().feed.watch(slow);
    const watch = await harness().feed.watch(quick);
    await slow.until(() => slow.syncedAt.length > 0);
    await quick.until(() => quick.syncedAt.length > 0);
    slow.wantsPause = true;
    let started = 0;
    while (slow.laggedBy === undefined) {
      await harness().start(idOf((started += 1)));
      await quick.count(started);
    }
    const given = slow.seen.length;
    await harness().start(idOf((started += 1)));
    await quick.count(started);
    watch.close();

    expect(slow.laggedBy[1]).toBe('live');
    expect(slow.laggedBy[0]).toBeGreaterThan(0);
    expect(slow.seen).toHaveLength(given);
    expect([quick.laggedBy, quick.seen.length]).toEqual([undefined, started]);
  });

  it('given a listener that resumes in time, when it does, then it has missed nothing', async () => {
    const probe = new LifecycleProbe();
    const watch = await harness().feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    probe.wantsPause = true;
    for (let index = 0; index < 20; index += 1) await harness().start(idOf(index));
    await probe.count(1);
    probe.wantsPause = false;
    watch.resume();
    await probe.count(20);
    watch.close();

    expect(probe.seen.map(({ session }) => session.sessionId).sort()).toEqual(idsTo(20));
  });

  it('given a watch that was closed, when sessions start, then nothing is told any more', async () => {
    const [closed, open] = [new LifecycleProbe(), new LifecycleProbe()];
    const first = await harness().feed.watch(closed);
    const second = await harness().feed.watch(open);
    await closed.until(() => closed.syncedAt.length > 0);
    first.close();
    await harness().start(idOf(1));
    await open.count(1);
    second.close();

    expect([closed.seen, closed.failure]).toEqual([[], undefined]);
  });
}
