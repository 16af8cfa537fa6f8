/**
 * Decision state as plain JSON in the specification's field names: what snapshots hold, policies evaluate and
 * conformance vectors match against.
 */
import { AppendOnlyList, InsertOnlyMap, invariant, plainObject } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';
import { compareKeys, stateDocument } from '../shared/state-document.js';
import { ballotKey } from './decision-state.js';
import type {
  DecisionPhase,
  DecisionState,
  EvaluationRecord,
  ObjectionRecord,
  ProposalRecord,
  VoteRecord,
} from './decision-state.js';

interface DecisionDocument {
  readonly evaluations: readonly EvaluationDocument[];
  readonly objections: readonly ObjectionDocument[];
  readonly phase: DecisionPhase;
  readonly proposals: Readonly<Record<string, ProposalDocument>>;
  readonly votes: Readonly<Record<string, Readonly<Record<string, VoteDocument>>>>;
}

type ProposalDocument = { option: string; proposal_id: string; rationale: string; sender: string };
type EvaluationDocument = {
  confidence: number;
  proposal_id: string;
  reason: string;
  recommendation: string;
  sender: string;
};
type ObjectionDocument = { proposal_id: string; reason: string; sender: string; severity: string };
type VoteDocument = { proposal_id: string; reason: string; sender: string; vote: string };

const PHASES: ReadonlySet<string> = new Set(['Proposal', 'Evaluation', 'Voting', 'Committed']);

/** The plain form. Maps have no prototype, so any id is a safe key. */
export function encodeDecisionState(state: DecisionState): JsonValue {
  const proposals = plainObject<JsonValue>();
  for (const { proposalId, option, rationale, sender } of state.proposals.values().sort(byProposal)) {
    proposals[proposalId] = { option, proposal_id: proposalId, rationale, sender };
  }
  const votes = plainObject<Record<string, JsonValue>>();
  for (const { proposalId, vote, reason, sender } of state.votes.values().sort(byBallot)) {
    const ballots = (votes[proposalId] ??= plainObject<JsonValue>());
    ballots[sender] = { proposal_id: proposalId, reason, sender, vote };
  }
  return {
    evaluations: state.evaluations.toArray().map(encodeEvaluation),
    objections: state.objections.toArray().map(encodeObjection),
    phase: state.phase,
    proposals,
    votes,
  };
}

/** Inverse of `encodeDecisionState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeDecisionState(value: unknown): DecisionState {
  const document = stateDocument<DecisionDocument>(value);
  invariant(PHASES.has(document.phase), 'the phase of a Decision is known');
  const votes = Object.values(document.votes).flatMap((ballots) => Object.values(ballots).map(decodeVote));
  return {
    phase: document.phase,
    proposals: InsertOnlyMap.from(Object.values(document.proposals).map(decodeProposal)),
    evaluations: AppendOnlyList.from(document.evaluations.map(decodeEvaluation)),
    objections: AppendOnlyList.from(document.objections.map(decodeObjection)),
    votes: InsertOnlyMap.from(votes),
  };
}

// Sorted here, the plain form is in canonical order already, but for ids that look like array indices.
function byProposal(one: ProposalRecord, other: ProposalRecord): number {
  return compareKeys(one.proposalId, other.proposalId);
}

function byBallot(one: VoteRecord, other: VoteRecord): number {
  return compareKeys(one.proposalId, other.proposalId) || compareKeys(one.sender, other.sender);
}

function encodeEvaluation(record: EvaluationRecord): EvaluationDocument {
  const { proposalId, recommendation, confidence, reason, sender } = record;
  return { confidence, proposal_id: proposalId, reason, recommendation, sender };
}

function encodeObjection({ proposalId, reason, severity, sender }: ObjectionRecord): ObjectionDocument {
  return { proposal_id: proposalId, reason, sender, severity };
}

function decodeProposal(document: ProposalDocument): readonly [string, ProposalRecord] {
  const { proposal_id: proposalId, option, rationale, sender } = document;
  return [proposalId, { proposalId, option, rationale, sender }];
}

function decodeEvaluation(document: EvaluationDocument): EvaluationRecord {
  const { proposal_id: proposalId, recommendation, confidence, reason, sender } = document;
  return { proposalId, recommendation, confidence, reason, sender };
}

function decodeObjection({ proposal_id: proposalId, reason, severity, sender }: ObjectionDocument): ObjectionRecord {
  return { proposalId, reason, severity, sender };
}

function decodeVote({ proposal_id: proposalId, vote, reason, sender }: VoteDocument): readonly [string, VoteRecord] {
  return [ballotKey(proposalId, sender), { proposalId, vote, reason, sender }];
}
