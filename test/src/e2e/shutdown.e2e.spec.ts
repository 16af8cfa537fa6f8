/**
 * Leaving (runtime specification §11.2): calls under way are answered, nothing acknowledged is lost, open streams last
 * until the drain deadline, and the exit code is 0.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RuntimeClient } from '@macp/wire';
import { connect, endOf } from './connection.js';
import type { CallEnd } from './connection.js';
import { history, proposalStep, send, startStep } from './decision-script.js';
import { DURABLE_PROFILES, PROFILES } from './profiles.js';
import { RuntimeProcess } from './runtime-process.js';
import { UNLIMITED } from './server-under-test.js';
import type { ProcessEnd, ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { openHttp2, openTcp } from './vanishing-client.js';

jest.setTimeout(240_000);

/** Longer than any spec may take: who waits for it to pass fails. */
const NEVER = { SHUTDOWN_DRAIN_SECS: '600' };
const SOON = { SHUTDOWN_DRAIN_SECS: '1' };
const DRAINED = 'all connections drained';
const FORCED = 'drain deadline reached with connections still open; forcing shutdown';
const GOODBYE = 'state persisted, goodbye';

let server: ServerUnderTest;
afterEach(() => server.remove());

async function openSession(client: RuntimeClient): Promise<string> {
  const sessionId = randomUUID();
  expect((await send(client, startStep(sessionId))).ok).toBe(true);
  return sessionId;
}

/** Every process left in order, the one that agents are connected to with their connections in the state of `edge`. */
function expectLeft(ends: readonly ProcessEnd[], edge: string): void {
  for (const end of ends) {
    expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(end.messages.at(-1)).toBe(GOODBYE);
  }
  expect(ends.filter(({ messages }) => messages.at(-2) === edge)).toHaveLength(1);
}

interface Journal {
  readonly sessionId: string;
  readonly sent: string[];
  readonly acknowledged: string[];
}

/** Sends proposals one after another until a call fails; resolves with what it failed with. */
async function pump(client: RuntimeClient, { sessionId, sent, acknowledged }: Journal): Promise<CallEnd> {
  try {
    for (;;) {
      const message = proposalStep(sessionId, randomUUID());
      sent.push(message.envelope.messageId!);
      const ack = await send(client, message);
      if (!ack.ok) throw new Error(`refused: ${ack.error!.code}`);
      acknowledged.push(message.envelope.messageId!);
    }
  } catch (error) {
    if ('metadata' in (error as object)) return endOf(error as Parameters<typeof endOf>[0]);
    throw error;
  }
}

