/**
 * What the server does when nobody says anything (RFC-MACP-0010 §5.1, RFC-MACP-0001 §7.5): it accepts for a silent
 * target and ends a pause that lasts too long, also when it was not there at the moment.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CommitmentPayload, SessionStartPayload, SessionState, encodeBytes, handoff } from '@macp/proto';
import type { Codec, macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { send } from './decision-script.js';
import { eventually } from './eventually.js';
import { DURABLE_PROFILES } from './profiles.js';
import type { ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';

jest.setTimeout(120_000);

const HANDOFF = 'macp.mode.handoff.v1';
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'c1' };
const IMPLICIT = 'implicit-accept:h';

let server: ServerUnderTest;
afterEach(() => server.remove());

async function say<Init>(
  client: RuntimeClient,
  sessionId: string,
  messageType: string,
  [codec, init]: readonly [codec: Codec<unknown, Init>, init: Init],
): Promise<macp.v1.Ack> {
  const payload = encodeBytes(codec, init);
  const routing = { macpVersion: '1.0', mode: HANDOFF, sessionId, messageId: messageType, timestampUnixMs: 0 };
  return send(client, { sender: 'lead', envelope: { ...routing, messageType, payload } });
}

/** A session with an offer to a target who is silent for `timeoutMs`. */
async function offered(client: RuntimeClient, timeoutMs: number): Promise<string> {
  const policyId = `silence-${timeoutMs}`;
  const rules = JSON.stringify({ acceptance: { implicit_accept_timeout_ms: timeoutMs } });
  const policyDescriptor = { policyId, mode: HANDOFF, description: '', rules, schemaVersion: 3 };
  await callUnary(client, { rpc: 'RegisterPolicy', request: { policyDescriptor }, metadata: bearer('lead') });
  const sessionId = randomUUID();
  const start = {
    ...VERSIONS,
    participants: ['lead', 'alice'],
    ttlMs: 600_000,
    policyVersion: policyId,
    maxSuspendMs: 1,
  };
  expect(await say(client, sessionId, 'SessionStart', [SessionStartPayload, start])).toMatchObject({ ok: true });
  const offer = { handoffId: 'h', targetParticipant: 'alice' };
  expect(await say(client, sessionId, 'HandoffOffer', [handoff.HandoffOfferPayload, offer])).toMatchObject({
    ok: true,
  });
  return sessionId;
}

async function expectCommitted(client: RuntimeClient, sessionId: string): Promise<void> {
  const texts = { commitmentId: 'c', action: 'handoff.accepted', authorityScope: 'all', reason: 'done' };
  const commitment = { ...VERSIONS, ...texts, outcomePositive: true };
  expect(await say(client, sessionId, 'Commitment', [CommitmentPayload, commitment])).toMatchObject({
    ok: true,
    sessionState: SessionState.SESSION_STATE_RESOLVED,
  });
}

/** As the lists show it: reading a list observes nothing. */
async function listedState(client: RuntimeClient, sessionId: string): Promise<SessionState | undefined> {
  const { sessions } = await callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer('lead') });
  return sessions.find((session) => session.sessionId === sessionId)?.state;
}

describe.each(DURABLE_PROFILES)('$name', ({ start }) => {
  it('accepts for a silent target, and its subscribers see it as any other envelope', async () => {
    server = await start();
    const client = connect(server);
    const sessionId = await offered(client, 200);

    const follower = SessionFollower.subscribe(client, sessionId);
    await follower.arrived(3);

    expect(follower.ids).toEqual(['SessionStart', 'HandoffOffer', IMPLICIT]);
    await expectCommitted(client, sessionId);
    await follower.arrived(4);
    await follower.cancel();
    client.close();
  });

  it('accepts after kill -9, too, when the target was silent while no server was there', async () => {
    server = await start();
    const before = connect(server);
    const sessionId = await offered(before, 1000);
    before.close();
    await server.kill();

    await server.restart();
    const client = connect(server);
    const follower = SessionFollower.subscribe(client, sessionId);
    await follower.arrived(3);

    expect(follower.ids).toEqual(['SessionStart', 'HandoffOffer', IMPLICIT]);
    await expectCommitted(client, sessionId);
    await follower.cancel();
    client.close();
  });

  it('ends a pause beyond its cap although nobody asks', async () => {
    server = await start();
    const client = connect(server);
    const sessionId = await offered(client, 600_000);
    const request = { sessionId, reason: 'lunch' };
    await callUnary(client, { rpc: 'SuspendSession', request, metadata: bearer('lead') });

    await eventually(() => listedState(client, sessionId), SessionState.SESSION_STATE_EXPIRED);
    client.close();
  });
});
