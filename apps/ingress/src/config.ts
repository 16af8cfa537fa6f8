/** The settings of the gRPC edge (runtime specification §11.3), validated together with those of the other services. */
import { existsSync } from 'node:fs';
import { defineSlice, flag, integer, lenient, socketAddress, strict, strictOptional, text } from '@macp/config';
import type { SliceConfig } from '@macp/config';
import { credentialProblems, credentialSettings } from './credentials/credential-settings.js';

/** Largest payload the durable log can hold in one record, with room for everything else in it. */
const PAYLOAD_BYTES_CEILING = 3 * 1024 * 1024;
const RATE_CEILING = 1_000_000_000;

const existingFile = text.refine((path) => existsSync(path), 'must name an existing file');

export const ingressSettings = defineSlice(
  'gRPC edge',
  {
    bindAddress: strict('MACP_BIND_ADDR', {
      summary: 'ip:port to listen on',
      schema: socketAddress,
      default: '127.0.0.1:50051',
    }),
    tlsCertPath: strictOptional('MACP_TLS_CERT_PATH', {
      summary: 'PEM file: certificate chain; read again when it changes',
      schema: existingFile,
    }),
    tlsKeyPath: strictOptional('MACP_TLS_KEY_PATH', { summary: 'PEM file: private key', schema: existingFile }),
    allowInsecure: flag(
      'MACP_ALLOW_INSECURE',
      '1 = plaintext; with no credentials configured also development credentials',
    ),
    ...credentialSettings,
    payloadBytesMax: strict('MACP_MAX_PAYLOAD_BYTES', {
      summary: 'largest payload of an envelope',
      schema: integer(1, PAYLOAD_BYTES_CEILING),
      default: '1048576',
    }),
    sessionStartLimitPerMinute: strict('MACP_SESSION_START_LIMIT_PER_MINUTE', {
      summary: 'SessionStarts per sender and minute',
      schema: integer(1, RATE_CEILING),
      default: '60',
    }),
    messageLimitPerMinute: strict('MACP_MESSAGE_LIMIT_PER_MINUTE', {
      summary: 'other messages per sender and minute',
      schema: integer(1, RATE_CEILING),
      default: '600',
    }),
    listDefaultPageSize: strict('MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE', {
      summary: 'page size where a request names none',
      schema: integer(1, 100_000),
      default: '100',
    }),
    listMaxPageSize: strict('MACP_LIST_SESSIONS_MAX_PAGE_SIZE', {
      summary: 'largest page; larger requests are clamped',
      schema: integer(1, 100_000),
      default: '1000',
    }),
    concurrencyPerConnection: lenient('MACP_CONCURRENCY_LIMIT_PER_CONNECTION', {
      summary: 'requests of one connection worked on at once; further ones wait',
      schema: integer(1, 100_000),
      default: '64',
    }),
    concurrentStreamsMax: lenient('MACP_MAX_CONCURRENT_STREAMS', {
      summary: 'HTTP/2 streams per connection',
      schema: integer(1, 100_000),
      default: '128',
    }),
    reflection: flag('MACP_GRPC_REFLECTION', '1 = whoever connects can ask for the schema (gRPC server reflection)'),
    requestTimeoutSecs: lenient('MACP_REQUEST_TIMEOUT_SECS', {
      summary: 'seconds until a request without an outcome is answered UNAVAILABLE',
      schema: integer(1, 86_400),
      default: '30',
    }),
  },
  {
    check(settings, environment) {
      const { listDefaultPageSize, listMaxPageSize } = settings;
      const problems = [...credentialProblems(settings)];
      const isExplicit = environment['MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE'] !== undefined;
      if (isExplicit && listDefaultPageSize > listMaxPageSize) {
        problems.push(`MACP_LIST_SESSIONS_DEFAULT_PAGE_SIZE must not exceed the largest page size, ${listMaxPageSize}`);
      }
      return problems;
    },
  },
);

export type IngressSettings = SliceConfig<typeof ingressSettings>;
