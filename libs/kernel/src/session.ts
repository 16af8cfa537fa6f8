/**
 * The whole state of one session: what its accepted history says and nothing else (RFC-MACP-0001 §7, RFC-MACP-0003).
 * Immutable; only `evolveSession` makes a next one.
 */
import type { ParticipantActivity } from './commands.js';
import type { InsertOnlySet } from './insert-only-set.js';
import type { BoundExtension } from './mode.js';
import type { PolicyDefinition } from './policy.js';
import type { SessionState } from './session-state.js';

/** What is bound at the start and never changes. */
export interface SessionTerms {
  readonly sessionId: string;
  readonly mode: string;
  /** Authenticated sender of the SessionStart; need not be a participant. */
  readonly initiator: string;
  /** Declared participants in declared order, untrimmed. */
  readonly participants: readonly string[];
  readonly modeVersion: string;
  readonly configurationVersion: string;
  /** Invariant: the full definition as it was at the start, whatever the registry says now. */
  readonly policy: PolicyDefinition;
  /** Acceptance rules the session lives under; a mode gates its tightenings on it. */
  readonly semanticsRevision: number;
  /** Cap on the total suspended time. */
  readonly maxSuspendMs: number;
  readonly contextId: string;
  /** Keys of the start's extension blocks, in canonical order. */
  readonly extensionKeys: readonly string[];
  /** Invariant: set exactly when the mode is a registered extension. */
  readonly extension: BoundExtension | undefined;
}

/** One completed pause, Unix ms of the acceptance clock: suspended at, resumed at. */
export type SuspensionInterval = readonly [suspendedAtMs: number, resumedAtMs: number];

/** A session at one point of its history. */
export interface Session extends SessionTerms {
  readonly state: SessionState;
  readonly startedAtMs: number;
  /** Deadline; the session is open up to and including it. While SUSPENDED: the deadline before the suspension. */
  readonly expiresAtMs: number;
  /** Invariant: set exactly while the latest pause is not completed; kept by a session that ended in it. */
  readonly suspendedAtMs: number | undefined;
  /** Time spent in completed pauses. */
  readonly accumulatedSuspendedMs: number;
  /** Invariant: in order of time; at most one more than the allowed number of cycles. */
  readonly suspensionIntervals: readonly SuspensionInterval[];
  /** Ordinal of the latest accepted envelope. Invariant: gap-free from 1, never reissued. */
  readonly lastOrdinal: number;
  /** Message ids of all accepted envelopes. Invariant: as many as `lastOrdinal`. */
  readonly acceptedIds: InsertOnlySet;
  /** Invariant: sorted by participant id; the SessionStart and runtime-originated envelopes do not count. */
  readonly activity: readonly ParticipantActivity[];
  /** The mode's own state; only the mode looks inside. */
  readonly modeState: unknown;
  /** Invariant: set exactly when RESOLVED. */
  readonly resolution: Uint8Array | undefined;
}

/** Acceptance rules that new sessions get; a history of a newer revision is never replayed. */
export const SEMANTICS_REVISION = 4;

/** The policy that an empty `policy_version` binds. */
export const DEFAULT_POLICY_ID = 'policy.default';
