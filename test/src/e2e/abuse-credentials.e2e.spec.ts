/**
 * Credentials that must not work (runtime specification §9.3; RFC 8725), and key servers that do not do what they should:
 * every attempt is refused like any other bad credential, nothing of it is applied, and all other credentials work on.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect, failureOf, refusal } from './connection.js';
import { completeDecision, proposalStep, send, startStep } from './decision-script.js';
import { PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest, Settings } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { AUDIENCE, ISSUER, SigningIssuer, nowSecs } from './signing-issuer.js';
import { expectBoundedMemory } from './still-serves.js';

jest.setTimeout(60_000);

const UNAUTHENTICATED = refusal(status.UNAUTHENTICATED, 'UNAUTHENTICATED', 'Unauthenticated');
const AGENTS: Settings = {
  ...UNLIMITED,
  AUTH_TOKENS_JSON: JSON.stringify(['lead', 'alice', 'bob'].map((sender) => ({ token: sender, sender }))),
};

/** Plays a whole decision of agents with static tokens. */
async function expectAgentsServed(client: RuntimeClient): Promise<void> {
  for (const step of completeDecision(randomUUID())) {
    expect(await send(client, step)).toMatchObject({ ok: true, duplicate: false });
  }
}

describe.each(PROFILES)('$name: a JWT', ({ start }) => {
  const issuer = new SigningIssuer();
  const stranger = new SigningIssuer();
  let server: ServerUnderTest;
  let client: RuntimeClient;
  beforeAll(async () => {
    server = await start({ ...AGENTS, ...issuer.settings });
    client = connect(server);
  });
  afterAll(async () => {
    client.close();
    await server.remove();
  });

  const forged: readonly [string, () => string][] = [
    ['without a signature, alg none', () => issuer.unsigned('lead')],
    ['with alg none over a signature', () => issuer.token('lead', {}, { alg: 'none' })],
    ['with an algorithm that is not allowed', () => issuer.token('lead', {}, { alg: 'HS256' })],
    ['signed by a stranger', () => stranger.token('lead')],
    ['signed by a stranger under an unknown kid', () => stranger.token('lead', {}, { kid: 'two' })],
    ['with the claims of another', () => issuer.tampered('alice', 'lead')],
    ['for another audience', () => issuer.token('lead', { aud: 'somebody-else' })],
    ['for nobody', () => issuer.token('lead', { aud: undefined })],
    ['of another issuer', () => issuer.token('lead', { iss: 'https://other.example' })],
    ['of no issuer', () => issuer.token('lead', { iss: undefined })],
    ['that has expired', () => issuer.token('lead', { exp: nowSecs() - 61 })],
    ['that never expires', () => issuer.token('lead', { exp: undefined })],
    ['with an expiry that is no number', () => issuer.token('lead', { exp: '9999999999' })],
    ['of nobody', () => issuer.token('lead', { sub: '' })],
    ['with rights that are no object', () => issuer.token('lead', { macp_scopes: ['observer'] })],
    ['of thirty kilobytes', () => issuer.token('lead', { padding: 'x'.repeat(30_000) })],
    ['of dots', () => '..'],
  ];

  it.each(forged)('%s is refused by everything, and nothing is applied', async (_name, make) => {
    const token = make();
    const { envelope } = startStep(randomUUID());
    const sessionId = envelope.sessionId!;
    const { ack } = await callUnary(client, { rpc: 'Send', request: { envelope }, metadata: bearer(token) });
    expect(ack).toMatchObject({ ok: false, sessionState: 0, error: { code: 'UNAUTHENTICATED' } });
    const list = callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer(token) });
    expect(await failureOf(list)).toEqual(UNAUTHENTICATED);
    const stream = new SessionFollower(client, token);
    stream.send({ envelope });
    expect(await stream.ended).toEqual(UNAUTHENTICATED);
    expect([stream.ids, stream.errors]).toEqual([[], []]);
    const get = callUnary(client, { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') });
    expect((await failureOf(get)).macpCode).toBe('SESSION_NOT_FOUND');
  });

  it.each<[string, () => string]>([
    ['as it should be', () => issuer.token('agent')],
    ['under no kid', () => issuer.token('agent', {}, { kid: undefined })],
    ['that expired within the leeway', () => issuer.token('agent', { exp: nowSecs() - 30 })],
    ['for several audiences', () => issuer.token('agent', { aud: ['other', AUDIENCE] })],
    ['with claims of no concern', () => issuer.token('agent', { nbf: nowSecs() + 600, iss: ISSUER, extra: {} })],
  ])('%s is accepted', async (_name, make) => {
    const { envelope } = startStep(randomUUID());
    const { ack } = await callUnary(client, { rpc: 'Send', request: { envelope }, metadata: bearer(make()) });
    expect(ack).toMatchObject({ ok: true, error: null });
    const reader = callUnary(client, {
      rpc: 'GetSession',
      request: { sessionId: envelope.sessionId! },
      metadata: bearer(issuer.token('agent')),
    });
    expect((await reader).metadata!.initiator).toBe('agent');
  });

  it('may not be sent under the name of another', async () => {
    const sessionId = randomUUID();
    expect((await send(client, startStep(sessionId))).ok).toBe(true);
    const { envelope } = proposalStep(sessionId, 'p');
    const request = { envelope: { ...envelope, sender: 'lead' } };
    const { ack } = await callUnary(client, { rpc: 'Send', request, metadata: bearer(issuer.token('alice')) });
    expect(ack!.error!.code).toBe('UNAUTHENTICATED');
    await expectAgentsServed(client);
  });
});

