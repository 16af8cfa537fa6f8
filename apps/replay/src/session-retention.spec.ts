/** Ended sessions: histories that are compacted, sessions that are forgotten, and stores that are filled again. */
import { FollowProbe } from '@macp/internal-rpc/contract';
import { describe, expect, it } from '@jest/globals';
import { MemoryProjectionStore } from '@macp/event-log';
import type { ProjectionChange } from '@macp/event-log';
import { sessionMetadata } from '@macp/kernel';
import { HistoryCompacted } from '@macp/ports';
import type { FoldedFact } from './fold-batches.js';
import { PlayedSession, ProjectedLog, START_MS, ordinalsTo } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';
const OTHER = 'session-000002-0123456789';

/** A log with a session of three envelopes that has ended, if it is said to, and one that is open. */
async function givenLog(end: 'commit' | 'cancel' | 'none' = 'commit') {
  const log = new ProjectedLog();
  await log.claim('e1');
  const ended = new PlayedSession(ID);
  ended.propose();
  if (end === 'commit') ended.commit();
  if (end === 'cancel') ended.control('CancelSession', 'lead');
  await log.write('e1', ended);
  const open = new PlayedSession(OTHER);
  await log.write('e1', open);
  /** Something else is written at that time. */
  const later = async (afterMs: number): Promise<void> => {
    open.nowMs = START_MS + afterMs;
    open.propose();
    await log.write('e1', open);
  };
  return { log, ended, open, later };
}

const compacted = (after: number) => expect.objectContaining({ name: 'HistoryCompacted', lowestAfter: after });

describe('the history of an ended session', () => {
  it.each([
    ['commit', 3],
    ['cancel', 2],
  ] as const)('ended by %s is compacted when the log has come far enough, and its metadata stay', async (how, base) => {
    const { log, ended, later } = await givenLog(how);
    const projection = log.projection(undefined, { compactEndedAfterMs: 10_000 });
    await projection.start();
    await later(9_999);
    const early = new FollowProbe();
    await projection.follow(ID, 0, early);
    await early.count(base);
    await later(10_000);
    for (const after of [0, base - 1]) {
      await expect(projection.follow(ID, after, new FollowProbe())).rejects.toEqual(compacted(base));
    }
    // What is at the base or beyond it is no loss: a silent live follow.
    for (const after of [base, base + 5, 'live'] as const) {
      const probe = new FollowProbe();
      const handle = await projection.follow(ID, after, probe);
      expect([handle.tail, probe.ordinals]).toEqual([base, []]);
    }
    expect(early.failure).toBeUndefined();
    expect(await projection.session(ID)).toEqual(sessionMetadata(ended.session!));
    expect((await projection.list('', 5)).sessions.map(({ sessionId }) => sessionId)).toEqual([ID, OTHER]);
  });

  it('is compacted at once where there is no time to wait, in the change that ended it', async () => {
    const { log } = await givenLog();
    const projection = log.projection(undefined, { compactEndedAfterMs: 0 });
    await projection.start();
    await expect(projection.follow(ID, 0, new FollowProbe())).rejects.toEqual(compacted(3));
    expect((await projection.session(ID))?.state).toBe('RESOLVED');
  });

  it('stays whole while the session is open, and where compaction was not asked for', async () => {
    const { log, later } = await givenLog('none');
    const projection = log.projection(undefined, { compactEndedAfterMs: 0 });
    await projection.start();
    await later(50_000);
    const whole = (await givenLog()).log.projection();
    await whole.start();
    await whole.passTime(START_MS + 1e12);
    for (const [reader, count] of [
      [projection, 2],
      [whole, 3],
    ] as const) {
      const probe = new FollowProbe();
      await reader.follow(ID, 0, probe);
      await probe.count(count);
      expect(probe.ordinals).toEqual(ordinalsTo(count));
    }
  });

  it('is compacted by a pass, too, when nothing is written any more', async () => {
    const { log } = await givenLog();
    const projection = log.projection(undefined, { compactEndedAfterMs: 10_000 });
    await projection.start();
    await projection.passTime(START_MS + 9_999);
    await projection.follow(ID, 0, new FollowProbe());
    await projection.passTime(START_MS + 10_000);
    await expect(projection.follow(ID, 0, new FollowProbe())).rejects.toBeInstanceOf(HistoryCompacted);
  });

  it('stays compacted over a restart without the setting, and is compacted again in a store that was lost', async () => {
    const { log, later } = await givenLog();
    const store = new MemoryProjectionStore();
    const before = log.projection(store, { compactEndedAfterMs: 10_000 });
    await before.start();
    await later(10_000);
    await expect(before.follow(ID, 0, new FollowProbe())).rejects.toEqual(compacted(3));
    before.stop();
    const kept = log.projection(store);
    const rebuilt = log.projection(new MemoryProjectionStore(), { compactEndedAfterMs: 10_000 });
    for (const projection of [kept, rebuilt]) {
      await projection.start();
      await expect(projection.follow(ID, 0, new FollowProbe())).rejects.toEqual(compacted(3));
    }
    expect(store.summary(ID)).toContain('"compactedUpTo":3');
  });
});

