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
export type {
  EnvelopeAccepted,
  SessionCancelled,
  SessionExpired,
  SessionFact,
  SessionResumed,
  SessionStarted,
  SessionSuspended,
} from './facts.js';
