/**
 * Continuation tokens of ListSessions (runtime specification §4.7): unpadded base64url of `v1:` and the last id of the
 * page. Unsigned and without expiry; a token is a position, not a permission.
 */
const PREFIX = 'v1:';
const TOKEN_CHARS_MAX = 1024;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The token of the page that ends with `lastId`. */
export function encodePageToken(lastId: string): string {
  return Buffer.from(`${PREFIX}${lastId}`, 'utf8').toString('base64url');
}

/** The last id of the page before; `undefined` when the token is none of ours. */
export function decodePageToken(token: string): string | undefined {
  if (token.length > TOKEN_CHARS_MAX) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // Node skips what is not base64url; a token that does not come out the same had such characters in it.
  if (bytes.toString('base64url') !== token) return undefined;
  try {
    const text = decoder.decode(bytes);
    return text.startsWith(PREFIX) && text.length > PREFIX.length ? text.slice(PREFIX.length) : undefined;
  } catch {
    return undefined;
  }
}
