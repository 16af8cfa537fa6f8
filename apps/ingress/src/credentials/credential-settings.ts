/** Which credentials are accepted: static tokens, JWTs, or, only when asked for, none that prove anything (§9, §11.3). */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { JWT_ALGORITHMS, parseJwks, parseStaticTokens } from '@macp/auth';
import type { JwtAlgorithm, StaticToken, VerificationKey } from '@macp/auth';
import { integer, lenient, lenientOptional, strictOptional, text } from '@macp/config';
import type { SliceValues } from '@macp/config';
import { z } from 'zod';

const staticTokens = z.string().transform((raw, context): readonly StaticToken[] => {
  const parsed = parseStaticTokens(raw);
  if ('tokens' in parsed) return parsed.tokens;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

/** A file with static tokens; it is read again when it changes. */
export interface TokenFile {
  readonly path: string;
  /** Changes with the content. */
  readonly digest: string;
  readonly tokens: readonly StaticToken[];
}

/** What the file says now, or what is wrong with it. */
export function readTokenFile(path: string): TokenFile | { readonly problem: string } {
  let raw: string;
  try {
    raw = readFileSync(path, 'utf8');
  } catch (cause) {
    return { problem: `cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown error'})` };
  }
  const parsed = parseStaticTokens(raw);
  return 'problem' in parsed ? parsed : { path, digest: hash('sha256', raw), tokens: parsed.tokens };
}

const staticTokensFile = z.string().transform((path, context): TokenFile => {
  const read = readTokenFile(path);
  if ('tokens' in read) return read;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});

const inlineKeys = z.string().transform((raw, context): readonly VerificationKey[] => {
  const parsed = parseJwks(raw);
  if ('keys' in parsed) return parsed.keys;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

/** Nothing is fetched from an address with credentials in it, and every fault of the attempt would show them. */
function isOpenAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

const DEFAULT_ALGORITHMS: readonly JwtAlgorithm[] = ['RS256', 'ES256'];

/** Names in any case; unknown ones are ignored, and a list without a known one means the default (§9.3). */
const algorithms = z.string().transform((raw): readonly JwtAlgorithm[] => {
  const names = raw.split(',').map((name) => name.trim().toUpperCase());
  const known = JWT_ALGORITHMS.filter((algorithm) => names.includes(algorithm));
  return known.length === 0 ? DEFAULT_ALGORITHMS : known;
});

export const credentialSettings = {
  authTokens: strictOptional('MACP_AUTH_TOKENS_JSON', {
    summary: 'static tokens as JSON; beats MACP_AUTH_TOKENS_FILE',
    schema: staticTokens,
    secret: true,
  }),
  authTokensOfFile: strictOptional('MACP_AUTH_TOKENS_FILE', {
    summary: 'file with static tokens as JSON; read again when it changes',
    schema: staticTokensFile,
    secret: true,
    beatenBy: 'MACP_AUTH_TOKENS_JSON',
  }),
  jwtIssuer: strictOptional('MACP_AUTH_ISSUER', {
    summary: 'issuer that JWTs must name; needs a key set',
    schema: text,
  }),
  jwtAudience: lenient('MACP_AUTH_AUDIENCE', {
    summary: 'audience that JWTs must name',
    schema: text,
    default: 'macp-runtime',
  }),
  jwtKeys: strictOptional('MACP_AUTH_JWKS_JSON', {
    summary: 'key set of the issuer; beats MACP_AUTH_JWKS_URL',
    schema: inlineKeys,
    secret: true,
  }),
  jwtKeysUrl: strictOptional('MACP_AUTH_JWKS_URL', {
    summary: 'http(s) address the key set is fetched from',
    schema: text.refine(isOpenAddress, 'must be an http or https address without credentials'),
    secret: true,
    beatenBy: 'MACP_AUTH_JWKS_JSON',
  }),
  jwtKeysTtlSecs: lenient('MACP_AUTH_JWKS_TTL_SECS', {
    summary: 'seconds for which a fetched key set is taken for the truth',
    schema: integer(1, 31_536_000),
    default: '300',
  }),
  jwtAlgorithms: lenientOptional('MACP_AUTH_JWT_ALGS', {
    summary: 'algorithms a JWT may be signed with, of RS256, ES256, HS256 (RS256,ES256 when not given)',
    schema: algorithms,
  }),
};

/** The values of these settings. */
export type CredentialSettings = SliceValues<typeof credentialSettings>;

/** The algorithms in force. */
export function allowedAlgorithms({ jwtAlgorithms }: CredentialSettings): readonly JwtAlgorithm[] {
  return jwtAlgorithms ?? DEFAULT_ALGORITHMS;
}

/** Half of a JWT configuration must not end in one that accepts everybody: each half demands the other. */
export function credentialProblems({ jwtIssuer, jwtKeys, jwtKeysUrl }: CredentialSettings): readonly string[] {
  const hasKeys = jwtKeys !== undefined || jwtKeysUrl !== undefined;
  if (jwtIssuer !== undefined && !hasKeys)
    return ['MACP_AUTH_ISSUER needs a key set: set MACP_AUTH_JWKS_JSON or MACP_AUTH_JWKS_URL'];
  if (jwtIssuer === undefined && hasKeys) {
    const variable = jwtKeys === undefined ? 'MACP_AUTH_JWKS_URL' : 'MACP_AUTH_JWKS_JSON';
    return [`${variable} needs the issuer that its keys belong to: set MACP_AUTH_ISSUER`];
  }
  return [];
}
