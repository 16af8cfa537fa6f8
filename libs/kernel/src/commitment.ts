/**
 * The checks that every mode's Commitment passes before the mode's own readiness and the policy (RFC-MACP-0002 §6,
 * RFC-MACP-0012). Authority is judged earlier, with the sender's authorization.
 */
import { isBlank } from './blank.js';
import { mayCommit } from './commitment-authority.js';
import type { CommitmentPayload, CommitmentRef } from './core-codec.js';
import { invalidPayload } from './decision.js';
import type { Mode } from './mode.js';
import { reject } from './rejection.js';
import type { Rejection } from './rejection.js';
import type { SessionTerms } from './session.js';

const COMMITMENT_HASH = /^sha256:[0-9a-f]{64}$/;
const NEGATIVE_ACTION = /(?:rejected|failed|declined)$/;
const POSITIVE_ACTION = /(?:selected|accepted|completed|approved)$/;

/** FORBIDDEN unless `sender` may commit in this session. */
export function checkCommitmentAuthority(terms: SessionTerms, mode: Mode, sender: string): Rejection | undefined {
  const allowed =
    mode.commitmentAuthority === 'initiator' ? sender === terms.initiator : mayCommit(terms.policy, terms, sender);
  return allowed ? undefined : reject('FORBIDDEN');
}

/** INVALID_ENVELOPE unless the payload is complete, bound to the session's versions and true to its own action. */
export function checkCommitmentPayload(terms: SessionTerms, commitment: CommitmentPayload): Rejection | undefined {
  const isComplete =
    !isBlank(commitment.commitmentId) &&
    !isBlank(commitment.action) &&
    !isBlank(commitment.authorityScope) &&
    !isBlank(commitment.reason);
  if (!isComplete || !isBoundTo(terms, commitment)) return invalidPayload();
  if (commitment.supersedes !== undefined && !isSoundReference(commitment.supersedes)) return invalidPayload();
  return isConsistent(commitment) ? undefined : invalidPayload();
}

function isBoundTo(terms: SessionTerms, commitment: CommitmentPayload): boolean {
  return (
    commitment.modeVersion === terms.modeVersion &&
    commitment.configurationVersion === terms.configurationVersion &&
    (commitment.policyVersion === '' || commitment.policyVersion === terms.policy.policyId)
  );
}

function isSoundReference(reference: CommitmentRef): boolean {
  return !isBlank(reference.sessionId) && COMMITMENT_HASH.test(reference.commitmentHash);
}

function isConsistent({ action, outcomePositive }: CommitmentPayload): boolean {
  return outcomePositive ? !NEGATIVE_ACTION.test(action) : !POSITIVE_ACTION.test(action);
}
