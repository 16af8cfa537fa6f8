/** Brokers behind TLS and SASL are reached with the right certificate and credentials, and with no others. */
import { execFileSync } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LocalKafka, freePorts, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaLink } from './kafka-link.js';
import type { KafkaSasl } from './kafka-settings.js';
import { newTopic, silent } from './testing/test-topics.js';

const hasBroker = await hasJavaAndMaven();
// Brokers start and stop here, on a machine that may be busy.
jest.setTimeout(120_000);
const PASSWORD = 'keystore-password';
const ITERATIONS = 4096;
const SCRAM = { sha256: 1, sha512: 2 } as const;

(hasBroker ? describe : describe.skip)('a broker behind TLS and SASL', () => {
  let directory: string;
  let kafka: LocalKafka;
  let ca: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'macp-tls-'));
    const keystore = join(directory, 'broker.p12');
    const store = ['-alias', 'broker', '-keystore', keystore, '-storetype', 'PKCS12', '-storepass', PASSWORD];
    const names = ['-dname', 'CN=127.0.0.1', '-ext', 'san=ip:127.0.0.1'];
    execFileSync('keytool', ['-genkeypair', ...store, ...names, '-keyalg', 'EC', '-validity', '2'], { stdio: 'pipe' });
    const certificate = join(directory, 'broker.pem');
    execFileSync('keytool', ['-exportcert', '-rfc', ...store, '-file', certificate], { stdio: 'pipe' });
    ca = readFileSync(certificate, 'utf8');
    const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
    const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
    const [port] = await freePorts(1);
    kafka = await LocalKafka.start({
      port: port!,
      properties: {
        'listener.security.protocol.map': 'CLIENT:SASL_SSL,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
        'inter.broker.listener.name': 'PROXIED',
        'listener.name.client.ssl.keystore.location': keystore,
        'listener.name.client.ssl.keystore.password': PASSWORD,
        'listener.name.client.ssl.keystore.type': 'PKCS12',
        'listener.name.client.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        'listener.name.client.plain.sasl.jaas.config': `${plain} user_macp="plain secret";`,
        'listener.name.client.scram-sha-256.sasl.jaas.config': scram,
        'listener.name.client.scram-sha-512.sasl.jaas.config': scram,
      },
    });
    await addScramUser(kafka.proxiedAddresses[0]!, 'macp', 'scram secret');
  });

  afterAll(async () => {
    await kafka.stop();
    rmSync(directory, { recursive: true });
  });

  const client = (sasl: KafkaSasl | undefined, tls: object): KafkaClient =>
    new KafkaClient(
      { brokers: kafka.addresses, clientId: 'test', tls, ...(sasl === undefined ? {} : { sasl }) },
      { logger: silent },
    );

  it.each([
    { mechanism: 'plain', username: 'macp', password: 'plain secret' },
    { mechanism: 'scram-sha-256', username: 'macp', password: 'scram secret' },
    { mechanism: 'scram-sha-512', username: 'macp', password: 'scram secret' },
  ] as const)('takes a record from who authenticates by $mechanism', async (sasl) => {
    const opened = client(sasl, { ca });
    await opened.start();
    const topic = await newTopic(opened, 'log', 1);
    const log = await KafkaEventLog.open({ client: opened, topic, partitions: 1 });
    expect(await log.append(0, Buffer.from('a'))).toBe(0);
    expect((await log.read(0, 0, 10)).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['a']);
    await opened.close();
  });

  it.each([
    ['with a wrong password', { mechanism: 'plain', username: 'macp', password: 'guess' }, true],
    ['with a wrong SCRAM password', { mechanism: 'scram-sha-256', username: 'macp', password: 'guess' }, true],
    ['without credentials', undefined, true],
    ['trusting someone else', { mechanism: 'plain', username: 'macp', password: 'plain secret' }, false],
  ] as const)('is not reached %s', async (_, sasl, isTrusted) => {
    const lines: unknown[] = [];
    const logger = { info: () => undefined, warn: (...said: unknown[]) => void lines.push(said) };
    const tls = isTrusted ? { ca } : {};
    const refused = new KafkaClient(
      { brokers: kafka.addresses, clientId: 'test', tls, ...(sasl === undefined ? {} : { sasl }) },
      { logger },
    );
    const started = refused.start();
    while (lines.length === 0) await new Promise((resolve) => void setImmediate(resolve));
    await refused.close();
    await expect(started).rejects.toThrow();
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});

/** Over the listener without TLS, as an administrator would. */
async function addScramUser(address: string, name: string, password: string): Promise<void> {
  const [host, port] = address.split(':') as [string, string];
  const link = await KafkaLink.open({
    host,
    port: Number(port),
    clientId: 'administrator',
    tls: undefined,
    sasl: undefined,
    connectTimeoutMs: 3000,
    requestTimeoutMs: 5000,
  });
  for (const digest of ['sha256', 'sha512'] as const) {
    const salt = randomBytes(24);
    const salted = pbkdf2Sync(password, salt, ITERATIONS, digest === 'sha256' ? 32 : 64, digest);
    const codes = await link.send({
      apiKey: 51,
      apiVersion: 0,
      name: 'AlterUserScramCredentials',
      isFlexible: true,
      write: (writer) => {
        writer.uvarint(1).uvarint(2);
        writer.compactString(name).int8(SCRAM[digest]).int32(ITERATIONS);
        for (const field of [salt, salted]) writer.uvarint(field.length + 1).raw(field);
        writer.noTags().noTags();
      },
      read: (reader) => {
        reader.int32();
        return reader.compactArray((each) => {
          each.compactString();
          const code = each.int16();
          each.compactString();
          each.tags();
          return code;
        });
      },
    });
    expect(codes).toEqual([0]);
  }
  link.close();
}
