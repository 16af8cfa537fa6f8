/** Evaluates Commitments at once, in the process that asks. */
import type { PolicyQuestion, PolicyVerdict } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import type { PolicyEvaluator } from '@macp/ports';

export class InProcessPolicyEvaluator implements PolicyEvaluator {
  evaluate(question: PolicyQuestion): PolicyVerdict {
    return evaluateCommitment(question);
  }
}
