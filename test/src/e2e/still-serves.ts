/**
 * What has to be true of a server whatever was done to it: it decides, it remembers, its memory is bounded, and no stream
 * is open whose client has none.
 */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { connect } from './connection.js';
import { completeDecision, getSession, history, send } from './decision-script.js';
import { eventually } from './eventually.js';
import type { ServerUnderTest } from './server-under-test.js';

/** Resident memory of all processes together; a fresh process takes about a third of it. */
const RESIDENT_BYTES_MAX = 450 * 1024 * 1024;

/** Resident memory now. @throws when it is over the bound. */
export async function expectBoundedMemory(server: ServerUnderTest): Promise<void> {
  expect(await server.metric('process_resident_memory_bytes')).toBeLessThan(RESIDENT_BYTES_MAX);
}

/** Plays a whole decision on a connection of its own, reads it back, and looks at streams and memory. */
export async function expectStillServes(server: ServerUnderTest): Promise<void> {
  const client = connect(server);
  const sessionId = randomUUID();
  const steps = completeDecision(sessionId);
  for (const step of steps) expect(await send(client, step)).toMatchObject({ ok: true, duplicate: false, error: null });
  expect((await getSession(client, sessionId)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
  expect(await history(client, sessionId)).toEqual(steps.map(({ envelope }) => envelope.messageId));
  client.close();
  await eventually(() => server.metric('macp_streams_open'), 0);
  await expectBoundedMemory(server);
}
