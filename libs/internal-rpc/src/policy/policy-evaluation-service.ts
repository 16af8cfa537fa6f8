/** The policy service's side of evaluation: any evaluator behind gRPC. */
import { status } from '@grpc/grpc-js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { PolicyQuestion, PolicyVerdict } from '@macp/kernel';
import type { PolicyEvaluator } from '@macp/ports';
import type { internal } from '@macp/proto';
import type { InternalService } from '../transport/internal-rpc-server.js';
import { POLICY_EVALUATION_SERVICE, policyEvaluationRpcs } from '../transport/internal-services.js';
import { kernelQuestion, wireVerdict } from './policy-question.js';

type EvaluateCall = ServerUnaryCall<internal.EvaluateCommitmentRequest, internal.EvaluateCommitmentResponseInit>;

export interface PolicyEvaluationServiceOptions {
  readonly evaluator: PolicyEvaluator;
  /** The evaluator had no verdict. */
  readonly onFault?: (cause: unknown) => void;
}

/** The service of a policy process. What cannot be evaluated is answered INTERNAL, what is no question INVALID_ARGUMENT. */
export function policyEvaluationService({ evaluator, onFault }: PolicyEvaluationServiceOptions): InternalService {
  const EvaluateCommitment = (
    { request }: EvaluateCall,
    answer: sendUnaryData<internal.EvaluateCommitmentResponseInit>,
  ): void => {
    let question: PolicyQuestion;
    try {
      question = kernelQuestion(request);
    } catch (cause) {
      onFault?.(cause);
      answer({ code: status.INVALID_ARGUMENT, details: 'this is no question about a Commitment' });
      return;
    }
    verdictOf(evaluator, question).then(
      (verdict) => answer(null, wireVerdict(verdict)),
      (cause: unknown) => {
        onFault?.(cause);
        answer({ code: status.INTERNAL, details: 'there is no verdict' });
      },
    );
  };
  return { name: POLICY_EVALUATION_SERVICE, definition: policyEvaluationRpcs, handlers: { EvaluateCommitment } };
}

async function verdictOf(evaluator: PolicyEvaluator, question: PolicyQuestion): Promise<PolicyVerdict> {
  return evaluator.evaluate(question);
}
