/** Handoff state as plain JSON in the specification's field names: what snapshots hold and vectors match against. */
import { AppendOnlyList, InsertOnlyMap, InsertOnlySet, invariant } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';
import { encodeMap, stateDocument } from '../shared/state-document.js';
import type { ContextRecord, HandoffState, OfferOutcome, OfferRecord } from './handoff-state.js';

interface HandoffDocument {
  readonly contexts: Readonly<Record<string, readonly ContextDocument[]>>;
  readonly offers: Readonly<Record<string, OfferDocument>>;
}

type ContextDocument = { content_type: string; context: string; sender: string };

interface OfferDocument {
  readonly accepted_by: string | null;
  readonly declined_by: string | null;
  readonly disposition: 'Offered' | 'Accepted' | 'Declined';
  readonly handoff_id: string;
  readonly offered_at_ms: number;
  readonly offered_by: string;
  readonly outcome_reason: string | null;
  readonly reason: string;
  readonly scope: string;
  readonly suspended_ms_at_offer: number;
  readonly target_participant: string;
}

const DISPOSITIONS: ReadonlySet<string> = new Set(['Offered', 'Accepted', 'Declined']);

/** The plain form. */
export function encodeHandoffState(state: HandoffState): JsonValue {
  const contexts = new Map<string, ContextDocument[]>();
  for (const { handoffId, contentType, context, sender } of state.contexts) {
    const document = { content_type: contentType, context, sender };
    const given = contexts.get(handoffId);
    if (given === undefined) contexts.set(handoffId, [document]);
    else given.push(document);
  }
  const offers = state.offers.values().map((offer) => [offer.handoffId, offer] as const);
  return {
    contexts: encodeMap(contexts, (given) => given),
    offers: encodeMap(offers, (offer) => encodeOffer(offer, state.outcomes.get(offer.handoffId))),
  };
}

/** Inverse of `encodeHandoffState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeHandoffState(value: unknown): HandoffState {
  const document = stateDocument<HandoffDocument>(value);
  const offers = Object.values(stateDocument<HandoffDocument['offers']>(document.offers));
  const contexts = Object.entries(stateDocument<HandoffDocument['contexts']>(document.contexts));
  const outcomes = offers.map(decodeOutcome).filter((outcome) => outcome !== undefined);
  const declined = outcomes.filter(({ disposition }) => disposition === 'Declined');
  const outstanding = offers.filter(({ disposition }) => disposition === 'Offered');
  invariant(outstanding.length <= 1, 'one offer at a time is outstanding');
  return {
    offers: InsertOnlyMap.from(offers.map((offer) => [offer.handoff_id, decodeOffer(offer)])),
    outcomes: InsertOnlyMap.from(outcomes.map((outcome) => [outcome.handoffId, outcome])),
    outstanding: outstanding[0]?.handoff_id,
    isAccepted: declined.length < outcomes.length,
    decliners: InsertOnlySet.from([...new Set(declined.map(({ by }) => by))]),
    contexts: AppendOnlyList.from(contexts.flatMap(([handoffId, given]) => decodeContexts(handoffId, given))),
  };
}

// Members in canonical order.
function encodeOffer(offer: OfferRecord, outcome: OfferOutcome | undefined): JsonValue {
  const disposition = outcome?.disposition ?? 'Offered';
  return {
    accepted_by: disposition === 'Accepted' ? outcome!.by : null,
    declined_by: disposition === 'Declined' ? outcome!.by : null,
    disposition,
    handoff_id: offer.handoffId,
    offered_at_ms: offer.offeredAtMs,
    offered_by: offer.offeredBy,
    outcome_reason: outcome?.reason ?? null,
    reason: offer.reason,
    scope: offer.scope,
    suspended_ms_at_offer: offer.suspendedMsAtOffer,
    target_participant: offer.targetParticipant,
  };
}

function decodeOffer(document: OfferDocument): OfferRecord {
  return {
    handoffId: document.handoff_id,
    targetParticipant: document.target_participant,
    scope: document.scope,
    reason: document.reason,
    offeredBy: document.offered_by,
    offeredAtMs: document.offered_at_ms,
    suspendedMsAtOffer: document.suspended_ms_at_offer,
  };
}

function decodeOutcome(document: OfferDocument): OfferOutcome | undefined {
  const { disposition, handoff_id: handoffId } = document;
  invariant(DISPOSITIONS.has(disposition), 'the disposition of an offer is known');
  if (disposition === 'Offered') return undefined;
  return { handoffId, disposition, by: document.target_participant, reason: document.outcome_reason ?? '' };
}

function decodeContexts(handoffId: string, given: readonly ContextDocument[]): ContextRecord[] {
  return given.map(({ content_type: contentType, context, sender }) => ({ handoffId, contentType, context, sender }));
}
