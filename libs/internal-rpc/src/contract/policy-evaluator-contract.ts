/** What every policy evaluator must do, as tests: the verdict of the rules, or none and then a rejection. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PolicyQuestion } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import type { PolicyEvaluator } from '@macp/ports';

export interface PolicyEvaluatorHarness {
  readonly evaluator: PolicyEvaluator;
  close(): Promise<void>;
}

/** A question about a policy that wants a quorum of two and a majority; `approvals` of three participants approved. */
export function examplePolicyQuestion(approvals: number): PolicyQuestion {
  const participants = ['agent://zoë', 'b', 'c'];
  const rules = { voting: { algorithm: 'majority', quorum: { type: 'count', value: 2 } } };
  const votes = participants.slice(0, approvals).map((sender) => [sender, { vote: 'APPROVE', sender }]);
  return {
    sessionId: 's-1',
    messageId: 'm-9',
    mode: 'macp.mode.decision.v1',
    policy: {
      policyId: 'policy.majority',
      mode: 'macp.mode.decision.v1',
      description: 'more than half',
      rules: JSON.stringify(rules),
      schemaVersion: 3,
    },
    participants,
    outcomePositive: true,
    modeState: { proposals: {}, evaluations: [], objections: [], votes: { p1: Object.fromEntries(votes) } },
  };
}

/** Declares the suite. */
export function policyEvaluatorContract(name: string, open: () => Promise<PolicyEvaluatorHarness>): void {
  describe(`${name} keeps the policy evaluator contract`, () => {
    let harness: PolicyEvaluatorHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });

    it.each([0, 1, 2, 3])(
      'given %s approvals, when it is asked, then its verdict is that of the rules',
      async (count) => {
        const question = examplePolicyQuestion(count);

        const verdict = await harness.evaluator.evaluate(question);

        expect(verdict).toEqual(evaluateCommitment(question));
      },
    );

    it('given many questions at once, when they are asked, then each gets its own verdict', async () => {
      const questions = Array.from({ length: 40 }, (_, index) => examplePolicyQuestion(index % 4));

      const verdicts = await Promise.all(questions.map(async (question) => harness.evaluator.evaluate(question)));

      expect(verdicts).toEqual(questions.map(evaluateCommitment));
    });

    it('given a question with denials, when it is asked, then each comes with its code, text and participants', async () => {
      const verdict = await harness.evaluator.evaluate(examplePolicyQuestion(0));

      expect(verdict.allowed).toBe(false);
      expect(verdict.denials.length).toBeGreaterThan(0);
      expect((await harness.evaluator.evaluate(examplePolicyQuestion(3))).allowed).toBe(true);
    });
  });
}
