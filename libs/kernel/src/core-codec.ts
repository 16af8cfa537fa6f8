/**
 * The two payloads that the kernel itself reads (RFC-MACP-0001 §7), and the port that decodes them: the kernel knows no
 * protobuf. Integers arrive saturated at ±`Number.MAX_SAFE_INTEGER`.
 */

/** Body of a SessionStart, as far as the kernel and its clients' metadata need it. */
export interface SessionStartPayload {
  readonly participants: readonly string[];
  readonly modeVersion: string;
  readonly configurationVersion: string;
  /** Empty = `policy.default`. */
  readonly policyVersion: string;
  readonly ttlMs: number;
  readonly contextId: string;
  readonly extensionKeys: readonly string[];
  /** 0 = the default cap. */
  readonly maxSuspendMs: number;
}

/** Reference to the commitment that another one replaces. */
export interface CommitmentRef {
  readonly sessionId: string;
  /** `sha256:` and 64 lowercase hex digits. */
  readonly commitmentHash: string;
}

/** Body of a Commitment. */
export interface CommitmentPayload {
  readonly commitmentId: string;
  readonly action: string;
  readonly authorityScope: string;
  readonly reason: string;
  readonly modeVersion: string;
  readonly policyVersion: string;
  readonly configurationVersion: string;
  readonly outcomePositive: boolean;
  readonly supersedes?: CommitmentRef;
}

/** Decodes core payloads; `undefined` for bytes that do not decode (truncated, wrong wire type, invalid UTF-8). */
export interface CoreCodec {
  decodeSessionStart(payload: Uint8Array): SessionStartPayload | undefined;
  decodeCommitment(payload: Uint8Array): CommitmentPayload | undefined;
}
