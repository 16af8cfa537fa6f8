/** The lifecycle in process and over gRPC keeps one contract; over gRPC it survives members that go and partitions that move. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partitionFor } from '@macp/ports';
import { LifecycleProbe, lifecycleFeedContract } from '../contract/index.js';
import { LifecycleWorld, PARTITIONS } from '../testing/lifecycle-world.js';
import { MemoryLifecycle, MemoryLifecycleFeed } from '../testing/memory-lifecycle.js';
import { until } from '../testing/until.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

lifecycleFeedContract('the feed of the specs', async () => {
  const lifecycle = new MemoryLifecycle();
  return {
    feed: new MemoryLifecycleFeed(lifecycle),
    start: async (sessionId) => {
      lifecycle.start(sessionId);
      await turn();
    },
    end: async (sessionId) => lifecycle.go(sessionId, 'RESOLVED'),
    close: async () => undefined,
  };
});

lifecycleFeedContract('the feed over gRPC, of three processes', async () => {
  const world = new LifecycleWorld();
  await world.member(0, 2);
  await world.member(1, 3);
  await world.member();
  return {
    feed: world.feed(),
    start: async (sessionId) => {
      world.lifecycle.start(sessionId);
      await turn();
    },
    end: async (sessionId) => world.lifecycle.go(sessionId, 'RESOLVED'),
    close: () => world.close(),
  };
});

/** A session id of the partition. */
function idIn(partition: number, skip = 0): string {
  for (let at = 0, found = 0; ; at += 1) {
    const id = `session-${at}`;
    if (partitionFor(id, PARTITIONS) === partition && found++ === skip) return id;
  }
}

