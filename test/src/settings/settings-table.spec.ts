/** Every variable of the specification's table of settings (§11.3): its default, what it takes, and what it does not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  absentSettings,
  auditSettings,
  processSettings,
  readSettings,
  requireEmbeddedStore,
  settingsNotice,
  storeSettings,
} from '@macp/config';
import { ingressSettings } from '@macp/ingress';
import { policySettings } from '@macp/policy';

const SLICES = {
  ingress: ingressSettings,
  policies: policySettings,
  store: storeSettings,
  audit: auditSettings,
  absent: absentSettings,
  process: processSettings,
};
type Config = ReturnType<typeof readSettings<typeof SLICES>>;
type Environment = Readonly<Record<string, string>>;

const read = (environment: Environment): Config => readSettings(environment, SLICES);

const directory = mkdtempSync(join(tmpdir(), 'macp-settings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = join(directory, 'file');
writeFileSync(file, 'pem');
const tokens = join(directory, 'tokens.json');
writeFileSync(tokens, '{"tokens":[{"token":"t","sender":"s"}]}');

const KEYS = JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0' }] });
const ISSUER = { MACP_AUTH_ISSUER: 'https://issuer.example' };

interface Row {
  readonly variable: string;
  /** What of the configuration the variable decides. */
  readonly of: (config: Config) => unknown;
  readonly default: unknown;
  /** Texts that are taken, with what they mean. */
  readonly taken: readonly (readonly [text: string, value: unknown])[];
  /** Texts that abort the start. */
  readonly aborts?: readonly string[];
  /** Texts that silently mean the default. */
  readonly ignored?: readonly string[];
  /** What else must be set for the variable to be valid. */
  readonly with?: Environment;
}

const flagTexts = { taken: [['1', true]], ignored: ['', '0', 'true', '1 '] } as const;
const notPositive = ['', '0', '-1', '1.5', 'many', ' 5'];

