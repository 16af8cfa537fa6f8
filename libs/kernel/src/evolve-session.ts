/**
 * Folds facts into session state (RFC-MACP-0003): total on every history that `decideSession` and `decideTimer` can
 * produce, and the only way state comes to be, so live and replayed state cannot differ. A history that cannot be is
 * never skipped over: it throws `InvariantViolation`.
 */
import type { ParticipantActivity } from './commands.js';
import type { CoreCodec } from './core-codec.js';
import { MESSAGE_TYPE } from './envelope.js';
import type { EnvelopeAccepted, SessionFact, SessionStarted } from './facts.js';
import { InsertOnlySet } from './insert-only-set.js';
import { invariant } from './invariant.js';
import { boundMode, sharedExtension } from './bound-mode.js';
import type { Mode, ModeLookup } from './mode.js';
import { sharedPolicy } from './policy-sharing.js';
import { SEMANTICS_REVISION } from './session.js';
import type { Session } from './session.js';
import { isTerminal } from './session-state.js';
import { sharedSender, startTerms } from './session-terms.js';
import { resumed } from './suspension.js';

/** What folding a history needs besides the history. */
export interface EvolveContext {
  readonly modes: ModeLookup;
  readonly codec: CoreCodec;
}

/** The session after one more fact. Pure; throws `InvariantViolation` on a fact that cannot follow `session`. */
export function evolveSession(session: Session | undefined, fact: SessionFact, context: EvolveContext): Session {
  if (fact.kind === 'SessionStarted') {
    invariant(session === undefined, 'a session starts once');
    return started(fact, context);
  }
  invariant(session !== undefined, 'a session starts with its SessionStarted fact');
  invariant(fact.sessionId === session.sessionId, 'a fact belongs to its session');
  switch (fact.kind) {
    case 'EnvelopeAccepted':
      return accepted(session, fact, context);
    case 'SessionExpired':
      return ended(session, 'EXPIRED');
    case 'SessionCancelled':
      return ended(session, 'CANCELLED');
    case 'SessionSuspended':
      invariant(session.state === 'OPEN', 'only an OPEN session is suspended');
      return { ...session, state: 'SUSPENDED', suspendedAtMs: fact.atMs };
    case 'SessionResumed':
      invariant(session.state === 'SUSPENDED', 'only a SUSPENDED session is resumed');
      return resumed(session, fact.atMs);
  }
}

function started(fact: SessionStarted, context: EvolveContext): Session {
  const { envelope } = fact;
  invariant(fact.ordinal === 1, 'the SessionStart has ordinal 1');
  invariant(fact.sessionId === envelope.sessionId, 'a fact belongs to its session');
  invariant(fact.semanticsRevision <= SEMANTICS_REVISION, 'the semantics revision of a history is known');
  const extension = fact.extension && sharedExtension(envelope.mode, fact.extension);
  const mode = boundMode({ mode: envelope.mode, extension }, context.modes);
  const payload = context.codec.decodeSessionStart(envelope.payload);
  invariant(payload !== undefined, 'an accepted SessionStart decodes');
  const terms = startTerms({
    envelope,
    payload,
    policy: sharedPolicy(fact.policy),
    semanticsRevision: fact.semanticsRevision,
    maxSuspendMs: fact.maxSuspendMs,
    modeVersion: fact.modeVersion,
    extension,
  });
  // Spelt out, in the order of `decodeSession`: objects of a spread are several times slower to copy on each message.
  return {
    sessionId: terms.sessionId,
    mode: mode.descriptor.mode,
    initiator: terms.initiator,
    participants: terms.participants,
    modeVersion: terms.modeVersion,
    configurationVersion: terms.configurationVersion,
    policy: terms.policy,
    semanticsRevision: terms.semanticsRevision,
    maxSuspendMs: terms.maxSuspendMs,
    contextId: terms.contextId,
    extensionKeys: terms.extensionKeys,
    extension: terms.extension,
    state: 'OPEN',
    startedAtMs: fact.acceptedAtMs,
    expiresAtMs: fact.expiresAtMs,
    suspendedAtMs: undefined,
    accumulatedSuspendedMs: 0,
    suspensionIntervals: [],
    lastOrdinal: 1,
    acceptedIds: InsertOnlySet.empty().with(envelope.messageId),
    activity: [],
    modeState: mode.initialState(terms),
    resolution: undefined,
  };
}

