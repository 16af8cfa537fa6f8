/** Pure MACP protocol kernel: no clock, no I/O, no framework. Everything public is named here. */
export { MACP_VERSION, MESSAGE_TYPE, isAmbient } from './envelope.js';
export type { Envelope } from './envelope.js';
export { REJECTION_CODES, policyDenied, reject } from './rejection.js';
export type { Denial, Rejection, RejectionCode } from './rejection.js';
export { InvariantViolation, invariant } from './invariant.js';
export type { PolicyDefinition, PolicyLookup, PolicyQuestion, PolicyVerdict } from './policy.js';
export { SESSION_STATE, isTerminal } from './session-state.js';
export type { SessionState } from './session-state.js';
export type {
  Accepted,
  ControlSession,
  Observed,
  ObserveSession,
  ParticipantActivity,
  Rejected,
  SessionCommand,
  SessionMetadata,
  SessionOutcome,
  SubmitEnvelope,
} from './commands.js';
export { isBlank, trimWhiteSpace } from './blank.js';
export { canonicalJson, plainObject } from './canonical-json.js';
export type { JsonValue } from './canonical-json.js';
export { AppendOnlyList } from './append-only-list.js';
export { InsertOnlyMap } from './insert-only-map.js';
export { InsertOnlySet } from './insert-only-set.js';
export { fromHex, toHex } from './hex.js';
export { compareText } from './text-order.js';
export { isWellFormed } from './well-formed.js';
export { commitmentAuthority, mayCommit, mayControl } from './commitment-authority.js';
export type { Authority, AuthorityRoster, CommitmentAuthority } from './commitment-authority.js';
export type { CommitmentPayload, CommitmentRef, CoreCodec, SessionStartPayload } from './core-codec.js';
export type {
  BoundExtension,
  CommitmentMessage,
  DueEnvelope,
  Mode,
  ModeDescriptor,
  ModeLookup,
  ModeMessage,
} from './mode.js';
export { DEFAULT_POLICY_ID, SEMANTICS_REVISION } from './session.js';
export type { Session, SessionTerms, SuspensionInterval } from './session.js';
export { sharedSender } from './session-terms.js';
export { isAdmissibleSessionId } from './session-id.js';
export { DEFAULT_MAX_SUSPEND_MS, SUSPENSION_CYCLES_MAX, isExpiryDue } from './suspension.js';
export { PARTICIPANTS_MAX, TTL_MS_MAX } from './decide-start.js';
export { invalidPayload } from './decision.js';
export type { Decided, Questioned, SessionContext, SessionDecision } from './decision.js';
export { decideSession } from './decide-session.js';
export { evolveSession } from './evolve-session.js';
export type { EvolveContext } from './evolve-session.js';
export { decideTimer, nextDeadlineMs } from './timers.js';
export { SESSION_FORMAT, decodeSession, encodeSession } from './session-codec.js';
export type { SessionCodecContext } from './session-codec.js';
export { mayRead, sessionMetadata } from './metadata.js';
export { lifecycleChange } from './lifecycle.js';
export type { LifecycleChange } from './lifecycle.js';
export type {
  EnvelopeAccepted,
  SessionCancelled,
  SessionExpired,
  SessionFact,
  SessionResumed,
  SessionStarted,
  SessionSuspended,
} from './facts.js';
