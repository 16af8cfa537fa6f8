/** Edge cases 27–42 of the kernel's page that a client sees: pauses by the clock, streams, histories and lists. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import { refusal } from '../connection.js';
import { history } from '../decision-script.js';
import { eventually } from '../eventually.js';
import { answerOfAck, changed, pageTokenBefore, proposalStep, startStep } from './edge-world.js';
import type { EdgeWorld, WireRow } from './edge-world.js';

type Control = 'CancelSession' | 'SuspendSession' | 'ResumeSession';

/** Makes a control call as the initiator; the answer in one line. */
export async function control(world: EdgeWorld, rpc: Control, sessionId: string): Promise<string> {
  const { ack } = await world.call(rpc, { sessionId, reason: 'spec' });
  return answerOfAck(ack!);
}

/** Unix ms until which the session runs, as its initiator sees it. */
export async function expiresAt(world: EdgeWorld, sessionId: string): Promise<number> {
  const { metadata } = await world.call('GetSession', { sessionId });
  return Number(metadata!.expiresAtUnixMs);
}

/** Resolves once the clock has moved on by more than `ms`. */
async function pass(ms: number): Promise<void> {
  const from = Date.now();
  await eventually(async () => Date.now() > from + ms, true);
}

const PAUSE_ROWS: readonly WireRow[] = [
  {
    row: 27,
    given: 'a suspended session',
    when: 'resumed later than its deadline was',
    outcome: 'it has as much time left as when it was suspended',
    differs:
      'a pause of more than the whole TTL instead of ten minutes; banked_ms is in the log, which no client reads',
    play: async (world) => {
      const ttlMs = 1_000;
      const sessionId = await world.session({ ttlMs });
      const before = await expiresAt(world, sessionId);
      expect(await control(world, 'SuspendSession', sessionId)).toBe('ok SUSPENDED');
      expect(await expiresAt(world, sessionId)).toBe(before);
      const suspendedBy = Date.now();
      await pass(ttlMs);
      const resumedFrom = Date.now();
      expect(await control(world, 'ResumeSession', sessionId)).toBe('ok OPEN');
      const resumedBy = Date.now();
      const pauseMs = (await expiresAt(world, sessionId)) - before;
      expect(pauseMs).toBeGreaterThanOrEqual(resumedFrom - suspendedBy);
      expect(pauseMs).toBeLessThanOrEqual(resumedBy - (before - ttlMs));
    },
  },
  {
    row: 28,
    given: 'a cap of a millisecond that a pause has exceeded',
    when: 'resumed',
    outcome: 'SESSION_NOT_OPEN, EXPIRED',
    play: async (world) => {
      const sessionId = await world.session({ maxSuspendMs: 1 });
      expect(await control(world, 'SuspendSession', sessionId)).toBe('ok SUSPENDED');
      await pass(2);
      expect(await control(world, 'ResumeSession', sessionId)).toBe('SESSION_NOT_OPEN SessionNotOpen');
      expect(await world.state(sessionId)).toBe('EXPIRED');
    },
  },
  {
    row: 30,
    given: 'a suspended session past its cap that nobody touches',
    when: 'time passes',
    outcome: 'it expires',
    differs: 'it expires by itself, where the page has it stay SUSPENDED until somebody looks: what is due is recorded',
    play: async (world) => {
      const sessionId = await world.session({ maxSuspendMs: 1 });
      expect(await control(world, 'SuspendSession', sessionId)).toBe('ok SUSPENDED');
      await eventually(async () => (await world.listed(sessionId))!.state, 3);
      expect(await world.state(sessionId)).toBe('EXPIRED');
    },
  },
];

const HISTORY_ROWS: readonly WireRow[] = [33, 34].map((row) => ({
  row,
  given: 'a session that was resolved by its fifth envelope',
  when: 'subscribed after 0, 4 and 5',
  outcome: 'all five are replayed; the last; none, and the stream stays',
  ...(row === 33 && { differs: 'the full history is kept: HISTORY_UNAVAILABLE cannot occur without compaction' }),
  play: async (world) => {
    const { sessionId, ids } = await world.resolved();
    for (const after of [0, 4, 5, 1_000]) {
      const follower = world.follow(sessionId, after);
      await follower.arrived(Math.max(0, ids.length - after));
      expect((await follower.halfClose()).code).toBe(status.OK);
      expect(follower.ids).toEqual(ids.slice(after));
    }
  },
}));

