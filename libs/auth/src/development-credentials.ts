/**
 * Development credentials (runtime specification §9.2): the token *is* the sender. Only for
 * `MACP_ALLOW_INSECURE=1` without any configured credentials; proves nothing.
 */
import { presentedToken } from './authenticator.js';
import type { Authenticator, Credentials } from './authenticator.js';
import type { Identity } from './identity.js';

export class DevelopmentCredentials implements Authenticator {
  readonly provesSenders = false;

  authenticate(credentials: Credentials): Identity | undefined {
    const token = presentedToken(credentials)?.token;
    if (token === undefined || token === '') return undefined;
    return { sender: token, canStartSessions: true, canManageModeRegistry: true, isObserver: false };
  }
}
