/**
 * What a restart keeps (runtime specification §4.7, §10): every session in the state it was in, its history, its place in
 * the lists, and that its id is taken, whether the server left in order or was killed.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { completeDecision, getSession, history, proposalStep, send, startStep } from './decision-script.js';
import { DURABLE_PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';

jest.setTimeout(240_000);

let server: ServerUnderTest;
afterEach(() => server.remove());

/** Sends everything; each must be accepted. */
async function play(client: RuntimeClient, steps: ReturnType<typeof completeDecision>): Promise<string[]> {
  for (const message of steps) expect(await send(client, message)).toMatchObject({ ok: true, duplicate: false });
  return steps.map(({ envelope }) => envelope.messageId!);
}

async function control(client: RuntimeClient, rpc: 'CancelSession' | 'SuspendSession', sessionId: string) {
  const { ack } = await callUnary(client, { rpc, request: { sessionId, reason: 'spec' }, metadata: bearer('lead') });
  expect(ack!.ok).toBe(true);
}

/** One session in each state, with the ids of its history. */
async function oneOfEach(client: RuntimeClient): Promise<Map<string, { state: SessionState; ids: string[] }>> {
  const sessions = new Map<string, { state: SessionState; ids: string[] }>();
  const begin = async (state: SessionState, steps: (id: string) => ReturnType<typeof completeDecision>) => {
    const sessionId = randomUUID();
    sessions.set(sessionId, { state, ids: await play(client, steps(sessionId)) });
    return sessionId;
  };
  const opened = (id: string) => completeDecision(id).slice(0, 4);
  await begin(SessionState.SESSION_STATE_OPEN, opened);
  await begin(SessionState.SESSION_STATE_RESOLVED, completeDecision);
  await control(client, 'CancelSession', await begin(SessionState.SESSION_STATE_CANCELLED, opened));
  await control(client, 'SuspendSession', await begin(SessionState.SESSION_STATE_SUSPENDED, opened));
  const overdue = await begin(SessionState.SESSION_STATE_EXPIRED, (id) => {
    const { sender, envelope } = startStep(id);
    return [{ sender, envelope: { ...envelope, timestampUnixMs: Date.now() - 86_400_000 } }];
  });
  expect((await send(client, proposalStep(overdue, 'p'))).error!.code).toBe('SESSION_NOT_OPEN');
  return sessions;
}

/** Every session there is, over pages of two. */
async function listed(client: RuntimeClient): Promise<macp.v1.SessionMetadata[]> {
  const sessions: macp.v1.SessionMetadata[] = [];
  let pageToken = '';
  do {
    const request = { pageSize: 2, pageToken };
    const page = await callUnary(client, { rpc: 'ListSessions', request, metadata: bearer('lead') });
    sessions.push(...page.sessions);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return sessions;
}

const isOver = (state: SessionState): boolean =>
  state !== SessionState.SESSION_STATE_OPEN && state !== SessionState.SESSION_STATE_SUSPENDED;

describe.each(DURABLE_PROFILES)('$name', ({ start }) => {
  const leave: readonly [string, () => Promise<unknown>][] = [
    ['SIGTERM', () => server.stop()],
    ['kill -9', () => server.kill()],
  ];
  it.each(leave)('shows every session after %s as it was before', async (_name, end) => {
    server = await start(UNLIMITED);
    const before = connect(server);
    const sessions = await oneOfEach(before);
    const metadata = new Map<string, macp.v1.SessionMetadata>();
    for (const [sessionId, { state }] of sessions) {
      const shown = await getSession(before, sessionId);
      expect(shown.state).toBe(state);
      metadata.set(sessionId, shown);
    }
    const list = await listed(before);
    expect(list.map(({ sessionId }) => sessionId)).toEqual([...sessions.keys()].sort());
    before.close();
    await end();

    await server.restart();
    const client = connect(server);
    expect(await listed(client)).toEqual(list);
    for (const [sessionId, { state, ids }] of sessions) {
      expect(await getSession(client, sessionId)).toEqual(metadata.get(sessionId));
      expect(await history(client, sessionId)).toEqual(ids);
      // The ids of its messages are taken, and so is its own.
      const again = startStep(sessionId);
      expect((await send(client, again)).error!.code).toBe('SESSION_ALREADY_EXISTS');
      const repeat = { ...again, envelope: { ...again.envelope, messageId: ids[0]! } };
      expect(await send(client, repeat)).toMatchObject({ ok: true, duplicate: true, sessionState: state });
      const late = await send(client, proposalStep(sessionId, 'late'));
      expect(late.error?.code).toBe(
        state === SessionState.SESSION_STATE_OPEN ? 'INVALID_ENVELOPE' : 'SESSION_NOT_OPEN',
      );
    }
    client.close();
  });

  it('shows ended sessions although none of them stays in memory, to those who may see them', async () => {
    server = await start({ ...UNLIMITED, SESSION_RETENTION_SECS: '0' });
    const before = connect(server);
    const sessions = await oneOfEach(before);
    const list = await listed(before);
    before.close();
    await server.stop();

    await server.restart();
    const client = connect(server);
    // Leaving memory happens with the checkpoint at the end of the process before.
    expect(await server.metric('macp_sessions_resident')).toBe(2);
    expect(await listed(client)).toEqual(list);
    for (const [sessionId, { state, ids }] of sessions) {
      expect(await getSession(client, sessionId)).toEqual(list.find((shown) => shown.sessionId === sessionId));
      expect(await history(client, sessionId)).toEqual(ids);
      if (!isOver(state)) continue;
      expect((await send(client, startStep(sessionId))).error!.code).toBe('SESSION_ALREADY_EXISTS');
      const stranger = callUnary(client, { rpc: 'GetSession', request: { sessionId }, metadata: bearer('mallory') });
      await expect(stranger).rejects.toMatchObject({ details: 'FORBIDDEN: session access denied' });
    }
    expect(await listed(client)).toEqual(list);
    client.close();
  });
});
