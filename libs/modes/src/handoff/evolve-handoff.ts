/** Folds an accepted message into Handoff state (RFC-MACP-0010 §4). Acceptance is history: nothing is judged again. */
import { MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { ModeMessage, Session } from '@macp/kernel';
import { handoff } from '@macp/proto';
import { acceptedPayload } from '../shared/payload.js';
import { opaqueText } from '../shared/opaque-bytes.js';
import type { HandoffState, OfferOutcome } from './handoff-state.js';
import { IMPLICIT_REASON, isInferredAccept, messageClockMs, requireImplicitAccept } from './implicit-accept.js';

/** State after `message`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveHandoff(session: Session, state: HandoffState, message: ModeMessage): HandoffState {
  const { messageType, payload } = message.envelope;
  switch (messageType) {
    case 'HandoffOffer':
      return withOffer(session, state, message);
    case 'HandoffContext':
      return withContext(session, state, message);
    case 'HandoffAccept': {
      const { handoffId, reason, acceptedBy } = acceptedPayload(handoff.HandoffAcceptPayload, payload);
      if (message.runtimeOriginated) requireImplicitAccept(message.envelope, acceptedBy, offerOf(state, handoffId));
      return withOutcome(state, { handoffId, disposition: 'Accepted', reason });
    }
    case 'HandoffDecline': {
      const { handoffId, reason } = acceptedPayload(handoff.HandoffDeclinePayload, payload);
      return withOutcome(state, { handoffId, disposition: 'Declined', reason });
    }
    default:
      invariant(messageType === MESSAGE_TYPE.commitment, 'an accepted message has a type of its mode');
      if (!isInferredAccept(session, state, message)) return state;
      return withOutcome(state, { handoffId: state.outstanding!, disposition: 'Accepted', reason: IMPLICIT_REASON });
  }
}

function offerOf(state: HandoffState, handoffId: string): NonNullable<ReturnType<HandoffState['offers']['get']>> {
  const offer = state.offers.get(handoffId);
  invariant(offer !== undefined, 'an accepted message names a known offer');
  return offer;
}

function withOffer(session: Session, state: HandoffState, message: ModeMessage): HandoffState {
  const { handoffId, targetParticipant, scope, reason } = acceptedPayload(
    handoff.HandoffOfferPayload,
    message.envelope.payload,
  );
  invariant(state.outstanding === undefined, 'one offer at a time is outstanding');
  const offers = state.offers.with(handoffId, {
    handoffId,
    targetParticipant: sharedSender(session, targetParticipant),
    scope,
    reason,
    offeredBy: sharedSender(session, message.envelope.sender),
    offeredAtMs: messageClockMs(session, message),
    suspendedMsAtOffer: session.accumulatedSuspendedMs,
  });
  return { ...state, offers, outstanding: handoffId };
}

function withContext(session: Session, state: HandoffState, { envelope }: ModeMessage): HandoffState {
  const { handoffId, contentType, context } = acceptedPayload(handoff.HandoffContextPayload, envelope.payload);
  const sender = sharedSender(session, envelope.sender);
  const record = { handoffId: offerOf(state, handoffId).handoffId, contentType, context: opaqueText(context), sender };
  return { ...state, contexts: state.contexts.with(record) };
}

function withOutcome(state: HandoffState, outcome: Omit<OfferOutcome, 'by'>): HandoffState {
  invariant(state.outstanding === outcome.handoffId, 'an answer ends the offer that is outstanding');
  const { handoffId, targetParticipant: by } = offerOf(state, outcome.handoffId);
  const { disposition, reason } = outcome;
  const isDecline = disposition === 'Declined';
  return {
    ...state,
    outcomes: state.outcomes.with(handoffId, { handoffId, disposition, by, reason }),
    outstanding: undefined,
    isAccepted: !isDecline,
    // In sessions of old revisions the same target may decline again.
    decliners: isDecline && !state.decliners.has(by) ? state.decliners.with(by) : state.decliners,
  };
}
