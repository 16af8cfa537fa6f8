/** What a Quorum session has gathered (RFC-MACP-0011): its one request and the ballots on it. */
import { InsertOnlyMap } from '@macp/kernel';

export interface RequestRecord {
  readonly requestId: string;
  readonly action: string;
  readonly summary: string;
  /** Base64. */
  readonly details: string;
  /** Between 1 and the number of participants; a threshold of the bound policy replaces it. */
  readonly requiredApprovals: number;
  readonly requestedBy: string;
}

/** How a participant voted. */
export type BallotChoice = 'Approve' | 'Reject' | 'Abstain';

export interface BallotRecord {
  readonly requestId: string;
  readonly choice: BallotChoice;
  readonly sender: string;
  readonly reason: string;
}

export interface QuorumState {
  /** Set by the one ApprovalRequest. */
  readonly request: RequestRecord | undefined;
  /** By sender. Invariant: empty before the request; one per participant, of whatever choice. */
  readonly ballots: InsertOnlyMap<BallotRecord>;
}

/** The state of a session that has only started. */
export function initialQuorumState(): QuorumState {
  return { request: undefined, ballots: InsertOnlyMap.empty() };
}
