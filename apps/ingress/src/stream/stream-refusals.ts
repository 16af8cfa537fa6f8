/** Which refusals end a session stream and which are frames on it (runtime specification §5.2, §5.3). */
import { reject } from '@macp/kernel';
import type { Rejection, RejectionCode } from '@macp/kernel';

/** Refusals of a submitted envelope that end the stream; all others are inline. */
const TERMINATING: ReadonlySet<RejectionCode> = new Set([
  'UNAUTHENTICATED',
  'PAYLOAD_TOO_LARGE',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'INVALID_SESSION_ID',
  'INVALID_POLICY_DEFINITION',
  'SESSION_ALREADY_EXISTS',
]);

/** True when the refusal of an envelope ends the stream it came on. */
export function endsStream({ code }: Rejection): boolean {
  return TERMINATING.has(code);
}

export const FRAME_AMBIGUOUS = reject(
  'INVALID_ENVELOPE',
  'a frame carries either an envelope or subscribe_session_id, not both and not neither',
);
export const SESSION_ID_MISSING = reject('INVALID_ENVELOPE', 'StreamSession requires a non-empty session_id');
export const MODE_MISSING = reject('INVALID_ENVELOPE', 'StreamSession requires a non-empty mode');
export const OTHER_SESSION = reject('INVALID_ENVELOPE', 'StreamSession may only carry envelopes for one session_id');
export const MODE_MISMATCH = reject(
  'INVALID_ENVELOPE',
  'INVALID_ENVELOPE: envelope mode does not match the bound session mode',
);
/** The code that clients see here is INVALID_ENVELOPE; the words carry the reason. */
export const NOT_OPEN = reject('INVALID_ENVELOPE', 'SESSION_NOT_OPEN');
export const SUBSCRIBE_DENIED = reject(
  'FORBIDDEN',
  'caller is not a declared participant or observer for this session',
);

/** The reader did not keep up; `count` envelopes were not delivered. */
export function streamLagged(count: number): Rejection {
  return reject('STREAM_LAGGED', `StreamSession receiver fell behind by ${count} envelopes`);
}
