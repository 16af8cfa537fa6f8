/** The lifecycle of all sessions as watchers see it: each session once, each change once, and nobody waits for the slow. */
import { describe, expect, it } from '@jest/globals';
import { MemoryProjectionStore } from '@macp/event-log';
import type { LifecycleEvent, LifecycleListener } from '@macp/ports';
import { LAG_EVENTS_MAX, SYNC_EVENTS_MAX } from './lifecycle-watcher.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

class LifecycleProbe implements LifecycleListener {
  readonly seen: LifecycleEvent[] = [];
  laggedBy: readonly [number, string] | undefined;
  failure: unknown;
  wantsPause = false;
  private waiting: (() => void)[] = [];

  events(batch: readonly LifecycleEvent[]): boolean {
    this.note(() => this.seen.push(...batch));
    return !this.wantsPause;
  }

  lagged(count: number, during: 'sync' | 'live'): void {
    this.note(() => (this.laggedBy = [count, during]));
  }

  failed(cause: unknown): void {
    this.note(() => (this.failure = cause));
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  get told(): readonly string[] {
    return this.seen.map(({ change, session, isSync }) => `${isSync ? '*' : ''}${change} ${session.sessionId}`);
  }

  private note(change: () => void): void {
    change();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

async function world(partitions = 1) {
  const log = new ProjectedLog(partitions);
  for (let partition = 0; partition < partitions; partition++) await log.claim('e1', partition);
  const projection = log.projection();
  await projection.start();
  const play = async (sessionId: string): Promise<PlayedSession> => {
    const session = new PlayedSession(sessionId);
    await log.write('e1', session);
    return session;
  };
  return { log, projection, play };
}

const idOf = (index: number): string => `session-${String(index).padStart(6, '0')}-0123456789`;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the initial sync', () => {
  it('tells of every session once, in its present state, ended ones included', async () => {
    const { log, projection, play } = await world(3);
    const sessions = await Promise.all(Array.from({ length: 200 }, (_, index) => play(idOf(index))));
    sessions[7]!.propose();
    sessions[7]!.commit();
    await log.write('e1', sessions[7]!);
    const probe = new LifecycleProbe();
    await projection.watch(probe);
    await probe.until(() => probe.seen.length >= 200);
    await turn();
    expect(probe.told).toEqual(sessions.map(({ sessionId }) => `*CREATED ${sessionId}`).sort());
    expect(probe.seen[7]!.session.state).toBe('RESOLVED');
    projection.stop();
  });

  it('tells once of sessions that are created while it runs, wherever the scan is', async () => {
    const { projection, play } = await world(2);
    await Promise.all(Array.from({ length: 300 }, (_, index) => play(idOf(2 * index))));
    const probe = new LifecycleProbe();
    await projection.watch(probe);
    await probe.until(() => probe.seen.length >= 64);
    // Behind the scan, and before it.
    await play(idOf(1));
    await play(idOf(599));
    await probe.until(() => probe.seen.length >= 302);
    await turn();
    expect(new Set(probe.told).size).toBe(302);
    expect(probe.told.filter((line) => !line.startsWith('*'))).toEqual([`CREATED ${idOf(1)}`, `CREATED ${idOf(599)}`]);
    expect(probe.seen.findIndex(({ isSync }) => !isSync)).toBe(300);
    projection.stop();
  });

  it('stops while the listener wants a pause, and goes on where it was', async () => {
    const { projection, play } = await world();
    await Promise.all(Array.from({ length: 150 }, (_, index) => play(idOf(index))));
    const probe = new LifecycleProbe();
    probe.wantsPause = true;
    const watch = await projection.watch(probe);
    await probe.until(() => probe.seen.length > 0);
    const first = probe.seen.length;
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(probe.seen).toHaveLength(first);
    probe.wantsPause = false;
    watch.resume();
    await probe.until(() => probe.seen.length >= 150);
    expect(new Set(probe.told).size).toBe(150);
    projection.stop();
  });

  it(`holds back at most ${SYNC_EVENTS_MAX} live events`, async () => {
    const { projection, play } = await world();
    await play(idOf(0));
    const probe = new LifecycleProbe();
    probe.wantsPause = true;
    await projection.watch(probe);
    await probe.until(() => probe.seen.length === 1);
    for (let index = 1; index <= SYNC_EVENTS_MAX; index++) await play(idOf(index));
    expect(probe.laggedBy).toBeUndefined();
    await play(idOf(SYNC_EVENTS_MAX + 1));
    await probe.until(() => probe.laggedBy !== undefined);
    expect(probe.laggedBy).toEqual([1, 'sync']);
    await play(idOf(SYNC_EVENTS_MAX + 2));
    expect(probe.seen).toHaveLength(1);
    projection.stop();
  });
});

describe('live events', () => {
  it('name every change of a session, in order, with the session as it then was', async () => {
    const { log, projection, play } = await world();
    const probe = new LifecycleProbe();
    await projection.watch(probe);
    await turn();
    const session = await play(idOf(1));
    session.propose();
    session.commit();
    await log.write('e1', session);
    await probe.until(() => probe.seen.length >= 2);
    expect(probe.told).toEqual([`CREATED ${idOf(1)}`, `RESOLVED ${idOf(1)}`]);
    expect(probe.seen.map((event) => event.session.state)).toEqual(['OPEN', 'RESOLVED']);
    projection.stop();
  });

  it(`end a watcher that is more than ${LAG_EVENTS_MAX} behind, and no other`, async () => {
    const { projection, play } = await world();
    const slow = new LifecycleProbe();
    const quick = new LifecycleProbe();
    const watch = await projection.watch(slow);
    await projection.watch(quick);
    await turn();
    await turn();
    slow.wantsPause = true;
    for (let index = 0; index <= LAG_EVENTS_MAX; index++) await play(idOf(index));
    expect(slow.laggedBy).toBeUndefined();
    await play(idOf(LAG_EVENTS_MAX + 1));
    expect(slow.laggedBy).toEqual([1, 'live']);
    watch.resume();
    await quick.until(() => quick.seen.length === LAG_EVENTS_MAX + 2);
    expect(slow.seen).toHaveLength(1);
    projection.stop();
  });

  it('wait for a listener that resumes in time', async () => {
    const { projection, play } = await world();
    const probe = new LifecycleProbe();
    const watch = await projection.watch(probe);
    await turn();
    await turn();
    probe.wantsPause = true;
    for (let index = 0; index < 10; index++) await play(idOf(index));
    expect(probe.seen).toHaveLength(1);
    probe.wantsPause = false;
    watch.resume();
    await probe.until(() => probe.seen.length === 10);
    expect(probe.told).toEqual(Array.from({ length: 10 }, (_, index) => `CREATED ${idOf(index)}`));
    projection.stop();
  });

  it('hold as many as the page says', () => {
    expect([LAG_EVENTS_MAX, SYNC_EVENTS_MAX]).toEqual([64, 1024]);
  });

  it('stop when the watcher closes', async () => {
    const { projection, play } = await world();
    const probe = new LifecycleProbe();
    const watch = await projection.watch(probe);
    await turn();
    watch.close();
    await play(idOf(1));
    await turn();
    expect(probe.seen).toEqual([]);
    projection.stop();
    expect(probe.failure).toBeUndefined();
  });
});

describe('the end of the projection', () => {
  it('fails watchers, and whoever comes later', async () => {
    const { projection } = await world();
    const probe = new LifecycleProbe();
    await projection.watch(probe);
    projection.stop();
    expect(probe.failure).toMatchObject({ name: 'ProjectionStopped' });
    await expect(projection.watch(new LifecycleProbe())).rejects.toMatchObject({ name: 'ProjectionStopped' });
  });

  it('fails a watcher whose scan cannot read', async () => {
    const { log, play } = await world();
    await play(idOf(1));
    const store = new MemoryProjectionStore();
    const projection = log.projection(store);
    await projection.start();
    const failure = new Error('the disk is gone');
    store.summaries = () => {
      throw failure;
    };
    const probe = new LifecycleProbe();
    await projection.watch(probe);
    await probe.until(() => probe.failure !== undefined);
    expect(probe.failure).toBe(failure);
    projection.stop();
  });
});
