/**
 * Tallies of Decision mode (RFC-MACP-0012 §4.1): ballots on all proposals are pooled, ABSTAIN is in neither column, and
 * comparisons are inclusive and in binary64. Under `weighted` the weights map is the electorate.
 */
import type { VotingRules } from '../rules/decision-rules.js';
import type { Ballot } from './decision-record.js';

/** `NoVotes`: nothing decisive was cast, so there is no vote to pass or fail. */
export type TallyResult = 'Passed' | 'Failed' | 'NoVotes';

/** What the voting rules make of the ballots. */
export interface Tally {
  readonly result: TallyResult;
  /** REJECT ballots that may back a decline: all, or under `weighted` those of voters with weight. */
  readonly rejectsDecisive: number;
}

const SUPERMAJORITY_FALLBACK = 2 / 3;

/** Applies the voting algorithm. Invariant: never asked under `none`, which counts nothing. */
export function tallyBallots(voting: VotingRules, ballots: readonly Ballot[], participants: readonly string[]): Tally {
  const approvals = ballots.filter((ballot) => ballot.vote === 'APPROVE');
  const rejects = ballots.filter((ballot) => ballot.vote === 'REJECT');
  const isWeighted = voting.algorithm === 'weighted';
  return {
    result:
      approvals.length + rejects.length === 0
        ? 'NoVotes'
        : decisiveResult({ voting, approvals, rejects, ballots, participants }),
    rejectsDecisive: isWeighted
      ? rejects.filter((ballot) => weightOf(voting, ballot.sender) > 0).length
      : rejects.length,
  };
}

/** True when enough distinct participants cast a ballot of any kind. */
export function isParticipationMet(
  quorum: VotingRules['quorum'],
  ballots: readonly Ballot[],
  participants: readonly string[],
): boolean {
  const voters = new Set(ballots.map((ballot) => ballot.sender)).size;
  if (quorum.type === 'count' || quorum.type === 'n_of_m') return voters >= quorum.value;
  if (quorum.type !== 'percentage') return false;
  if (participants.length === 0) return quorum.value <= 0;
  return (voters / participants.length) * 100 >= quorum.value;
}

interface Count {
  readonly voting: VotingRules;
  readonly approvals: readonly Ballot[];
  readonly rejects: readonly Ballot[];
  /** In summing order. */
  readonly ballots: readonly Ballot[];
  readonly participants: readonly string[];
}

function decisiveResult(count: Count): TallyResult {
  const { voting, approvals, rejects, participants } = count;
  const share = approvals.length / (approvals.length + rejects.length);
  switch (voting.algorithm) {
    case 'majority':
      return passedIf(share >= voting.threshold);
    case 'supermajority':
      return passedIf(share >= (voting.threshold <= 0.5 ? SUPERMAJORITY_FALLBACK : voting.threshold));
    case 'unanimous': {
      const approvers = new Set(approvals.map((ballot) => ballot.sender));
      return passedIf(rejects.length === 0 && participants.every((participant) => approvers.has(participant)));
    }
    case 'weighted':
      return weightedResult(count);
    case 'plurality':
      return passedIf(approvals.length > rejects.length);
    default:
      return 'Failed';
  }
}

function weightedResult({ voting, ballots }: Count): TallyResult {
  let approving = 0;
  let cast = 0;
  for (const { sender, vote } of ballots) {
    if (vote !== 'APPROVE' && vote !== 'REJECT') continue;
    const weight = weightOf(voting, sender);
    cast += weight;
    if (vote === 'APPROVE') approving += weight;
  }
  if (cast === 0) return 'NoVotes';
  return passedIf(cast > 0 && approving / cast >= voting.threshold);
}

function weightOf({ weights }: VotingRules, participant: string): number {
  if (weights === undefined || !Object.hasOwn(weights, participant)) return 0;
  return weights[participant] ?? 0;
}

function passedIf(passed: boolean): TallyResult {
  return passed ? 'Passed' : 'Failed';
}
