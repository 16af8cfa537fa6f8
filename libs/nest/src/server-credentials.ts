/**
 * TLS of the gRPC edge (runtime specification §11.1): both PEM files → TLS with server authentication; anything less →
 * plaintext, and only when insecure operation was asked for.
 */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import { StartupFault } from '@macp/config';

export interface TlsSettings {
  readonly tlsCertPath: string | undefined;
  readonly tlsKeyPath: string | undefined;
  readonly allowInsecure: boolean;
}

/** @throws StartupFault when there is neither TLS nor permission to go without, or when the files are no key pair. */
export function serverCredentials(settings: TlsSettings): ServerCredentials {
  const { tlsCertPath, tlsKeyPath, allowInsecure } = settings;
  if (tlsCertPath === undefined || tlsKeyPath === undefined) {
    if (allowInsecure) return ServerCredentials.createInsecure();
    throw new StartupFault('TLS is required unless MACP_ALLOW_INSECURE=1 is set');
  }
  try {
    const pair = { cert_chain: readFileSync(tlsCertPath), private_key: readFileSync(tlsKeyPath) };
    const credentials = ServerCredentials.createSsl(null, [pair]);
    // grpc-js would meet a broken pair only at the first handshake.
    createSecureContext({ cert: pair.cert_chain, key: pair.private_key });
    return credentials;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupFault(`MACP_TLS_CERT_PATH/MACP_TLS_KEY_PATH: not a usable key pair: ${reason}`, { cause });
  }
}
