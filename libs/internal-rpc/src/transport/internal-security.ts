/**
 * Who may talk to an internal port: services that know the installation's shared credential, or that show a certificate
 * of the installation's authority (mutual TLS), or both. There is no third way: without either, nothing is opened.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Metadata, ServerCredentials, credentials } from '@grpc/grpc-js';
import type { ChannelCredentials, ChannelOptions } from '@grpc/grpc-js';

/** PEM texts of this service, and of the authority that signed every service's certificate. */
export interface MutualTls {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** Name that servers' certificates carry, where that is not the host they are reached by. */
  readonly serverName?: string;
}

/** At least one of both. */
export interface InternalSecurity {
  /** Known to every service of the installation; sent in clear unless there is TLS as well. */
  readonly sharedCredential?: string;
  readonly mutualTls?: MutualTls;
}

/** Shorter credentials could be guessed. */
export const SHARED_CREDENTIAL_LENGTH_MIN = 16;
const CREDENTIAL_KEY = 'macp-internal-credential';

/** @throws Error saying what is missing. */
export function requireSecurity({ sharedCredential, mutualTls }: InternalSecurity): void {
  if (sharedCredential === undefined && mutualTls === undefined)
    throw new Error('internal ports need a shared credential or mutual TLS');
  if (sharedCredential !== undefined && sharedCredential.length < SHARED_CREDENTIAL_LENGTH_MIN)
    throw new Error(`a shared credential has at least ${SHARED_CREDENTIAL_LENGTH_MIN} characters`);
}

/** How a server listens; with mutual TLS the handshake already refuses who has no certificate. */
export function serverCredentials({ mutualTls }: InternalSecurity): ServerCredentials {
  if (mutualTls === undefined) return ServerCredentials.createInsecure();
  const { authority, certificate, key } = mutualTls;
  const pair = { cert_chain: Buffer.from(certificate), private_key: Buffer.from(key) };
  return ServerCredentials.createSsl(Buffer.from(authority), [pair], true);
}

/** How a client connects. */
export function channelCredentials({ mutualTls }: InternalSecurity): ChannelCredentials {
  if (mutualTls === undefined) return credentials.createInsecure();
  const { authority, certificate, key } = mutualTls;
  return credentials.createSsl(Buffer.from(authority), Buffer.from(key), Buffer.from(certificate));
}

/** What a client needs to accept the servers' certificates. */
export function channelOptions({ mutualTls }: InternalSecurity): ChannelOptions {
  const name = mutualTls?.serverName;
  return name === undefined ? {} : { 'grpc.ssl_target_name_override': name, 'grpc.default_authority': name };
}

/** What a client says of itself with every call. */
export function callMetadata({ sharedCredential }: InternalSecurity): Metadata {
  const metadata = new Metadata();
  if (sharedCredential !== undefined) metadata.set(CREDENTIAL_KEY, sharedCredential);
  return metadata;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a call may be served, in a time that tells nothing of how wrong its credential is. */
export function callGate({ sharedCredential }: InternalSecurity): (metadata: Metadata) => boolean {
  if (sharedCredential === undefined) return () => true;
  const expected = digest(sharedCredential);
  return (metadata) => {
    const given = metadata.get(CREDENTIAL_KEY);
    return given.length === 1 && timingSafeEqual(digest(String(given[0])), expected);
  };
}
