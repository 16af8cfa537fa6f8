/**
 * A process that keeps nothing on disk (runtime specification §4.3, §11.3): ended sessions are there for the time of their
 * retention and gone afterwards, their ids stay taken, and the log does not grow for ever.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect, failureOf, refusal } from './connection.js';
import { completeDecision, getSession, history, proposalStep, send, startStep } from './decision-script.js';
import { RuntimeProcess } from './runtime-process.js';
import { UNLIMITED } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { expectBoundedMemory } from './still-serves.js';

jest.setTimeout(240_000);

let server: RuntimeProcess;
afterEach(() => server.remove());

const start = async (retentionSecs: string): Promise<RuntimeClient> => {
  const settings = { MEMORY_ONLY: '1', PARTITIONS: '1', SESSION_RETENTION_SECS: retentionSecs };
  server = await RuntimeProcess.start({ ...UNLIMITED, ...settings });
  return connect(server);
};

async function decide(client: RuntimeClient): Promise<{ readonly sessionId: string; readonly ids: readonly string[] }> {
  const sessionId = randomUUID();
  const steps = completeDecision(sessionId);
  for (const message of steps) expect((await send(client, message)).ok).toBe(true);
  return { sessionId, ids: steps.map(({ envelope }) => envelope.messageId!) };
}

const isListed = async (client: RuntimeClient, sessionId: string): Promise<boolean> => {
  const { sessions } = await callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer('lead') });
  return sessions.some((listed) => listed.sessionId === sessionId);
};

const notFound = (sessionId: string) =>
  refusal(status.NOT_FOUND, 'SESSION_NOT_FOUND', `Session '${sessionId}' not found`);

describe('an ended session', () => {
  it('is shown, listed and replayed within its retention; its ids are taken', async () => {
    const client = await start('3600');
    const { sessionId, ids } = await decide(client);
    expect((await getSession(client, sessionId)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
    expect(await isListed(client, sessionId)).toBe(true);
    expect(await history(client, sessionId)).toEqual(ids);
    expect((await send(client, startStep(sessionId))).error!.code).toBe('SESSION_ALREADY_EXISTS');
    expect((await send(client, proposalStep(sessionId, 'late'))).error!.code).toBe('SESSION_NOT_OPEN');
    client.close();
  });

  it('is gone after its retention, with its part of the log; its id stays taken', async () => {
    const client = await start('0');
    const { sessionId } = await decide(client);
    expect(await isListed(client, sessionId)).toBe(false);
    expect(await SessionFollower.subscribe(client, sessionId).ended).toEqual(notFound(sessionId));
    let played = 1;
    while ((await server.metric('macp_session_log_records_trimmed_total')) === 0) {
      for (let n = 0; n < 100; n++) await decide(client);
      played += 100;
    }
    const get = callUnary(client, { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') });
    expect(await failureOf(get)).toEqual(notFound(sessionId));
    expect(await server.metric('macp_sessions_resident')).toBeLessThan(played);
    expect((await send(client, startStep(sessionId))).error!.code).toBe('SESSION_ALREADY_EXISTS');
    expect((await send(client, proposalStep(sessionId, 'late'))).error!.code).toBe('SESSION_NOT_FOUND');
    await expectBoundedMemory(server);
    client.close();
  });
});

it('forgets everything with the process', async () => {
  const client = await start('3600');
  const { sessionId } = await decide(client);
  client.close();
  await server.stop();

  await server.restart();
  const next = connect(server);
  const get = callUnary(next, { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') });
  expect(await failureOf(get)).toEqual(notFound(sessionId));
  expect(await send(next, startStep(sessionId))).toMatchObject({ ok: true, duplicate: false });
  next.close();
});
