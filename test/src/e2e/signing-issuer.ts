/** An issuer of JSON Web Tokens for end-to-end specs: signs what it is told to, sound or not (RFC 7519). */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { Settings } from './server-under-test.js';

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'macp-runtime';

const LIFETIME_SECS = 600;

/** A part of a token as it is written: base64url of compact JSON. */
function partOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Now, as `exp` and its like count: Unix seconds. */
export function nowSecs(): number {
  return Math.floor(Date.now() / 1000);
}

/** Signs with one key of its own, ES256. */
export class SigningIssuer {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** The key set that verifies its tokens, as JSON. */
  readonly jwks = JSON.stringify({ keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'one' }] });

  /** Settings under which a server takes its tokens. */
  get settings(): Settings {
    return { AUTH_ISSUER: ISSUER, AUTH_JWKS_JSON: this.jwks };
  }

  /** A token for `sub`; claims and header as given, otherwise sound. A claim that is `undefined` is not there. */
  token(sub: string, claims: object = {}, header: object = {}): string {
    const body = this.body(sub, claims, header);
    const { privateKey: key } = this.pair;
    return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  /** A token that says `alg: none` and has no signature. */
  unsigned(sub: string): string {
    return `${this.body(sub, {}, { alg: 'none' })}.`;
  }

  /** A sound token with the claims of another under its signature. */
  tampered(sub: string, other: string): string {
    const [header, , signature] = this.token(sub).split('.');
    const [, claims] = this.token(other).split('.');
    return `${header}.${claims}.${signature}`;
  }

  private body(sub: string, claims: object, header: object): string {
    const sound = { iss: ISSUER, aud: AUDIENCE, sub, exp: nowSecs() + LIFETIME_SECS };
    return `${partOf({ alg: 'ES256', kid: 'one', ...header })}.${partOf({ ...sound, ...claims })}`;
  }
}