describe('a session that ended before a restart', () => {
  it.each([{ compactEndedAfterMs: 10_000 }, { removeEndedAfterMs: 10_000 }])('is due after it: %j', async (times) => {
    const { log, later } = await givenLog();
    const store = new MemoryProjectionStore();
    const before = log.projection(store, times);
    await before.start();
    before.stop();
    const after = log.projection(store, times);
    await after.start();
    await after.passTime(START_MS + 9_999);
    expect(await after.session(ID)).toBeDefined();
    await after.follow(ID, 0, new FollowProbe());
    await later(10_000);
    if ('removeEndedAfterMs' in times) expect(await after.session(ID)).toBeUndefined();
    else await expect(after.follow(ID, 0, new FollowProbe())).rejects.toEqual(compacted(3));
  });
});

describe('a store that is further than its position', () => {
  /** Forgets positions, as a crash in the midst of a flush does. */
  class AheadStore extends MemoryProjectionStore {
    override position(): undefined {
      return undefined;
    }
  }

  it('is not changed by what is read again', async () => {
    const { log, ended, later } = await givenLog();
    const store = new AheadStore();
    const before = log.projection(store);
    await before.start();
    before.stop();
    const facts: FoldedFact[] = [];
    const after = log.projection(store, { onFact: (fact) => facts.push(fact) });
    await after.start();
    expect(await after.session(ID)).toEqual(sessionMetadata(ended.session!));
    expect(store.lastOrdinal(ID)).toBe(3);
    await later(1);
    expect((await after.session(OTHER))?.participantActivity).toEqual([
      { participantId: 'lead', lastMessageAtMs: START_MS + 1, messageCount: 1 },
    ]);
    expect(facts.map(({ fact }) => fact.sessionId)).toEqual([OTHER]);
  });

  it('may have forgotten sessions whose facts come again', async () => {
    const { log, later } = await givenLog();
    const store = new MemoryProjectionStore();
    let changes = 0;
    const before = log.projection(
      new (class extends MemoryProjectionStore {
        override apply(partition: number, change: ProjectionChange): void {
          changes += 1;
          if (changes === 1) store.apply(partition, { ...change, history: [], summaries: [] });
        }
      })(),
    );
    await before.start();
    before.stop();
    const after = log.projection(store, { removeEndedAfterMs: 1 });
    await after.start();
    await later(5);
    expect(await after.session(OTHER)).toBeUndefined();
    expect(store.history(OTHER, 0, 5)).toEqual([]);
    // Where nothing is ever forgotten, it is a damaged store.
    const strict = log.projection(store);
    await strict.start();
    await later(6);
    await expect(strict.session(OTHER)).rejects.toThrow('a session starts with its SessionStarted fact');
  });
});

describe('an ended session of a partition that comes and goes', () => {
  it('waits once for its time, however often the partition came', async () => {
    const { log, later } = await givenLog();
    const store = new MemoryProjectionStore();
    const removed: string[] = [];
    const remove = store.remove.bind(store);
    store.remove = (sessionId) => {
      removed.push(sessionId);
      return remove(sessionId);
    };
    const projection = log.projection(store, { removeEndedAfterMs: 10_000 });
    await projection.start();
    for (let time = 0; time < 3; time++) {
      projection.disown([0]);
      await projection.own([0]);
    }
    await later(10_000);
    await projection.session(OTHER);
    expect(removed).toEqual([ID]);
  });
});

describe('facts that are told of', () => {
  it('are those that come once the partition is caught up, with the session before and after', async () => {
    const { log, later } = await givenLog();
    const facts: FoldedFact[] = [];
    const projection = log.projection(undefined, { onFact: (fact) => facts.push(fact) });
    await projection.start();
    expect(facts).toEqual([]);
    await later(7);
    await projection.session(OTHER);
    expect(facts).toMatchObject([
      { fact: { kind: 'EnvelopeAccepted', ordinal: 2 }, before: { lastOrdinal: 1 }, after: { lastOrdinal: 2 } },
    ]);
  });
});