describe('the lifecycle over gRPC', () => {
  let world: LifecycleWorld;
  beforeEach(() => {
    world = new LifecycleWorld();
  });
  afterEach(() => world.close());

  async function watched(options: Parameters<LifecycleWorld['feed']>[0] = {}): Promise<LifecycleProbe> {
    const probe = new LifecycleProbe();
    const watch = await world.feed(options).watch(probe);
    probe.resume = () => watch.resume();
    world.onClose(() => watch.close());
    await probe.until(() => probe.syncedAt.length > 0);
    return probe;
  }

  it('given a member that cannot be reached for a while, when it can again, then what changed is told and nothing twice', async () => {
    const member = await world.member(0, 1, 2, 3);
    const [kept, suspended, resumed, ended] = [0, 1, 2, 3].map((skip) => idIn(0, skip)) as [
      string,
      string,
      string,
      string,
    ];
    for (const id of [kept, suspended, resumed, ended]) world.lifecycle.start(id);
    world.lifecycle.go(resumed, 'SUSPENDED');
    const probe = await watched();

    // When it is cut off while sessions change
    member.proxy.refuse();
    await until(() => world.broken.length > 0);
    const [created, createdAndEnded, paused] = [4, 5, 6].map((skip) => idIn(0, skip)) as [string, string, string];
    world.lifecycle.go(suspended, 'SUSPENDED');
    world.lifecycle.go(resumed, 'OPEN', 500);
    world.lifecycle.go(ended, 'CANCELLED');
    for (const id of [created, createdAndEnded, paused]) world.lifecycle.start(id);
    world.lifecycle.go(createdAndEnded, 'EXPIRED');
    world.lifecycle.go(paused, 'SUSPENDED');
    member.proxy.accept();
    await probe.until(() => probe.toldOf(paused).length === 2);
    // And when more happens afterwards
    world.lifecycle.go(suspended, 'OPEN', 100);
    world.lifecycle.go(kept, 'RESOLVED');
    await probe.until(() => probe.toldOf(kept).length === 2);

    expect(probe.toldOf(kept)).toEqual(['*CREATED', 'RESOLVED']);
    expect(probe.toldOf(suspended)).toEqual(['*CREATED', 'SUSPENDED', 'RESUMED']);
    expect(probe.toldOf(resumed)).toEqual(['*CREATED', 'RESUMED']);
    expect(probe.toldOf(ended)).toEqual(['*CREATED', 'CANCELLED']);
    expect(probe.toldOf(created)).toEqual(['CREATED']);
    expect(probe.toldOf(createdAndEnded)).toEqual(['CREATED', 'EXPIRED']);
    expect(probe.toldOf(paused)).toEqual(['CREATED', 'SUSPENDED']);
    expect(probe.syncedAt).toHaveLength(1);
    expect(probe.failure).toBeUndefined();
  });

  it('given a pause that began and ended unseen, when the member is back, then both its ends are told', async () => {
    const member = await world.member(0, 1, 2, 3);
    const id = idIn(1);
    world.lifecycle.start(id);
    const probe = await watched();
    member.proxy.refuse();
    await until(() => world.broken.length > 0);
    world.lifecycle.go(id, 'SUSPENDED');
    world.lifecycle.go(id, 'OPEN', 2_000);
    member.proxy.accept();
    await probe.count(3);

    expect(probe.toldOf(id)).toEqual(['*CREATED', 'SUSPENDED', 'RESUMED']);
    const [before, during, after] = probe.seen.map(({ session }) => session.expiresAtMs) as [number, number, number];
    expect([during - before, after - before]).toEqual([0, 2_000]);
  });

  it('given partitions that move again and again while sessions change, when all is told, then each change was told once', async () => {
    const members = [await world.member(0, 1, 2, 3), await world.member(), await world.member()];
    const known = Array.from({ length: 60 }, (_, index) => `known-${index}`);
    const fresh = known.map((id) => `fresh-${id}`);
    for (const id of known) world.lifecycle.start(id);
    const probe = await watched();
    for (const [index, id] of fresh.entries()) {
      world.lifecycle.start(id);
      world.lifecycle.go(known[index]!, 'SUSPENDED');
      if (index % 5 === 4) {
        const from = members.find(({ partitions }) => partitions.size > 0)!;
        const to = members[(members.indexOf(from) + 1 + (index % 2)) % members.length]!;
        world.move(from, to, ...[...from.partitions].slice(0, 1 + (index % 3)));
      }
      if (index % 3 === 0) await turn();
      if (index % 17 === 0) await probe.until(() => probe.toldOf(id).length > 0);
    }
    for (const id of known) world.lifecycle.go(id, 'OPEN', 10);
    for (const id of fresh) world.lifecycle.go(id, 'RESOLVED');
    const last = (ids: readonly string[], change: string): boolean =>
      ids.every((id) => probe.toldOf(id).at(-1) === change);
    await probe.until(() => last(known, 'RESUMED') && last(fresh, 'RESOLVED'));

    for (const id of known) expect(probe.toldOf(id)).toEqual(['*CREATED', 'SUSPENDED', 'RESUMED']);
    for (const id of fresh) expect(probe.toldOf(id)).toEqual(['CREATED', 'RESOLVED']);
    expect(world.broken.length).toBeGreaterThan(2);
    expect(probe.failure).toBeUndefined();
  });

  it('given two members that both follow a partition, when one of them goes, then it is told of by the other, once', async () => {
    const [first, second] = [await world.member(0, 1, 2, 3), await world.member(0)];
    const id = idIn(0);
    world.lifecycle.start(id);
    const probe = await watched();
    world.lifecycle.go(id, 'SUSPENDED');
    await probe.until(() => probe.toldOf(id).length === 2);
    // When the one that told of it goes
    second.partitions.add(1).add(2).add(3);
    second.feed.fail(new Error('other partitions are followed now'));
    first.partitions.clear();
    first.feed.fail(new Error('other partitions are followed now'));
    world.lifecycle.go(id, 'OPEN', 5);
    await probe.until(() => probe.toldOf(id).length === 3);

    expect(probe.toldOf(id)).toEqual(['*CREATED', 'SUSPENDED', 'RESUMED']);
  });

  it('given two members that both follow everything, when the first cannot be reached, then the second tells the rest', async () => {
    const [first] = [await world.member(0, 1, 2, 3), await world.member(0, 1, 2, 3)];
    const ids = [0, 1, 2, 3].map((partition) => idIn(partition));
    for (const id of ids) world.lifecycle.start(id);
    const probe = await watched();
    first.proxy.refuse();
    for (const id of ids) world.lifecycle.go(id, 'CANCELLED');
    await probe.count(8);

    for (const id of ids) expect(probe.toldOf(id)).toEqual(['*CREATED', 'CANCELLED']);
  });

  it('given a pause while a member tells everything again, when that is over, then the pause was told once', async () => {
    const member = await world.member(0, 1, 2, 3);
    const last = 'z-last';
    world.lifecycle.start(last);
    const probe = await watched();
    member.proxy.refuse();
    await until(() => world.broken.length > 0);
    for (let index = 0; index < 500; index += 1) world.lifecycle.start(`n-${index}`);
    probe.wantsPause = true;
    const seen = probe.seen.length;
    member.proxy.accept();
    // When it has not come to the session yet, which holds it up until here
    await probe.count(seen + 1);
    world.lifecycle.go(last, 'SUSPENDED');
    world.lifecycle.go(last, 'OPEN', 30);
    probe.wantsPause = false;
    probe.resume();
    world.lifecycle.start('n-after');
    await probe.until(() => probe.toldOf('n-after').length > 0);

    expect(probe.toldOf(last)).toEqual(['*CREATED', 'SUSPENDED', 'RESUMED']);
    expect(new Set(probe.told).size).toBe(probe.told.length);
  });

  it('given a member that hangs, when the watch is opened, then it waits for one that does not', async () => {
    const [hanging, spare] = [await world.member(0, 1, 2, 3), await world.member()];
    hanging.proxy.freeze('to-server', 'to-client');
    world.lifecycle.start(idIn(2));
    const opened = watched({ attemptMs: 50 });
    await until(() => world.broken.length > 0);
    world.move(hanging, spare);
    const probe = await opened;

    expect(probe.told).toEqual([`*CREATED ${idIn(2)}`]);
  });

  it('given a partition that nobody follows, when the watch is opened, then it is refused in time', async () => {
    await world.member(0, 1, 2);
    const probe = new LifecycleProbe();

    await expect(world.feed({ timeoutMs: 100 }).watch(probe)).rejects.toMatchObject({ name: 'HistoryUnavailable' });
    expect(probe.syncedAt).toEqual([]);
  });

  it('given a partition that nobody follows any more, when nobody takes it in time, then the watch fails', async () => {
    const member = await world.member(0, 1, 2, 3);
    const probe = await watched({ retryMs: 100 });
    member.partitions.delete(3);
    member.feed.fail(new Error('other partitions are followed now'));
    await probe.until(() => probe.failure !== undefined);

    expect(probe.failure).toMatchObject({ name: 'HistoryUnavailable' });
  });

  it('given a caller without the credential, when it watches, then it is refused at once', async () => {
    await world.member(0, 1, 2, 3);
    const clients = world.clients({ sharedCredential: 'a credential of another place' });

    await expect(world.feed({ clients }).watch(new LifecycleProbe())).rejects.toMatchObject({
      name: 'HistoryUnavailable',
    });
    expect(world.broken).toHaveLength(1);
  });

  it('given open watches, when the service ends or the feed closes, then they go elsewhere, or fail', async () => {
    const [first, second] = [await world.member(0, 1, 2, 3), await world.member()];
    const feed = world.feed();
    const probe = new LifecycleProbe();
    await feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    expect(first.service.watching).toBe(1);
    for (const partition of first.partitions) second.partitions.add(partition);
    first.service.end();
    second.feed.fail(new Error('other partitions are followed now'));
    await until(() => second.service.watching === 1);
    world.lifecycle.start(idIn(3));
    await probe.count(1);
    expect(probe.told).toEqual([`CREATED ${idIn(3)}`]);
    feed.close();

    expect(probe.failure).toMatchObject({ message: 'the process shuts down' });
  });
});