function accepted(session: Session, fact: EnvelopeAccepted, context: EvolveContext): Session {
  const { envelope } = fact;
  invariant(session.state === 'OPEN', 'only an OPEN session accepts an envelope');
  invariant(fact.ordinal === session.lastOrdinal + 1, 'accepted ordinals have no gap');
  invariant(!session.acceptedIds.has(envelope.messageId), 'a message id is accepted once');
  const mode = boundMode(session, context.modes);
  const isCommitment = envelope.messageType === MESSAGE_TYPE.commitment;
  // Spelt out, in the order of `decodeSession`: a spread takes several times as long, and recovery folds every message.
  return {
    sessionId: session.sessionId,
    mode: session.mode,
    initiator: session.initiator,
    participants: session.participants,
    modeVersion: session.modeVersion,
    configurationVersion: session.configurationVersion,
    policy: session.policy,
    semanticsRevision: session.semanticsRevision,
    maxSuspendMs: session.maxSuspendMs,
    contextId: session.contextId,
    extensionKeys: session.extensionKeys,
    extension: session.extension,
    state: isCommitment ? 'RESOLVED' : 'OPEN',
    startedAtMs: session.startedAtMs,
    expiresAtMs: session.expiresAtMs,
    suspendedAtMs: session.suspendedAtMs,
    accumulatedSuspendedMs: session.accumulatedSuspendedMs,
    suspensionIntervals: session.suspensionIntervals,
    lastOrdinal: fact.ordinal,
    acceptedIds: session.acceptedIds.with(envelope.messageId),
    activity: fact.runtimeOriginated
      ? session.activity
      : credited(session.activity, sharedSender(session, envelope.sender), fact.acceptedAtMs),
    modeState: mode.evolve(session, session.modeState, fact),
    resolution: isCommitment ? resolutionOf(session, fact, { mode, codec: context.codec }) : undefined,
  };
}

function ended(session: Session, state: 'EXPIRED' | 'CANCELLED'): Session {
  invariant(!isTerminal(session.state), 'a terminal session stays as it is');
  return { ...session, state };
}

function resolutionOf(
  session: Session,
  fact: EnvelopeAccepted,
  { mode, codec }: { mode: Mode; codec: CoreCodec },
): Uint8Array {
  // A copy, because the envelope's bytes are usually a view that would keep a whole request alive.
  if (mode.resolution === undefined) return new Uint8Array(fact.envelope.payload);
  const commitment = codec.decodeCommitment(fact.envelope.payload);
  invariant(commitment !== undefined, 'an accepted Commitment decodes');
  return mode.resolution(session, session.modeState, { ...fact, commitment });
}

function credited(
  activity: readonly ParticipantActivity[],
  participantId: string,
  acceptedAtMs: number,
): readonly ParticipantActivity[] {
  const index = insertionIndex(activity, participantId);
  const current = activity[index];
  const next = activity.slice();
  if (current?.participantId === participantId) {
    next[index] = {
      participantId: current.participantId,
      lastMessageAtMs: acceptedAtMs,
      messageCount: current.messageCount + 1,
    };
  } else {
    next.splice(index, 0, { participantId, lastMessageAtMs: acceptedAtMs, messageCount: 1 });
  }
  return next;
}

function insertionIndex(activity: readonly ParticipantActivity[], participantId: string): number {
  let low = 0;
  let high = activity.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (activity[middle]!.participantId < participantId) low = middle + 1;
    else high = middle;
  }
  return low;
}
