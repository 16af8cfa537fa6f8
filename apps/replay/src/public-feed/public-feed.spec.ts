/** The public feed says what was accepted and nothing else, each in its order, whoever writes it and whatever fails. */
import { describe, expect, it } from '@jest/globals';
import { partitionFor } from '@macp/ports';
import type { FeedRecord } from '@macp/ports';
import { feedRecord } from './feed-record.js';
import { PublicFeed } from './public-feed.js';
import { deduplicated, lineOf, valueOf } from './testing/feed-consumer.js';
import { FeedWorld, LOG_ID, idOf, named } from './testing/feed-world.js';
import { MemoryFeedSink } from './testing/memory-feed-sink.js';

const linesOf = (records: readonly FeedRecord[]): string[] => records.map((record) => named(lineOf(valueOf(record))));

async function claimed(partitions = 1): Promise<FeedWorld> {
  const world = new FeedWorld(partitions);
  for (let partition = 0; partition < partitions; partition += 1) await world.log.claim('e1', partition);
  return world;
}

describe('the public feed', () => {
  it('given a session from its start to its end, when it is written, then there is a record of everything', async () => {
    const world = await claimed();
    await world.play('s-1', (session) => session.propose('peer'));
    await world.play('s-1', (session) => {
      session.nowMs += 10;
      session.control('SuspendSession', 'lead', 'lunch');
    });
    await world.play('s-1', (session) => {
      session.nowMs += 10;
      session.control('ResumeSession', 'lead');
      session.commit();
    });
    const feed = world.feed(0);
    await world.written(feed);

    const [records] = world.sink.records as [FeedRecord[]];
    expect(linesOf(records)).toEqual([
      's-1 CREATED 1',
      's-1 envelope 1',
      's-1 envelope 2',
      's-1 SUSPENDED 2',
      's-1 RESUMED 3',
      's-1 envelope 3',
      's-1 RESOLVED 4',
    ]);
    expect(records[2]!.key).toBe(idOf('s-1'));
    expect(records[2]!.headers).toEqual({
      'macp-format': '1',
      'macp-kind': 'envelope',
      'macp-log': LOG_ID,
      'macp-position': '1:2:1:e1',
    });
    const proposal = valueOf(records[2]!);
    expect(proposal).toMatchObject({
      format: 1,
      kind: 'envelope',
      session_id: idOf('s-1'),
      ordinal: 2,
      accepted_at_unix_ms: 1_000_000,
      runtime_originated: false,
      envelope: {
        macp_version: '1.0',
        mode: 'macp.mode.decision.v1',
        message_type: 'Proposal',
        message_id: 'm2',
        session_id: idOf('s-1'),
        sender: 'peer',
        timestamp_unix_ms: '1000000',
      },
    });
    if (proposal.kind === 'envelope') {
      expect(Buffer.from(proposal.envelope.payload_base64, 'base64').toString()).toContain('yes');
    }
    expect(valueOf(records[3]!)).toEqual({
      format: 1,
      kind: 'lifecycle',
      session_id: idOf('s-1'),
      ordinal: 2,
      change: 'SUSPENDED',
      change_number: 2,
      changed_at_unix_ms: 1_000_010,
      requested_by: 'lead',
      reason: 'lunch',
    });
    expect([feed.written, world.retries, world.faults]).toEqual([7, [], []]);
    feed.stop();
  });

  it('given records of an owner that had lost the partition, when the feed is written, then they never get out', async () => {
    const world = await claimed();
    await world.play('s-1');
    await world.log.claim('e2');
    await world.play('s-void', () => undefined, 'e1');
    await world.play('s-2', () => undefined, 'e2');
    const feed = world.feed(0);
    await world.written(feed);

    expect(linesOf(world.sink.records[0]!)).toEqual([
      's-1 CREATED 1',
      's-1 envelope 1',
      's-2 CREATED 1',
      's-2 envelope 1',
    ]);
    feed.stop();
  });

  it('given several partitions, when one is written here, then only its sessions are, in the partition of its number', async () => {
    const world = await claimed(2);
    const ids = Array.from({ length: 10 }, (_, index) => `s-${index}`);
    for (const id of ids) await world.play(id);
    const feed = world.feed(1);
    await world.written(feed, 1);

    expect(world.sink.records[0]).toEqual([]);
    const here = ids.filter((id) => partitionFor(idOf(id), 2) === 1);
    expect(linesOf(world.sink.records[1]!)).toEqual(here.flatMap((id) => [`${id} CREATED 1`, `${id} envelope 1`]));
    expect(feed.position(0)).toBeUndefined();
    feed.stop();
  });

  it('given a writer that dies after its put and before anything else, when the next owner comes, then it goes on behind', async () => {
    const world = await claimed();
    await world.play('s-1', (session) => session.propose());
    const dying = world.feed(0);
    world.sink.fates.push('unknown');
    while (world.sink.records[0]!.length === 0) await new Promise(setImmediate);
    dying.stop();
    await world.play('s-1', (session) => session.commit());
    const next = world.feed(0);
    await world.written(next);

    expect(linesOf(world.sink.records[0]!)).toEqual([
      's-1 CREATED 1',
      's-1 envelope 1',
      's-1 envelope 2',
      's-1 envelope 3',
      's-1 RESOLVED 2',
    ]);
    next.stop();
  });

  it('given a put of which a part arrived, when the next owner comes, then it goes on within the log record', async () => {
    const world = await claimed();
    await world.play('s-1', (session) => {
      session.propose();
      session.commit();
    });
    const dying = world.feed(0);
    world.sink.fates.push(2);
    while (world.sink.records[0]!.length === 0) await new Promise(setImmediate);
    dying.stop();
    const next = world.feed(0);
    await world.written(next);

    expect(linesOf(world.sink.records[0]!).slice(2)).toEqual(['s-1 envelope 2', 's-1 envelope 3', 's-1 RESOLVED 2']);
    next.stop();
  });

  it('given two writers at once, when both have written, then everything is there and in order, repeats apart', async () => {
    const world = await claimed();
    await world.play('s-1');
    const [one, other] = [world.feed(0), world.feed(0)];
    for (let count = 0; count < 20; count += 1) {
      await world.play('s-1', (session) => session.propose());
      await new Promise(setImmediate);
    }
    await Promise.all([world.written(one), world.written(other)]);
    one.stop();
    other.stop();
    const third = world.feed(0);
    await world.play('s-1', (session) => session.commit());
    await world.written(third);
    third.stop();

    const values = deduplicated(world.sink.records[0]!);
    expect(values.filter(({ kind }) => kind === 'envelope').map(({ ordinal }) => ordinal)).toEqual(
      Array.from({ length: 22 }, (_, index) => index + 1),
    );
    expect(world.sink.records[0]!.length).toBeGreaterThan(values.length);
  });

  it('given a put on its way, when more is accepted, then it waits, and goes together in the next', async () => {
    const world = await claimed();
    let release: () => void = () => undefined;
    world.sink.hold = new Promise((resolve) => (release = resolve));
    await world.play('s-1');
    const feed = world.feed(0);
    while (world.sink.putsAtOnceMax === 0) await new Promise(setImmediate);
    for (let count = 0; count < 10; count += 1) {
      await world.play('s-1', (session) => session.propose());
      await new Promise(setImmediate);
    }
    expect([world.sink.records[0], feed.position(0), feed.written]).toEqual([[], undefined, 0]);
    release();
    await world.written(feed);

    expect(world.sink.putsAtOnceMax).toBe(1);
    expect(deduplicated(world.sink.records[0]!)).toHaveLength(12);
    expect(world.sink.records[0]).toHaveLength(12);
    feed.stop();
  });

  it('given more than is to wait in memory, when the sink takes it, then the log is read on from there', async () => {
    const world = await claimed();
    let release: () => void = () => undefined;
    world.sink.hold = new Promise((resolve) => (release = resolve));
    await world.play('s-1');
    const feed = world.feed(0);
    while (world.sink.putsAtOnceMax === 0) await new Promise(setImmediate);
    for (let count = 0; count < 12; count += 1) {
      await world.play('s-1', (session) => session.propose('lead', 'x'.repeat(200_000)));
      await new Promise(setImmediate);
    }
    release();
    await world.written(feed);

    expect(deduplicated(world.sink.records[0]!)).toHaveLength(14);
    expect(world.sink.records[0]).toHaveLength(14);
    feed.stop();
  });

  it('given a sink that fails again and again, when it answers, then what it was given is in order and nothing is missing', async () => {
    const world = await claimed();
    for (const id of ['s-1', 's-2']) await world.play(id, (session) => session.propose());
    world.sink.fates.push('lost', 1, 'unknown', 3, 'lost');
    const feed = world.feed(0);
    await world.written(feed);

    expect(deduplicated(world.sink.records[0]!)).toHaveLength(6);
    expect(world.retries).toHaveLength(5);
    feed.stop();
  });

  const seed = Date.now() % 1_000_000;
  it(`given writers that come and go and puts that fail at random (seed ${seed}), when all is over, then nothing is missing`, async () => {
    let state = seed;
    const next = (below: number): number => (state = (state * 48_271 + 11) % 2_147_483_647) % below;
    const world = await claimed();
    const feeds: PublicFeed[] = [];
    for (let step = 0; step < 300; step += 1) {
      const dice = next(10);
      if (dice < 5) await world.play(`s-${next(8)}`, (session) => session.propose());
      else if (dice < 6) world.sink.fates.push((['lost', 'unknown', 1, 2, 3] as const)[next(5)]!);
      else if (dice < 7) feeds.push(world.feed(0));
      else if (dice < 8) feeds.splice(next(feeds.length + 1), 1)[0]?.stop();
      else await new Promise(setImmediate);
    }
    for (const feed of feeds) feed.stop();
    world.sink.fates.length = 0;
    const last = world.feed(0);
    await world.written(last);
    last.stop();

    const expected = await claimed();
    expected.sink.records[0]!.push(...(await wholeFeed(world)));
    const perSession = (records: readonly FeedRecord[]) => [...linesOf(records)].sort();
    const once = deduplicated(world.sink.records[0]!)
      .map((value) => named(lineOf(value)))
      .sort();
    expect(once).toEqual(perSession(expected.sink.records[0]!));
    expect(world.faults).toEqual([]);
  });
});

