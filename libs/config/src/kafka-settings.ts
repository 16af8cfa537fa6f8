/**
 * Settings of the profile on Kafka. Brokers make the difference: with them the services share the work of all processes
 * that name the same brokers and prefix, without them one process does everything over its embedded store.
 */
import { z } from 'zod';
import { fileText } from './files.js';
import { keyPairProblems } from './key-pair.js';
import { flag, integer, strict, strictOptional, text } from './setting.js';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig, SliceValues } from './settings-slice.js';
import { isHostAndPort } from './socket-address.js';

/** The settings of the certificate that brokers are shown. */
export const KAFKA_KEY_PAIR = { certificate: 'MACP_KAFKA_TLS_CERT_PATH', key: 'MACP_KAFKA_TLS_KEY_PATH' } as const;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const brokerList = z.string().transform((raw, context): readonly string[] => {
  const brokers = raw.split(',').map((broker) => broker.trim());
  if (brokers.every(isHostAndPort)) return brokers;
  context.addIssue({ code: 'custom', message: 'must be host:port addresses separated by commas' });
  return z.NEVER;
});

const settings = {
  brokers: strictOptional('MACP_KAFKA_BROKERS', {
    summary: 'host:port,... of Kafka brokers; without it everything runs over the embedded store',
    schema: brokerList,
  }),
  clientId: strict('MACP_KAFKA_CLIENT_ID', {
    summary: 'name of this process at the brokers',
    schema: text,
    default: 'macp',
  }),
  topicPrefix: strict('MACP_KAFKA_TOPIC_PREFIX', {
    summary: 'precedes the name of every topic and group, so that installations can share brokers',
    schema: z.string().regex(/^[A-Za-z0-9._-]{0,100}$/, 'must be letters, digits, dots, dashes and underscores'),
    default: '',
  }),
  replicationFactor: strictOptional('MACP_KAFKA_REPLICATION_FACTOR', {
    summary: "replicas of topics that are created; the brokers' default when not given",
    schema: integer(1, 9),
  }),
  minInsyncReplicas: strictOptional('MACP_KAFKA_MIN_INSYNC_REPLICAS', {
    summary: 'replicas that must have a record before it is acknowledged; topics with less are refused',
    schema: integer(1, 9),
  }),
  sessionTimeoutMs: strict('MACP_KAFKA_SESSION_TIMEOUT_MS', {
    summary: 'ms without a sign of life after which the partitions of a process go to others',
    schema: integer(1000, 300_000),
    default: '6000',
  }),
  tls: flag('MACP_KAFKA_TLS', '1 = TLS to the brokers'),
  tlsAuthority: strictOptional('MACP_KAFKA_TLS_CA_PATH', {
    summary: 'PEM file: authorities to trust; this and the files below are read once, at the start',
    schema: fileText,
  }),
  tlsCertificate: strictOptional(KAFKA_KEY_PAIR.certificate, {
    summary: 'PEM file: own certificate',
    schema: fileText,
  }),
  tlsKey: strictOptional(KAFKA_KEY_PAIR.key, { summary: 'PEM file: its key', schema: fileText, secret: true }),
  saslMechanism: strictOptional('MACP_KAFKA_SASL_MECHANISM', {
    summary: MECHANISMS.join(', '),
    schema: z
      .string()
      .transform((name) => name.toLowerCase())
      .pipe(z.enum(MECHANISMS, `must be one of ${MECHANISMS.join(', ')}`)),
  }),
  saslUsername: strictOptional('MACP_KAFKA_SASL_USERNAME', { summary: 'user at the brokers', schema: text }),
  saslPassword: strictOptional('MACP_KAFKA_SASL_PASSWORD', { summary: 'password', schema: text, secret: true }),
  saslPasswordOfFile: strictOptional('MACP_KAFKA_SASL_PASSWORD_FILE', {
    summary: 'file with the password',
    schema: fileText,
    secret: true,
  }),
};

function problems(values: SliceValues<typeof settings>): readonly string[] {
  const { saslMechanism, saslUsername, saslPassword, saslPasswordOfFile, tls, tlsCertificate, tlsKey } = values;
  const found: string[] = [];
  const hasPassword = saslPassword !== undefined || saslPasswordOfFile !== undefined;
  if (saslMechanism !== undefined && (saslUsername === undefined || !hasPassword))
    found.push('MACP_KAFKA_SASL_MECHANISM needs MACP_KAFKA_SASL_USERNAME and MACP_KAFKA_SASL_PASSWORD(_FILE)');
  if (saslMechanism === undefined && (saslUsername !== undefined || hasPassword))
    found.push('MACP_KAFKA_SASL_USERNAME and _PASSWORD(_FILE) need MACP_KAFKA_SASL_MECHANISM');
  if ((tlsCertificate === undefined) !== (tlsKey === undefined))
    found.push(`${KAFKA_KEY_PAIR.certificate} and ${KAFKA_KEY_PAIR.key} belong together`);
  if (tlsCertificate !== undefined && tlsKey !== undefined)
    found.push(...keyPairProblems(KAFKA_KEY_PAIR, tlsCertificate, tlsKey));
  if (!tls && (tlsCertificate !== undefined || values.tlsAuthority !== undefined))
    found.push('MACP_KAFKA_TLS_CA_PATH and _CERT_PATH need MACP_KAFKA_TLS=1');
  return found;
}

export const kafkaSettings = defineSlice('Kafka', settings, { check: problems });

export type KafkaSliceSettings = SliceConfig<typeof kafkaSettings>;
