/**
 * Static tokens (runtime specification §9.2): a list of tokens with identities, read once at the start. Only digests of
 * tokens are kept and compared, so neither a memory dump of the table nor the time of a lookup gives a token away.
 */
import { hash } from 'node:crypto';
import type { CredentialResolver, Resolution } from './authenticator.js';
import type { Identity } from './identity.js';

/** One configured token. */
export interface StaticToken {
  readonly token: string;
  readonly identity: Identity;
}

/** The tokens of a configuration text, or what is wrong with it (without any token in it). */
export type ParsedStaticTokens = { readonly tokens: readonly StaticToken[] } | { readonly problem: string };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Problem extends Error {}

function flagOf(entry: Record<string, unknown>, name: string, fallback: boolean, where: string): boolean {
  const value = entry[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw new Problem(`${where}.${name} must be true or false`);
  return value;
}

function textOf(entry: Record<string, unknown>, name: string, where: string): string {
  const value = entry[name];
  if (typeof value !== 'string' || value === '') throw new Problem(`${where}.${name} must be a non-empty string`);
  return value;
}

function allowedModesOf(entry: Record<string, unknown>, where: string): ReadonlySet<string> | undefined {
  const value = entry['allowed_modes'];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.some((mode) => typeof mode !== 'string')) {
    throw new Problem(`${where}.allowed_modes must be an array of strings`);
  }
  return value.length === 0 ? undefined : new Set(value as string[]);
}

function maxOpenSessionsOf(entry: Record<string, unknown>, where: string): number | undefined {
  const value = entry['max_open_sessions'];
  if (value === undefined || value === null) return undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new Problem(`${where}.max_open_sessions must be a whole number`);
  }
  return value as number;
}

function parseEntry(entry: unknown, where: string): StaticToken {
  if (!isObject(entry)) throw new Problem(`${where} must be an object`);
  const allowedModes = allowedModesOf(entry, where);
  const maxOpenSessions = maxOpenSessionsOf(entry, where);
  return {
    token: textOf(entry, 'token', where),
    identity: {
      sender: textOf(entry, 'sender', where),
      ...(allowedModes === undefined ? {} : { allowedModes }),
      canStartSessions: flagOf(entry, 'can_start_sessions', true, where),
      ...(maxOpenSessions === undefined ? {} : { maxOpenSessions }),
      canManageModeRegistry: flagOf(entry, 'can_manage_mode_registry', false, where),
      isObserver: flagOf(entry, 'is_observer', false, where),
    },
  };
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
    if (cause instanceof Problem) return { problem: `is invalid: ${cause.message}` };
    throw cause;
  }
}

function digest(token: string): string {
  return hash('sha256', token, 'base64');
}

/** Knows the configured tokens. Tokens with a dot are not its own: they belong to the JWT resolver, whoever lists them. */
export class StaticTokens implements CredentialResolver {
  private readonly byDigest = new Map<string, Identity>();

  constructor(tokens: readonly StaticToken[]) {
    for (const { token, identity } of tokens) this.byDigest.set(digest(token), identity);
  }

  resolve(token: string): Resolution {
    if (token.includes('.')) return 'passed';
    return this.byDigest.get(digest(token)) ?? 'rejected';
  }
}
