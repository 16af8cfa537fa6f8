/** Definitions and states as they may be stored or sent: what cannot be read or is not supported is denied. */
import { describe, expect, it } from '@jest/globals';

import { ALLOWED } from '../testing/decision-rows.js';
import { bothWays, codesOf, decisionQuestion, policyOf } from '../testing/governance.js';
import type { DecisionHistory } from '../testing/governance.js';
import { evaluateCommitment } from './evaluate-commitment.js';

describe('stored definitions that admission would have refused', () => {
  it.each([
    ['a veto threshold of 0', { objection_handling: { veto_threshold: 0 } }],
    ['a confidence above 1', { evaluation: { minimum_confidence: 1.5 } }],
    ['a confidence below 0', { evaluation: { minimum_confidence: -0.1 } }],
    ['a rule of the wrong type', { voting: { algorithm: ['none'] } }],
    ['a rule that is null', { voting: null }],
    ['an action of an unknown name', { objection_handling: { critical_objection_action: 'shrug' } }],
    ['rules that are no object', '[]'],
    ['rules that are no JSON', '{'],
  ])('%s denies with invalid_rules alone', (_name, rules) => {
    const history: DecisionHistory = { objections: [['b', 'critical']] };
    expect(bothWays(policyOf(rules), history)).toEqual({ positive: ['invalid_rules'], negative: ['invalid_rules'] });
  });

  it('undefined keys of a stored definition are not read at all', () => {
    expect(bothWays(policyOf({ audit: { level: 1 } }), {})).toEqual({ positive: ALLOWED, negative: ALLOWED });
  });

  it.each([0, 4, 1.5])('schema version %d denies', (schemaVersion) => {
    expect(bothWays(policyOf({}, { schemaVersion }), {}).negative).toEqual(['unsupported_schema_version']);
  });

  it.each([1, 2, 3])('schema version %d is evaluated', (schemaVersion) => {
    expect(bothWays(policyOf({}, { schemaVersion }), {}).negative).toEqual(ALLOWED);
  });

  it('a state that is none denies instead of counting nothing', () => {
    const question = { ...decisionQuestion(policyOf({}), {}, true), modeState: { votes: [] } };
    expect(codesOf(evaluateCommitment(question))).toEqual(['unspecified']);
  });
});
