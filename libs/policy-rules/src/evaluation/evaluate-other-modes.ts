/**
 * Evaluation of Proposal, Task and Quorum commitments (RFC-MACP-0012 §4.2–4.4). A negative commitment is never denied
 * here: these modes decide its eligibility themselves. `undefined` stands for a state that is not of the mode's shape.
 */
import type { Denial } from '@macp/kernel';

import type { ProposalRules, QuorumRules, TaskRules } from '../rules/mode-rules.js';
import { quorumThreshold } from '../rules/quorum-threshold.js';
import { denial } from './denial.js';
import { isRecord } from './records.js';

const ALLOWED: readonly Denial[] = [];

/** More counter-proposals than the rounds allow deny a positive commitment. */
export function evaluateProposal(rules: ProposalRules, modeState: unknown): readonly Denial[] | undefined {
  const proposals = member(modeState, 'proposals');
  if (!isRecord(proposals)) return undefined;
  const counters = Object.values(proposals).filter((proposal) => isFilled(member(proposal, 'supersedes_proposal_id')));
  return rules.maxRounds > 0 && counters.length > rules.maxRounds
    ? [denial('criterion_not_met', 'more counter-proposals than the policy allows')]
    : ALLOWED;
}

/** Where an output is required, a positive commitment needs a completion that has one. */
export function evaluateTask(rules: TaskRules, modeState: unknown): readonly Denial[] | undefined {
  if (!isRecord(modeState)) return undefined;
  return rules.requireOutput && !isFilled(member(member(modeState['terminal_report'], 'Complete'), 'output'))
    ? [denial('output_required', 'the policy requires a completion with output')]
    : ALLOWED;
}

/** A positive commitment needs as many approvals as the policy's bar, where it has one. */
export function evaluateQuorum(rules: QuorumRules, modeState: unknown, voters: number): readonly Denial[] | undefined {
  const ballots = member(modeState, 'ballots');
  if (!isRecord(ballots)) return undefined;
  const threshold = quorumThreshold(rules.threshold, voters);
  if (threshold.kind === 'none') return ALLOWED;
  const approvals = Object.values(ballots).filter((ballot) => member(ballot, 'choice') === 'Approve').length;
  return threshold.kind === 'bar' && approvals >= threshold.approvals
    ? ALLOWED
    : [denial('threshold_not_met', 'fewer approvals than the policy requires')];
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

// Bytes may be written as text or as an array of numbers.
function isFilled(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
}