describe.each(DURABLE_PROFILES)('$name: SIGTERM under load', ({ start }) => {
  it('loses nothing that was acknowledged, and refuses nothing that was not', async () => {
    server = await start({ ...UNLIMITED, ...NEVER });
    const clients = Array.from({ length: 4 }, () => connect(server));
    const journals: Journal[] = [];
    for (let n = 0; n < 32; n++) {
      journals.push({ sessionId: await openSession(clients[n % 4]!), sent: [], acknowledged: [] });
    }
    const pumps = journals.map((journal, n) => pump(clients[n % 4]!, journal));
    while (journals.some(({ acknowledged }) => acknowledged.length < 20)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const stopped = server.stop();
    const failures = await Promise.all(pumps);
    for (const each of clients) each.close();
    expectLeft(await stopped, DRAINED);
    for (const { code, macpCode } of failures) expect([code, macpCode]).toEqual([status.UNAVAILABLE, undefined]);

    await server.restart();
    const client = connect(server);
    for (const { sessionId, sent, acknowledged } of journals) {
      const ids = (await history(client, sessionId)).slice(1);
      expect(ids.slice(0, acknowledged.length)).toEqual(acknowledged);
      // The last one may have been accepted without its sender hearing of it.
      expect([acknowledged, sent]).toContainEqual(ids);
    }
    client.close();
  });
});

describe.each(PROFILES)('$name: SIGTERM', ({ start }) => {
  it('lets an open stream go on, accepts nobody new, and ends when the stream does', async () => {
    server = await start(NEVER);
    const client = connect(server);
    const sessionId = await openSession(client);
    const follower = SessionFollower.subscribe(client, sessionId);
    await follower.arrived(1);
    const stopped = server.stop();
    const late = connect(server);
    for (;;) {
      const { code } = await send(late, startStep(randomUUID())).then(
        () => ({ code: status.OK }),
        (error: Parameters<typeof endOf>[0]) => endOf(error),
      );
      if (code === status.UNAVAILABLE) break;
      expect(code).toBe(status.OK);
    }
    await expect(server.metric('macp_streams_open')).rejects.toThrow();
    const message = proposalStep(sessionId, 'p');
    follower.send({ envelope: message.envelope });
    await follower.arrived(2);
    expect(follower.ids.at(-1)).toBe(message.envelope.messageId);
    expect((await follower.halfClose()).code).toBe(status.OK);
    expectLeft(await stopped, DRAINED);
    client.close();
    late.close();
  });

  it('ends in order even at the moment it begins to listen', async () => {
    server = await start();
    for (let n = 0; n < 5; n++) {
      expectLeft(await server.stop(), DRAINED);
      await server.restart();
    }
  });

  it('does not wait for connections on which nothing is asked, or not a word is said', async () => {
    server = await start(NEVER);
    const used = connect(server);
    await openSession(used);
    const idle = await Promise.all(Array.from({ length: 5 }, () => openHttp2(server.address)));
    const mute = await Promise.all(Array.from({ length: 5 }, () => openTcp(server.address)));
    expectLeft(await server.stop(), DRAINED);
    for (const connection of [...idle, ...mute]) connection.destroy();
    used.close();
  });

  it('ends streams that stay at the deadline, as unavailable, and exits with 0', async () => {
    server = await start(SOON);
    const client = connect(server);
    const follower = SessionFollower.subscribe(client, await openSession(client));
    const silent = new SessionFollower(client);
    await follower.arrived(1);
    const stopped = server.stop();
    for (const { code, macpCode } of await Promise.all([follower.ended, silent.ended])) {
      expect([code, macpCode]).toEqual([status.UNAVAILABLE, undefined]);
    }
    expectLeft(await stopped, FORCED);
    client.close();
  });
});

describe.each(DURABLE_PROFILES)('$name: SIGTERM', ({ start }) => {
  it('ends streams at the deadline in the midst of their envelopes, and keeps what they were shown', async () => {
    server = await start({ ...UNLIMITED, ...SOON });
    const client = connect(server);
    const followers: { readonly sessionId: string; readonly follower: SessionFollower }[] = [];
    for (let n = 0; n < 30; n++) {
      const sessionId = await openSession(client);
      const follower = SessionFollower.subscribe(client, sessionId);
      follower.onEnvelope = () => follower.send({ envelope: proposalStep(sessionId, randomUUID()).envelope });
      followers.push({ sessionId, follower });
    }
    await Promise.all(followers.map(({ follower }) => follower.arrived(10)));
    const stopped = server.stop();
    const ends = await Promise.all(followers.map(({ follower }) => follower.ended));
    expect(ends.map(({ code }) => code)).toEqual(followers.map(() => status.UNAVAILABLE));
    for (const end of await stopped) expect(end).toMatchObject({ code: 0, stderr: '' });
    client.close();

    await server.restart();
    const reader = connect(server);
    for (const { sessionId, follower } of followers) {
      const ids = await history(reader, sessionId);
      expect(ids.slice(0, follower.ids.length)).toEqual(follower.ids);
    }
    reader.close();
  });
});

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('a second signal, %s, ends the process at once with %d', async (signal, code) => {
  const runtime = await RuntimeProcess.start({ MEMORY_ONLY: '1', ...NEVER });
  server = runtime;
  const client = connect(server);
  const silent = SessionFollower.subscribe(client, await openSession(client));
  await silent.arrived(1);
  void runtime.signal('SIGTERM');
  // The port is closed once the first signal has been heard.
  while (await fetch(`http://${server.address}`).then(() => true, hasAnswered)) continue;
  const end = await runtime.signal(signal);
  expect(end.code).toBe(code);
  expect(end.messages.at(-1)).toBe('second shutdown signal during drain; exiting immediately');
  client.close();
});

/** False when nobody listens. */
function hasAnswered(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code !== 'ECONNREFUSED';
}
