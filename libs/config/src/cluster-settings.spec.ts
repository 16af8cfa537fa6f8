/** Settings of the profile on Kafka, and of the port between processes. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { internalSettings, kafkaSettings, outOfTime, readSettings } from './index.js';

const directory = mkdtempSync(join(tmpdir(), 'settings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

type Environment = Record<string, string>;
const kafka = (environment: Environment) => readSettings(environment, { kafka: kafkaSettings }).kafka;
const internal = (environment: Environment) => readSettings(environment, { internal: internalSettings }).internal;

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });

/** A key pair whose certificate is valid for two days from now. */
function keyPair(name: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(directory, `${name}.pem`), join(directory, `${name}.key`)];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  openssl('req', ...kind, '-keyout', key, '-out', certificate, '-subj', `/CN=${name}`);
  return { certificate, key };
}

const [ours, other] = [keyPair('ours'), keyPair('other')];
const expired = { certificate: join(directory, 'expired.pem'), key: ours.key };
openssl('x509', '-in', ours.certificate, '-signkey', ours.key, '-days', '-1', '-out', expired.certificate);
const otherKind = file(
  'kind.key',
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);

describe('Kafka settings', () => {
  it('name no brokers unless told so', () => {
    expect(kafka({})).toMatchObject({ brokers: undefined, clientId: 'macp', topicPrefix: '', sessionTimeoutMs: 6000 });
  });

  it('take brokers, a password from a file and mechanisms in any case', () => {
    const path = file('password', 'secret\n');
    const settings = kafka({
      MACP_KAFKA_BROKERS: 'a:9092, [::1]:9093',
      MACP_KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      MACP_KAFKA_SASL_USERNAME: 'macp',
      MACP_KAFKA_SASL_PASSWORD_FILE: path,
    });
    expect(settings).toMatchObject({
      brokers: ['a:9092', '[::1]:9093'],
      saslMechanism: 'scram-sha-512',
      saslPasswordOfFile: 'secret',
    });
  });

  it.each([
    [{ MACP_KAFKA_BROKERS: 'localhost' }, /MACP_KAFKA_BROKERS must be host:port/],
    [{ MACP_KAFKA_BROKERS: '' }, /MACP_KAFKA_BROKERS must be host:port/],
    [{ MACP_KAFKA_TOPIC_PREFIX: 'a b' }, /MACP_KAFKA_TOPIC_PREFIX must be letters/],
    [{ MACP_KAFKA_SASL_MECHANISM: 'gssapi' }, /must be one of plain, scram-sha-256, scram-sha-512/],
    [{ MACP_KAFKA_SASL_MECHANISM: 'plain' }, /needs MACP_KAFKA_SASL_USERNAME/],
    [{ MACP_KAFKA_SASL_PASSWORD: 'secret' }, /need MACP_KAFKA_SASL_MECHANISM/],
    [{ MACP_KAFKA_SASL_PASSWORD_FILE: '/no/such/file' }, /cannot be read \(ENOENT\)/],
    [{ MACP_KAFKA_SESSION_TIMEOUT_MS: '10' }, /MACP_KAFKA_SESSION_TIMEOUT_MS must be an integer/],
  ] as readonly (readonly [Environment, RegExp])[])('refuse %j', (environment, problem) => {
    expect(() => kafka(environment)).toThrow(problem);
    expect(() => kafka(environment)).not.toThrow(/secret/);
  });

  it('refuse half of a TLS identity, and certificates without TLS', () => {
    const path = file('cert.pem', 'cert');
    expect(() => kafka({ MACP_KAFKA_TLS: '1', MACP_KAFKA_TLS_CERT_PATH: path })).toThrow(/belong together/);
    expect(() => kafka({ MACP_KAFKA_TLS_CA_PATH: path })).toThrow(/need MACP_KAFKA_TLS=1/);
  });
});

describe.each([
  ['to the brokers', (pair: Environment) => kafka({ MACP_KAFKA_TLS: '1', ...pair }), 'MACP_KAFKA_TLS'],
  [
    'between processes',
    (pair: Environment) => internal({ MACP_INTERNAL_TLS_CA_PATH: ours.certificate, ...pair }),
    'MACP_INTERNAL_TLS',
  ],
] as const)('a key pair %s', (_where, settings, prefix) => {
  const read = (certificate: string, key: string) =>
    settings({ [`${prefix}_CERT_PATH`]: certificate, [`${prefix}_KEY_PATH`]: key });
  const fault = (reason: string) =>
    `startup aborted: 1 configuration error(s): ${prefix}_CERT_PATH/${prefix}_KEY_PATH: not a usable key pair: ${reason}`;

  it('is taken, whatever its time', () => {
    for (const pair of [ours, expired]) {
      expect(read(pair.certificate, pair.key)).toMatchObject({
        tlsCertificate: readFileSync(pair.certificate, 'utf8').trimEnd(),
      });
    }
  });

  it.each([
    ['of another certificate', () => other.key, 'the key is not that of the certificate'],
    ['of another kind', () => otherKind, 'the key is not that of the certificate'],
  ])('is refused with the key %s', (_which, key, reason) => {
    expect(() => read(ours.certificate, key())).toThrow(fault(reason));
  });

  it('is refused where either file is none, and says nothing of what is in it', () => {
    const rubbish = file('rubbish.pem', 'rubbish');
    expect(() => read(rubbish, ours.key)).toThrow(fault(''));
    expect(() => read(ours.certificate, rubbish)).toThrow(fault(''));
    expect(() => read(ours.key, ours.certificate)).toThrow(fault(''));
    expect(() => read(ours.certificate, rubbish)).not.toThrow(/rubbish/);
  });
});

describe('settings between processes', () => {
  it('bind the loopback address and take a credential from a file', () => {
    const path = file('credential', 'sixteen-characters-at-least\n');
    expect(internal({ MACP_INTERNAL_CREDENTIAL_FILE: path })).toMatchObject({
      bindAddress: { host: '127.0.0.1', port: 0 },
      credentialOfFile: 'sixteen-characters-at-least',
    });
  });

  it.each([
    [{ MACP_INTERNAL_CREDENTIAL: 'short' }, /MACP_INTERNAL_CREDENTIAL must have at least 16 characters$/],
    [{ MACP_INTERNAL_BIND_ADDR: '0.0.0.0:1' }, /MACP_INTERNAL_ADVERTISED_ADDR must say/],
    [{ MACP_INTERNAL_ADVERTISED_ADDR: 'here' }, /MACP_INTERNAL_ADVERTISED_ADDR must be host:port/],
  ] as readonly (readonly [Environment, RegExp])[])('refuse %j', (environment, problem) => {
    expect(() => internal(environment)).toThrow(problem);
  });

  it('refuse a part of a TLS identity', () => {
    expect(() => internal({ MACP_INTERNAL_TLS_CA_PATH: file('ca.pem', 'ca') })).toThrow(/belong together/);
  });
});

describe('the time of a certificate', () => {
  it('is over, has not come, or is now', () => {
    const certificate = readFileSync(ours.certificate);
    const [DAY_MS, nowMs] = [86_400_000, Date.now()];
    expect(outOfTime(certificate, nowMs)).toBeUndefined();
    expect(outOfTime(certificate, nowMs + 3 * DAY_MS)).toMatch(/^it expired on \d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(outOfTime(certificate, nowMs - DAY_MS)).toMatch(/^it is not valid before \d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });
});
