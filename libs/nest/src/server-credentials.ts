/**
 * TLS of the gRPC edge (runtime specification §11.1): both PEM files → TLS with server authentication; anything less →
 * plaintext, and only when insecure operation was asked for. The files are read again when they change.
 */
import { ServerCredentials, experimental } from '@grpc/grpc-js';
import { StartupFault, keyPairFault } from '@macp/config';
import { ReloadingKeyPair } from './reloading-key-pair.js';
import type { ReloadingKeyPairOptions } from './reloading-key-pair.js';

const KEY_PAIR = { certificate: 'MACP_TLS_CERT_PATH', key: 'MACP_TLS_KEY_PATH' } as const;

export interface TlsSettings {
  readonly tlsCertPath: string | undefined;
  readonly tlsKeyPath: string | undefined;
  readonly allowInsecure: boolean;
}

/** @throws StartupFault when there is neither TLS nor permission to go without, or when the files are no key pair. */
export function serverCredentials(
  settings: TlsSettings,
  reloading: Pick<ReloadingKeyPairOptions, 'onReload' | 'onOutOfTime' | 'intervalMs'> = {},
): ServerCredentials {
  const { tlsCertPath, tlsKeyPath, allowInsecure } = settings;
  if (tlsCertPath === undefined || tlsKeyPath === undefined) {
    if (allowInsecure) return ServerCredentials.createInsecure();
    throw new StartupFault('TLS is required unless MACP_ALLOW_INSECURE=1 is set');
  }
  try {
    const pair = new ReloadingKeyPair({ certPath: tlsCertPath, keyPath: tlsKeyPath, ...reloading });
    return experimental.createCertificateProviderServerCredentials(pair, null, false);
  } catch (cause) {
    throw new StartupFault(keyPairFault(KEY_PAIR, cause), { cause });
  }
}
