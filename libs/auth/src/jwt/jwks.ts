/**
 * A JSON Web Key Set (RFC 7517) as the keys that can verify a signature here: RSA, EC P-256 and, for HMAC, `oct`. Keys
 * of other kinds and keys for encryption are left out; a set without a usable key is a problem of its own.
 */
import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { isObject } from '../rights.js';
import type { JsonObject } from '../rights.js';

/** Algorithms a token may be signed with (runtime specification §9.3). */
export const JWT_ALGORITHMS = ['RS256', 'ES256', 'HS256'] as const;
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

/** One usable key. */
export interface VerificationKey {
  readonly kid: string | undefined;
  readonly algorithm: JwtAlgorithm;
  readonly key: KeyObject | Uint8Array;
}

/** The usable keys of a text, at least one, or what is wrong with it (without any key in it). */
export type ParsedJwks = { readonly keys: readonly VerificationKey[] } | { readonly problem: string };

/** Reads a key set. */
export function parseJwks(text: string): ParsedJwks {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: 'is not valid JSON' };
  }
  if (!isObject(document) || !Array.isArray(document['keys'])) return { problem: 'must be an object with "keys"' };
  const keys = document['keys'].flatMap((entry) => {
    const key = isObject(entry) ? verificationKey(entry) : undefined;
    return key === undefined ? [] : [key];
  });
  return keys.length === 0 ? { problem: 'has no usable key (RSA, EC P-256 or oct)' } : { keys };
}

function verificationKey(jwk: JsonObject): VerificationKey | undefined {
  const algorithm = algorithmOf(jwk);
  if (algorithm === undefined || jwk['use'] === 'enc') return undefined;
  if (jwk['alg'] !== undefined && jwk['alg'] !== algorithm) return undefined;
  const key = algorithm === 'HS256' ? sharedKey(jwk['k']) : publicKey(jwk);
  if (key === undefined) return undefined;
  return { kid: typeof jwk['kid'] === 'string' ? jwk['kid'] : undefined, algorithm, key };
}

function algorithmOf(jwk: JsonObject): JwtAlgorithm | undefined {
  if (jwk['kty'] === 'RSA') return 'RS256';
  if (jwk['kty'] === 'EC') return jwk['crv'] === 'P-256' ? 'ES256' : undefined;
  return jwk['kty'] === 'oct' ? 'HS256' : undefined;
}

function publicKey(jwk: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const PADDED_BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Existing issuers rely on it (§9.3): padded standard base64 is decoded, and any other text is itself the key. */
function sharedKey(k: unknown): Uint8Array | undefined {
  if (typeof k !== 'string' || k === '') return undefined;
  return PADDED_BASE64.test(k) ? Buffer.from(k, 'base64') : Buffer.from(k, 'utf8');
}
