/** The edge's settings and its choice of credentials (runtime specification §9, §11). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AuthenticatorChain, DevelopmentCredentials } from '@macp/auth';
import { StartupFault, readSettings } from '@macp/config';
import { callDeadlineMs } from './call-deadline.js';
import { chooseAuthenticator } from './credentials/choose-authenticator.js';
import { ingressSettings } from './config.js';
import { effectivePageSize } from './list-sessions.js';

const directory = mkdtempSync(join(tmpdir(), 'edge-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const read = (environment: Record<string, string>) => readSettings(environment, { edge: ingressSettings }).edge;
const tokens = '[{"token":"secret-token","sender":"a"}]';
const file = join(directory, 'tokens.json');
writeFileSync(file, '[{"token":"file-token","sender":"b"}]');

describe('settings', () => {
  it('have the defaults of the specification', () => {
    expect(read({})).toMatchObject({
      bindAddress: { host: '127.0.0.1', port: 50_051 },
      allowInsecure: false,
      payloadBytesMax: 1_048_576,
      sessionStartLimitPerMinute: 60,
      messageLimitPerMinute: 600,
      listDefaultPageSize: 100,
      listMaxPageSize: 1000,
      concurrentStreamsMax: 128,
      requestTimeoutSecs: 30,
    });
  });

  it.each([
    ['MACP_BIND_ADDR', ''],
    ['MACP_BIND_ADDR', 'localhost:1'],
    ['MACP_MAX_PAYLOAD_BYTES', '0'],
    ['MACP_MAX_PAYLOAD_BYTES', '100000000'],
    ['MACP_MESSAGE_LIMIT_PER_MINUTE', '0'],
    ['MACP_SESSION_START_LIMIT_PER_MINUTE', 'many'],
    ['MACP_TLS_CERT_PATH', '/no/such/file'],
    ['MACP_AUTH_TOKENS_JSON', ''],
    ['MACP_AUTH_TOKENS_JSON', '{"secret-token"'],
    ['MACP_AUTH_TOKENS_FILE', '/no/such/file'],
    ['MACP_AUTH_ISSUER', 'https://issuer.example'],
    ['MACP_AUTH_JWKS_JSON', '{"keys":[]}'],
  ])('abort on %s=%j, naming the variable', (variable, value) => {
    expect(() => read({ [variable]: value })).toThrow(
      new RegExp(`^startup aborted: 1 configuration error\\(s\\): ${variable} `),
    );
    expect(() => read({ [variable]: value })).not.toThrow(/secret-token/);
  });

  it('refuse a default page above the largest one only where it was asked for', () => {
    expect(() => read({ MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE: '50', MACP_LIST_SESSIONS_MAX_PAGE_SIZE: '10' })).toThrow(
      /MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE/,
    );
    expect(effectivePageSize(0, read({ MACP_LIST_SESSIONS_MAX_PAGE_SIZE: '10' }))).toBe(10);
  });

  it('silently default where they are lenient', () => {
    expect(read({ MACP_REQUEST_TIMEOUT_SECS: 'soon' }).requestTimeoutSecs).toBe(30);
  });
});

describe('credentials', () => {
  it('are the configured tokens, JSON before file', () => {
    const both = chooseAuthenticator(read({ MACP_AUTH_TOKENS_JSON: tokens, MACP_AUTH_TOKENS_FILE: file }));
    expect(both.authenticate({ macpToken: 'secret-token' })).toMatchObject({ sender: 'a' });
    expect(both.authenticate({ macpToken: 'file-token' })).toBeUndefined();
    const ofFile = chooseAuthenticator(read({ MACP_AUTH_TOKENS_FILE: file }));
    expect(ofFile.authenticate({ macpToken: 'file-token' })).toMatchObject({ sender: 'b' });
  });

  it('are development ones only without tokens and with the insecure flag', () => {
    expect(chooseAuthenticator(read({ MACP_ALLOW_INSECURE: '1' }))).toBeInstanceOf(DevelopmentCredentials);
    const configured = chooseAuthenticator(read({ MACP_ALLOW_INSECURE: '1', MACP_AUTH_TOKENS_JSON: tokens }));
    expect(configured).toBeInstanceOf(AuthenticatorChain);
  });

  it.each([{}, { MACP_AUTH_TOKENS_JSON: '[]' }, { MACP_ALLOW_INSECURE: 'true' }])('abort the start with %j', (env) => {
    expect(() => chooseAuthenticator(read(env))).toThrow(StartupFault);
    expect(() => chooseAuthenticator(read(env))).toThrow(
      /^no authentication configured: set MACP_AUTH_TOKENS_FILE\/MACP_AUTH_TOKENS_JSON or MACP_AUTH_ISSUER \(\+JWKS\), /,
    );
  });
});

describe('the deadline of a call', () => {
  it('is the configured one, unless the client gives up earlier', () => {
    expect(callDeadlineMs(1000, 30_000, Infinity)).toBe(31_000);
    expect(callDeadlineMs(1000, 30_000, 61_000)).toBe(31_000);
    expect(callDeadlineMs(1000, 30_000, new Date(11_000))).toBe(10_900);
    expect(callDeadlineMs(1000, 30_000, 1100.5)).toBe(1090);
    expect(callDeadlineMs(1000, 30_000, 900)).toBe(900);
  });
});