describe.each(PROFILES)('$name: a key server', ({ start }) => {
  const issuer = new SigningIssuer();
  let keyServer: Server;
  let server: ServerUnderTest;
  let client: RuntimeClient;
  afterEach(async () => {
    client.close();
    keyServer.closeAllConnections();
    keyServer.close();
    await server.remove();
  });

  async function begin(serve: RequestListener): Promise<void> {
    keyServer = createServer(serve).listen(0, '127.0.0.1');
    await once(keyServer, 'listening');
    const { port } = keyServer.address() as AddressInfo;
    server = await start({ ...AGENTS, AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys` });
    client = connect(server);
  }

  const list = (token: string) => callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer(token) });

  it('that answers is asked once, however many JWTs come', async () => {
    let requests = 0;
    await begin((_request, response) => {
      requests += 1;
      response.end(issuer.jwks);
    });
    const senders = Array.from({ length: 50 }, (_, n) => `agent-${n}`);
    await Promise.all(senders.map((sender) => list(issuer.token(sender))));
    expect(requests).toBe(1);
  });

  it('that hangs holds up nobody with another credential', async () => {
    await begin(() => undefined);
    const asked = once(keyServer, 'request');
    let settled = 0;
    const waiting = Array.from({ length: 100 }, (_, n) =>
      failureOf(list(issuer.token(`agent-${n}`))).finally(() => (settled += 1)),
    );
    await asked;
    // A connection has as many calls at once as it may: the others are on another one.
    const other = connect(server);
    await expectAgentsServed(other);
    other.close();
    expect(settled).toBe(0);
    keyServer.closeAllConnections();
    for (const end of await Promise.all(waiting)) expect(end).toEqual(UNAUTHENTICATED);
    await expectAgentsServed(client);
  });

  it('with a set of ten megabytes is not read to its end', async () => {
    const kilobyte = Buffer.alloc(1024, ' ');
    let written = 0;
    let tell = (_isWhole: boolean): void => undefined;
    const isWhole = new Promise<boolean>((resolve) => (tell = resolve));
    await begin((_request, response) => {
      response.on('close', () => tell(response.writableFinished));
      const more = (): void => {
        while (written < 10 * 1024 && !response.destroyed) {
          written += 1;
          if (!response.write(kilobyte)) return void response.once('drain', more);
        }
        response.end(issuer.jwks);
      };
      more();
    });
    expect(await failureOf(list(issuer.token('agent')))).toEqual(UNAUTHENTICATED);
    expect(await isWhole).toBe(false);
    await expectAgentsServed(client);
    await expectBoundedMemory(server);
  });

  it.each([
    ['that says nothing of use', '<html>'],
    ['with no key', '{"keys":[]}'],
    ['with another key', new SigningIssuer().jwks],
  ])('%s lets no JWT in', async (_name, body) => {
    await begin((_request, response) => void response.end(body));
    expect(await failureOf(list(issuer.token('agent')))).toEqual(UNAUTHENTICATED);
    await expectAgentsServed(client);
  });
});
