/**
 * Refusals as gRPC statuses (wire contract §5): one exhaustive table, so that a new code does not compile until it is
 * mapped, and the metadata by which clients tell codes of the same status apart.
 */
import { Metadata, status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import type { Rejection, RejectionCode } from '@macp/kernel';
import { errorDetails } from './error-details.js';

/** Metadata key of the registry code; every status that the service itself makes carries it. */
export const ERROR_CODE_KEY = 'macp-error-code';
/** Metadata key of the structured details; present only where there are any. */
export const ERROR_DETAILS_KEY = 'macp-error-details-bin';

const GRPC_STATUS: Readonly<Record<RejectionCode, status>> = {
  UNAUTHENTICATED: status.UNAUTHENTICATED,
  FORBIDDEN: status.PERMISSION_DENIED,
  SESSION_NOT_FOUND: status.NOT_FOUND,
  SESSION_NOT_OPEN: status.FAILED_PRECONDITION,
  DUPLICATE_MESSAGE: status.ALREADY_EXISTS,
  SESSION_ALREADY_EXISTS: status.ALREADY_EXISTS,
  INVALID_ENVELOPE: status.INVALID_ARGUMENT,
  UNSUPPORTED_PROTOCOL_VERSION: status.INVALID_ARGUMENT,
  MODE_NOT_SUPPORTED: status.INVALID_ARGUMENT,
  PAYLOAD_TOO_LARGE: status.RESOURCE_EXHAUSTED,
  RATE_LIMITED: status.RESOURCE_EXHAUSTED,
  INVALID_SESSION_ID: status.INVALID_ARGUMENT,
  INTERNAL_ERROR: status.INTERNAL,
  UNKNOWN_POLICY_VERSION: status.NOT_FOUND,
  POLICY_DENIED: status.PERMISSION_DENIED,
  INVALID_POLICY_DEFINITION: status.INVALID_ARGUMENT,
  REGISTRY_READ_ONLY: status.FAILED_PRECONDITION,
  INVALID_REQUEST: status.INVALID_ARGUMENT,
  STREAM_LAGGED: status.RESOURCE_EXHAUSTED,
  AGENT_NOT_FOUND: status.NOT_FOUND,
  HISTORY_UNAVAILABLE: status.FAILED_PRECONDITION,
  RECEIPT_UNAVAILABLE: status.FAILED_PRECONDITION,
  UNAUTHORIZED: status.PERMISSION_DENIED,
};

/** The gRPC status number of a registry code. */
export function grpcStatus(code: RejectionCode): status {
  return GRPC_STATUS[code];
}

/** Text of a refusal as a status; with a session's id, an unknown session is named. */
function statusText({ code, message, denials }: Rejection, sessionId?: string): string {
  if (code === 'POLICY_DENIED' && denials !== undefined && denials.length > 0) {
    return `PolicyDenied: ${denials.map((denial) => denial.message).join('; ')}`;
  }
  return code === 'SESSION_NOT_FOUND' && sessionId !== undefined ? `Session '${sessionId}' not found` : message;
}

/**
 * Longest text of a status. It travels in the trailers, which HTTP/2 bounds as a whole: a call whose trailers are too long
 * for its connection never ends for its client. Admissible ids are far from it.
 */
const TEXT_LENGTH_MAX = 1024;

/** The text as far as it may be sent, never with half a character at its end. */
function bounded(text: string): string {
  if (text.length <= TEXT_LENGTH_MAX) return text;
  return `${text.slice(0, TEXT_LENGTH_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A refusal that ends its call: throw it, pass it to a unary call's callback, or emit it as a stream's `error`. */
export class StatusError extends Error implements StatusObject {
  override readonly name = 'StatusError';
  readonly code: status;
  /** The status message, at most 1,024 characters. */
  readonly details: string;
  /** `macp-error-code` and, where the code has details, `macp-error-details-bin`. */
  readonly metadata: Metadata;

  constructor(rejection: Rejection, sessionId?: string) {
    const details = bounded(statusText(rejection, sessionId));
    super(details);
    this.code = GRPC_STATUS[rejection.code];
    this.details = details;
    this.metadata = new Metadata();
    this.metadata.set(ERROR_CODE_KEY, rejection.code);
    const bytes = errorDetails(rejection);
    if (bytes.length > 0) this.metadata.set(ERROR_DETAILS_KEY, bytes);
  }
}

/** The status of a refusal; `sessionId` is the session a SESSION_NOT_FOUND is about. */
export function statusError(rejection: Rejection, sessionId?: string): StatusError {
  return new StatusError(rejection, sessionId);
}
