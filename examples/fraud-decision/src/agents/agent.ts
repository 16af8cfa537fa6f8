/**
 * What an agent of the demonstration says in a session of `macp.mode.decision.v1` (RFC-MACP-0007 §4). Agents are pure:
 * the same payment and option always give the same opinion.
 */
import type { Scenario } from '../scenario.js';

/** What can be done with the payment. */
export type Option = 'approve' | 'approve-with-step-up' | 'hold-for-review';

/** Content of an Evaluation. */
export interface Evaluation {
  readonly recommendation: 'APPROVE' | 'REVIEW' | 'BLOCK' | 'REJECT';
  /** From 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
}

/** Content of an Objection. */
export interface Objection {
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly reason: string;
}

/** Content of a Vote. */
export interface Vote {
  readonly vote: 'APPROVE' | 'REJECT' | 'ABSTAIN';
  readonly reason: string;
}

/** One participant's rules. */
export interface Agent {
  /** Participant id in the session. */
  readonly id: string;
  evaluate(scenario: Scenario, option: Option): Evaluation;
  /** `undefined` when there is nothing to object to. */
  object(scenario: Scenario, option: Option): Objection | undefined;
  vote(scenario: Scenario, option: Option): Vote;
}

const VOTE_FOR = { APPROVE: 'APPROVE', REVIEW: 'ABSTAIN', BLOCK: 'REJECT', REJECT: 'REJECT' } as const;

/** The vote that follows from an agent's own evaluation: who would rather see a review abstains. */
export function voteFor({ recommendation, reason }: Evaluation): Vote {
  return { vote: VOTE_FOR[recommendation], reason };
}

/** Two decimals, as confidences are written. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
