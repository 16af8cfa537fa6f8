/**
 * Acceptance rules of the Handoff messages (RFC-MACP-0010 §5): one offer outstanding at a time, none after an accept,
 * none to who has declined, and answers from the target alone. Authority breaches are FORBIDDEN, all others
 * INVALID_ENVELOPE.
 */
import { invalidPayload, reject } from '@macp/kernel';
import type { Envelope, Rejection, SessionTerms } from '@macp/kernel';
import { handoff } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import type { HandoffState } from './handoff-state.js';
import { isImplicitAcceptRecordable } from './implicit-accept.js';

/** From this revision on nobody who has declined is asked again (rule 3a). */
const DECLINE_IS_FINAL_REVISION = 4;

type Terms = Pick<SessionTerms, 'participants' | 'policy' | 'semanticsRevision'>;

/** Refuses what may not be accepted in this state; the sender has been authorised for the type. */
export function checkHandoffMessage(terms: Terms, state: HandoffState, envelope: Envelope): Rejection | undefined {
  switch (envelope.messageType) {
    case 'HandoffOffer':
      return isAcceptableOffer(terms, state, envelope) ? undefined : invalidPayload();
    case 'HandoffContext':
      return checkContext(state, envelope);
    case 'HandoffAccept': {
      const accept = payloadOf(handoff.HandoffAcceptPayload, envelope.payload);
      return accept === undefined
        ? invalidPayload()
        : checkAnswer(state, envelope, { handoffId: accept.handoffId, by: accept.acceptedBy });
    }
    case 'HandoffDecline': {
      const decline = payloadOf(handoff.HandoffDeclinePayload, envelope.payload);
      return decline === undefined
        ? invalidPayload()
        : checkAnswer(state, envelope, { handoffId: decline.handoffId, by: decline.declinedBy });
    }
    default:
      return invalidPayload();
  }
}

function isAcceptableOffer(terms: Terms, state: HandoffState, envelope: Envelope): boolean {
  const { sender } = envelope;
  const offer = payloadOf(handoff.HandoffOfferPayload, envelope.payload);
  return (
    offer !== undefined &&
    offer.handoffId !== '' &&
    !state.offers.has(offer.handoffId) &&
    offer.targetParticipant !== sender &&
    terms.participants.includes(offer.targetParticipant) &&
    state.outstanding === undefined &&
    !state.isAccepted &&
    !(terms.semanticsRevision >= DECLINE_IS_FINAL_REVISION && state.decliners.has(offer.targetParticipant)) &&
    isImplicitAcceptRecordable(terms, envelope, offer)
  );
}

function checkContext(state: HandoffState, { payload, sender }: Envelope): Rejection | undefined {
  const context = payloadOf(handoff.HandoffContextPayload, payload);
  const offer = context && state.offers.get(context.handoffId);
  if (offer === undefined) return invalidPayload();
  // Also after the answer: late context documents, it no longer decides.
  return offer.offeredBy === sender ? undefined : reject('FORBIDDEN');
}

function checkAnswer(
  state: HandoffState,
  { sender }: Envelope,
  { handoffId, by }: { readonly handoffId: string; readonly by: string },
): Rejection | undefined {
  const offer = state.offers.get(handoffId);
  if (offer === undefined) return invalidPayload();
  if (offer.targetParticipant !== sender) return reject('FORBIDDEN');
  if (by !== '' && by !== sender) return invalidPayload();
  return state.outstanding === handoffId ? undefined : invalidPayload();
}
