/**
 * What a Decision session has gathered (RFC-MACP-0007): proposals, evaluations, objections and votes, all append-only.
 */
import { AppendOnlyList, InsertOnlyMap } from '@macp/kernel';

/** `Proposal` until the first Proposal, `Evaluation` until the first Vote, `Voting` until the Commitment. */
export type DecisionPhase = 'Proposal' | 'Evaluation' | 'Voting' | 'Committed';

export interface ProposalRecord {
  readonly proposalId: string;
  readonly option: string;
  readonly rationale: string;
  readonly sender: string;
}

export interface EvaluationRecord {
  readonly proposalId: string;
  readonly recommendation: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
  readonly sender: string;
}

export interface ObjectionRecord {
  readonly proposalId: string;
  readonly reason: string;
  readonly severity: string;
  readonly sender: string;
}

export interface VoteRecord {
  readonly proposalId: string;
  readonly vote: string;
  readonly reason: string;
  readonly sender: string;
}

export interface DecisionState {
  readonly phase: DecisionPhase;
  /** By proposal id. Invariant: empty exactly in phase Proposal. */
  readonly proposals: InsertOnlyMap<ProposalRecord>;
  /** In order of acceptance; of known proposals. */
  readonly evaluations: AppendOnlyList<EvaluationRecord>;
  /** In order of acceptance; repeats of one sender count. */
  readonly objections: AppendOnlyList<ObjectionRecord>;
  /** By `ballotKey`. Invariant: one vote per sender and proposal. */
  readonly votes: InsertOnlyMap<VoteRecord>;
}

/** The state of a session that has only started. */
export function initialDecisionState(): DecisionState {
  return {
    phase: 'Proposal',
    proposals: InsertOnlyMap.empty(),
    evaluations: AppendOnlyList.empty(),
    objections: AppendOnlyList.empty(),
    votes: InsertOnlyMap.empty(),
  };
}

/** One key per proposal and sender; the length in front keeps two pairs of ids from ever sharing a key. */
export function ballotKey(proposalId: string, sender: string): string {
  return `${proposalId.length}:${proposalId}${sender}`;
}
