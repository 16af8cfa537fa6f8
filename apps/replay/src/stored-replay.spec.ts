/** What a projection stores of a session is enough to fold it again, hash for hash (I7). */
import { describe, expect, it } from '@jest/globals';
import { MemoryProjectionStore } from '@macp/event-log';
import type { HistoryEntry } from '@macp/event-log';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { Envelope, encodeBytes } from '@macp/proto';
import { encodeHistoryEntry, sessionDigest, viewHistoryEntry } from '@macp/records';
import type { EnvelopeFact } from '@macp/records';
import { FactsNotKept, replayStored } from './stored-replay.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';
const context = { modes: modeLookup(builtInModes), codec: coreCodec };

/** Its positions are lost, as in a crash in the midst of a flush. */
class AheadStore extends MemoryProjectionStore {
  override position(): undefined {
    return undefined;
  }
}

const paused = (session: PlayedSession): void => {
  session.control('SuspendSession', 'lead', 'lunch');
  session.nowMs += 500;
  session.control('ResumeSession', 'lead', 'back');
};

const COURSES: readonly (readonly [name: string, course: (session: PlayedSession) => void])[] = [
  ['has only started', () => undefined],
  ['is open', (session) => session.propose('peer')],
  ['was resolved', (session) => (session.propose(), session.commit())],
  ['is suspended', (session) => (session.propose(), session.control('SuspendSession', 'lead'))],
  ['was resumed last', (session) => (session.propose(), paused(session))],
  ['was resumed twice before a message', (session) => (paused(session), paused(session), session.propose('peer'))],
  ['was resumed past its cap', (session) => (paused(session), paused(session), paused(session))],
  ['was cancelled', (session) => (session.propose(), session.control('CancelSession', 'lead', 'enough'))],
  ['expired', (session) => (session.propose(), (session.nowMs += 100_000), session.tick())],
  ['is longer than what is read at once', (session) => Array.from({ length: 1024 }, () => session.propose())],
];

/** The session as the engine has it, and a store that has projected it fact by fact. */
async function given(course: (session: PlayedSession) => void, store = new MemoryProjectionStore()) {
  const log = new ProjectedLog();
  await log.claim('e1');
  const session = new PlayedSession(ID, { maxSuspendMs: 1_000 });
  course(session);
  const facts = session.take();
  const projection = log.projection(store);
  await projection.start();
  for (const fact of facts) {
    session.facts.push(fact);
    await log.write('e1', session);
  }
  await projection.session(ID);
  projection.stop();
  const replayed = (from: Pick<MemoryProjectionStore, 'history'> = store, text = store.summary(ID)!): string =>
    sessionDigest(replayStored(from, { sessionId: ID, text }, { context }).session, context);
  return { log, store, replayed, live: sessionDigest(session.session!, context), count: facts.length };
}

describe('a stored session', () => {
  it.each(COURSES)('that %s is replayed to the hash of the live one', async (_name, course) => {
    const { store, replayed, live, count } = await given(course);

    expect(replayed()).toBe(live);
    const stored = { sessionId: ID, text: store.summary(ID)! };
    expect(replayStored(store, stored, { context }).facts).toBe(count);
  });

  it.each(COURSES)('that %s is so after its records were read again, too', async (_name, course) => {
    const { log, store, replayed, live } = await given(course, new AheadStore());

    await log.projection(store).start();

    expect(replayed()).toBe(live);
  });

  it('is not replayed when its history was stored without facts', async () => {
    const { store, replayed } = await given((session) => session.propose());
    const before = (entry: HistoryEntry): HistoryEntry => ({
      ...entry,
      bytes: encodeBytes(Envelope, Envelope.decode(entry.bytes)),
    });
    const history = (sessionId: string, after: number, limit: number): readonly HistoryEntry[] =>
      store.history(sessionId, after, limit).map(before);

    expect(() => replayed({ history })).toThrow(FactsNotKept);
  });

  it.each([
    ['ends early', (entries: readonly HistoryEntry[]) => entries.slice(0, -1), 'does not come to its summary'],
    ['has a gap', (entries: readonly HistoryEntry[]) => entries.filter((_, at) => at !== 1), 'ordinals have no gap'],
    ['is gone', () => [], 'has a summary and no history'],
  ])('whose history %s is damaged', async (_name, damage, why) => {
    const { store, replayed } = await given((session) => (session.propose(), session.propose()));
    const history = (sessionId: string, after: number, limit: number): readonly HistoryEntry[] =>
      damage(store.history(sessionId, after, limit));

    expect(() => replayed({ history })).toThrow(why);
  });

  it('that was paused while an older release projected it does not come to its summary', async () => {
    const { store, replayed } = await given((session) => (session.propose(), paused(session), session.propose()));
    const withoutPause = ({ ordinal, bytes }: HistoryEntry): HistoryEntry => {
      const fact = viewHistoryEntry(bytes)!.at(-1) as EnvelopeFact;
      return { ordinal, bytes: encodeHistoryEntry(fact, []) };
    };
    const history = (sessionId: string, after: number, limit: number): readonly HistoryEntry[] =>
      store.history(sessionId, after, limit).map(withoutPause);

    expect(() => replayed({ history })).toThrow('does not come to its summary');
  });

  it('whose summary is of another state is damaged', async () => {
    const { store, replayed } = await given((session) => session.propose());
    const text = store.summary(ID)!.replace('"OPEN"', '"EXPIRED"');

    expect(() => replayed(store, text)).toThrow('does not come to its summary');
  });
});
