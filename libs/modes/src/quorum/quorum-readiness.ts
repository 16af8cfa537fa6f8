/**
 * When a Quorum session may be committed (RFC-MACP-0011 §5 rules 4–6): its bar is reached, or can no longer be. The bound
 * policy's threshold replaces the request's own number in both directions.
 */
import type { SessionTerms } from '@macp/kernel';
import { boundQuorumThreshold } from '@macp/policy-rules';
import type { QuorumState } from './quorum-state.js';

type Pool = Pick<SessionTerms, 'participants' | 'policy'>;

/** False for a stored threshold of an unknown type, which no number of approvals meets: nothing is to be voted on. */
export function isThresholdEvaluable({ participants, policy }: Pool): boolean {
  return boundQuorumThreshold(policy, participants.length).kind !== 'unsatisfiable';
}

/** Whether a Commitment of either sign may come; which sign the policy allows is the policy's own matter. */
export function isReady({ participants, policy }: Pool, { request, ballots }: QuorumState): boolean {
  if (request === undefined) return false;
  const threshold = boundQuorumThreshold(policy, participants.length);
  const bar = threshold.kind === 'bar' ? threshold.approvals : request.requiredApprovals;
  const approvals = ballots.values().filter((ballot) => ballot.choice === 'Approve').length;
  // Whoever abstained or rejected is out of the pool that approvals may still come from.
  return approvals >= bar || approvals + (participants.length - ballots.size) < bar;
}
