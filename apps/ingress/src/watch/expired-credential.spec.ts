/** What a JWT opened stays open when it expires, and it opens nothing else (runtime specification §5, §6, §9.3). */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import { callUnary } from '@macp/wire';
import { SignJWT } from 'jose';
import {
  StreamProbe,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { WatchProbe } from '../testing/watch-probe.js';

const ISSUER = 'https://issuer.example';
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const LIFE_MS = 600_000;
/** A token is taken for so long after its expiry. */
const LEEWAY_MS = 60_000;

let world: IngressWorld;
let token: string;
beforeEach(async () => {
  const keys = { keys: [publicKey.export({ format: 'jwk' })] };
  world = await ingressWorld({ AUTH_ISSUER: ISSUER, AUTH_JWKS_JSON: JSON.stringify(keys) });
  token = await new SignJWT({ sub: 'jwt.agent' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(ISSUER)
    .setAudience('macp-runtime')
    .setExpirationTime(Math.floor((Date.now() + LIFE_MS) / 1000))
    .sign(privateKey);
});
afterEach(() => world.close());

const signal: macp.v1.EnvelopeInit = { macpVersion: '1.0', messageType: 'Signal', messageId: 's-1' };
const policy = { policyId: 'later', mode: '*', rules: '{}', schemaVersion: 1 };
const register = () =>
  callUnary(world.client, {
    rpc: 'RegisterPolicy',
    request: { policyDescriptor: policy },
    metadata: tokenMetadata('lead-token'),
  });

/** How each watch is opened, and what it tells of. */
const WATCHES = {
  WatchSignals: {
    open: () => new WatchProbe<unknown>(world.client.WatchSignals({}, tokenMetadata(token))).opened(),
    happens: () => world.send(signal),
    framesBefore: 0,
  },
  WatchSessions: {
    open: () => new WatchProbe<unknown>(world.client.WatchSessions({}, tokenMetadata(token))),
    happens: () => world.send(startEnvelope(newSessionId())),
    framesBefore: 1,
  },
  WatchPolicies: {
    open: () => new WatchProbe<unknown>(world.client.WatchPolicies({}, tokenMetadata(token))),
    happens: register,
    framesBefore: 1,
  },
};

const expire = (): void => void (world.engine.clock.shiftMs += LIFE_MS + LEEWAY_MS);
const UNAUTHENTICATED = { code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' };

describe.each(Object.entries(WATCHES))('%s with a JWT', (_rpc, { open, happens, framesBefore }) => {
  beforeEach(async () => {
    // Something to tell of at once, so that a watch is known to be open.
    await world.send(startEnvelope(newSessionId()));
  });

  it('given it expires while it is watched, then the watch goes on', async () => {
    const probe = await open();
    await probe.count(framesBefore);

    expire();
    await happens();

    expect(await probe.count(framesBefore + 1)).toHaveLength(framesBefore + 1);
    expect(probe.end).toBeUndefined();
    probe.stream.cancel();
  });

  it('given it has expired, then nothing is watched with it, though it was good before', async () => {
    const before = await open();
    await before.count(framesBefore);

    expire();

    expect(await (await open()).ended()).toMatchObject(UNAUTHENTICATED);
    expect([world.metrics.edge.unauthenticated, world.metrics.edge.streamsOpen]).toEqual([1, 1]);
    before.stream.cancel();
  });
});

describe('StreamSession with a JWT', () => {
  it('given it expires meanwhile, then the stream goes on to take and to tell, and no other opens', async () => {
    const probe = new StreamProbe(world.client, token);
    const sessionId = newSessionId();
    probe.send(startEnvelope(sessionId, {}, { participants: ['jwt.agent'], ttlMs: 86_400_000 }));
    expect(await probe.count(1)).toEqual(['m-start']);

    expire();
    probe.send(proposalEnvelope(sessionId, 'm-after'));

    expect(await probe.count(2)).toEqual(['m-start', 'm-after']);
    expect(await new StreamProbe(world.client, token).ended()).toMatchObject(UNAUTHENTICATED);
  });
});
