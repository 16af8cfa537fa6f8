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

/** Resident memory of one process; a fresh one takes about a third of it. */
const RESIDENT_BYTES_MAX = 350 * 1024 * 1024;

/** @throws when more memory is resident now than the processes may take. */
export async function expectBoundedMemory(server: ServerUnderTest): Promise<void> {
  const residentBytes = await server.metric('process_resident_memory_bytes');
  expect(residentBytes).toBeLessThan(RESIDENT_BYTES_MAX * server.processes);
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
