/**
 * JSON Web Tokens (runtime specification §9.3; RFC 7519, RFC 8725): a signature by one of the configured keys, made with
 * an allowed algorithm, over claims for this issuer and this audience. A verified token is remembered for a while, so
 * that a signature is not checked for every message of a conversation.
 */
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import type { CredentialResolver, Resolution } from '../authenticator.js';
import { RightsProblem } from '../rights.js';
import { identityOfClaims } from './claims.js';
import type { ClaimRules, ClaimedIdentity } from './claims.js';
import type { JwtAlgorithm, VerificationKey } from './jwks.js';
import { KeysUnavailable } from './key-source.js';
import type { KeySource } from './key-source.js';

export interface JwtTokensOptions extends ClaimRules {
  readonly keys: KeySource;
  readonly algorithms: readonly JwtAlgorithm[];
  /** Unix ms. */
  readonly nowMs: () => number;
  /** For how long a verified token is not verified again: a key that was taken away works for that long at most. */
  readonly rememberMs: number;
  /** Told why a token was refused: never with the token in it. */
  readonly onRefused?: (reason: string) => void;
}

/** Tokens that are longer are nobody's. */
const TOKEN_LENGTH_MAX = 16_384;
const REMEMBERED_MAX = 10_000;

interface Remembered extends ClaimedIdentity {
  readonly verifiedAtMs: number;
}

export class JwtTokens implements CredentialResolver {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly options: JwtTokensOptions) {}

  resolve(token: string, isBearer: boolean): Resolution | Promise<Resolution> {
    if (!isBearer || !token.includes('.')) return 'passed';
    const known = this.remembered.get(token);
    if (known === undefined) return this.verify(token);
    const nowMs = this.options.nowMs();
    const isFresh = nowMs < known.expiresAtMs && Math.abs(nowMs - known.verifiedAtMs) < this.options.rememberMs;
    if (isFresh) return known.identity;
    this.remembered.delete(token);
    return this.verify(token);
  }

  private async verify(token: string): Promise<Resolution> {
    try {
      if (token.length > TOKEN_LENGTH_MAX) throw new RightsProblem('the token is too long');
      const payload = await this.verifiedPayload(token);
      const verifiedAtMs = this.options.nowMs();
      const claimed = identityOfClaims(payload, this.options, verifiedAtMs);
      this.remember(token, { ...claimed, verifiedAtMs });
      return claimed.identity;
    } catch (cause) {
      this.options.onRefused?.(reasonOf(cause));
      return 'rejected';
    }
  }

  private async verifiedPayload(token: string): Promise<Uint8Array> {
    const { alg, kid } = decodeProtectedHeader(token);
    const algorithm = this.options.algorithms.find((allowed) => allowed === alg);
    if (algorithm === undefined) throw new RightsProblem('the algorithm is not allowed');
    for (const { key } of candidates(await this.options.keys.keys(), algorithm, kid)) {
      try {
        return (await compactVerify(token, key, { algorithms: [algorithm] })).payload;
      } catch (cause) {
        if (!(cause instanceof errors.JWSSignatureVerificationFailed)) throw cause;
      }
    }
    throw new RightsProblem('no key verifies the signature');
  }

  /** Bounded: the oldest goes first. */
  private remember(token: string, entry: Remembered): void {
    if (this.remembered.size >= REMEMBERED_MAX) {
      for (const oldest of this.remembered.keys()) {
        this.remembered.delete(oldest);
        break;
      }
    }
    this.remembered.set(token, entry);
  }
}

/** A known `kid` selects its key alone; without one, or with an unknown one, every key is tried (§9.3). */
function candidates(
  keys: readonly VerificationKey[],
  algorithm: JwtAlgorithm,
  kid: string | undefined,
): readonly VerificationKey[] {
  const named = kid === undefined ? [] : keys.filter((key) => key.kid === kid);
  return (named.length > 0 ? named : keys).filter((key) => key.algorithm === algorithm);
}

function reasonOf(cause: unknown): string {
  if (cause instanceof RightsProblem || cause instanceof KeysUnavailable) return cause.message;
  return cause instanceof errors.JOSEError ? cause.code : 'the token is malformed';
}
