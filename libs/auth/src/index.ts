/** Credential resolvers: from what a caller presents to who it is. */
export type { Identity } from './identity.js';
export { AuthenticatorChain, presentedToken } from './authenticator.js';
export type { Authenticator, CredentialResolver, Credentials, Resolution } from './authenticator.js';
export { StaticTokens, parseStaticTokens } from './static/static-tokens.js';
export type { ParsedStaticTokens, StaticToken } from './static/static-tokens.js';
export { JWT_ALGORITHMS, parseJwks } from './jwt/jwks.js';
export type { JwtAlgorithm, ParsedJwks, VerificationKey } from './jwt/jwks.js';
export { FetchedKeys, KeysUnavailable } from './jwt/key-source.js';
export type { FetchedKeysOptions, KeySource } from './jwt/key-source.js';
export { JwtTokens } from './jwt/jwt-tokens.js';
export type { JwtTokensOptions } from './jwt/jwt-tokens.js';
export { DevelopmentCredentials } from './development-credentials.js';
