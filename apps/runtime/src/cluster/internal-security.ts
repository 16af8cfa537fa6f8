/** How processes of the installation know each other, from the settings. */
import { StartupFault } from '@macp/config';
import type { InternalSettings } from '@macp/config';
import type { InternalSecurity } from '@macp/internal-rpc';

/** @throws StartupFault when there is neither a shared credential nor mutual TLS */
export function internalSecurity(settings: InternalSettings): InternalSecurity {
  const { credential, credentialOfFile, tlsAuthority, tlsCertificate, tlsKey, tlsServerName } = settings;
  const sharedCredential = credential ?? credentialOfFile;
  const hasTls = tlsAuthority !== undefined && tlsCertificate !== undefined && tlsKey !== undefined;
  if (sharedCredential === undefined && !hasTls) {
    throw new StartupFault(
      'the port between processes needs a shared credential (MACP_INTERNAL_CREDENTIAL or _FILE) ' +
        'or mutual TLS (MACP_INTERNAL_TLS_CA_PATH, _CERT_PATH and _KEY_PATH)',
    );
  }
  return {
    ...(sharedCredential === undefined ? {} : { sharedCredential }),
    ...(hasTls
      ? {
          mutualTls: {
            authority: tlsAuthority,
            certificate: tlsCertificate,
            key: tlsKey,
            ...(tlsServerName === undefined ? {} : { serverName: tlsServerName }),
          },
        }
      : {}),
  };
}