const ROWS: readonly Row[] = [
  {
    variable: 'MACP_BIND_ADDR',
    of: ({ ingress }) => ingress.bindAddress,
    default: { host: '127.0.0.1', port: 50_051 },
    taken: [
      ['0.0.0.0:1', { host: '0.0.0.0', port: 1 }],
      ['[::1]:0', { host: '::1', port: 0 }],
    ],
    aborts: ['', 'localhost:1', '127.0.0.1', ':50051'],
  },
  { variable: 'MACP_TLS_CERT_PATH', of: ({ ingress }) => ingress.tlsCertPath, default: undefined, ...filePath() },
  { variable: 'MACP_TLS_KEY_PATH', of: ({ ingress }) => ingress.tlsKeyPath, default: undefined, ...filePath() },
  { variable: 'MACP_ALLOW_INSECURE', of: ({ ingress }) => ingress.allowInsecure, default: false, ...flagTexts },
  {
    variable: 'MACP_AUTH_TOKENS_JSON',
    of: ({ ingress }) => ingress.authTokens?.length,
    default: undefined,
    taken: [
      ['[]', 0],
      ['[{"token":"t","sender":"s"}]', 1],
    ],
    aborts: ['', '{', '[{"token":"t"}]', '[{"token":"t","sender":"s","allowed_modes":null}]'],
  },
  {
    variable: 'MACP_AUTH_TOKENS_FILE',
    of: ({ ingress }) => ingress.authTokensOfFile?.tokens.length,
    default: undefined,
    taken: [[tokens, 1]],
    aborts: ['', '/no/such/file', file],
  },
  {
    variable: 'MACP_AUTH_ISSUER',
    of: ({ ingress }) => ingress.jwtIssuer,
    default: undefined,
    with: { MACP_AUTH_JWKS_JSON: KEYS },
    taken: [['https://issuer.example', 'https://issuer.example']],
    aborts: [''],
  },
  {
    variable: 'MACP_AUTH_AUDIENCE',
    of: ({ ingress }) => ingress.jwtAudience,
    default: 'macp-runtime',
    taken: [['agents', 'agents']],
    ignored: [''],
  },
  {
    variable: 'MACP_AUTH_JWKS_JSON',
    of: ({ ingress }) => ingress.jwtKeys?.length,
    default: undefined,
    with: ISSUER,
    taken: [[KEYS, 1]],
    aborts: ['', '{}', '{"keys":[]}'],
  },
  {
    variable: 'MACP_AUTH_JWKS_URL',
    of: ({ ingress }) => ingress.jwtKeysUrl,
    default: undefined,
    with: ISSUER,
    taken: [['https://issuer.example/keys', 'https://issuer.example/keys']],
    aborts: ['', 'issuer.example', 'file:///etc/passwd'],
  },
  {
    variable: 'MACP_AUTH_JWKS_TTL_SECS',
    of: ({ ingress }) => ingress.jwtKeysTtlSecs,
    default: 300,
    taken: [['60', 60]],
    ignored: ['', 'soon', '-1'],
  },
  {
    variable: 'MACP_AUTH_JWT_ALGS',
    of: ({ ingress }) => ingress.jwtAlgorithms,
    default: undefined,
    taken: [
      ['hs256', ['HS256']],
      ['none', ['RS256', 'ES256']],
      ['', ['RS256', 'ES256']],
    ],
  },
  number('MACP_MAX_PAYLOAD_BYTES', ({ ingress }) => ingress.payloadBytesMax, 1_048_576, ['3145729']),
  number('MACP_SESSION_START_LIMIT_PER_MINUTE', ({ ingress }) => ingress.sessionStartLimitPerMinute, 60),
  number('MACP_MESSAGE_LIMIT_PER_MINUTE', ({ ingress }) => ingress.messageLimitPerMinute, 600),
  number('MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE', ({ ingress }) => ingress.listDefaultPageSize, 100, ['1001']),
  number('MACP_LIST_SESSIONS_MAX_PAGE_SIZE', ({ ingress }) => ingress.listMaxPageSize, 1000),
  lenientNumber('MACP_CONCURRENCY_LIMIT_PER_CONNECTION', ({ ingress }) => ingress.concurrencyPerConnection, 64),
  lenientNumber('MACP_MAX_CONCURRENT_STREAMS', ({ ingress }) => ingress.concurrentStreamsMax, 128),
  lenientNumber('MACP_REQUEST_TIMEOUT_SECS', ({ ingress }) => ingress.requestTimeoutSecs, 30),
  {
    variable: 'MACP_SHUTDOWN_DRAIN_SECS',
    of: ({ process }) => process.shutdownDrainSecs,
    default: 10,
    taken: [
      ['0', 0],
      ['60', 60],
    ],
    ignored: ['', '-1', 'long'],
  },
  {
    variable: 'MACP_METRICS_ADDR',
    of: ({ process }) => process.metricsAddress,
    default: undefined,
    taken: [['127.0.0.1:0', { host: '127.0.0.1', port: 0 }]],
    ignored: ['', 'localhost:1'],
  },
  { variable: 'MACP_MEMORY_ONLY', of: ({ store }) => store.memoryOnly, default: false, ...flagTexts },
  {
    variable: 'MACP_STORAGE_BACKEND',
    of: ({ store }) => (requireEmbeddedStore(store), store.backend),
    default: 'file',
    taken: [['file', 'file']],
    aborts: ['', 'rocksdb', 'redis', 'FILE'],
  },
  {
    variable: 'MACP_DATA_DIR',
    of: ({ store }) => store.dataDirectory,
    default: '.macp-data',
    taken: [['/srv/macp', '/srv/macp']],
    aborts: [''],
  },
  {
    variable: 'MACP_CHECKPOINT_INTERVAL',
    of: ({ store }) => store.checkpointInterval,
    default: 0,
    taken: [
      ['0', 0],
      ['500', 500],
    ],
    aborts: ['', '-1', 'often', '1.5'],
  },
  {
    variable: 'MACP_COMPACT_TERMINAL_LOGS',
    of: ({ store }) => store.compactTerminalLogs,
    default: false,
    taken: [
      ['1', true],
      ['true', true],
      ['0', false],
      ['false', false],
    ],
    ignored: ['', 'perhaps'],
  },
  lenientNumber('MACP_CLEANUP_INTERVAL_SECS', ({ store }) => store.cleanupIntervalSecs, 60),
  {
    variable: 'MACP_SESSION_RETENTION_SECS',
    of: ({ store }) => store.sessionRetentionSecs,
    default: 3600,
    taken: [
      ['0', 0],
      ['86400', 86_400],
    ],
    ignored: ['', '-1', 'long'],
  },
  {
    variable: 'MACP_SESSION_DISK_RETENTION_SECS',
    of: ({ store }) => store.sessionDiskRetentionSecs,
    default: 0,
    taken: [
      ['0', 0],
      ['31536000', 31_536_000],
    ],
    ignored: ['', '-1', 'long'],
  },
  { variable: 'MACP_STRICT_RECOVERY', of: ({ store }) => store.strictRecovery, default: false, ...flagTexts },
  {
    variable: 'MACP_POLICIES_DIR',
    of: ({ policies }) => policies.directory,
    default: undefined,
    taken: [['/srv/policies', '/srv/policies']],
    aborts: [''],
  },
  { variable: 'MACP_POLICIES_DRY_RUN', of: ({ policies }) => policies.isDryRun, default: false, ...flagTexts },
  {
    variable: 'MACP_AUDIT_LEVEL',
    of: ({ audit }) => audit.level,
    default: 'debug',
    taken: [
      ['info', 'info'],
      [' INFO', 'info'],
    ],
    ignored: ['', 'loud'],
  },
  names('MACP_AUDIT_INFO_POLICIES', ({ audit }) => audit.infoPolicies),
  names('MACP_AUDIT_INFO_MODES', ({ audit }) => audit.infoModes),
  {
    variable: 'MACP_RUNTIME_ID',
    of: ({ process }) => process.runtimeId,
    default: undefined,
    taken: [['eu-1', 'eu-1']],
    ignored: [''],
  },
  ...['SIGNING_KEY', 'SIGNING_KEY_PATH', 'SIGNING_KID', 'PUBLIC_KEYS_PATH'].map((name) => absent(`RECEIPT_${name}`)),
  absent('HTTP_BIND_ADDR'),
  {
    variable: 'MACP_GRPC_REFLECTION',
    of: ({ ingress }) => ingress.reflection,
    default: false,
    ...flagTexts,
  },
  {
    variable: 'RUST_LOG',
    of: ({ process }) => process.logFilter,
    default: 'info',
    taken: [['debug', 'debug']],
    ignored: [''],
  },
];