/** What a single writer that nothing happens to makes of the same log. */
async function wholeFeed(world: FeedWorld): Promise<readonly FeedRecord[]> {
  const sink = new MemoryFeedSink(1);
  const feed = new PublicFeed({ log: world.log.log, sink, after: () => () => undefined });
  feed.own([0]);
  await world.written(feed);
  feed.stop();
  return sink.records[0]!;
}

describe('a feed that cannot be continued', () => {
  const value = { format: 1, kind: 'lifecycle', session_id: 's', ordinal: 1, change: 'CREATED' } as const;
  const full = { ...value, change_number: 1, changed_at_unix_ms: 1 };
  const at = (offset: number, seq: number, logId = LOG_ID) =>
    feedRecord(full, logId, { offset, seq, index: 0, epoch: 'e1' });

  it.each<[string, FeedRecord, string]>([
    ['of another log', at(1, 1, 'log-of-another-time'), 'comes from log log-of-another-time, not from log-of-the-spec'],
    ['of nobody we know', { ...at(1, 1), headers: {} }, 'does not say where it comes from'],
    ['that is ahead of the log', at(7, 1), 'comes from offset 7, and the log ends at 3'],
    ['of another batch', at(2, 1), 'comes from batch 1 of e1, not batch 2 of epoch e1'],
    ['of a claim', at(0, 1), 'comes from batch 1 of e1, not batch 0 of epoch e1'],
  ])(
    'given one %s, when it is to be written, then it is left as it is and the operator hears of it',
    async (_, record, why) => {
      const world = await claimed();
      await world.play('s-1');
      await world.play('s-1', (session) => session.propose());
      world.sink.records[0]!.push(record);
      const feed = world.feed(0);
      while (world.faults.length === 0) await new Promise(setImmediate);
      await world.play('s-1', (session) => session.propose());

      expect(world.sink.records[0]).toHaveLength(1);
      expect((world.faults[0] as Error).message).toContain(why);
      feed.stop();
      expect(world.faults).toHaveLength(1);
    },
  );

  it('given a log that is damaged, when the feed comes to it, then it stops there and the operator hears of it', async () => {
    const world = await claimed();
    await world.play('s-1');
    const feed = world.feed(0);
    await world.written(feed);
    await world.log.log.append(0, Buffer.from('no record'));
    while (world.faults.length === 0) await new Promise(setImmediate);

    expect(world.faults[0]).toMatchObject({ name: 'LogCorruption' });
    expect(linesOf(world.sink.records[0]!)).toEqual(['s-1 CREATED 1', 's-1 envelope 1']);
    feed.stop();
  });
});
