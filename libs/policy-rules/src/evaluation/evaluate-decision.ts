/**
 * Evaluation of Decision commitments (RFC-MACP-0012 §6, RFC-MACP-0007 §6.2). Reasons accumulate in the specification's
 * order: evaluation gate, standing veto, participation floor, vote; no reason means that the Commitment is allowed.
 */
import { compareText } from '@macp/kernel';
import type { Denial } from '@macp/kernel';

import type { DecisionRules } from '../rules/decision-rules.js';
import type { DecisionRecord } from './decision-record.js';
import { isParticipationMet, tallyBallots } from './decision-tally.js';
import { denial } from './denial.js';

/** From this schema version on an empty tally stands in the way of a positive commitment by itself. */
const EMPTY_TALLY_BINDS_FROM = 3;

export interface DecisionCase {
  readonly rules: DecisionRules;
  readonly schemaVersion: number;
  readonly record: DecisionRecord;
  readonly participants: readonly string[];
  readonly outcomePositive: boolean;
}

/** The denials of a Decision commitment, in order of evaluation. */
export function evaluateDecision(decision: DecisionCase): readonly Denial[] {
  const { objectionHandling, evaluation } = decision.rules;
  const { minimumConfidence } = evaluation;
  if (objectionHandling.vetoThreshold < 1) return [denial('invalid_rules', 'veto threshold is below 1')];
  if (!(minimumConfidence >= 0 && minimumConfidence <= 1)) {
    return [denial('invalid_rules', 'minimum confidence is not between 0 and 1')];
  }
  const isVetoed = isVetoStanding(decision);
  // An objection may finalize the decline by itself: nothing else is asked of it then.
  if (isVetoed && !decision.outcomePositive && objectionHandling.criticalObjectionAction === 'finalize_decline')
    return [];
  return [
    evaluationDenial(decision),
    isVetoed ? vetoDenial(decision) : undefined,
    participationDenial(decision),
    voteDenial(decision),
  ].filter((reason) => reason !== undefined);
}

function isVetoStanding({ rules, record }: DecisionCase): boolean {
  const { criticalSeverityVetoes, vetoThreshold } = rules.objectionHandling;
  return criticalSeverityVetoes && record.criticalObjectors.length >= vetoThreshold;
}

function evaluationDenial({ rules, record }: DecisionCase): Denial | undefined {
  const { requiredBeforeVoting, minimumConfidence } = rules.evaluation;
  if (!requiredBeforeVoting) return undefined;
  const conclusive = record.evaluations.filter((evaluation) => evaluation.recommendation !== 'REVIEW');
  if (minimumConfidence > 0) {
    return conclusive.some((evaluation) => evaluation.confidence >= minimumConfidence)
      ? undefined
      : denial('confidence_below_minimum', 'no conclusive evaluation reaches the minimum confidence');
  }
  return conclusive.length > 0
    ? undefined
    : denial('evaluation_required', 'a conclusive evaluation is required before voting');
}

function vetoDenial({ rules, record }: DecisionCase): Denial {
  const objectors = [...new Set(record.criticalObjectors)].sort(compareText);
  return rules.objectionHandling.criticalObjectionAction === 'hold'
    ? denial('veto_hold', 'critical objections hold the session open', objectors)
    : denial('veto', 'critical objections veto the commitment', objectors);
}

function participationDenial({ rules, record, participants }: DecisionCase): Denial | undefined {
  if (!rules.commitment.requireVoteQuorum) return undefined;
  return isParticipationMet(rules.voting.quorum, record.ballots, participants)
    ? undefined
    : denial('quorum_not_met', 'too few participants have voted');
}

function voteDenial(decision: DecisionCase): Denial | undefined {
  const { rules, schemaVersion, record, participants, outcomePositive } = decision;
  if (rules.voting.algorithm === 'none') return undefined;
  const { result, rejectsDecisive } = tallyBallots(rules.voting, record.ballots, participants);
  const notBacked = denial('decline_not_backed', 'no decisive reject backs the decline');
  switch (result) {
    case 'Passed':
      if (outcomePositive) return undefined;
      if (!rules.commitment.allowDeclineOverApproval) {
        return denial('decline_over_approval', 'a passed vote does not authorize a decline');
      }
      return rejectsDecisive > 0 ? undefined : notBacked;
    case 'Failed':
      if (outcomePositive) return denial('threshold_not_met', 'the vote did not pass');
      return rejectsDecisive > 0 ? undefined : notBacked;
    case 'NoVotes':
      if (!outcomePositive) return notBacked;
      return schemaVersion >= EMPTY_TALLY_BINDS_FROM || rules.commitment.requireVoteQuorum
        ? denial('no_votes', 'no decisive vote was cast')
        : undefined;
  }
}
