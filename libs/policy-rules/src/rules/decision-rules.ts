/**
 * Governance rules of Decision mode with every default resolved (RFC-MACP-0012 §4.1). Names are open strings where a
 * stored definition may hold one that admission would refuse: whoever evaluates must deny on a name it does not know.
 */
import { commitmentRules } from './mode-rules.js';
import type { CommitmentRules } from './mode-rules.js';
import { boolean, number, section, text } from './rule-values.js';
import { ownMember } from './rules-text.js';
import type { JsonObject } from './rules-text.js';

export interface VotingRules {
  /** `none`, `majority`, `supermajority`, `unanimous`, `weighted` or `plurality`. */
  readonly algorithm: string;
  /** Fraction of the decisive ballots that must approve. */
  readonly threshold: number;
  /** Participation floor; a `percentage` is on a scale of 0 to 100. */
  readonly quorum: { readonly type: string; readonly value: number };
  /** Weight by participant id: under `weighted` the whole electorate. Invariant: read by own keys only. */
  readonly weights: { readonly [participant: string]: number } | undefined;
}

export interface ObjectionRules {
  readonly criticalSeverityVetoes: boolean;
  /** Number of critical objections from which on a veto stands. */
  readonly vetoThreshold: number;
  readonly criticalObjectionAction: 'deny' | 'finalize_decline' | 'hold';
}

export interface EvaluationRules {
  readonly requiredBeforeVoting: boolean;
  /** 0 to 1. */
  readonly minimumConfidence: number;
}

export interface DecisionCommitmentRules extends CommitmentRules {
  /** The participation floor is binding, under every algorithm. */
  readonly requireVoteQuorum: boolean;
  /** A passed vote does not stand in the way of a backed decline. */
  readonly allowDeclineOverApproval: boolean;
}

export interface DecisionRules {
  readonly voting: VotingRules;
  readonly objectionHandling: ObjectionRules;
  readonly evaluation: EvaluationRules;
  readonly commitment: DecisionCommitmentRules;
}

/** Resolves the rules. Invariant: `rules` has no type fault under Decision's schema. */
export function decisionRules(rules: JsonObject): DecisionRules {
  const voting = section(rules, 'voting');
  const quorum = section(voting, 'quorum');
  const objections = section(rules, 'objection_handling');
  const evaluation = section(rules, 'evaluation');
  const commitment = section(rules, 'commitment');
  return {
    voting: {
      algorithm: text(voting, 'algorithm', 'none'),
      threshold: number(voting, 'threshold', 0.5),
      quorum: { type: text(quorum, 'type', 'count'), value: number(quorum, 'value', 0) },
      weights: ownMember(voting, 'weights') as VotingRules['weights'],
    },
    objectionHandling: {
      criticalSeverityVetoes: boolean(objections, 'critical_severity_vetoes'),
      vetoThreshold: number(objections, 'veto_threshold', 1),
      criticalObjectionAction: text(
        objections,
        'critical_objection_action',
        'deny',
      ) as ObjectionRules['criticalObjectionAction'],
    },
    evaluation: {
      requiredBeforeVoting: boolean(evaluation, 'required_before_voting'),
      minimumConfidence: number(evaluation, 'minimum_confidence', 0),
    },
    commitment: {
      ...commitmentRules(rules),
      requireVoteQuorum: boolean(commitment, 'require_vote_quorum'),
      allowDeclineOverApproval: boolean(commitment, 'allow_decline_over_approval'),
    },
  };
}
