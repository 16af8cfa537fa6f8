/**
 * What a Handoff session has gathered (RFC-MACP-0010): offers with their outcomes, and the context given to them; all
 * append-only.
 */
import { AppendOnlyList, InsertOnlyMap, InsertOnlySet } from '@macp/kernel';

/** An offer as it was made. */
export interface OfferRecord {
  readonly handoffId: string;
  readonly targetParticipant: string;
  readonly scope: string;
  readonly reason: string;
  readonly offeredBy: string;
  /** Acceptance clock of the offer, Unix ms; of sessions of revision 0 the client's own timestamp. */
  readonly offeredAtMs: number;
  /** Time the session had been suspended by then, in total. */
  readonly suspendedMsAtOffer: number;
}

/** How an offer ended. */
export interface OfferOutcome {
  readonly handoffId: string;
  readonly disposition: 'Accepted' | 'Declined';
  /** The offer's target. */
  readonly by: string;
  readonly reason: string;
}

export interface ContextRecord {
  readonly handoffId: string;
  readonly contentType: string;
  /** The bytes as base64 text. */
  readonly context: string;
  readonly sender: string;
}

export interface HandoffState {
  /** By handoff id. */
  readonly offers: InsertOnlyMap<OfferRecord>;
  /** By handoff id. Invariant: of known offers; at most one is `Accepted`. */
  readonly outcomes: InsertOnlyMap<OfferOutcome>;
  /** The one offer without an outcome, by its handoff id. Invariant: there is at most one. */
  readonly outstanding: string | undefined;
  readonly isAccepted: boolean;
  /** Targets that declined an offer of the session. */
  readonly decliners: InsertOnlySet;
  /** In order of acceptance; of known offers. */
  readonly contexts: AppendOnlyList<ContextRecord>;
}

/** The state of a session that has only started; one for all of them, as it is immutable. */
export const INITIAL_HANDOFF_STATE: HandoffState = {
  offers: InsertOnlyMap.empty(),
  outcomes: InsertOnlyMap.empty(),
  outstanding: undefined,
  isAccepted: false,
  decliners: InsertOnlySet.empty(),
  contexts: AppendOnlyList.empty(),
};
