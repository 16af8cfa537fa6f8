/**
 * What the process says and how it ends, row by row (runtime specification §11.1–§11.3): a start that must not succeed is
 * one line on stderr and exit code 1, a dry run binds nothing, and what is set and means nothing is said once.
 */
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ServerProcess } from '@macp/testkit';
import type { LogEntry } from '@macp/testkit';
import { connect } from './connection.js';
import { send, startStep } from './decision-script.js';
import { RuntimeProcess, scratchDirectory } from './runtime-process.js';
import type { Settings } from './server-under-test.js';

jest.setTimeout(60_000);

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));
const TOKENS = '[{"token":"t","sender":"s"}]';
const SESSION_ID = '00000000-0000-4000-8000-000000000001';

let scratch: ReturnType<typeof scratchDirectory>;
const path = (name: string): string => join(scratch.path, name);
beforeAll(() => {
  scratch = scratchDirectory();
  for (const name of ['one', 'other']) {
    const pair = ['-keyout', path(`${name}.key`), '-out', path(`${name}.pem`)];
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    execFileSync('openssl', [...kind, ...pair, '-subj', '/CN=localhost'], { stdio: 'ignore' });
  }
  writeFileSync(path('tokens.json'), '{ no json');
});
afterAll(() => scratch.remove());

/** Settings, and the sentence of the start that they prevent; `…` stands for anything. */
const REFUSALS: readonly (readonly [name: string, settings: () => Settings, text: string])[] = [
  [
    'nothing is configured',
    () => ({ ALLOW_INSECURE: '0' }),
    'no authentication configured: set MACP_AUTH_TOKENS_FILE/MACP_AUTH_TOKENS_JSON or MACP_AUTH_ISSUER (+JWKS), …',
  ],
  [
    'the token list is empty',
    () => ({ ALLOW_INSECURE: '0', AUTH_TOKENS_JSON: '[]' }),
    'no authentication configured: set MACP_AUTH_TOKENS_FILE/MACP_AUTH_TOKENS_JSON …',
  ],
  [
    'there are credentials and no TLS',
    () => ({ ALLOW_INSECURE: '0', AUTH_TOKENS_JSON: TOKENS }),
    'TLS is required unless MACP_ALLOW_INSECURE=1 is set',
  ],
  [
    'there is half of TLS',
    () => ({ ALLOW_INSECURE: '0', AUTH_TOKENS_JSON: TOKENS, TLS_CERT_PATH: path('one.pem') }),
    'TLS is required unless MACP_ALLOW_INSECURE=1 is set',
  ],
  [
    'certificate and key do not belong together, insecure flag or not',
    () => ({ AUTH_TOKENS_JSON: TOKENS, TLS_CERT_PATH: path('one.pem'), TLS_KEY_PATH: path('other.key') }),
    'MACP_TLS_CERT_PATH/MACP_TLS_KEY_PATH: not a usable key pair: …',
  ],
  [
    'a TLS file is not there',
    () => ({ TLS_CERT_PATH: path('none.pem') }),
    'startup aborted: 1 configuration error(s): MACP_TLS_CERT_PATH must name an existing file, …',
  ],
  [
    'the token file is not there',
    () => ({ AUTH_TOKENS_FILE: path('none.json') }),
    'startup aborted: 1 configuration error(s): MACP_AUTH_TOKENS_FILE cannot be read (ENOENT)',
  ],
  [
    'the token file cannot be parsed',
    () => ({ AUTH_TOKENS_FILE: path('tokens.json') }),
    'startup aborted: 1 configuration error(s): MACP_AUTH_TOKENS_FILE is not valid JSON',
  ],
  [
    'several variables are wrong',
    () => ({ BIND_ADDR: 'localhost:1', CHECKPOINT_INTERVAL: '-1', MESSAGE_LIMIT_PER_MINUTE: '0' }),
    'startup aborted: 3 configuration error(s): MACP_BIND_ADDR …; MACP_MESSAGE_LIMIT_PER_MINUTE …; MACP_CHECKPOINT_INTERVAL …',
  ],
  [
    'another backend is asked for',
    () => ({ STORAGE_BACKEND: 'rocksdb' }),
    'unknown storage backend: rocksdb. Valid: file, rocksdb, redis…',
  ],
  [
    'the policies are not there',
    () => ({ MEMORY_ONLY: '1', POLICIES_DIR: path('none') }),
    'MACP_POLICIES_DIR: … cannot be read (ENOENT)',
  ],
  [
    'an HTTP listener is asked for',
    () => ({ HTTP_BIND_ADDR: '127.0.0.1:0' }),
    'startup aborted: 1 configuration error(s): MACP_HTTP_BIND_ADDR is not available: this build has no HTTP listener, …',
  ],
  [
    'signed receipts are asked for',
    () => ({ RECEIPT_SIGNING_KEY: 'hush' }),
    'startup aborted: 1 configuration error(s): MACP_RECEIPT_SIGNING_KEY is not available: …',
  ],
];

