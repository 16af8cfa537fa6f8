/** What the system says of a call that failed. */

/** The system's error code, like `ENOSPC`; of what has none, its text. */
export function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
}

/** Whether it failed because the file or the directory is not there. */
export function isMissing(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT';
}
