/**
 * Value domains of rules whose types are right (RFC-MACP-0012 §4.1–4.5), in the order in which admission reports them.
 * A `*` policy must satisfy the domains of every mode.
 */
import { decisionRules } from '../rules/decision-rules.js';
import type { VotingRules } from '../rules/decision-rules.js';
import { commitmentRules, proposalRules, quorumRules } from '../rules/mode-rules.js';
import type { QuorumRules } from '../rules/mode-rules.js';
import { ANY_MODE, COMMITMENT_SCHEMA, MODE_ID, ruleSchema } from '../rules/rule-schema.js';
import { isJsonObject, ownMember } from '../rules/rules-text.js';
import type { JsonObject } from '../rules/rules-text.js';
import { typeFault } from '../rules/type-faults.js';

const ALGORITHMS = ['none', 'majority', 'supermajority', 'unanimous', 'weighted', 'plurality'];
const PARTICIPATION_TYPES = ['count', 'percentage'];
const THRESHOLD_TYPES = ['n_of_m', 'percentage', 'count'];
const CRITERIA = ['all_parties', 'counterparty', 'initiator'];
const INTERPRETATIONS = ['neutral', 'implicit_reject', 'ignored'];
const AUTHORITIES = ['initiator_only', 'any_participant', 'designated_role'];

/** First value outside its domain. Invariant: `rules` has no type fault under the schema of `mode`. */
export function domainFault(mode: string, rules: JsonObject): string | undefined {
  if (ruleSchema(mode) === undefined) return openCommitmentFault(rules);
  const applies = (modeId: string): boolean => mode === modeId || mode === ANY_MODE;
  return (
    (applies(MODE_ID.decision) ? decisionFault(rules) : undefined) ??
    (applies(MODE_ID.quorum) ? thresholdFault(quorumRules(rules).threshold) : undefined) ??
    (applies(MODE_ID.proposal)
      ? nameFault('acceptance.criterion', proposalRules(rules).criterion, CRITERIA)
      : undefined) ??
    (applies(MODE_ID.quorum)
      ? nameFault('abstention.interpretation', quorumRules(rules).abstention.interpretation, INTERPRETATIONS)
      : undefined) ??
    commitmentFault(rules)
  );
}

function decisionFault(rules: JsonObject): string | undefined {
  const { voting, objectionHandling, evaluation } = decisionRules(rules);
  const { minimumConfidence } = evaluation;
  return (
    votingFault(voting) ??
    (objectionHandling.vetoThreshold < 1 ? 'rules.objection_handling.veto_threshold must be at least 1' : undefined) ??
    (minimumConfidence < 0 || minimumConfidence > 1
      ? 'rules.evaluation.minimum_confidence must be from 0 to 1'
      : undefined) ??
    electorateFault(voting)
  );
}

function votingFault({ algorithm, threshold, weights, quorum }: VotingRules): string | undefined {
  const unknownAlgorithm = nameFault('voting.algorithm', algorithm, ALGORITHMS);
  if (unknownAlgorithm !== undefined) return unknownAlgorithm;
  if (threshold <= 0 || threshold > 1) return 'rules.voting.threshold must be above 0 and at most 1';
  if (weights !== undefined && Object.values(weights).some((weight) => weight <= 0)) {
    return 'rules.voting.weights must all be above 0';
  }
  const unknownType = nameFault('voting.quorum.type', quorum.type, PARTICIPATION_TYPES);
  if (unknownType !== undefined) return unknownType;
  return quorum.value < 0 ? 'rules.voting.quorum.value must not be negative' : undefined;
}

function electorateFault({ algorithm, threshold, weights }: VotingRules): string | undefined {
  if (algorithm === 'weighted' && weights === undefined) return "rules.voting.weights is required by 'weighted'";
  if (weights !== undefined && Object.keys(weights).length === 0) return 'rules.voting.weights must not be empty';
  if (algorithm === 'supermajority' && threshold <= 0.5) {
    return "rules.voting.threshold must be above 0.5 for 'supermajority'";
  }
  if (algorithm === 'majority' && threshold < 0.5) return "rules.voting.threshold must be at least 0.5 for 'majority'";
  return undefined;
}

function thresholdFault({ type, value }: QuorumRules['threshold']): string | undefined {
  const unknownType = nameFault('threshold.type', type, THRESHOLD_TYPES);
  if (unknownType !== undefined || value === undefined) return unknownType;
  if (!Number.isInteger(value)) return 'rules.threshold.value must be a whole number';
  if (type === 'percentage' && value > 100) return 'rules.threshold.value must be at most 100 for a percentage';
  return value <= 0 ? 'rules.threshold.value must be above 0' : undefined;
}

function commitmentFault(rules: JsonObject): string | undefined {
  const { authority, designatedRoles } = commitmentRules(rules);
  const unknown = nameFault('commitment.authority', authority, AUTHORITIES);
  if (unknown !== undefined) return unknown;
  return authority === 'designated_role' && designatedRoles.length === 0
    ? "rules.commitment.designated_roles must not be empty for 'designated_role'"
    : undefined;
}

// The rules of an extension mode are its own: only a block that reads as a commitment block is taken for one.
function openCommitmentFault(rules: JsonObject): string | undefined {
  const isWellFormed =
    isJsonObject(ownMember(rules, 'commitment')) && typeFault(COMMITMENT_SCHEMA, rules) === undefined;
  return isWellFormed ? commitmentFault(rules) : undefined;
}

function nameFault(path: string, value: string, names: readonly string[]): string | undefined {
  return names.includes(value) ? undefined : `rules.${path} must be one of ${names.join(', ')}`;
}
