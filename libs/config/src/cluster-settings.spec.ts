/** Settings of the profile on Kafka, and of the port between processes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { internalSettings, kafkaSettings, readSettings } from './index.js';

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
