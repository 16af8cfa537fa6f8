/**
 * What a negotiation in Proposal mode has come to (RFC-MACP-0008): every proposal ever made, who currently accepts which,
 * and the rejections.
 */
import { AppendOnlyList, InsertOnlyMap, InsertOnlySet } from '@macp/kernel';

/** Derived from the rest of the state and the bound policy after each message; `Committed` by the Commitment. */
export type ProposalPhase = 'Negotiating' | 'Converged' | 'TerminalRejected' | 'Committed';

/** A Proposal or a CounterProposal. */
export interface ProposalRecord {
  readonly proposalId: string;
  readonly title: string;
  readonly summary: string;
  /** Base64. */
  readonly details: string;
  /** Always empty for a CounterProposal. */
  readonly tags: readonly string[];
  readonly proposer: string;
  /** Set exactly for a CounterProposal; the superseded proposal stays live. */
  readonly supersedesProposalId: string | undefined;
}

export interface RejectionRecord {
  readonly proposalId: string;
  readonly sender: string;
  readonly reason: string;
  /** By the sender's word, or because the policy makes every rejection terminal. */
  readonly terminal: boolean;
}

export interface ProposalState {
  readonly phase: ProposalPhase;
  /** By id, withdrawn ones included. */
  readonly proposals: InsertOnlyMap<ProposalRecord>;
  /** Ids of withdrawn proposals; all others are live. Invariant: members of `proposals`. */
  readonly withdrawn: InsertOnlySet;
  /** Invariant: as many as `proposals` has CounterProposals, withdrawn ones included. */
  readonly counterProposals: number;
  /** Proposal id by sender. Invariant: every one is live. */
  readonly accepts: ReadonlyMap<string, string>;
  /** In order of acceptance. */
  readonly rejections: AppendOnlyList<RejectionRecord>;
  /** Invariant: the terminal ones of `rejections` whose proposal is live. */
  readonly terminalRejections: AppendOnlyList<RejectionRecord>;
}

/** The state of a session that has only started. */
export function initialProposalState(): ProposalState {
  return {
    phase: 'Negotiating',
    proposals: InsertOnlyMap.empty(),
    withdrawn: InsertOnlySet.empty(),
    counterProposals: 0,
    accepts: new Map(),
    rejections: AppendOnlyList.empty(),
    terminalRejections: AppendOnlyList.empty(),
  };
}

/** True for a known proposal that has not been withdrawn. */
export function isLive(state: ProposalState, proposalId: string): boolean {
  return state.proposals.has(proposalId) && !state.withdrawn.has(proposalId);
}