function filePath(): Pick<Row, 'taken' | 'aborts'> {
  return { taken: [[file, file]], aborts: ['', '/no/such/file'] };
}

function number(variable: string, of: Row['of'], fallback: number, more: readonly string[] = []): Row {
  return { variable, of, default: fallback, taken: [['200', 200]], aborts: [...notPositive, ...more] };
}

function lenientNumber(variable: string, of: Row['of'], fallback: number): Row {
  return { variable, of, default: fallback, taken: [['200', 200]], ignored: notPositive };
}

function names(variable: string, of: Row['of']): Row {
  return { variable, of, default: new Set(), taken: [['a, b,,', new Set(['a', 'b'])]], ignored: ['', ' , '] };
}

function absent(name: string): Row {
  const of: Row['of'] = (config) => Object.values(config.absent).filter((value) => (value ?? '') !== '');
  return { variable: `MACP_${name}`, of, default: [], taken: [['', []]], aborts: ['x'] };
}

/** Of the specification's table; the others are set to no effect. */
const WITHOUT_EFFECT = [
  'MACP_ROCKSDB_PATH',
  'MACP_REDIS_URL',
  'MACP_HTTP_PUBLIC_URL',
  'MACP_HTTP_CORS_ORIGINS',
  'MACP_HTTP_MAX_BODY_BYTES',
  'MACP_HTTP_MAX_CONNECTIONS',
];

describe.each(ROWS)('$variable', (row) => {
  const given = (text: string): Environment => ({ ...row.with, [row.variable]: text });

  it('has the documented default', () => {
    expect(row.of(read({}))).toEqual(row.default);
  });

  it.each(row.taken)('takes %j', (text, value) => {
    expect(row.of(read(given(text)))).toEqual(value);
  });

  const aborting = row.aborts ?? [];
  if (aborting.length > 0) {
    it.each(aborting)('aborts the start on %j, saying which variable', (text) => {
      // A storage backend that is not there is refused after the variables, in a sentence of its own.
      expect(() => row.of(read(given(text)))).toThrow(
        new RegExp(
          `^(startup aborted: 1 configuration error\\(s\\): ${row.variable} |unknown storage backend: ${text}\\.)`,
        ),
      );
    });
  }

  const ignored = row.ignored ?? [];
  if (ignored.length > 0) {
    it.each(ignored)('takes its default instead of %j', (text) => {
      expect(row.of(read(given(text)))).toEqual(row.default);
    });
  }
});

describe('variables that change nothing', () => {
  it('are told of by name, those that mean nothing apart from those of other builds', () => {
    const environment: Record<string, string> = { PATH: '/bin', MACP_BIND_ADR: 'x', MACP_SECRET: 'y', MACP_EMPTY: '' };
    for (const variable of WITHOUT_EFFECT) environment[variable] = 'set';
    expect(settingsNotice(environment, SLICES)).toEqual({
      withoutEffect: [...WITHOUT_EFFECT].sort(),
      unknown: ['MACP_BIND_ADR', 'MACP_EMPTY', 'MACP_SECRET'],
    });
  });

  it('are not those that are known, of tests and clients, or empty', () => {
    const environment: Record<string, string> = { MACP_TOKEN: 't', MACP_TEST_REDIS: 'x', MACP_REDIS_URL: '' };
    for (const { variable } of ROWS) environment[variable] = 'set';
    expect(settingsNotice(environment, SLICES)).toEqual({ withoutEffect: [], unknown: [] });
  });
});

describe('all problems of an environment', () => {
  it('are told in one line, secrets unseen', () => {
    const environment: Record<string, string> = { MACP_RECEIPT_SIGNING_KEY: 'hush', MACP_AUTH_TOKENS_JSON: '{"hush"' };
    for (const { variable, aborts } of ROWS) {
      if (aborts !== undefined && variable !== 'MACP_STORAGE_BACKEND') environment[variable] ??= aborts[0]!;
    }
    // Sources that the same thing given as JSON beats are not read.
    const unread = ['MACP_AUTH_TOKENS_FILE', 'MACP_AUTH_JWKS_URL'];
    const failing = Object.keys(environment).filter((variable) => !unread.includes(variable));
    let text = '';
    try {
      read(environment);
    } catch (cause) {
      text = (cause as Error).message;
    }
    expect(text).toMatch(new RegExp(`^startup aborted: ${failing.length} configuration error\\(s\\): [^\\n]*$`));
    for (const variable of failing) expect(text).toContain(`${variable} `);
    expect(text).not.toContain('hush');
  });
});
