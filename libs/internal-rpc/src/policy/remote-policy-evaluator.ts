/**
 * The engine's side of evaluation: a question is asked again while its service is not there, until its deadline, and not
 * at all while a circuit breaker says that the service does not answer. A question is pure, so asking twice is harmless.
 */
import type { PolicyQuestion, PolicyVerdict } from '@macp/kernel';
import type { Clock } from '@macp/partition-worker';
import type { PolicyEvaluator } from '@macp/ports';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { BackOff } from '../transport/back-off.js';
import type { InternalClients } from '../transport/internal-clients.js';
import { policyEvaluationRpcs } from '../transport/internal-services.js';
import { pauseMs } from '../transport/pause.js';
import { isCallerFault, unaryCall } from '../transport/unary-call.js';
import { CircuitBreaker, CircuitOpen } from './circuit-breaker.js';
import type { CircuitBreakerOptions, CircuitState } from './circuit-breaker.js';
import { kernelVerdict, wireQuestion } from './policy-question.js';

export const DEFAULT_BREAKER: CircuitBreakerOptions = { failuresMax: 5, windowMs: 30_000, openMs: 5_000 };

export interface RemotePolicyEvaluatorOptions {
  /** `host:port`, or any target that gRPC resolves to the processes of the policy service. */
  readonly address: string;
  readonly clients: InternalClients;
  readonly clock: Clock;
  /** Time a question has; below the time after which its asker gives up. */
  readonly timeoutMs?: number;
  readonly breaker?: Partial<CircuitBreakerOptions>;
  /** A question got no verdict. */
  readonly onFailed?: (cause: unknown) => void;
}

export class RemotePolicyEvaluator implements PolicyEvaluator {
  private readonly breaker: CircuitBreaker;

  constructor(private readonly options: RemotePolicyEvaluatorOptions) {
    this.breaker = new CircuitBreaker({ ...DEFAULT_BREAKER, ...options.breaker });
  }

  /** For a gauge. */
  get circuit(): CircuitState {
    return this.breaker.state(this.options.clock.nowMs());
  }

  /** Rejects when there is no verdict in time, and at once while the breaker is open. */
  async evaluate(question: PolicyQuestion): Promise<PolicyVerdict> {
    const { clock, onFailed } = this.options;
    if (!this.breaker.admits(clock.nowMs())) throw new CircuitOpen('the policy service is not asked at the moment');
    try {
      const verdict = await this.ask(question);
      this.breaker.succeeded();
      return verdict;
    } catch (cause) {
      // Whoever refuses a question as such is there and answers.
      if (isCallerFault(cause)) this.breaker.succeeded();
      else this.breaker.failed(clock.nowMs());
      onFailed?.(cause);
      throw cause;
    }
  }

  private async ask(question: PolicyQuestion): Promise<PolicyVerdict> {
    const { address, clients, clock } = this.options;
    const deadlineMs = clock.nowMs() + (this.options.timeoutMs ?? 3_000);
    const backOff = new BackOff({ firstMs: 20, maxMs: 500 });
    const request = wireQuestion(question);
    for (;;) {
      try {
        const to = { clients, address, deadlineMs };
        return kernelVerdict(await unaryCall(to, policyEvaluationRpcs.EvaluateCommitment, request));
      } catch (cause) {
        const waitMs = backOff.nextMs();
        const mayAskAgain = (cause as Partial<ServiceError>).code === status.UNAVAILABLE;
        if (!mayAskAgain || clock.nowMs() + waitMs >= deadlineMs) throw cause;
        await pauseMs(clock, waitMs);
      }
    }
  }
}
