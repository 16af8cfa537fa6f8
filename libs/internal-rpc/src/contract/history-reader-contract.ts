/** What every history reader must do, as tests: whole and in order, what was accepted before a read is in its answer. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HistoryReader } from '@macp/ports';
import { FollowProbe, ordinals } from './follow-probe.js';

/** A reader over an empty history that can be written to. */
export interface HistoryReaderHarness {
  readonly reader: HistoryReader;
  /** Starts a session: its first envelope is accepted when the promise resolves. */
  start(sessionId: string): Promise<void>;
  /** Has further envelopes of a session accepted, each on its own. */
  accept(sessionId: string, envelopes: number): Promise<void>;
  close(): Promise<void>;
}

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const ID = idOf(1);
const OTHER_ID = idOf(2);

type Harness = () => HistoryReaderHarness;

/** Live envelopes that a follower may be behind before it is closed. */
const LAG_ENVELOPES_MAX = 256;

/** Declares the suite. */
export function historyReaderContract(name: string, open: () => Promise<HistoryReaderHarness>): void {
  describe(`${name} keeps the history reader contract`, () => {
    let harness: HistoryReaderHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    declareReads(() => harness);
    declareFollows(() => harness);
    declarePauses(() => harness);
  });
}

function declareReads(harness: Harness): void {
  it('given a started session, when it is read, then its metadata is there', async () => {
    await harness().start(ID);

    const metadata = await harness().reader.session(ID);

    expect(metadata).toMatchObject({ sessionId: ID, state: 'OPEN' });
    expect(metadata?.participants.length).toBeGreaterThan(0);
  });

  it('given no such session, when it is read, then there is nothing', async () => {
    await harness().start(ID);

    expect(await harness().reader.session(OTHER_ID)).toBeUndefined();
  });

  it('given sessions in several partitions, when they are listed by pages, then each is there once, in order', async () => {
    const ids = Array.from({ length: 23 }, (_, index) => idOf(index));
    for (const id of [...ids].reverse()) await harness().start(id);

    const pages = [];
    for (let after = ''; ;) {
      const page = await harness().reader.list(after, 5);
      pages.push(page.sessions.map(({ sessionId }) => sessionId));
      if (!page.more) break;
      after = page.sessions.at(-1)!.sessionId;
    }

    expect(pages.map(({ length }) => length)).toEqual([5, 5, 5, 5, 3]);
    expect(pages.flat()).toEqual(ids);
  });

  it('given as many sessions as a page takes, when they are listed, then there is no more', async () => {
    for (const id of [ID, OTHER_ID]) await harness().start(id);

    expect(await harness().reader.list('', 2)).toMatchObject({ more: false });
    expect(await harness().reader.list('', 1)).toMatchObject({ more: true });
    expect(await harness().reader.list(OTHER_ID, 1)).toEqual({ sessions: [], more: false });
  });
}

function declareFollows(harness: Harness): void {
  it('given a history, when it is followed from the start, then replay goes over into live without a seam', async () => {
    await harness().start(ID);
    await harness().accept(ID, 99);
    const probe = new FollowProbe();

    const follow = await harness().reader.follow(ID, 0, probe);
    await harness().accept(ID, 20);
    await probe.count(120);
    follow.close();

    expect(follow.tail).toBe(100);
    expect(probe.ordinals).toEqual(ordinals(1, 120));
    expect(probe.seen[0]!.envelope).toMatchObject({ sessionId: ID, messageType: 'SessionStart' });
  });

  it('given a history, when it is followed behind an ordinal, then only later ones come', async () => {
    await harness().start(ID);
    await harness().accept(ID, 9);
    const probe = new FollowProbe();

    const follow = await harness().reader.follow(ID, 7, probe);
    await probe.count(3);
    follow.close();

    expect(probe.ordinals).toEqual([8, 9, 10]);
  });

  it.each([
    ['live', 'live' as const],
    ['behind an ordinal that is not there yet', 50],
  ])('given a history, when it is followed %s, then only what is accepted from then on comes', async (_how, after) => {
    await harness().start(ID);
    await harness().accept(ID, 4);
    const probe = new FollowProbe();

    const follow = await harness().reader.follow(ID, after, probe);
    await harness().accept(ID, 2);
    await probe.count(2);
    follow.close();

    expect(probe.ordinals).toEqual([6, 7]);
  });

  it('given a session that does not exist yet, when it is followed, then it is from its start on', async () => {
    const probe = new FollowProbe();

    const follow = await harness().reader.follow(ID, 'live', probe);
    await harness().start(ID);
    await harness().accept(ID, 1);
    await probe.count(2);
    follow.close();

    expect(follow.tail).toBe(0);
    expect(probe.ordinals).toEqual([1, 2]);
  });

  it('given two followers, when one is closed, then the other goes on and the first hears nothing more', async () => {
    await harness().start(ID);
    const [closed, open] = [new FollowProbe(), new FollowProbe()];
    const first = await harness().reader.follow(ID, 0, closed);
    const second = await harness().reader.follow(ID, 0, open);
    await Promise.all([closed.count(1), open.count(1)]);

    first.close();
    await harness().accept(ID, 3);
    await open.count(4);
    second.close();

    expect(closed.ordinals).toEqual([1]);
    expect(closed.failure).toBeUndefined();
  });
}

function declarePauses(harness: Harness): void {
  it('given a listener that asks for a pause, when it resumes, then nothing is missing and nothing came before', async () => {
    await harness().start(ID);
    await harness().accept(ID, 499);
    const probe = new FollowProbe();
    probe.wantsPause = true;

    const follow = await harness().reader.follow(ID, 0, probe);
    const counts: number[] = [];
    while (probe.seen.length < 500) {
      const before = probe.seen.length;
      await probe.until(() => probe.seen.length > before);
      const atPause = probe.seen.length;
      // A read of the same session gives whatever is on its way the time to arrive.
      await harness().reader.session(ID);
      counts.push(probe.seen.length - atPause);
      follow.resume();
    }
    follow.close();

    expect(counts.every((count) => count === 0)).toBe(true);
    expect(probe.ordinals).toEqual(ordinals(1, 500));
  });

  it('given a live listener that never resumes, when it falls too far behind, then it is told and closed', async () => {
    await harness().start(ID);
    const probe = new FollowProbe();
    await harness().reader.follow(ID, 'live', probe);
    await harness().accept(ID, 1);
    await probe.count(1);
    // Whoever still replays does not lag: the turns it takes to find that there is no more.
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
    probe.wantsPause = true;
    await harness().accept(ID, 1);
    await probe.count(2);

    await harness().accept(ID, 3 * LAG_ENVELOPES_MAX);
    await probe.until(() => probe.laggedBy !== undefined);

    // Counted beyond what the buffer holds.
    expect(probe.laggedBy).toBeGreaterThan(0);
    expect(probe.laggedBy).toBeLessThanOrEqual(2 * LAG_ENVELOPES_MAX);
    expect(probe.ordinals).toEqual([2, 3]);
    expect(probe.failure).toBeUndefined();
  });
}
