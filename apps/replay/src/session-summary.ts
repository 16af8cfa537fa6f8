/**
 * The read side's view of a session: its public metadata and the few clocks that later facts need to change it. Folding
 * a history here gives the metadata that `evolveSession` and `sessionMetadata` give (RFC-MACP-0001 §7.4, §7.5), in work
 * that does not grow with the history, and from nothing but the last summary and the next fact.
 */
import {
  MESSAGE_TYPE,
  SUSPENSION_CYCLES_MAX,
  evolveSession,
  invariant,
  isTerminal,
  sessionMetadata,
} from '@macp/kernel';
import type {
  EnvelopeAccepted,
  EvolveContext,
  ParticipantActivity,
  SessionFact,
  SessionMetadata,
  SessionResumed,
} from '@macp/kernel';
import { lifecycleStep } from '@macp/records';
import type { LifecycleFact, LifecycleStep } from '@macp/records';

/** What the projection keeps of a session, as JSON. */
export interface SessionSummaryState {
  readonly metadata: SessionMetadata;
  /** Ordinal of the latest accepted envelope. Invariant: gap-free from 1. */
  readonly lastOrdinal: number;
  /** Resolved cap on the total suspended time. */
  readonly maxSuspendMs: number;
  /** Invariant: set exactly while SUSPENDED. */
  readonly suspendedAtMs?: number;
  /** Total of the pauses that have ended. */
  readonly suspendedTotalMs: number;
  /** Number of pauses that have ended. */
  readonly suspensionCycles: number;
  /** What happened since the latest accepted envelope; what happened before is in the history. */
  readonly steps?: readonly LifecycleStep[];
  /** Offset of the last log record in it: what is read again up to there changes nothing. */
  readonly offset?: number;
  /** When the record that ended the session was written, Unix ms. Invariant: set exactly in terminal states. */
  readonly endedAtMs?: number;
  /** Envelopes up to this ordinal are not shown any more. Invariant: only in terminal states, and then all of them. */
  readonly compactedUpTo?: number;
}

/**
 * The summary after one more fact.
 *
 * @throws InvariantViolation on a fact that cannot follow `summary`.
 */
export function foldSummary(
  summary: SessionSummaryState | undefined,
  fact: SessionFact,
  context: EvolveContext,
): SessionSummaryState {
  if (fact.kind === 'SessionStarted') {
    invariant(summary === undefined, 'a session starts once');
    const metadata = sessionMetadata(evolveSession(undefined, fact, context));
    return { metadata, lastOrdinal: 1, maxSuspendMs: fact.maxSuspendMs, suspendedTotalMs: 0, suspensionCycles: 0 };
  }
  invariant(summary !== undefined, 'a session starts with its SessionStarted fact');
  if (fact.kind === 'EnvelopeAccepted') return accepted(summary, fact);
  return { ...stepped(summary, fact), steps: [...(summary.steps ?? []), lifecycleStep(fact)] };
}

function stepped(summary: SessionSummaryState, fact: LifecycleFact): SessionSummaryState {
  const { state } = summary.metadata;
  switch (fact.kind) {
    case 'SessionExpired':
    case 'SessionCancelled':
      invariant(!isTerminal(state), 'a terminal session stays as it is');
      return changed(summary, { state: fact.kind === 'SessionExpired' ? 'EXPIRED' : 'CANCELLED' });
    case 'SessionSuspended':
      invariant(state === 'OPEN', 'only an OPEN session is suspended');
      return { ...changed(summary, { state: 'SUSPENDED' }), suspendedAtMs: fact.atMs };
    case 'SessionResumed':
      invariant(state === 'SUSPENDED', 'only a SUSPENDED session is resumed');
      return resumed(summary, fact);
  }
}

function changed(summary: SessionSummaryState, change: Partial<SessionMetadata>): SessionSummaryState {
  return { ...summary, metadata: { ...summary.metadata, ...change } };
}

function accepted(before: SessionSummaryState, fact: EnvelopeAccepted): SessionSummaryState {
  const summary = before.steps === undefined ? before : withoutSteps(before);
  const { metadata } = summary;
  invariant(metadata.state === 'OPEN', 'only an OPEN session accepts an envelope');
  invariant(fact.ordinal === summary.lastOrdinal + 1, 'accepted ordinals have no gap');
  const isCommitment = fact.envelope.messageType === MESSAGE_TYPE.commitment;
  const participantActivity = fact.runtimeOriginated
    ? metadata.participantActivity
    : credited(metadata.participantActivity, fact.envelope.sender, fact.acceptedAtMs);
  const next = changed(summary, { state: isCommitment ? 'RESOLVED' : 'OPEN', participantActivity });
  return { ...next, lastOrdinal: fact.ordinal };
}

function withoutSteps(summary: SessionSummaryState): SessionSummaryState {
  const { steps: _, ...rest } = summary;
  return rest;
}

function resumed(summary: SessionSummaryState, fact: SessionResumed): SessionSummaryState {
  const { suspendedAtMs = fact.atMs, ...rest } = summary;
  const pauseMs = Math.max(0, fact.atMs - suspendedAtMs);
  const suspendedTotalMs = saturatingSum(summary.suspendedTotalMs, pauseMs);
  const suspensionCycles = summary.suspensionCycles + 1;
  const after = { ...rest, suspendedTotalMs, suspensionCycles };
  const isOverCap = suspensionCycles > SUSPENSION_CYCLES_MAX || suspendedTotalMs > summary.maxSuspendMs;
  if (isOverCap) return changed(after, { state: 'EXPIRED' });
  return changed(after, { state: 'OPEN', expiresAtMs: saturatingSum(summary.metadata.expiresAtMs, pauseMs) });
}

function saturatingSum(oneMs: number, otherMs: number): number {
  return Math.min(oneMs + otherMs, Number.MAX_SAFE_INTEGER);
}

/** Sorted by participant id in the order of `<`, as the kernel keeps it. */
function credited(
  activity: readonly ParticipantActivity[],
  participantId: string,
  lastMessageAtMs: number,
): readonly ParticipantActivity[] {
  const at = activity.findIndex((row) => row.participantId >= participantId);
  const index = at < 0 ? activity.length : at;
  const current = activity[index];
  const next = activity.slice();
  if (current?.participantId === participantId) {
    next[index] = { participantId, lastMessageAtMs, messageCount: current.messageCount + 1 };
  } else {
    next.splice(index, 0, { participantId, lastMessageAtMs, messageCount: 1 });
  }
  return next;
}

/** The stored form. */
export function summaryText(summary: SessionSummaryState): string {
  return JSON.stringify(summary);
}

/** Reads what `summaryText` wrote. */
export function parseSummary(text: string): SessionSummaryState {
  return JSON.parse(text) as SessionSummaryState;
}
