/**
 * Which session ids a SessionStart may take (RFC-MACP-0001 §7.1): a canonical lowercase UUID of version 4 or 7, or an
 * opaque base64url-like token of at least 22 characters. Admission only: stored histories keep whatever id they have.
 */
const LENGTH_MAX = 128;
const ANY_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TOKEN = /^[A-Za-z0-9_-]{22,}$/;

/** True when a new session may take this id. What reads as a UUID is judged as one, never again as a token. */
export function isAdmissibleSessionId(sessionId: string): boolean {
  if (sessionId.length > LENGTH_MAX) return false;
  return ANY_UUID.test(sessionId) ? CANONICAL_UUID.test(sessionId) : TOKEN.test(sessionId);
}
