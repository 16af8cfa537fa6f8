/**
 * What the metrics endpoint says of sessions by mode (runtime specification §8; receipts-and-telemetry specification C.6):
 * starts, messages, Commitments and changes of state, each once, and refusals of unary Sends that named a session.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it, jest } from '@jest/globals';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { DECISION, commitmentStep, completeDecision, proposalStep, send, startStep } from './decision-script.js';
import { RuntimeProcess } from './runtime-process.js';

jest.setTimeout(120_000);

let server: RuntimeProcess;
afterEach(() => server.remove());

async function playAll(client: RuntimeClient): Promise<void> {
  const lead = { metadata: bearer('lead') };
  for (const step of completeDecision(randomUUID())) expect((await send(client, step)).ok).toBe(true);
  const sessionId = randomUUID();
  expect((await send(client, startStep(sessionId))).ok).toBe(true);
  const proposal = proposalStep(sessionId, 'p');
  expect((await send(client, proposal)).ok).toBe(true);
  expect(await send(client, proposal)).toMatchObject({ ok: true, duplicate: true });
  const byStranger = { ...commitmentStep(sessionId), sender: 'bob' };
  expect((await send(client, byStranger)).ok).toBe(false);
  const pause = { sessionId, reason: 'r' };
  await callUnary(client, { rpc: 'SuspendSession', request: pause, ...lead });
  await callUnary(client, { rpc: 'ResumeSession', request: pause, ...lead });
  await callUnary(client, { rpc: 'CancelSession', request: pause, ...lead });
}

it('counts by mode what became of sessions, messages and Commitments', async () => {
  server = await RuntimeProcess.start();
  const client = connect(server);

  await playAll(client);

  const lines = (await server.metrics()).split('\n');
  const ofMode = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}{`) && line.includes(`"${DECISION}"`))
      ?.split(' ')
      .at(-1);
  const counts = {
    macp_sessions_started_total: '2',
    macp_messages_accepted_total: '6',
    macp_messages_rejected_total: '1',
    macp_sessions_resolved_total: '1',
    macp_sessions_cancelled_total: '1',
    macp_sessions_suspended_total: '1',
    macp_sessions_resumed_total: '1',
    macp_sessions_expired_total: '0',
    macp_commitments_accepted_total: '1',
    macp_commitments_rejected_total: '1',
  };
  for (const [name, count] of Object.entries(counts)) expect([name, ofMode(name)]).toEqual([name, count]);
  for (const operation of ['resolve', 'cancel', 'suspend', 'resume']) {
    const labels = `macp_mode_id="${DECISION}",macp_operation_name="${operation}"`;
    expect(lines).toContain(`macp_session_transitions_total{${labels}} 1`);
  }
  for (const state of ['RESOLVED', 'CANCELLED']) {
    const labels = `macp_mode_id="${DECISION}",macp_session_state="SESSION_STATE_${state}"`;
    expect(lines).toContain(`macp_session_duration_seconds_count{${labels}} 1`);
  }
  client.close();
});
