/** Which credentials a process accepts (runtime specification §9.1, §11.1); never development ones by accident. */
import { AuthenticatorChain, DevelopmentCredentials, StaticTokens } from '@macp/auth';
import type { Authenticator } from '@macp/auth';
import { StartupFault } from '@macp/config';
import type { IngressSettings } from './config.js';

type AuthSettings = Pick<IngressSettings, 'authTokens' | 'authTokensOfFile' | 'allowInsecure'>;

/** The configured chain, or development credentials where insecure operation was asked for. @throws StartupFault */
export function chooseAuthenticator({ authTokens, authTokensOfFile, allowInsecure }: AuthSettings): Authenticator {
  const tokens = authTokens ?? authTokensOfFile ?? [];
  if (tokens.length > 0) return new AuthenticatorChain([new StaticTokens(tokens)]);
  if (allowInsecure) return new DevelopmentCredentials();
  throw new StartupFault(
    'no authentication configured: set MACP_AUTH_TOKENS_FILE/MACP_AUTH_TOKENS_JSON or MACP_AUTH_ISSUER (+JWKS), ' +
      'or MACP_ALLOW_INSECURE=1 for development credentials',
  );
}
