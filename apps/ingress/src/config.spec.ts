/** The edge's settings (runtime specification §11.3). */
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@macp/config';
import { callDeadlineMs } from './call-deadline.js';
import { ingressSettings } from './config.js';
import { effectivePageSize } from './list-sessions.js';

const read = (environment: Record<string, string>) => readSettings(environment, { edge: ingressSettings }).edge;
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
    ['MACP_AUTH_JWKS_URL', 'https://issuer.example/jwks'],
    ['MACP_AUTH_JWKS_URL', 'file:///etc/passwd'],
  ])('abort on %s=%j, naming the variable', (variable, value) => {
    expect(() => read({ [variable]: value })).toThrow(
      new RegExp(`^startup aborted: 1 configuration error\\(s\\): ${variable} `),
    );
    expect(() => read({ [variable]: value })).not.toThrow(/secret-token/);
  });

  it.each(['https://user:secret-token@issuer.example/jwks', 'https://secret-token@issuer.example/jwks'])(
    'abort on credentials in the address of a key set, which cannot be fetched from there, and do not show them: %#',
    (url) => {
      const environment = { MACP_AUTH_ISSUER: 'https://issuer.example', MACP_AUTH_JWKS_URL: url };
      expect(() => read(environment)).toThrow(/: MACP_AUTH_JWKS_URL must be an http or https address without credent/);
      expect(() => read(environment)).not.toThrow(/secret-token/);
    },
  );

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

describe('the deadline of a call', () => {
  it('is the configured one, unless the client gives up earlier', () => {
    expect(callDeadlineMs(1000, 30_000, Infinity)).toBe(31_000);
    expect(callDeadlineMs(1000, 30_000, 61_000)).toBe(31_000);
    expect(callDeadlineMs(1000, 30_000, new Date(11_000))).toBe(10_900);
    expect(callDeadlineMs(1000, 30_000, 1100.5)).toBe(1090);
    expect(callDeadlineMs(1000, 30_000, 900)).toBe(900);
  });
});
