/** Verdicts in process and over gRPC keep one contract; over gRPC there is one in time, or none. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PolicyQuestion, PolicyVerdict } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import type { PolicyEvaluator } from '@macp/ports';
import { TcpProxy } from '@macp/testkit';
import { examplePolicyQuestion, policyEvaluatorContract } from '../contract/index.js';
import { RpcWorld, portOf } from '../testing/rpc-world.js';
import { SystemClock } from '../testing/system-clock.js';
import { until } from '../testing/until.js';
import { CircuitOpen } from './circuit-breaker.js';
import { policyEvaluationService } from './policy-evaluation-service.js';
import { RemotePolicyEvaluator } from './remote-policy-evaluator.js';
import type { RemotePolicyEvaluatorOptions } from './remote-policy-evaluator.js';

const rules: PolicyEvaluator = { evaluate: evaluateCommitment };

policyEvaluatorContract('the rules themselves', async () => ({ evaluator: rules, close: async () => undefined }));

policyEvaluatorContract('the evaluator over gRPC', async () => {
  const world = new RpcWorld();
  const server = await world.serve([policyEvaluationService({ evaluator: rules })]);
  const options = { address: server.address!, clients: world.clients(), clock: new SystemClock() };
  return { evaluator: new RemotePolicyEvaluator(options), close: () => world.close() };
});

describe('verdicts over gRPC', () => {
  let world: RpcWorld;
  let proxy: TcpProxy;
  let asked: PolicyQuestion[];
  let answer: (question: PolicyQuestion) => PolicyVerdict | Promise<PolicyVerdict>;
  beforeEach(async () => {
    world = new RpcWorld();
    asked = [];
    answer = evaluateCommitment;
    const evaluator: PolicyEvaluator = {
      evaluate(question) {
        asked.push(question);
        return answer(question);
      },
    };
    const server = await world.serve([policyEvaluationService({ evaluator })]);
    proxy = await TcpProxy.open({ host: '127.0.0.1', port: portOf(server.address) });
    world.onClose(() => proxy.close());
  });
  afterEach(() => world.close());

  function remote(options: Partial<RemotePolicyEvaluatorOptions> = {}): RemotePolicyEvaluator {
    return new RemotePolicyEvaluator({
      address: proxy.address,
      clients: world.clients(),
      clock: new SystemClock(),
      ...options,
    });
  }

  it('given a question, when it arrives, then it is the same question', async () => {
    await remote().evaluate(examplePolicyQuestion(2));

    expect(asked).toEqual([examplePolicyQuestion(2)]);
  });

  it('given a service that hangs, when a question is asked, then there is no verdict by the deadline', async () => {
    answer = () => new Promise(() => undefined);

    await expect(remote({ timeoutMs: 100 }).evaluate(examplePolicyQuestion(2))).rejects.toMatchObject({ code: 4 });
    expect(asked).toHaveLength(1);
  });

  it('given a service that is away for a moment, when a question is asked, then it waits and has its verdict', async () => {
    const evaluator = remote();
    await evaluator.evaluate(examplePolicyQuestion(1));
    proxy.refuse();
    const verdict = evaluator.evaluate(examplePolicyQuestion(3));
    setTimeout(() => proxy.accept(), 100);

    expect(await verdict).toEqual({ allowed: true, denials: [] });
  });

  it('given a service without a verdict, when a question is asked, then the asker is not given one', async () => {
    answer = () => Promise.reject(new Error('no rules today'));

    await expect(remote().evaluate(examplePolicyQuestion(2))).rejects.toMatchObject({ code: 13 });
  });

  it('given a service that fails and fails, when the breaker is open, then it is not asked, and asked once after', async () => {
    answer = () => Promise.reject(new Error('no rules today'));
    const evaluator = remote({ breaker: { failuresMax: 3, openMs: 60 } });
    for (let failures = 0; failures < 3; failures += 1) {
      await expect(evaluator.evaluate(examplePolicyQuestion(2))).rejects.toMatchObject({ code: 13 });
    }

    await expect(evaluator.evaluate(examplePolicyQuestion(2))).rejects.toBeInstanceOf(CircuitOpen);
    expect(asked).toHaveLength(3);
    expect(evaluator.circuit).toBe('open');

    await until(() => evaluator.circuit === 'half-open');
    answer = evaluateCommitment;
    const both = await Promise.allSettled([1, 2].map((count) => evaluator.evaluate(examplePolicyQuestion(count))));

    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(asked).toHaveLength(4);
    expect(evaluator.circuit).toBe('closed');
  });

  it('given a question that is none, when it is asked, then the breaker does not hold it against the service', async () => {
    const evaluator = remote({ breaker: { failuresMax: 1 } });
    const broken = { ...examplePolicyQuestion(1), modeState: undefined };

    await expect(evaluator.evaluate(broken)).rejects.toMatchObject({ code: 3 });

    expect(evaluator.circuit).toBe('closed');
    expect(await evaluator.evaluate(examplePolicyQuestion(3))).toMatchObject({ allowed: true });
    expect(asked).toHaveLength(1);
  });

  it('given no credential, when a question is asked, then it is refused', async () => {
    const clients = world.clients({ sharedCredential: 'not the credential of here' });

    await expect(remote({ clients }).evaluate(examplePolicyQuestion(2))).rejects.toMatchObject({ code: 16 });
    expect(asked).toEqual([]);
  });
});
