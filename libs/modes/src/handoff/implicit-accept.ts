/**
 * The accept that the runtime gives for a silent target (RFC-MACP-0010 §5.1): where the bound policy has a time-out, an
 * offer that was open for so long, suspended time not counted, is accepted by an envelope of the runtime itself, stamped
 * with its computed deadline. The envelope is recorded; replay takes it as it is and looks at no clock.
 */
import { MACP_VERSION, invariant, reject } from '@macp/kernel';
import type { DueEnvelope, Envelope, ModeMessage, Rejection, Session, SessionTerms } from '@macp/kernel';
import { boundHandoffRules } from '@macp/policy-rules';
import { encodeBytes, handoff } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import type { HandoffState, OfferRecord } from './handoff-state.js';

/** Message ids that begin so are the runtime's own. */
const RESERVED_PREFIX = 'implicit-accept:';

/** Why an implicit accept was given, as its payload and the offer's outcome say it. */
export const IMPLICIT_REASON = 'implicit accept (timeout)';

/** Sessions of older revisions infer the accept when they are committed and record no envelope. */
const RECORDED_REVISION = 2;

/** From this revision on times are those of the acceptance clock; before, those that clients claim. */
const ACCEPTANCE_CLOCK_REVISION = 1;

/**
 * Most UTF-8 bytes of an offer's id and target together, where silence accepts: the runtime's own envelope names each of
 * them twice, and has to fit into a record whatever the largest payload is.
 */
const NAMED_BYTES_MAX = 1024 * 1024;

const encoder = new TextEncoder();
const NOTHING: readonly DueEnvelope[] = [];

/** INVALID_ENVELOPE for what only the runtime may send. */
export function checkClientBoundary(
  { semanticsRevision }: Pick<SessionTerms, 'semanticsRevision'>,
  envelope: Envelope,
): Rejection | undefined {
  if (semanticsRevision < RECORDED_REVISION) return undefined;
  if (envelope.messageId.startsWith(RESERVED_PREFIX)) return reject('INVALID_ENVELOPE');
  if (envelope.messageType !== 'HandoffAccept') return undefined;
  const accept = payloadOf(handoff.HandoffAcceptPayload, envelope.payload);
  return accept?.implicit === true ? reject('INVALID_ENVELOPE') : undefined;
}

/** True unless an offer may become due whose accept could not be recorded. */
export function isImplicitAcceptRecordable(
  { policy }: Pick<SessionTerms, 'policy'>,
  { payload }: Pick<Envelope, 'payload'>,
  { handoffId, targetParticipant }: Pick<OfferRecord, 'handoffId' | 'targetParticipant'>,
): boolean {
  // The offer's own payload holds both.
  if (payload.length <= NAMED_BYTES_MAX || !(boundHandoffRules(policy).implicitAcceptTimeoutMs > 0)) return true;
  return encoder.encode(handoffId).length + encoder.encode(targetParticipant).length <= NAMED_BYTES_MAX;
}

/** Deadline of the outstanding offer of an OPEN session, Unix ms; inclusive. `undefined` when none will ever come. */
export function implicitAcceptAtMs(session: Session, state: HandoffState): number | undefined {
  if (state.outstanding === undefined || session.semanticsRevision < RECORDED_REVISION) return undefined;
  const timeoutMs = boundHandoffRules(session.policy).implicitAcceptTimeoutMs;
  const offer = state.offers.get(state.outstanding)!;
  if (!(timeoutMs > 0) || offer.offeredAtMs <= 0) return undefined;
  const atMs = deadlineMs(session, offer, timeoutMs);
  return Number.isSafeInteger(atMs) ? atMs : undefined;
}

/** The accept that is due at `nowMs` in an OPEN session. */
export function dueImplicitAccept(session: Session, state: HandoffState, nowMs: number): readonly DueEnvelope[] {
  const atMs = implicitAcceptAtMs(session, state);
  if (atMs === undefined || nowMs < atMs) return NOTHING;
  const { handoffId, targetParticipant } = state.offers.get(state.outstanding!)!;
  const payload = { handoffId, acceptedBy: targetParticipant, reason: IMPLICIT_REASON, implicit: true };
  const envelope: Envelope = {
    macpVersion: MACP_VERSION,
    mode: session.mode,
    messageType: 'HandoffAccept',
    messageId: RESERVED_PREFIX + handoffId,
    sessionId: session.sessionId,
    sender: targetParticipant,
    timestampUnixMs: BigInt(atMs),
    payload: encodeBytes(handoff.HandoffAcceptPayload, payload),
  };
  return [{ envelope, acceptedAtMs: atMs }];
}

/** Throws `InvariantViolation` unless a runtime-originated accept of `offer` is what `dueImplicitAccept` makes. */
export function requireImplicitAccept(
  { messageId, sender }: Envelope,
  acceptedBy: string,
  { handoffId, targetParticipant }: OfferRecord,
): void {
  const isOurs = messageId === RESERVED_PREFIX + handoffId && sender === targetParticipant && acceptedBy === sender;
  invariant(isOurs, 'an implicit accept names its offer and its target');
}

/** True when the outstanding offer of an old session has timed out as of its Commitment; suspended time counts. */
export function isInferredAccept(session: Session, state: HandoffState, commitment: ModeMessage): boolean {
  if (state.outstanding === undefined || session.semanticsRevision >= RECORDED_REVISION) return false;
  const timeoutMs = boundHandoffRules(session.policy).implicitAcceptTimeoutMs;
  const { offeredAtMs } = state.offers.get(state.outstanding)!;
  return timeoutMs > 0 && offeredAtMs > 0 && messageClockMs(session, commitment) - offeredAtMs >= timeoutMs;
}

/** The clock that time-outs of the session go by, at this message. */
export function messageClockMs(terms: Pick<SessionTerms, 'semanticsRevision'>, message: ModeMessage): number {
  if (terms.semanticsRevision >= ACCEPTANCE_CLOCK_REVISION) return message.acceptedAtMs;
  const claimedMs = Number(message.envelope.timestampUnixMs);
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(claimedMs, Number.MAX_SAFE_INTEGER));
}

function deadlineMs(session: Session, { offeredAtMs }: OfferRecord, timeoutMs: number): number {
  let fromMs = offeredAtMs;
  let leftMs = timeoutMs;
  for (const [suspendedAtMs, resumedAtMs] of session.suspensionIntervals) {
    // Of a pause before the offer nothing is left: it neither runs nor moves on.
    const runMs = Math.max(0, suspendedAtMs - fromMs);
    // A pause that begins at or after the deadline never moves it.
    if (runMs >= leftMs) break;
    leftMs -= runMs;
    fromMs = Math.max(resumedAtMs, suspendedAtMs, fromMs);
  }
  return fromMs + leftMs;
}
