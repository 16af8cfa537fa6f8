/** From the claims of a verified token to an identity (runtime specification §9.2, §9.3). */
import type { Identity } from '../identity.js';
import { RightsProblem, isObject, rightsOf } from '../rights.js';
import type { JsonObject } from '../rights.js';

export interface ClaimRules {
  readonly issuer: string;
  readonly audience: string;
}

/** An identity, and until when it holds. */
export interface ClaimedIdentity {
  readonly identity: Identity;
  /** Unix ms, leeway included. */
  readonly expiresAtMs: number;
}

const LEEWAY_MS = 60_000;

/** Who the claims say it is. @throws RightsProblem saying which claim does not do. */
export function identityOfClaims(payload: Uint8Array, rules: ClaimRules, nowMs: number): ClaimedIdentity {
  const claims = parse(payload);
  const expiresAtMs = expiryOf(claims);
  if (nowMs >= expiresAtMs) throw new RightsProblem('the token has expired');
  if (claims['iss'] !== rules.issuer) throw new RightsProblem('iss is not the configured issuer');
  const { aud, sub, macp_scopes: scopes = {} } = claims;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(rules.audience)) throw new RightsProblem('aud does not name this audience');
  if (typeof sub !== 'string' || sub === '') throw new RightsProblem('sub must be a non-empty string');
  if (!isObject(scopes)) throw new RightsProblem('macp_scopes must be an object');
  const rights = rightsOf(scopes, { where: 'macp_scopes', emptyModes: 'none' });
  return { identity: { sender: sub, ...rights }, expiresAtMs };
}

function parse(payload: Uint8Array): JsonObject {
  let claims: unknown;
  try {
    claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    throw new RightsProblem('the claims are not JSON');
  }
  if (!isObject(claims)) throw new RightsProblem('the claims are not an object');
  return claims;
}

function expiryOf({ exp }: JsonObject): number {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw new RightsProblem('exp is missing');
  return exp * 1000 + LEEWAY_MS;
}