const STREAM_ROWS: readonly WireRow[] = [
  {
    row: 35,
    given: 'a pause between envelopes 2 and 3',
    when: 'subscribed after 2',
    outcome: 'envelope 3 on, and nothing of the pause',
    play: async (world) => {
      const sessionId = await world.session();
      expect(await world.answer(proposalStep(sessionId, 'p'))).toBe('ok OPEN');
      expect(await control(world, 'SuspendSession', sessionId)).toBe('ok SUSPENDED');
      expect(await control(world, 'ResumeSession', sessionId)).toBe('ok OPEN');
      const third = proposalStep(sessionId, 'q');
      expect(await world.answer(third)).toBe('ok OPEN');
      const follower = world.follow(sessionId, 2);
      await follower.arrived(1);
      expect((await follower.halfClose()).code).toBe(status.OK);
      expect([follower.ids, follower.errors]).toEqual([[third.envelope.messageId], []]);
    },
  },
  {
    row: 36,
    given: 'an outsider',
    when: 'it subscribes to the session, then to its own',
    outcome: 'an inline FORBIDDEN without ids; the second works',
    play: async (world) => {
      const follower = world.follow(await world.session(), 0, 'outsider');
      await follower.arrived(1);
      expect(follower.errors).toMatchObject([{ code: 'FORBIDDEN', sessionId: '', messageId: '' }]);
      const own = startStep(randomUUID(), {}, 'outsider');
      expect(await world.answer(own)).toBe('ok OPEN');
      follower.send({ subscribeSessionId: own.envelope.sessionId! });
      await follower.arrived(2);
      expect(follower.ids).toEqual([own.envelope.messageId]);
      expect((await follower.halfClose()).code).toBe(status.OK);
    },
  },
  {
    row: 37,
    given: 'an unbound stream',
    when: 'a message for an unknown session comes on it, then one for another',
    outcome: 'an inline SESSION_NOT_FOUND; it is bound to that id',
    play: async (world) => {
      const stream = world.open();
      const unknown = proposalStep(randomUUID(), 'p').envelope;
      stream.send({ envelope: unknown });
      await stream.arrived(1);
      const { sessionId, messageId } = unknown;
      expect(stream.errors).toMatchObject([{ code: 'SESSION_NOT_FOUND', sessionId, messageId }]);
      stream.send({ envelope: proposalStep(await world.session(), 'p').envelope });
      expect(await stream.ended).toEqual(
        refusal(
          status.INVALID_ARGUMENT,
          'INVALID_ENVELOPE',
          'StreamSession may only carry envelopes for one session_id',
        ),
      );
    },
  },
  {
    row: 38,
    given: 'a subscriber',
    when: 'it closes its side at once',
    outcome: 'the history is delivered, and the stream ends OK',
    play: async (world) => {
      const { sessionId, ids } = await world.resolved();
      const follower = world.follow(sessionId);
      expect((await follower.halfClose()).code).toBe(status.OK);
      expect(follower.ids).toEqual(ids);
    },
  },
  {
    row: 39,
    given: 'a subscriber',
    when: 'the session is cancelled',
    outcome: 'nothing is delivered, and the stream stays open',
    play: async (world) => {
      const sessionId = await world.session();
      const follower = world.follow(sessionId);
      await follower.arrived(1);
      expect(await control(world, 'CancelSession', sessionId)).toBe('ok CANCELLED');
      // Still open: a second subscription on it is served.
      follower.send({ subscribeSessionId: sessionId });
      await follower.arrived(2);
      expect((await follower.halfClose()).code).toBe(status.OK);
      expect([new Set(follower.ids).size, follower.errors]).toEqual([1, []]);
    },
  },
];

const LIST_ROWS: readonly WireRow[] = [
  {
    row: 42,
    given: "a page's cursor that names no session there is",
    when: 'ListSessions',
    outcome: 'it goes on behind it',
    play: async (world) => {
      const [first, second] = [`zz-${randomUUID()}`, `zzz-${randomUUID()}`].map((id) => id.replace('zz-', 'zz_'));
      for (const sessionId of [second!, first!]) expect(await world.answer(startStep(sessionId))).toBe('ok OPEN');
      const page = async (pageToken: string) => {
        const { sessions, nextPageToken } = await world.call('ListSessions', { pageSize: 1, pageToken });
        return [...sessions.map(({ sessionId }) => sessionId), nextPageToken === ''];
      };
      expect(await page(pageTokenBefore(first!))).toEqual([first, false]);
      expect(await page(Buffer.from(`v1:${first}~`).toString('base64url'))).toEqual([second, true]);
    },
  },
];

/** Of a message that was refused, its id is free also for a stream. */
const ID_ROWS: readonly WireRow[] = [
  {
    row: 10,
    given: 'm9 was refused as FORBIDDEN on a stream',
    when: 'm9 comes from an authorised sender',
    outcome: 'accepted, not duplicate',
    play: async (world) => {
      const sessionId = await world.session();
      const m9 = changed(proposalStep(sessionId, 'p', 'stranger'), { messageId: 'm9' });
      const stream = world.open('stranger');
      stream.send({ envelope: m9.envelope });
      await stream.arrived(1);
      expect(stream.errors).toMatchObject([{ code: 'FORBIDDEN', sessionId, messageId: 'm9' }]);
      expect(await world.answer({ ...m9, sender: 'peer' })).toBe('ok OPEN');
      expect((await history(world.client, sessionId)).slice(1)).toEqual(['m9']);
      expect((await stream.halfClose()).code).toBe(status.OK);
    },
  },
];

export const STREAM_WIRE_ROWS: readonly WireRow[] = [
  ...ID_ROWS,
  ...PAUSE_ROWS,
  ...HISTORY_ROWS,
  ...STREAM_ROWS,
  ...LIST_ROWS,
];
