/**
 * Many sessions of one sender and many streams at once, with the limits lifted (runtime specification §3, §5, §8): all of
 * them are there, each once, and memory grows no faster than stated.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { completeDecision, getSession, history, proposalStep, send, startStep } from './decision-script.js';
import { eventually } from './eventually.js';
import { DURABLE_PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest, Settings } from './server-under-test.js';
import { healthDuring, listAll, measureStarts, sendUntilKnown, startAll } from './session-crowd.js';
import type { CrowdCost } from './session-crowd.js';
import { SessionFollower } from './session-follower.js';

jest.setTimeout(480_000);

const SESSIONS = 100_000;
/** They are started in so many parts, each measured. */
const PARTS = 4;
/** What an open session may cost in resident memory of each process: state, projection, and pages of the log. */
const BYTES_PER_SESSION_MAX = 24 * 1024;

/** As many as one identity may have open at once. */
const PLACES = 5_000;

/** As the standard health service says it. */
const SERVING = 1;

const STREAMS = 10_000;
const STREAMS_PER_CONNECTION = 100;
/** What an idle stream may cost in resident memory. */
const BYTES_PER_STREAM_MAX = 48 * 1024;

describe.each(DURABLE_PROFILES)('$name', ({ start, crowd }) => {
  const sessions = SESSIONS * crowd;
  const streams = STREAMS * crowd;
  // A refusal looks each of them up: between processes that is a call for each.
  const places = PLACES * crowd;
  let server: ServerUnderTest;
  let clients: RuntimeClient[];
  beforeEach(() => {
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await server.remove();
  });

  const begin = async (settings: Settings = {}): Promise<void> => {
    server = await start({ ...UNLIMITED, ...settings });
  };
  const residentBytes = (): Promise<number> => server.metric('process_resident_memory_bytes');

  function connections(count: number): readonly RuntimeClient[] {
    clients.push(...Array.from({ length: count }, () => connect(server)));
    return clients.slice(-count);
  }

  it(`has ${sessions} open sessions of one sender, each there and none twice, and is healthy meanwhile`, async () => {
    await begin();
    const callers = connections(4);
    const [observer] = connections(1);
    const sessionIds = Array.from({ length: sessions }, () => randomUUID());
    const costs: CrowdCost[] = [];
    for (let part = 0; part < PARTS; part++) {
      const ids = sessionIds.slice((part * sessions) / PARTS, ((part + 1) * sessions) / PARTS);
      const measured = measureStarts(server, callers, ids);
      const answers = await healthDuring(observer!, measured);
      expect(new Set(answers)).toEqual(new Set([SERVING]));
      costs.push(await measured);
    }
    console.info(costs.map((cost) => JSON.stringify(cost)).join('\n'));
    // The first ones warm the processes up: what they take is not for sessions.
    const taken = costs.slice(1).reduce((sum, cost) => sum + cost.residentBytes, 0) / (PARTS - 1);
    expect(taken).toBeLessThan(BYTES_PER_SESSION_MAX * server.processes);

    const listed = await listAll(callers[0]!);
    expect(listed.map(({ sessionId }) => sessionId)).toEqual(sessionIds.toSorted());
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set([SessionState.SESSION_STATE_OPEN]));
    for (let n = 0; n < sessions; n += sessions / 100) {
      const sessionId = sessionIds[n]!;
      expect(await getSession(callers[0]!, sessionId)).toMatchObject({ sessionId, initiator: 'lead' });
    }
    await expectDecides(callers[0]!);
  });

  it(`lets one identity have ${places} open sessions and none more, and another one when one has ended`, async () => {
    const tokens = ['lead', 'alice', 'bob'].map((sender) => ({ token: sender, sender }));
    const [lead, ...others] = tokens;
    await begin({ AUTH_TOKENS_JSON: JSON.stringify([{ ...lead, max_open_sessions: places }, ...others]) });
    const callers = connections(4);
    const [client] = callers;
    const sessionIds = Array.from({ length: places }, () => randomUUID());
    await startAll(callers, sessionIds);
    const refusedId = randomUUID();
    const refused = { ok: false, sessionId: refusedId, error: { code: 'RATE_LIMITED' } };
    expect(await sendUntilKnown(client!, startStep(refusedId))).toMatchObject(refused);
    const request = { sessionId: sessionIds[places / 2]!, reason: 'room' };
    await callUnary(client!, { rpc: 'CancelSession', request, metadata: bearer('lead') });
    const raced = await Promise.all(Array.from({ length: 5 }, () => sendUntilKnown(client!, startStep(randomUUID()))));
    expect(raced.map(({ error }) => error?.code ?? 'ok').sort()).toEqual([...Array(4).fill('RATE_LIMITED'), 'ok']);
    const open = (await listAll(client!)).filter(({ state }) => state === SessionState.SESSION_STATE_OPEN);
    expect(open).toHaveLength(places);
    expect(open.map(({ sessionId }) => sessionId)).not.toContain(refusedId);
  });

  it(`holds ${streams} streams open, each of which gets what is said`, async () => {
    await begin();
    const [client] = connections(1);
    const sessionId = randomUUID();
    const opening = startStep(sessionId);
    expect((await send(client!, opening)).ok).toBe(true);
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
    const said = [opening, proposal].map(({ envelope }) => envelope.messageId);
    for (const { ids, errors } of followers) expect([ids, errors]).toEqual([said, []]);
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