describe('a start is refused', () => {
  it.each(REFUSALS)('when %s', async (_name, settings, text) => {
    const { code, stderr, messages } = await RuntimeProcess.refusal({ DATA_DIR: path('data'), ...settings() });
    const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(stderr).toMatch(new RegExp(`^Error: "${parts.join('.*')}"\\n$`));
    expect(code).toBe(1);
    expect(messages.filter((message) => message.startsWith('macp-runtime v'))).toEqual([]);
    expect(stderr).not.toContain('hush');
  });
});

describe('a dry run of policies', () => {
  const dryRun = (env: Record<string, string>): Promise<{ code: unknown; stdout: string; stderr: string }> =>
    new Promise((resolve) =>
      execFile(
        process.execPath,
        [EXECUTABLE],
        { env: { MACP_POLICIES_DRY_RUN: '1', ...env } },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
      ),
    );

  it('comes after the validation of the environment, and needs nothing else', async () => {
    const bad = await dryRun({ MACP_POLICIES_DIR: scratch.path, MACP_BIND_ADDR: 'nowhere' });
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toMatch(/^Error: "startup aborted: 1 configuration error\(s\): MACP_BIND_ADDR /);
    // Tokens and keys are no policies.
    const files = await dryRun({ MACP_POLICIES_DIR: scratch.path });
    expect(files).toEqual({
      code: 1,
      stdout: `REJECTED ${path('tokens.json')}: is not JSON\n0 accepted, 1 rejected\n`,
      stderr: '',
    });
  });
});

describe('a process that serves', () => {
  let running: ServerProcess | undefined;
  afterEach(async () => {
    await running?.signal('SIGKILL');
  });
  const start = (settings: Settings): ServerProcess => (running = new ServerProcess(EXECUTABLE, settings));
  const DROP_IN = { ALLOW_INSECURE: '1', MEMORY_ONLY: '1', BIND_ADDR: '127.0.0.1:0' };

  it('needs no more than leave to be insecure, memory and an address', async () => {
    const server = start(DROP_IN);
    const { address, metricsAddress } = await server.listening();
    const client = connect({ address });
    expect((await send(client, startStep(SESSION_ID))).ok).toBe(true);
    client.close();
    expect(metricsAddress).toBeUndefined();
    const warnings = server.entries.filter(({ level }) => level > 30);
    expect(warnings).toEqual([]);
    expect((await server.signal('SIGTERM')).code).toBe(0);
  });

  it('says where its metrics are, and what is set and means nothing, in one line each', async () => {
    const nothing = { BIND_ADR: '127.0.0.1:1', MESSAGE_LIMIT: '5', REDIS_URL: 'redis://:hush@db' };
    const server = start({ ...DROP_IN, ...nothing, METRICS_ADDR: '127.0.0.1:0', RUNTIME_ID: 'eu-1' });
    const { metricsAddress } = await server.listening();
    expect(metricsAddress).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
    expect((await fetch(`http://${metricsAddress}/anything`)).status).toBe(200);
    const about = (text: string): LogEntry[] => server.entries.filter(({ msg }) => msg.includes(text));
    expect(about('metrics endpoint listening (GET /metrics)')).toMatchObject([{ metrics_addr: metricsAddress }]);
    expect(about('unknown settings')).toMatchObject([{ variables: ['MACP_BIND_ADR', 'MACP_MESSAGE_LIMIT'] }]);
    expect(about('without effect')).toMatchObject([{ variables: ['MACP_REDIS_URL'] }]);
    expect(JSON.stringify(server.entries)).not.toContain('hush');
    expect(new Set(server.entries.map((entry) => entry['runtime_id']))).toEqual(new Set(['eu-1']));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('says which signal it leaves on, %s, and ends with 0', async (signal) => {
    const server = start(DROP_IN);
    await server.listening();
    const { code, messages, stderr } = await server.signal(signal);
    expect([code, stderr]).toEqual([0, '']);
    expect(messages.slice(-3)).toEqual([
      'shutdown signal received; draining in-flight requests',
      'all connections drained',
      'state persisted, goodbye',
    ]);
    expect(server.entries.at(-3)).toMatchObject({ signal });
  });

  it('is plaintext with leave to be insecure and half of TLS', async () => {
    const { address } = await start({ ...DROP_IN, TLS_KEY_PATH: path('one.key') }).listening();
    const client = connect({ address });
    expect((await send(client, startStep(SESSION_ID))).ok).toBe(true);
    client.close();
  });

  it('takes TLS where both files are given, insecure flag or not', async () => {
    const tls = { TLS_CERT_PATH: path('one.pem'), TLS_KEY_PATH: path('one.key') };
    const { address } = await start({ ...DROP_IN, ...tls }).listening();
    const client = connect({ address });
    await expect(send(client, startStep(SESSION_ID))).rejects.toThrow('UNAVAILABLE');
    client.close();
  });
});
