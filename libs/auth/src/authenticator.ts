/**
 * The credential chain (runtime specification §9.1): the first resolver that claims or rejects decides, and a credential
 * that nobody claims is refused. Every failure looks the same to the caller; tokens never reach a log.
 */
import type { Identity } from './identity.js';

/** What a caller presents, as the transport carries it, untouched. */
export interface Credentials {
  /** The `authorization` header. */
  readonly authorization?: string | undefined;
  /** The `x-macp-token` header: static and development credentials only. */
  readonly macpToken?: string | undefined;
}

/** Turns credentials into an identity, or nothing. */
export interface Authenticator {
  /** `undefined` = refused. Synchronous wherever nothing has to be fetched. */
  authenticate(credentials: Credentials): Identity | undefined | Promise<Identity | undefined>;
  /** True when identities are proved; false for development credentials, where anyone is whoever they say. */
  readonly provesSenders: boolean;
}

/** A resolver's word on a token: an identity, `passed` to the next one, or `rejected` for good. */
export type Resolution = Identity | 'passed' | 'rejected';

/** One link of the chain. */
export interface CredentialResolver {
  /** `isBearer` is false for tokens from `x-macp-token`. */
  resolve(token: string, isBearer: boolean): Resolution | Promise<Resolution>;
}

const BEARER = 'Bearer ';

/** The token of the credentials: a bearer token (scheme exact, nothing trimmed), else `x-macp-token`. */
export function presentedToken(
  credentials: Credentials,
): { readonly token: string; readonly isBearer: boolean } | undefined {
  const { authorization, macpToken } = credentials;
  if (authorization !== undefined && authorization.startsWith(BEARER)) {
    return { token: authorization.slice(BEARER.length), isBearer: true };
  }
  return macpToken === undefined ? undefined : { token: macpToken, isBearer: false };
}

/** Asks each resolver in turn. */
export class AuthenticatorChain implements Authenticator {
  readonly provesSenders = true;

  constructor(private readonly resolvers: readonly CredentialResolver[]) {}

  authenticate(credentials: Credentials): Identity | undefined | Promise<Identity | undefined> {
    const presented = presentedToken(credentials);
    if (presented === undefined) return undefined;
    for (let i = 0; i < this.resolvers.length; i++) {
      const resolution = this.resolvers[i]!.resolve(presented.token, presented.isBearer);
      if (resolution instanceof Promise) return this.continueWith(resolution, i, presented);
      if (resolution === 'rejected') return undefined;
      if (resolution !== 'passed') return resolution;
    }
    return undefined;
  }

  private async continueWith(
    first: Promise<Resolution>,
    index: number,
    presented: { readonly token: string; readonly isBearer: boolean },
  ): Promise<Identity | undefined> {
    let resolution = await first;
    for (let i = index + 1; resolution === 'passed' && i < this.resolvers.length; i++) {
      resolution = await this.resolvers[i]!.resolve(presented.token, presented.isBearer);
    }
    return resolution === 'passed' || resolution === 'rejected' ? undefined : resolution;
  }
}
