/** Credential resolvers: from what a caller presents to who it is. */
export type { Identity } from './identity.js';
export { AuthenticatorChain, presentedToken } from './authenticator.js';
export type { Authenticator, CredentialResolver, Credentials, Resolution } from './authenticator.js';
export { StaticTokens, parseStaticTokens } from './static-tokens.js';
export type { ParsedStaticTokens, StaticToken } from './static-tokens.js';
export { DevelopmentCredentials } from './development-credentials.js';
