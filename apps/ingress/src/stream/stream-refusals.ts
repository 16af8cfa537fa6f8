/** Which refusals end a session stream and which are frames on it (runtime specification §5.2, §5.3). */
import { reject } from '@macp/kernel';
import type { Rejection, RejectionCode } from '@macp/kernel';

/** What becomes of a stream when an envelope on it is refused; a new code does not compile until it is decided. */
const ENDS_STREAM: Readonly<Record<RejectionCode, boolean>> = {
  UNAUTHENTICATED: true,
  PAYLOAD_TOO_LARGE: true,
  RATE_LIMITED: true,
  INTERNAL_ERROR: true,
  INVALID_SESSION_ID: true,
  INVALID_POLICY_DEFINITION: true,
  SESSION_ALREADY_EXISTS: true,
  FORBIDDEN: false,
  SESSION_NOT_FOUND: false,
  SESSION_NOT_OPEN: false,
  DUPLICATE_MESSAGE: false,
  INVALID_ENVELOPE: false,
  UNSUPPORTED_PROTOCOL_VERSION: false,
  MODE_NOT_SUPPORTED: false,
  UNKNOWN_POLICY_VERSION: false,
  POLICY_DENIED: false,
  // Codes that no envelope is refused with.
  REGISTRY_READ_ONLY: false,
  INVALID_REQUEST: false,
  STREAM_LAGGED: true,
  AGENT_NOT_FOUND: false,
  HISTORY_UNAVAILABLE: true,
  RECEIPT_UNAVAILABLE: false,
  UNAUTHORIZED: false,
};

/** True when the refusal of an envelope ends the stream it came on. */
export function endsStream({ code }: Rejection): boolean {
  return ENDS_STREAM[code];
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

/** The history that the subscription asks for was compacted; `lowest` is the lowest `after_sequence` that is left. */
export function historyUnavailable(lowest: number): Rejection {
  const message =
    `session history before ordinal ${lowest} was compacted; ` +
    `resume with after_sequence >= ${lowest} or re-read state via GetSession`;
  return { ...reject('HISTORY_UNAVAILABLE', message), lowestAvailableSequence: lowest };
}
