/** Questions about Commitments, and their verdicts, on the wire. Plain data in both directions, nothing is lost. */
import { invariant } from '@macp/kernel';
import type { PolicyQuestion, PolicyVerdict } from '@macp/kernel';
import type { internal } from '@macp/proto';
import { restoredVerdict, storedVerdict } from '@macp/records';

/** The message to encode. */
export function wireQuestion(question: PolicyQuestion): internal.EvaluateCommitmentRequestInit {
  const { modeState, ...rest } = question;
  return { ...rest, modeStateJson: JSON.stringify(modeState) };
}

/** @throws on a message that is no question. */
export function kernelQuestion(message: internal.EvaluateCommitmentRequest): PolicyQuestion {
  const { sessionId, messageId, mode, policy, participants, outcomePositive, modeStateJson } = message;
  invariant(policy !== null, 'a question has a policy');
  const { policyId, description, rules, schemaVersion } = policy;
  return {
    sessionId,
    messageId,
    mode,
    policy: { policyId, mode: policy.mode, description, rules, schemaVersion },
    participants,
    outcomePositive,
    modeState: JSON.parse(modeStateJson) as unknown,
  };
}

/** The message to encode. */
export function wireVerdict(verdict: PolicyVerdict): internal.EvaluateCommitmentResponseInit {
  return { verdict: storedVerdict(verdict) };
}

/** @throws on an answer without a verdict. */
export function kernelVerdict({ verdict }: internal.EvaluateCommitmentResponse): PolicyVerdict {
  invariant(verdict !== null, 'an answer has a verdict');
  return restoredVerdict(verdict);
}
