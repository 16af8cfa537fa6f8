/** Laws that hold for any policy and any history; a failing run prints its seed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { admitPolicy } from './admission/admit-policy.js';
import { evaluateCommitment } from './evaluation/evaluate-commitment.js';
import { ANY_MODE, MODE_ID } from './rules/rule-schema.js';
import { codesOf, decisionQuestion, policyOf, questionOf } from './testing/governance.js';
import type { DecisionHistory } from './testing/governance.js';

const MODES = [...Object.values(MODE_ID), ANY_MODE, 'ext.multi_round.v1'];
const SENDERS = ['a', 'b', 'c', 'd'];
const ORDER = [
  ['evaluation_required', 'confidence_below_minimum'],
  ['veto', 'veto_hold'],
  ['quorum_not_met'],
  ['threshold_not_met', 'no_votes', 'decline_over_approval', 'decline_not_backed'],
];

const sender = fc.constantFrom(...SENDERS);
const partly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const decisionRules = fc.record({
  voting: partly(
    fc.record({
      algorithm: fc.constantFrom('none', 'majority', 'supermajority', 'unanimous', 'weighted', 'plurality', 'odd'),
      threshold: fc.double({ min: 0.01, max: 1, noNaN: true }),
      quorum: fc.record({
        type: fc.constantFrom('count', 'percentage'),
        value: fc.integer({ min: 0, max: 100 }),
      }),
      weights: partly(fc.dictionary(sender, fc.integer({ min: 1, max: 9 }))),
    }),
  ),
  objection_handling: partly(
    fc.record({
      critical_severity_vetoes: fc.boolean(),
      veto_threshold: fc.integer({ min: 1, max: 3 }),
      critical_objection_action: fc.constantFrom('deny', 'finalize_decline', 'hold'),
    }),
  ),
  evaluation: partly(
    fc.record({ required_before_voting: fc.boolean(), minimum_confidence: fc.constantFrom(0, 0.5, 1) }),
  ),
  commitment: partly(fc.record({ require_vote_quorum: fc.boolean(), allow_decline_over_approval: fc.boolean() })),
});

const history: fc.Arbitrary<DecisionHistory> = fc.record({
  participants: fc.subarray(SENDERS),
  evaluations: fc.array(
    fc.tuple(fc.constantFrom('APPROVE', 'REVIEW', 'BLOCK', 'REJECT'), fc.double({ min: 0, max: 1, noNaN: true })),
    { maxLength: 4 },
  ),
  objections: fc.array(fc.tuple(sender, fc.constantFrom('low', 'critical')), { maxLength: 4 }),
  ballots: fc.array(fc.tuple(sender, fc.constantFrom('APPROVE', 'REJECT', 'ABSTAIN'), fc.constantFrom('p1', 'p2')), {
    maxLength: 8,
  }),
});

const version = fc.constantFrom(1, 2, 3);

describe('evaluation', () => {
  it('of a Decision is deterministic and independent of the order of arrival', () => {
    fc.assert(
      fc.property(decisionRules, history, version, fc.boolean(), (rules, past, schemaVersion, positive) => {
        // The last ballot of a sender on a proposal would win if both arrived; keep the first of each.
        const ballots = past.ballots?.filter(
          ([who, , proposal], index, all) => all.findIndex((one) => one[0] === who && one[2] === proposal) === index,
        );
        const shuffled = {
          ...past,
          ballots: [...(ballots ?? [])].reverse(),
          objections: [...(past.objections ?? [])].reverse(),
        };
        const ask = (of: DecisionHistory): unknown =>
          evaluateCommitment(decisionQuestion(policyOf(rules, { schemaVersion }), of, positive));
        expect(ask({ ...past, ballots: ballots ?? [] })).toEqual(ask(shuffled));
      }),
    );
  });

  it('of a Decision gives at most one reason per step, in the fixed order, without naming anyone in a text', () => {
    fc.assert(
      fc.property(decisionRules, history, version, fc.boolean(), (rules, past, schemaVersion, positive) => {
        const verdict = evaluateCommitment(decisionQuestion(policyOf(rules, { schemaVersion }), past, positive));
        expect(verdict.allowed).toBe(verdict.denials.length === 0);
        const steps = codesOf(verdict).map((code) => ORDER.findIndex((codes) => codes.includes(code)));
        expect(steps).toEqual([...new Set(steps)].toSorted((one, other) => one - other));
        expect(steps).not.toContain(-1);
      }),
    );
  });

  it('of version 3 allows nothing that version 1 denies, and differs on positive commitments only', () => {
    fc.assert(
      fc.property(decisionRules, history, fc.boolean(), (rules, past, positive) => {
        const codes = (schemaVersion: number): readonly string[] =>
          codesOf(evaluateCommitment(decisionQuestion(policyOf(rules, { schemaVersion }), past, positive)));
        expect(codes(2)).toEqual(codes(1));
        const [strict, legacy] = [codes(3), codes(1)];
        if (!positive || !strict.includes('no_votes')) expect(strict).toEqual(legacy);
        else expect(strict.filter((code) => code !== 'no_votes')).toEqual(legacy.filter((code) => code !== 'no_votes'));
      }),
    );
  });

  it('never lets a standing veto through, but for a decline that it finalizes', () => {
    fc.assert(
      fc.property(
        history,
        fc.boolean(),
        fc.constantFrom('deny', 'hold', 'finalize_decline'),
        (past, positive, action) => {
          const rules = { objection_handling: { critical_severity_vetoes: true, critical_objection_action: action } };
          const isVetoed = past.objections?.some(([, severity]) => severity === 'critical') === true;
          const verdict = evaluateCommitment(decisionQuestion(policyOf(rules), past, positive));
          expect(verdict.allowed).toBe(!isVetoed || (!positive && action === 'finalize_decline'));
        },
      ),
    );
  });

  it('is total: any rules text over any state has a verdict', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          decisionRules.map((rules) => JSON.stringify(rules)),
        ),
        fc.constantFrom(...MODES),
        fc.jsonValue(),
        fc.boolean(),
        (rules, mode, modeState, outcomePositive) => {
          const policy = policyOf(rules, { mode });
          const verdict = evaluateCommitment(
            questionOf(policy, { mode, participants: ['a'], modeState, outcomePositive }),
          );
          expect(verdict.allowed).toBe(verdict.denials.length === 0);
        },
      ),
    );
  });
});

describe('admission', () => {
  const known = fc.constantFrom(
    'voting',
    'quorum',
    'weights',
    'threshold',
    'value',
    'type',
    'commitment',
    'authority',
    'designated_roles',
    'acceptance',
    'criterion',
    'abstention',
    '_note',
    '$id',
    'x-acme.rule',
    '__proto__',
    'constructor',
    'toString',
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 'majority', '', 'count'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.array(fc.tuple(known, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));

  it('never throws, and what it admits it admits again unchanged and can evaluate', () => {
    fc.assert(
      fc.property(fc.oneof(tree, fc.jsonValue(), decisionRules), fc.constantFrom(...MODES), (rules, mode) => {
        const admission = admitPolicy(policyOf(JSON.stringify(rules), { mode }));
        if (admission.kind === 'refused') {
          expect(admission.error).toMatch(/^INVALID_POLICY_DEFINITION: ./);
          return;
        }
        expect(admitPolicy(admission.policy)).toEqual(admission);
        const verdict = evaluateCommitment(decisionQuestion(admission.policy, {}, true));
        if (mode === MODE_ID.decision || mode === ANY_MODE) expect(codesOf(verdict)).not.toContain('invalid_rules');
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.integer(), (rules, policyId, schemaVersion) => {
        expect(['admitted', 'refused']).toContain(admitPolicy(policyOf(rules, { policyId, schemaVersion })).kind);
      }),
    );
  });
});
