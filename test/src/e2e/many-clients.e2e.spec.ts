/**
 * Many clients, slow ones, silent ones and those that vanish (runtime specification §2.4, §5): each message is accepted
 * once, each follower gets every envelope once and in order, and nobody delays anybody else.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SendRequest, StreamSessionRequest, encodeBytes } from '@macp/proto';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { completeDecision, history, proposalStep, send, startStep } from './decision-script.js';
import { eventually } from './eventually.js';
import { PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { expectBoundedMemory, expectStillServes } from './still-serves.js';
import { babble, grpcFrame, vanish } from './vanishing-client.js';

jest.setTimeout(240_000);

describe.each(PROFILES)('$name', ({ start }) => {
  let server: ServerUnderTest;
  let client: RuntimeClient;
  beforeAll(async () => {
    server = await start(UNLIMITED);
    client = connect(server);
  });
  afterAll(async () => {
    client.close();
    await server.remove();
  });

  async function openSession(): Promise<string> {
    const sessionId = randomUUID();
    expect((await send(client, startStep(sessionId))).ok).toBe(true);
    return sessionId;
  }

  const openStreams = (): Promise<number> => server.metric('macp_streams_open');

  it('accepts a message once that is sent a thousand times in parallel over several connections', async () => {
    const sessionId = await openSession();
    const clients = Array.from({ length: 5 }, () => connect(server));
    const message = proposalStep(sessionId, 'p');
    const acks = await Promise.all(Array.from({ length: 1000 }, (_, n) => send(clients[n % clients.length]!, message)));
    expect(acks.every(({ ok }) => ok)).toBe(true);
    expect(acks.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await history(client, sessionId)).slice(1)).toEqual([message.envelope.messageId]);
    for (const each of clients) each.close();
  });

  it('starts a session once that a hundred starts race for', async () => {
    const sessionId = randomUUID();
    const starts = Array.from({ length: 100 }, () => startStep(sessionId));
    const acks = await Promise.all(starts.map((message) => send(client, message)));
    const accepted = acks.filter(({ ok }) => ok);
    expect(accepted).toHaveLength(1);
    const refused = acks.filter(({ error }) => error?.code === 'SESSION_ALREADY_EXISTS');
    expect(refused).toHaveLength(99);
    expect(await history(client, sessionId)).toEqual([accepted[0]!.messageId]);
  });

  it('delivers to a thousand followers every envelope once and in order while decisions go on', async () => {
    const CONNECTIONS = 10;
    const SESSIONS = 10;
    const sessions = Array.from({ length: SESSIONS }, () => {
      const sessionId = randomUUID();
      const [opening, ...rest] = completeDecision(sessionId);
      const more = Array.from({ length: 10 }, (_, n) => proposalStep(sessionId, `more-${n}`));
      return { sessionId, steps: [opening!, ...more, ...rest] };
    });
    for (const { steps } of sessions) expect((await send(client, steps[0]!)).ok).toBe(true);
    const clients = Array.from({ length: CONNECTIONS }, () => connect(server));
    const followers = clients.flatMap((each) =>
      Array.from({ length: 100 }, (_, n) => {
        const session = sessions[n % SESSIONS]!;
        return { session, follower: SessionFollower.subscribe(each, session.sessionId) };
      }),
    );
    const played = sessions.map(async ({ steps }) => {
      for (const message of steps.slice(1)) expect(await send(client, message)).toMatchObject({ ok: true });
    });
    await Promise.all(played);
    await Promise.all(followers.map(({ session, follower }) => follower.arrived(session.steps.length)));
    expect(await openStreams()).toBe(1000);
    await expectBoundedMemory(server);
    const ends = await Promise.all(followers.map(({ follower }) => follower.halfClose()));
    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([status.OK]));
    for (const { session, follower } of followers) {
      expect(follower.ids).toEqual(session.steps.map(({ envelope }) => envelope.messageId));
    }
    for (const each of clients) each.close();
    await eventually(openStreams, 0);
  });

  it('keeps a stream that says nothing, for as long as its client wants', async () => {
    const silent = new SessionFollower(client);
    await eventually(openStreams, 1);
    const sessionId = await openSession();
    for (const message of completeDecision(randomUUID())) expect((await send(client, message)).ok).toBe(true);
    expect(await openStreams()).toBe(1);
    silent.send({ subscribeSessionId: sessionId });
    await silent.arrived(1);
    expect(silent.errors).toEqual([]);
    expect((await silent.halfClose()).code).toBe(status.OK);
    await eventually(openStreams, 0);
  });

  it('ends who does not read with STREAM_LAGGED, and others get everything meanwhile', async () => {
    const sessionId = await openSession();
    const slowClient = connect(server);
    const slow = SessionFollower.subscribe(slowClient, sessionId);
    const quick = SessionFollower.subscribe(client, sessionId);
    await slow.arrived(1);
    await quick.arrived(1);
    slow.pause();
    const laggedBefore = await server.metric('macp_streams_lagged_total');
    const ids: string[] = [];
    // More than flow control lets through, then more than a follower may be behind.
    while ((await server.metric('macp_streams_lagged_total')) === laggedBefore) {
      for (let n = 0; n < 50; n++) {
        const message = proposalStep(sessionId, randomUUID(), 'x'.repeat(4000));
        expect((await send(client, message)).ok).toBe(true);
        ids.push(message.envelope.messageId!);
      }
      await quick.arrived(1 + ids.length);
    }
    expect(quick.ids.slice(1)).toEqual(ids);
    slow.resume();
    const { code, macpCode, text } = await slow.ended;
    expect([code, macpCode]).toEqual([status.RESOURCE_EXHAUSTED, 'STREAM_LAGGED']);
    expect(text).toMatch(/^StreamSession receiver fell behind by \d+ envelopes$/);
    // What came before is a prefix; the rest is to be had from there on.
    expect(slow.ids).toEqual(quick.ids.slice(0, slow.ids.length));
    const again = SessionFollower.subscribe(slowClient, sessionId, slow.ids.length);
    await again.halfClose();
    expect([...slow.ids, ...again.ids]).toEqual(quick.ids);
    await quick.halfClose();
    slowClient.close();
  });

  it('lets go of a client that does not read and never comes back', async () => {
    const sessionId = await openSession();
    const slowClient = connect(server);
    const slow = SessionFollower.subscribe(slowClient, sessionId);
    await slow.arrived(1);
    slow.pause();
    for (let n = 0; n < 100; n++) await send(client, proposalStep(sessionId, randomUUID(), 'x'.repeat(4000)));
    expect(await openStreams()).toBe(1);
    await slow.cancel();
    slowClient.close();
    await eventually(openStreams, 0);
  });

  describe('clients that vanish', () => {
    const CLIENTS = 50;
    const each = (act: (n: number) => Promise<void>): Promise<unknown> =>
      Promise.all(Array.from({ length: CLIENTS }, (_, n) => act(n)));

    it('in the middle of a request leave nothing', async () => {
      const sessionId = await openSession();
      const request = encodeBytes(SendRequest, { envelope: proposalStep(sessionId, 'p').envelope });
      await each((n) =>
        vanish(server.address, { rpc: 'Send', bytes: grpcFrame(request, request.length + 1).subarray(0, 6 + n) }),
      );
      expect(await history(client, sessionId)).toHaveLength(1);
    });

    it('before the answer may ask again: each message is in the history once', async () => {
      const sessionId = await openSession();
      const messages = Array.from({ length: CLIENTS }, (_, n) => proposalStep(sessionId, `p-${n}`));
      await each((n) => {
        const request = encodeBytes(SendRequest, { envelope: messages[n]!.envelope });
        return vanish(server.address, { rpc: 'Send', bytes: grpcFrame(request) });
      });
      const acks = await Promise.all(messages.map((message) => send(client, message)));
      expect(acks.every(({ ok }) => ok)).toBe(true);
      const ids = (await history(client, sessionId)).slice(1);
      expect(ids).toHaveLength(CLIENTS);
      expect(new Set(ids)).toEqual(new Set(messages.map(({ envelope }) => envelope.messageId)));
    });

    it('from a stream are not followed up', async () => {
      const sessionId = await openSession();
      const frame = grpcFrame(encodeBytes(StreamSessionRequest, { subscribeSessionId: sessionId }));
      await each(() =>
        vanish(server.address, {
          rpc: 'StreamSession',
          bytes: frame,
          until: async (stream) => void (await once(stream, 'data')),
        }),
      );
      await eventually(openStreams, 0);
      expect((await send(client, proposalStep(sessionId, 'p'))).ok).toBe(true);
    });

    it('after speaking another language are not understood', async () => {
      const texts = [
        'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense',
        '\u0000'.repeat(500),
        '',
      ];
      await each((n) => babble(server.address, Buffer.from(texts[n % texts.length]!)));
    });
  });

  it('serves as before, after all of this', () => expectStillServes(server));
});
