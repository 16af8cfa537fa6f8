/** Which credentials a process accepts (runtime specification §9, §11.1). */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AuthenticatorChain, DevelopmentCredentials } from '@macp/auth';
import type { Authenticator } from '@macp/auth';
import { StartupFault, readSettings } from '@macp/config';
import { createLogger } from '@macp/telemetry';
import { SignJWT } from 'jose';
import { ingressSettings } from '../config.js';
import { chooseAuthenticator } from './choose-authenticator.js';
import { allowedAlgorithms } from './credential-settings.js';

const directory = mkdtempSync(join(tmpdir(), 'credentials-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Environment = Record<string, string>;
const read = (environment: Environment) => readSettings(environment, { edge: ingressSettings }).edge;

/** A log whose lines can be waited for. */
class Lines {
  private readonly lines: string[] = [];
  private wake: (() => void) | undefined;
  readonly log = createLogger({ level: 'debug', destination: { write: (line: string) => this.take(line) } });

  async until(text: string): Promise<void> {
    while (!this.lines.some((line) => line.includes(text))) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  get all(): string {
    return this.lines.join('');
  }

  private take(line: string): void {
    this.lines.push(line);
    this.wake?.();
  }
}

const choose = (environment: Environment, { log } = new Lines()): Authenticator =>
  chooseAuthenticator(read(environment), { log, clock: { nowMs: () => Date.now() }, reloadIntervalMs: 20 });

const TOKENS = '[{"token":"secret-token","sender":"a"}]';
const file = join(directory, 'tokens.json');
writeFileSync(file, '[{"token":"file-token","sender":"b"}]');

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWKS = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] });
const JWT_SETTINGS = { MACP_AUTH_ISSUER: 'https://issuer.example', MACP_AUTH_JWKS_JSON: JWKS };

const jwt = (audience = 'macp-runtime'): Promise<string> =>
  new SignJWT({ sub: 'agent.jwt' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('https://issuer.example')
    .setAudience(audience)
    .setExpirationTime('10m')
    .sign(privateKey);

describe('static tokens', () => {
  it('are the configured ones, JSON before file', () => {
    const both = choose({ MACP_AUTH_TOKENS_JSON: TOKENS, MACP_AUTH_TOKENS_FILE: file });
    expect(both.authenticate({ macpToken: 'secret-token' })).toMatchObject({ sender: 'a' });
    expect(both.authenticate({ macpToken: 'file-token' })).toBeUndefined();
    const ofFile = choose({ MACP_AUTH_TOKENS_FILE: file });
    expect(ofFile.authenticate({ macpToken: 'file-token' })).toMatchObject({ sender: 'b' });
  });

  it.each([
    { MACP_AUTH_TOKENS_JSON: TOKENS, MACP_AUTH_TOKENS_FILE: '/no/such/file' },
    { ...JWT_SETTINGS, MACP_AUTH_JWKS_URL: 'no address' },
  ])('given as JSON leave the other source unread, whatever it is: %#', (settings) => {
    expect(choose(settings)).toBeInstanceOf(AuthenticatorChain);
  });

  it('come and go with their file, and stay while it cannot be read', async () => {
    // Given tokens of a file
    const path = join(directory, 'rotating.json');
    writeFileSync(path, '[{"token":"one","sender":"first"}]');
    const lines = new Lines();
    const authenticator = choose({ MACP_AUTH_TOKENS_FILE: path }, lines);
    // When it becomes unreadable
    writeFileSync(path, '[{"token":"half');
    await lines.until('cannot be used');
    // Then the old tokens hold, and no token is in the log
    expect(authenticator.authenticate({ macpToken: 'one' })).toMatchObject({ sender: 'first' });
    expect(lines.all).not.toContain('half');
    // When it is whole again
    writeFileSync(path, '[{"token":"two","sender":"second"}]');
    await lines.until('was read again');
    // Then the new ones hold, and the old ones do not
    expect(authenticator.authenticate({ macpToken: 'two' })).toMatchObject({ sender: 'second' });
    expect(authenticator.authenticate({ macpToken: 'one' })).toBeUndefined();
  });
});

describe('JWTs', () => {
  it('are accepted with the keys and the issuer that are configured, beside static tokens', async () => {
    const authenticator = choose({ ...JWT_SETTINGS, MACP_AUTH_TOKENS_JSON: TOKENS });
    expect(await authenticator.authenticate({ authorization: `Bearer ${await jwt()}` })).toMatchObject({
      sender: 'agent.jwt',
    });
    expect(authenticator.authenticate({ authorization: 'Bearer secret-token' })).toMatchObject({ sender: 'a' });
  });

  it('are refused for another audience, and the reason is logged without the token', async () => {
    const lines = new Lines();
    const authenticator = choose(JWT_SETTINGS, lines);
    const token = await jwt('someone-else');
    expect(await authenticator.authenticate({ authorization: `Bearer ${token}` })).toBeUndefined();
    expect(lines.all).toContain('aud does not name this audience');
    expect(lines.all).not.toContain(token);
  });

  it('keep development credentials out, insecure flag or not', () => {
    const authenticator = choose({ ...JWT_SETTINGS, MACP_ALLOW_INSECURE: '1' });
    expect(authenticator.provesSenders).toBe(true);
    expect(authenticator.authenticate({ authorization: 'Bearer anyone' })).toBeUndefined();
  });

  it.each([
    [undefined, ['RS256', 'ES256']],
    ['rs256', ['RS256']],
    ['hs256, es256', ['ES256', 'HS256']],
    ['none', ['RS256', 'ES256']],
    ['', ['RS256', 'ES256']],
  ])('with the algorithms %j may be signed with %j', (names, expected) => {
    expect(allowedAlgorithms(read(names === undefined ? {} : { MACP_AUTH_JWT_ALGS: names }))).toEqual(expected);
  });
});

describe('development credentials', () => {
  it('are there only without others and with the insecure flag', () => {
    expect(choose({ MACP_ALLOW_INSECURE: '1' })).toBeInstanceOf(DevelopmentCredentials);
    expect(choose({ MACP_ALLOW_INSECURE: '1', MACP_AUTH_TOKENS_JSON: TOKENS })).toBeInstanceOf(AuthenticatorChain);
  });

  it.each([{}, { MACP_AUTH_TOKENS_JSON: '[]' }, { MACP_ALLOW_INSECURE: 'true' }])('abort the start with %j', (env) => {
    expect(() => choose(env)).toThrow(StartupFault);
    expect(() => choose(env)).toThrow(
      /^no authentication configured: set MACP_AUTH_TOKENS_FILE\/MACP_AUTH_TOKENS_JSON or MACP_AUTH_ISSUER \(\+JWKS\), /,
    );
  });
});
