/**
 * What can be asked of a session, and what is answered (imperative in, reply out). Each command is decided against one
 * session by `decideSession`; the reply is given only after the facts of the same decision are durable.
 */
import type { Envelope } from './envelope.js';
import type { Rejection } from './rejection.js';
import type { SessionState } from './session-state.js';

/** A client's envelope with its authenticated sender, past the ingress checks (shape, credential, limits). */
export interface SubmitEnvelope {
  readonly kind: 'SubmitEnvelope';
  readonly envelope: Envelope;
}

/** CancelSession, SuspendSession or ResumeSession by an authenticated caller. */
export interface ControlSession {
  readonly kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession';
  readonly sessionId: string;
  readonly caller: string;
  readonly reason: string;
}

/** Reads a session's metadata; observes an expiry that is due. `observer` = the identity may read any session. */
export interface ObserveSession {
  readonly kind: 'ObserveSession';
  readonly sessionId: string;
  readonly caller: string;
  readonly observer: boolean;
}

export type SessionCommand = SubmitEnvelope | ControlSession | ObserveSession;

/** Activity of one sender: accepted messages other than the SessionStart and runtime-originated ones. */
export interface ParticipantActivity {
  readonly participantId: string;
  readonly lastMessageAtMs: number;
  readonly messageCount: number;
}

/** What GetSession, ListSessions and WatchSessions show of a session. */
export interface SessionMetadata {
  readonly sessionId: string;
  readonly mode: string;
  readonly state: SessionState;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
  readonly modeVersion: string;
  readonly configurationVersion: string;
  readonly policyVersion: string;
  readonly participants: readonly string[];
  readonly participantActivity: readonly ParticipantActivity[];
  readonly initiator: string;
  readonly contextId: string;
  readonly extensionKeys: readonly string[];
}

/** Accepted, now or before (`duplicate`); `state` is the session's state afterwards. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly duplicate: boolean;
  readonly state: SessionState;
  /** Accepted ordinal of the envelope; 0 where none was taken (duplicates, control commands). */
  readonly ordinal: number;
  /** Acceptance clock of the decision, Unix ms. */
  readonly acceptedAtMs: number;
}

/** Refused; the session's state is as if the command had never come, but for an expiry it may have observed. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly rejection: Rejection;
}

/** The answer to `ObserveSession`. */
export interface Observed {
  readonly kind: 'observed';
  readonly metadata: SessionMetadata;
}

export type SessionOutcome = Accepted | Rejected | Observed;
