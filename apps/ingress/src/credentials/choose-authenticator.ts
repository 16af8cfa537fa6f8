/** Which credentials a process accepts (runtime specification §9.1, §11.1); never development ones by accident. */
import { AuthenticatorChain, DevelopmentCredentials, FetchedKeys, JwtTokens, StaticTokens } from '@macp/auth';
import type { Authenticator, CredentialResolver, KeySource } from '@macp/auth';
import { StartupFault, watchFiles } from '@macp/config';
import type { Clock } from '@macp/partition-worker';
import type { Logger } from '@macp/telemetry';
import { allowedAlgorithms, readTokenFile } from './credential-settings.js';
import type { CredentialSettings, TokenFile } from './credential-settings.js';

type AuthSettings = CredentialSettings & { readonly allowInsecure: boolean };

export interface AuthenticatorParts {
  readonly log: Logger;
  /** What credentials expire by. */
  readonly clock: Pick<Clock, 'nowMs'>;
  /** How often files are looked at for changes. */
  readonly reloadIntervalMs?: number;
}

/** The configured chain, or development credentials where insecure operation was asked for. @throws StartupFault */
export function chooseAuthenticator(settings: AuthSettings, parts: AuthenticatorParts): Authenticator {
  const resolvers = [...jwtResolvers(settings, parts), ...staticResolvers(settings, parts)];
  if (resolvers.length > 0) return new AuthenticatorChain(resolvers);
  requireCredentials(settings);
  return new DevelopmentCredentials();
}

/** @throws StartupFault where no credentials are configured and development ones were not asked for */
export function requireCredentials({ authTokens, authTokensOfFile, jwtIssuer, allowInsecure }: AuthSettings): void {
  const staticTokens = authTokens ?? authTokensOfFile?.tokens ?? [];
  if (staticTokens.length > 0 || jwtIssuer !== undefined || allowInsecure) return;
  throw new StartupFault(
    'no authentication configured: set MACP_AUTH_TOKENS_FILE/MACP_AUTH_TOKENS_JSON or MACP_AUTH_ISSUER (+JWKS), ' +
      'or MACP_ALLOW_INSECURE=1 for development credentials',
  );
}

function jwtResolvers(settings: AuthSettings, { log, clock }: AuthenticatorParts): readonly CredentialResolver[] {
  const { jwtIssuer, jwtAudience, jwtKeysTtlSecs } = settings;
  const keys = keySource(settings, log);
  if (jwtIssuer === undefined || keys === undefined) return [];
  const jwt = new JwtTokens({
    issuer: jwtIssuer,
    audience: jwtAudience,
    keys,
    algorithms: allowedAlgorithms(settings),
    nowMs: () => clock.nowMs(),
    rememberMs: jwtKeysTtlSecs * 1000,
    onRefused: (reason) => log.debug({ reason }, 'a JWT was refused'),
  });
  return [jwt];
}

function keySource({ jwtKeys, jwtKeysUrl, jwtKeysTtlSecs }: AuthSettings, log: Logger): KeySource | undefined {
  if (jwtKeys !== undefined) return { keys: () => jwtKeys };
  if (jwtKeysUrl === undefined) return undefined;
  return new FetchedKeys({
    url: jwtKeysUrl,
    ttlMs: jwtKeysTtlSecs * 1000,
    nowMs: () => performance.now(),
    onFault: (cause) => log.warn({ err: cause }, 'the key set of the issuer could not be fetched'),
  });
}

function staticResolvers(settings: AuthSettings, parts: AuthenticatorParts): readonly CredentialResolver[] {
  const { authTokens, authTokensOfFile } = settings;
  if (authTokens !== undefined) return authTokens.length === 0 ? [] : [new StaticTokens(authTokens)];
  if (authTokensOfFile === undefined || authTokensOfFile.tokens.length === 0) return [];
  return [reloading(authTokensOfFile, parts)];
}

/** Tokens that come and go with their file; a file that says nothing of use leaves the tokens as they are. */
function reloading(file: TokenFile, { log, reloadIntervalMs }: AuthenticatorParts): CredentialResolver {
  const tokens = new StaticTokens(file.tokens);
  let { digest } = file;
  watchFiles({
    paths: [file.path],
    ...(reloadIntervalMs === undefined ? {} : { intervalMs: reloadIntervalMs }),
    onChange: () => {
      const read = readTokenFile(file.path);
      if ('problem' in read) {
        log.error({ problem: read.problem }, 'the token file changed and cannot be used; the tokens stay as they were');
        return;
      }
      if (read.digest === digest) return;
      ({ digest } = read);
      tokens.replace(read.tokens);
      log.info({ tokens: read.tokens.length }, 'the token file was read again');
    },
  });
  return tokens;
}
