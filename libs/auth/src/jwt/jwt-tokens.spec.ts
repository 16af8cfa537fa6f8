/** JWT credentials row by row (runtime specification §9.1–§9.3), with real keys and real signatures. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { parseJwks } from './jwks.js';
import type { JwtAlgorithm, VerificationKey } from './jwks.js';
import { KeysUnavailable } from './key-source.js';
import { JwtTokens } from './jwt-tokens.js';

const NOW_MS = Date.UTC(2026, 10, 21);
const NOW_SECS = NOW_MS / 1000;
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'macp-runtime';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SECRET = 'a secret that is longer than thirty-two characters';

const jwk = (key: KeyObject, more: object = {}): object => ({ ...key.export({ format: 'jwk' }), ...more });

function keysOf(...keys: object[]): readonly VerificationKey[] {
  const parsed = parseJwks(JSON.stringify({ keys }));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.keys;
}

const ALL_KEYS = keysOf(
  jwk(otherRsa.publicKey, { kid: 'old' }),
  jwk(rsa.publicKey, { kid: 'rsa' }),
  jwk(ec.publicKey, { kid: 'ec' }),
  { kty: 'oct', k: SECRET, kid: 'hmac' },
);

interface Setting {
  readonly keys?: readonly VerificationKey[] | (() => never);
  readonly algorithms?: readonly JwtAlgorithm[];
  readonly clock?: { nowMs: number };
  readonly reasons?: string[];
}

function tokensWith({ keys = ALL_KEYS, algorithms = ['RS256', 'ES256'], clock, reasons }: Setting = {}): JwtTokens {
  return new JwtTokens({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: { keys: typeof keys === 'function' ? keys : () => keys },
    algorithms,
    nowMs: () => clock?.nowMs ?? NOW_MS,
    rememberMs: 300_000,
    onRefused: (reason) => reasons?.push(reason),
  });
}

const CLAIMS = { sub: 'agent', iss: ISSUER, aud: AUDIENCE, exp: NOW_SECS + 600 };

interface Signing {
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: KeyObject | Uint8Array;
}

function sign(claims: object, { alg = 'RS256', kid, key = rsa.privateKey }: Signing = {}): Promise<string> {
  return new SignJWT(claims as Record<string, unknown>)
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
    .sign(key);
}

const without = (name: keyof typeof CLAIMS): object => {
  const { [name]: _dropped, ...rest } = CLAIMS;
  return rest;
};

describe('a JWT', () => {
  it('names its sender, who has every right of a participant and no other', async () => {
    const identity = await tokensWith().resolve(await sign(CLAIMS), true);
    expect(identity).toEqual({
      sender: 'agent',
      canStartSessions: true,
      canManageModeRegistry: false,
      isObserver: false,
    });
  });

  it('carries rights in macp_scopes', async () => {
    const macp_scopes = {
      allowed_modes: ['macp.mode.decision.v1'],
      can_start_sessions: false,
      max_open_sessions: 3,
      can_manage_mode_registry: true,
      is_observer: true,
      later: 'ignored',
    };
    expect(await tokensWith().resolve(await sign({ ...CLAIMS, macp_scopes }), true)).toEqual({
      sender: 'agent',
      allowedModes: new Set(['macp.mode.decision.v1']),
      canStartSessions: false,
      maxOpenSessions: 3,
      canManageModeRegistry: true,
      isObserver: true,
    });
  });

  it('with an empty list of modes may send in none, unlike a static token', async () => {
    const identity = await tokensWith().resolve(await sign({ ...CLAIMS, macp_scopes: { allowed_modes: [] } }), true);
    expect(identity).toMatchObject({ allowedModes: new Set() });
  });

  it.each([
    ['one of several audiences', { ...CLAIMS, aud: ['other', AUDIENCE] }],
    ['a nbf in the future, which says nothing here', { ...CLAIMS, nbf: NOW_SECS + 1000 }],
    ['an expiry within the leeway', { ...CLAIMS, exp: NOW_SECS - 59 }],
  ])('is taken with %s', async (_name, claims) => {
    expect(await tokensWith().resolve(await sign(claims), true)).toMatchObject({ sender: 'agent' });
  });

  it.each([
    ['an expiry beyond the leeway', { ...CLAIMS, exp: NOW_SECS - 60 }, 'the token has expired'],
    ['no expiry', without('exp'), 'exp is missing'],
    ['an expiry that is no number', { ...CLAIMS, exp: '9999999999' }, 'exp is missing'],
    ['no issuer', without('iss'), 'iss is not the configured issuer'],
    ['another issuer', { ...CLAIMS, iss: 'https://else.example' }, 'iss is not the configured issuer'],
    ['no audience', without('aud'), 'aud does not name this audience'],
    ['another audience', { ...CLAIMS, aud: ['other'] }, 'aud does not name this audience'],
    ['no subject', without('sub'), 'sub must be a non-empty string'],
    ['an empty subject', { ...CLAIMS, sub: '' }, 'sub must be a non-empty string'],
    ['scopes that are no object', { ...CLAIMS, macp_scopes: [] }, 'macp_scopes must be an object'],
    [
      'a scope of another type',
      { ...CLAIMS, macp_scopes: { is_observer: 'yes' } },
      'macp_scopes.is_observer must be true or false',
    ],
  ])('is refused with %s', async (_name, claims, reason) => {
    const reasons: string[] = [];
    expect(await tokensWith({ reasons }).resolve(await sign(claims), true)).toBe('rejected');
    expect(reasons).toEqual([reason]);
  });
});

describe('the signature', () => {
  it.each([
    ['RS256', { kid: 'rsa' }],
    ['RS256 without a kid', {}],
    ['RS256 with a kid nobody knows', { kid: 'rotated' }],
    ['ES256', { alg: 'ES256', key: ec.privateKey, kid: 'ec' }],
  ])('of %s is verified', async (_name, signing: Signing) => {
    expect(await tokensWith().resolve(await sign(CLAIMS, signing), true)).toMatchObject({ sender: 'agent' });
  });

  it('under a known kid is verified with that key alone', async () => {
    const token = await sign(CLAIMS, { kid: 'old' });
    expect(await tokensWith().resolve(token, true)).toBe('rejected');
  });

  it('of a key that is not in the set is refused', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const reasons: string[] = [];
    const token = await sign(CLAIMS, { alg: 'ES256', key: stranger.privateKey });
    expect(await tokensWith({ reasons }).resolve(token, true)).toBe('rejected');
    expect(reasons).toEqual(['no key verifies the signature']);
  });

  it('by HMAC is taken only where HS256 is allowed', async () => {
    const token = await sign(CLAIMS, { alg: 'HS256', key: Buffer.from(SECRET) });
    expect(await tokensWith().resolve(token, true)).toBe('rejected');
    expect(await tokensWith({ algorithms: ['HS256'] }).resolve(token, true)).toMatchObject({ sender: 'agent' });
  });

  it('by HMAC uses the decoded key where it is padded base64, and its text where it is not', async () => {
    const bytes = Buffer.alloc(32, 7);
    const padded = keysOf({ kty: 'oct', k: bytes.toString('base64') });
    const token = await sign(CLAIMS, { alg: 'HS256', key: bytes });
    expect(await tokensWith({ keys: padded, algorithms: ['HS256'] }).resolve(token, true)).toMatchObject({
      sender: 'agent',
    });
    const unpadded = keysOf({ kty: 'oct', k: bytes.toString('base64url') });
    expect(await tokensWith({ keys: unpadded, algorithms: ['HS256'] }).resolve(token, true)).toBe('rejected');
  });

  it('"none" is no signature', async () => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`;
    const reasons: string[] = [];
    expect(await tokensWith({ reasons }).resolve(token, true)).toBe('rejected');
    expect(reasons).toEqual(['the algorithm is not allowed']);
  });

  it('by HMAC with a public key as its secret is refused', async () => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${encode({ alg: 'HS256', kid: 'rsa' })}.${encode(CLAIMS)}`;
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
    const token = `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
    expect(await tokensWith({ algorithms: ['RS256', 'HS256'] }).resolve(token, true)).toBe('rejected');
  });

  it.each(['a.b', 'a.b.c', '..', 'a.b.c.d.e', `a.${'x'.repeat(20_000)}.c`])(
    'of something malformed is refused (%#)',
    async (token) => {
      expect(await tokensWith().resolve(token, true)).toBe('rejected');
    },
  );
});

describe('JwtTokens', () => {
  it('passes on tokens without a dot, and every token that is not a bearer token', async () => {
    expect(tokensWith().resolve('static', true)).toBe('passed');
    expect(tokensWith().resolve(await sign(CLAIMS), false)).toBe('passed');
  });

  it('answers at once for a token it has verified, until the token or its own memory expires', async () => {
    const clock = { nowMs: NOW_MS };
    let asked = 0;
    const keys = { keys: () => ((asked += 1), ALL_KEYS) };
    const tokens = new JwtTokens({
      issuer: ISSUER,
      audience: AUDIENCE,
      keys,
      algorithms: ['RS256'],
      nowMs: () => clock.nowMs,
      rememberMs: 300_000,
    });
    const token = await sign(CLAIMS);
    await tokens.resolve(token, true);
    // When it comes again, nothing is waited for
    expect(tokens.resolve(token, true)).toMatchObject({ sender: 'agent' });
    expect(asked).toBe(1);
    // When its time in memory is over, the keys are asked again
    clock.nowMs += 300_000;
    expect(await tokens.resolve(token, true)).toMatchObject({ sender: 'agent' });
    expect(asked).toBe(2);
    // When it has expired meanwhile, it is refused though it is remembered
    clock.nowMs = NOW_MS + 660_000;
    expect(await tokens.resolve(token, true)).toBe('rejected');
  });

  it('rejects while there are no keys', async () => {
    const reasons: string[] = [];
    const keys = (): never => {
      throw new KeysUnavailable('the key set cannot be fetched');
    };
    expect(await tokensWith({ keys, reasons }).resolve(await sign(CLAIMS), true)).toBe('rejected');
    expect(reasons).toEqual(['the key set cannot be fetched']);
  });
});
