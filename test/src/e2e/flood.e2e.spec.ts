/**
 * Many sessions of one sender and many streams at once, with the limits lifted (runtime specification §3, §5, §8): all of
 * them are there, each once, and memory grows no faster than stated.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { completeDecision, history, proposalStep, send, startStep } from './decision-script.js';
import { eventually } from './eventually.js';
import { DURABLE_PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';

jest.setTimeout(240_000);

const SESSIONS = 20_000;
const CALLERS = 128;
/** What an open session may cost in resident memory of each process: state, projection, and pages of the log. */
const BYTES_PER_SESSION_MAX = 24 * 1024;

const STREAMS = 10_000;
const STREAMS_PER_CONNECTION = 100;
/** What an idle stream may cost in resident memory. */
const BYTES_PER_STREAM_MAX = 48 * 1024;

/** Starts a session for each id, many at a time. */
async function startAll(clients: readonly RuntimeClient[], sessionIds: readonly string[]): Promise<void> {
  let next = 0;
  const call = async (client: RuntimeClient): Promise<void> => {
    while (next < sessionIds.length) {
      const { ok, error } = await send(client, startStep(sessionIds[next++]!));
      if (!ok) throw new Error(error!.code);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => call(clients[n % clients.length]!)));
}

async function listAll(client: RuntimeClient): Promise<macp.v1.SessionMetadata[]> {
  const sessions: macp.v1.SessionMetadata[] = [];
  let pageToken = '';
  do {
    const request = { pageSize: 1000, pageToken };
    const page = await callUnary(client, { rpc: 'ListSessions', request, metadata: bearer('lead') });
    sessions.push(...page.sessions);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return sessions;
}

describe.each(DURABLE_PROFILES)('$name', ({ start, crowd }) => {
  const sessions = SESSIONS * crowd;
  const streams = STREAMS * crowd;
  let server: ServerUnderTest;
  let clients: RuntimeClient[];
  beforeEach(async () => {
    server = await start(UNLIMITED);
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await server.remove();
  });

  const residentBytes = (): Promise<number> => server.metric('process_resident_memory_bytes');

  function connections(count: number): readonly RuntimeClient[] {
    clients.push(...Array.from({ length: count }, () => connect(server)));
    return clients.slice(-count);
  }

  it(`has ${sessions} open sessions of one sender, each there and none twice`, async () => {
    const callers = connections(4);
    const sessionIds = Array.from({ length: sessions }, () => randomUUID());
    // The first ones warm the processes up: what they take is not for sessions.
    const [warmUp, measured] = [sessionIds.slice(0, sessions / 4), sessionIds.slice(sessions / 4)];
    await startAll(callers, warmUp);
    const before = await residentBytes();
    const startedMs = performance.now();
    await startAll(callers, measured);
    const perSecond = measured.length / ((performance.now() - startedMs) / 1000);
    const slopeBytes = ((await residentBytes()) - before) / measured.length;
    console.info(`${perSecond.toFixed(0)} sessions a second, ${slopeBytes.toFixed(0)} bytes each`);
    expect(slopeBytes).toBeLessThan(BYTES_PER_SESSION_MAX * server.processes);

    const listed = await listAll(callers[0]!);
    expect(listed.map(({ sessionId }) => sessionId)).toEqual(sessionIds.toSorted());
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set([SessionState.SESSION_STATE_OPEN]));
    await expectDecides(callers[0]!);
  });

  it(`holds ${streams} streams open, each of which gets what is said`, async () => {
    const [client] = connections(1);
    const sessionId = randomUUID();
    expect((await send(client!, startStep(sessionId))).ok).toBe(true);
    const before = await residentBytes();
    const followers = connections(streams / STREAMS_PER_CONNECTION).flatMap((each) =>
      Array.from({ length: STREAMS_PER_CONNECTION }, () => SessionFollower.subscribe(each, sessionId)),
    );
    await Promise.all(followers.map((follower) => follower.arrived(1)));
    expect(await server.metric('macp_streams_open')).toBe(streams);
    const slopeBytes = ((await residentBytes()) - before) / streams;
    console.info(`${slopeBytes.toFixed(0)} bytes a stream`);
    expect(slopeBytes).toBeLessThan(BYTES_PER_STREAM_MAX * server.processes);

    const proposal = proposalStep(sessionId, 'p');
    expect((await send(client!, proposal)).ok).toBe(true);
    await Promise.all(followers.map((follower) => follower.arrived(2)));
    expect(followers.every(({ ids }) => ids.at(-1) === proposal.envelope.messageId)).toBe(true);
    await Promise.all(followers.map((follower) => follower.cancel()));
    await eventually(() => server.metric('macp_streams_open'), 0);
    await expectDecides(client!);
  });
});

/** Plays a whole decision and reads it back. */
async function expectDecides(client: RuntimeClient): Promise<void> {
  const sessionId = randomUUID();
  const steps = completeDecision(sessionId);
  for (const message of steps) expect(await send(client, message)).toMatchObject({ ok: true, duplicate: false });
  expect(await history(client, sessionId)).toEqual(steps.map(({ envelope }) => envelope.messageId));
}
