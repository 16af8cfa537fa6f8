/**
 * What happened to a session, in the past tense: the only input of `evolveSession` and the only thing that is stored.
 * Everything nondeterministic (time, resolved policy, suspension cap, verdict, semantics revision) is recorded here, so
 * that replay calls nobody (RFC-MACP-0003).
 */
import type { Envelope } from './envelope.js';
import type { BoundExtension } from './mode.js';
import type { PolicyDefinition, PolicyVerdict } from './policy.js';

/** The session came to exist: its SessionStart was accepted as ordinal 1. */
export interface SessionStarted {
  readonly kind: 'SessionStarted';
  readonly sessionId: string;
  /** As accepted: authenticated sender; a client timestamp of 0 replaced by the acceptance time. */
  readonly envelope: Envelope;
  readonly ordinal: 1;
  readonly acceptedAtMs: number;
  /** Acceptance rules the session lives under for good; new sessions get 4. */
  readonly semanticsRevision: number;
  /** The full definition, frozen: replay never resolves a policy again. */
  readonly policy: PolicyDefinition;
  /** Resolved cap on the total suspended time. */
  readonly maxSuspendMs: number;
  /** The bound mode version (the descriptor's when the start named none). */
  readonly modeVersion: string;
  readonly expiresAtMs: number;
  /** Set exactly when the mode is a registered extension: replay never looks a registration up again. */
  readonly extension?: BoundExtension;
}

/** An envelope was accepted into the session's history. */
export interface EnvelopeAccepted {
  readonly kind: 'EnvelopeAccepted';
  readonly sessionId: string;
  readonly envelope: Envelope;
  /** Invariant: exactly one more than the previous accepted ordinal of the session. */
  readonly ordinal: number;
  readonly acceptedAtMs: number;
  /** True for envelopes of the runtime itself (Handoff's implicit accept): no participant activity. */
  readonly runtimeOriginated: boolean;
  /** Only with a Commitment that a policy was asked about. */
  readonly verdict?: PolicyVerdict;
}

export interface SessionExpired {
  readonly kind: 'SessionExpired';
  readonly sessionId: string;
  /** Acceptance clock at which the expiry was observed. */
  readonly atMs: number;
}

export interface SessionCancelled {
  readonly kind: 'SessionCancelled';
  readonly sessionId: string;
  readonly atMs: number;
  readonly reason: string;
  readonly cancelledBy: string;
}

export interface SessionSuspended {
  readonly kind: 'SessionSuspended';
  readonly sessionId: string;
  readonly atMs: number;
  readonly reason: string;
  readonly suspendedBy: string;
}

/**
 * A resume was asked for and took effect. Past a suspension cap it ends the session instead of opening it: its state
 * then goes from SUSPENDED to EXPIRED with this fact, and the command is refused.
 */
export interface SessionResumed {
  readonly kind: 'SessionResumed';
  readonly sessionId: string;
  readonly atMs: number;
  readonly reason: string;
  readonly resumedBy: string;
  /** TTL that was left at the suspension; informational, replay derives it again from the stamps. */
  readonly bankedMs: number;
}

export type SessionFact =
  SessionStarted | EnvelopeAccepted | SessionExpired | SessionCancelled | SessionSuspended | SessionResumed;
