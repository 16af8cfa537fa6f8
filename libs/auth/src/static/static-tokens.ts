/**
 * Static tokens (runtime specification §9.2): a list of tokens with identities. Only digests of
 * tokens are kept and compared, so neither a memory dump of the table nor the time of a lookup gives a token away.
 */
import { hash } from 'node:crypto';
import type { CredentialResolver, Resolution } from '../authenticator.js';
import type { Identity } from '../identity.js';
import { RightsProblem, isObject, rightsOf } from '../rights.js';
import type { JsonObject } from '../rights.js';

/** One configured token. */
export interface StaticToken {
  readonly token: string;
  readonly identity: Identity;
}

/** The tokens of a configuration text, or what is wrong with it (without any token in it). */
export type ParsedStaticTokens = { readonly tokens: readonly StaticToken[] } | { readonly problem: string };

function textOf(entry: JsonObject, name: string, where: string): string {
  const value = entry[name];
  if (typeof value !== 'string' || value === '') throw new RightsProblem(`${where}.${name} must be a non-empty string`);
  return value;
}

function parseEntry(entry: unknown, where: string): StaticToken {
  if (!isObject(entry)) throw new RightsProblem(`${where} must be an object`);
  const token = textOf(entry, 'token', where);
  const sender = textOf(entry, 'sender', where);
  return { token, identity: { sender, ...rightsOf(entry, { where, emptyModes: 'all' }) } };
}

/** Reads `[…]` or `{"tokens":[…]}`; unknown keys are ignored, of equal tokens the last wins. */
export function parseStaticTokens(text: string): ParsedStaticTokens {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and with it a token.
    return { problem: 'is not valid JSON' };
  }
  const list = isObject(document) ? document['tokens'] : document;
  if (!Array.isArray(list)) return { problem: 'must be an array of tokens or an object with "tokens"' };
  try {
    return { tokens: list.map((entry, index) => parseEntry(entry, `tokens[${index}]`)) };
  } catch (cause) {
    if (cause instanceof RightsProblem) return { problem: `is invalid: ${cause.message}` };
    throw cause;
  }
}

function digestsOf(tokens: readonly StaticToken[]): ReadonlyMap<string, Identity> {
  return new Map(tokens.map(({ token, identity }) => [digest(token), identity]));
}

function digest(token: string): string {
  return hash('sha256', token, 'base64');
}

/** Knows the configured tokens. Tokens with a dot are not its own: they belong to the JWT resolver, whoever lists them. */
export class StaticTokens implements CredentialResolver {
  private byDigest: ReadonlyMap<string, Identity>;

  constructor(tokens: readonly StaticToken[]) {
    this.byDigest = digestsOf(tokens);
  }

  /** From now on these are the tokens, and no others. */
  replace(tokens: readonly StaticToken[]): void {
    this.byDigest = digestsOf(tokens);
  }

  resolve(token: string): Resolution {
    if (token.includes('.')) return 'passed';
    return this.byDigest.get(digest(token)) ?? 'rejected';
  }
}
