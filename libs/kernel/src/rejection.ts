/**
 * The closed vocabulary of refusals (error registry of the specification). A refusal is a value that the protocol
 * produced on purpose; transports map it once, through an exhaustive table keyed by `RejectionCode`.
 */
export const REJECTION_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'SESSION_NOT_FOUND',
  'SESSION_NOT_OPEN',
  'DUPLICATE_MESSAGE',
  'SESSION_ALREADY_EXISTS',
  'INVALID_ENVELOPE',
  'UNSUPPORTED_PROTOCOL_VERSION',
  'MODE_NOT_SUPPORTED',
  'PAYLOAD_TOO_LARGE',
  'RATE_LIMITED',
  'INVALID_SESSION_ID',
  'INTERNAL_ERROR',
  'UNKNOWN_POLICY_VERSION',
  'POLICY_DENIED',
  'INVALID_POLICY_DEFINITION',
  'REGISTRY_READ_ONLY',
  'INVALID_REQUEST',
  'STREAM_LAGGED',
  'AGENT_NOT_FOUND',
  'HISTORY_UNAVAILABLE',
  'RECEIPT_UNAVAILABLE',
  'UNAUTHORIZED',
] as const;

/** A code of the error registry. */
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One reason why a governance policy refused (RFC-MACP-0012). `message` never names a participant. */
export interface Denial {
  readonly code: string;
  readonly message: string;
  /** Invariant: sorted and without repeats; absent when empty. */
  readonly participants?: readonly string[];
}

/** A refusal: what to answer, with nothing of it left in any session's state. */
export interface Rejection {
  readonly code: RejectionCode;
  /** Short text, by default the refusal's own name (`Forbidden`, `InvalidPayload`, …); not contractual. */
  readonly message: string;
  /** Only with `POLICY_DENIED`, in order of evaluation. */
  readonly denials?: readonly Denial[];
  /** Only with `HISTORY_UNAVAILABLE`: the lowest `after_sequence` that can still be served. */
  readonly lowestAvailableSequence?: number;
}

const DEFAULT_MESSAGE: Partial<Record<RejectionCode, string>> = {
  SESSION_NOT_FOUND: 'UnknownSession',
  MODE_NOT_SUPPORTED: 'UnknownMode',
  UNSUPPORTED_PROTOCOL_VERSION: 'InvalidMacpVersion',
  INTERNAL_ERROR: 'StorageFailed',
};

function camelCase(code: string): string {
  return code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}

/** Makes a refusal; without a message it carries the code's default text. */
export function reject(code: RejectionCode, message?: string): Rejection {
  return { code, message: message ?? DEFAULT_MESSAGE[code] ?? camelCase(code) };
}

/** Makes a `POLICY_DENIED` refusal with its structured reasons. */
export function policyDenied(denials: readonly Denial[]): Rejection {
  return { code: 'POLICY_DENIED', message: 'PolicyDenied', denials };
}
