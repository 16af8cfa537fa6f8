/** History in process and over gRPC keeps one contract; over gRPC it survives the loss of the process that is read. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FollowProbe, historyReaderContract, ordinals } from '../contract/index.js';
import { HistoryWorld } from '../testing/history-world.js';
import { MemoryHistory, MemoryHistoryReader } from '../testing/memory-history.js';
import { until } from '../testing/until.js';

async function acceptAll(history: MemoryHistory, sessionId: string, envelopes: number): Promise<void> {
  for (let count = 0; count < envelopes; count += 1) {
    history.accept(sessionId);
    if (count % 32 === 31) await new Promise(setImmediate);
  }
}

historyReaderContract('the reader of the specs', async () => {
  const history = new MemoryHistory();
  return {
    reader: new MemoryHistoryReader(history),
    start: async (sessionId) => history.accept(sessionId),
    accept: (sessionId, envelopes) => acceptAll(history, sessionId, envelopes),
    close: async () => undefined,
  };
});

historyReaderContract('the reader over gRPC, of two processes', async () => {
  const world = new HistoryWorld();
  await world.member(0, 2);
  await world.member(1, 3);
  return {
    reader: world.reader(),
    start: async (sessionId) => world.history.accept(sessionId),
    accept: (sessionId, envelopes) => acceptAll(world.history, sessionId, envelopes),
    close: () => world.close(),
  };
});

describe('history over gRPC', () => {
  let world: HistoryWorld;
  beforeEach(() => {
    world = new HistoryWorld();
  });
  afterEach(() => world.close());

  it('given a follow whose process dies again and again, when it goes on elsewhere, then there is no gap and no repeat', async () => {
    let [serving, spare] = [await world.member(0, 1, 2, 3), await world.member()];
    const probe = new FollowProbe();
    await acceptAll(world.history, 's-1', 100);
    const follow = await world.reader().follow('s-1', 0, probe);
    for (let round = 0; round < 6; round += 1) {
      await acceptAll(world.history, 's-1', 50);
      if (round % 2 === 0) await probe.count(probe.seen.length + 1);
      serving.proxy.cut();
      world.move(serving, spare);
      [serving, spare] = [spare, serving];
      await acceptAll(world.history, 's-1', 50);
    }
    await probe.count(700);
    follow.close();

    expect(probe.ordinals).toEqual(ordinals(1, 700));
    expect(probe.failure).toBeUndefined();
    expect(world.broken.length).toBeGreaterThan(1);
  });

  it('given a live follow whose connection is cut, when envelopes are accepted meanwhile, then they are not missing', async () => {
    const member = await world.member(0, 1, 2, 3);
    await acceptAll(world.history, 's-1', 5);
    const probe = new FollowProbe();
    const follow = await world.reader().follow('s-1', 'live', probe);

    member.proxy.refuse();
    await acceptAll(world.history, 's-1', 5);
    await until(() => world.broken.length > 1);
    member.proxy.accept();
    await probe.count(5);
    follow.close();

    expect(probe.ordinals).toEqual(ordinals(6, 10));
  });

  it('given a paused follow whose process dies, when it resumes, then it has what it had not been given', async () => {
    const [first, second] = [await world.member(0, 1, 2, 3), await world.member()];
    await acceptAll(world.history, 's-1', 300);
    const probe = new FollowProbe();
    probe.wantsPause = true;
    const follow = await world.reader().follow('s-1', 0, probe);
    await probe.count(1);
    const given = probe.seen.length;

    world.move(first, second);
    first.server.close();
    await until(() => world.broken.length > 0 && second.service.following === 1);
    expect(probe.seen.length).toBe(given);
    probe.wantsPause = false;
    follow.resume();
    await probe.count(300);
    follow.close();

    expect(probe.ordinals).toEqual(ordinals(1, 300));
  });

  it('given a listener that does not take them, when a long history is followed, then the window bounds what is sent', async () => {
    const member = await world.member(0, 1, 2, 3);
    await acceptAll(world.history, 's-1', 2_000);
    const probe = new FollowProbe();
    probe.wantsPause = true;
    const follow = await world.reader({ windowEnvelopes: 64 }).follow('s-1', 0, probe);
    await probe.count(1);
    await world.reader().session('s-1');

    probe.wantsPause = false;
    member.proxy.refuse();
    follow.resume();
    await until(() => world.broken.length > 0);

    // Two chunks of the server at most were on their way: all there is without it.
    expect(probe.seen.length).toBeLessThanOrEqual(2 * 64 + 64);
    follow.close();
  });

  it('given a process that drains, when it is followed, then the follow goes to the next before the port is closed', async () => {
    const [first, second] = [await world.member(0, 1, 2, 3), await world.member()];
    await acceptAll(world.history, 's-1', 3);
    const probe = new FollowProbe();
    const follow = await world.reader().follow('s-1', 0, probe);
    await probe.count(3);

    for (const partition of first.partitions) second.partitions.add(partition);
    first.partitions.clear();
    await first.server.drain(5_000);
    await until(() => second.service.following === 1);
    await acceptAll(world.history, 's-1', 2);
    await probe.count(5);
    follow.close();
    await until(() => second.service.following === 0);

    expect(probe.ordinals).toEqual(ordinals(1, 5));
  });

  it('given a process that has not the partition any more, when it is asked, then the one that has it answers', async () => {
    const [first, second] = [await world.member(0, 1, 2, 3), await world.member()];
    const reader = world.reader();
    await acceptAll(world.history, 's-1', 1);
    expect(await reader.session('s-1')).toMatchObject({ sessionId: 's-1' });

    world.move(first, second);

    expect(await reader.session('s-1')).toMatchObject({ sessionId: 's-1' });
    expect(await reader.session('none')).toBeUndefined();
  });

  it('given a partition that nobody has, when sessions are listed, then the list waits for it and is whole', async () => {
    const first = await world.member(0, 1);
    for (const sessionId of ['a', 'b', 'c', 'd', 'e', 'f']) world.history.accept(sessionId);

    const page = world.reader().list('', 10);
    await until(() => world.refreshes > 2);
    await world.member(2, 3);

    expect((await page).sessions.map(({ sessionId }) => sessionId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(first.partitions.size).toBe(2);
  });

  it('given two processes that both have a partition for a moment, when sessions are listed, then each is there once', async () => {
    await world.member(0, 1, 2, 3);
    await world.member(0, 1, 2, 3);
    for (const sessionId of ['a', 'b', 'c']) world.history.accept(sessionId);

    const page = await world.reader().list('', 2);

    expect(page.sessions.map(({ sessionId }) => sessionId)).toEqual(['a', 'b']);
    expect(page.more).toBe(true);
  });

  it('given nobody who follows the log, when it is read, then the read fails by its deadline', async () => {
    const reader = world.reader({ timeoutMs: 100 });

    await expect(reader.session('s-1')).rejects.toThrow('could not be read');
    await expect(reader.list('', 1)).rejects.toThrow('could not be read');
    await expect(reader.follow('s-1', 0, new FollowProbe())).rejects.toThrow('could not be followed');
  });

  it('given a process that hangs, when another takes its partitions over, then the read gets through', async () => {
    const [hanging, second] = [await world.member(0, 1, 2, 3), await world.member()];
    const reader = world.reader({ attemptMs: 100 });
    await acceptAll(world.history, 's-1', 2);
    await reader.session('s-1');
    hanging.proxy.freeze();
    const [read, probe] = [reader.session('s-1'), new FollowProbe()];
    const followed = reader.follow('s-1', 0, probe);

    world.move(hanging, second);

    expect(await read).toMatchObject({ sessionId: 's-1' });
    const follow = await followed;
    await probe.count(2);
    follow.close();
  });

  it('given a follow that finds no server for long, when it gives up, then its listener is told once', async () => {
    const member = await world.member(0, 1, 2, 3);
    await acceptAll(world.history, 's-1', 1);
    const probe = new FollowProbe();
    await world.reader({ followRetryMs: 100 }).follow('s-1', 0, probe);
    await probe.count(1);

    member.server.close();
    await probe.until(() => probe.failure !== undefined);

    expect(probe.failure).toMatchObject({ name: 'HistoryUnavailable' });
    expect(probe.ordinals).toEqual([1]);
  });

  it('given no credential, when it is read, then it is refused at once', async () => {
    await world.member(0, 1, 2, 3);
    const reader = world.reader({ clients: world.clients({ sharedCredential: 'not the credential of here' }) });
    await world.refresh();

    await expect(reader.session('s-1')).rejects.toMatchObject({ cause: { code: 16 } });
    await expect(reader.follow('s-1', 0, new FollowProbe())).rejects.toMatchObject({ cause: { code: 16 } });
    expect(world.refreshes).toBe(1);
  });
});
