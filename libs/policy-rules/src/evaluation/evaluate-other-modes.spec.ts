/** Commitments of the other standard modes under their policies, and of extension modes, which have none. */
import { describe, expect, it } from '@jest/globals';

import { MODE_ID } from '../rules/rule-schema.js';
import { codesOf, policyOf, questionOf } from '../testing/governance.js';
import { evaluateCommitment } from './evaluate-commitment.js';

interface Case {
  readonly mode: string;
  readonly rules: unknown;
  readonly modeState: unknown;
  readonly participants?: readonly string[];
  readonly outcomePositive?: boolean;
}

function codes({ mode, rules, modeState, participants = ['a', 'b'], outcomePositive = true }: Case): readonly string[] {
  const policy = policyOf(rules, { mode });
  return codesOf(evaluateCommitment(questionOf(policy, { mode, participants, modeState, outcomePositive })));
}

describe('Proposal', () => {
  const proposals = (...supersedes: readonly string[]): unknown => ({
    proposals: Object.fromEntries(supersedes.map((id, index) => [`p${index}`, { supersedes_proposal_id: id }])),
  });
  const limited = (count: number): Case => ({
    mode: MODE_ID.proposal,
    rules: { counter_proposal: { max_rounds: 1 } },
    modeState: proposals('', ...Array.from({ length: count }, () => 'p0')),
  });

  it('is allowed with as many counter-proposals as rounds', () => expect(codes(limited(1))).toEqual([]));
  it('is denied with more', () => expect(codes(limited(2))).toEqual(['criterion_not_met']));
  it('is allowed with more when negative', () => {
    expect(codes({ ...limited(2), outcomePositive: false })).toEqual([]);
  });
  it('takes zero rounds for no limit', () => expect(codes({ ...limited(5), rules: {} })).toEqual([]));
});

describe('Task', () => {
  const required = (report: unknown): Case => ({
    mode: MODE_ID.task,
    rules: { completion: { require_output: true } },
    modeState: { terminal_report: report },
  });

  it.each([
    ['text', 'b3V0'],
    ['bytes', [1]],
  ])('is allowed when the output has %s', (_name, output) => {
    expect(codes(required({ Complete: { output } }))).toEqual([]);
  });

  it.each([
    ['an empty output', { Complete: { output: '' } }],
    ['no bytes of output', { Complete: { output: [] } }],
    ['a failure', { Fail: { error_code: 'x' } }],
    ['no report', null],
  ])('is denied with %s', (_name, report) => {
    expect(codes(required(report))).toEqual(['output_required']);
    expect(codes({ ...required(report), outcomePositive: false })).toEqual([]);
    expect(codes({ ...required(report), rules: {} })).toEqual([]);
  });
});

describe('Handoff', () => {
  it('is never denied by readable rules', () => {
    const rules = { acceptance: { implicit_accept_timeout_ms: 5 } };
    expect(codes({ mode: MODE_ID.handoff, rules, modeState: { offers: {} } })).toEqual([]);
  });

  it('is denied by unreadable ones', () => {
    const rules = { acceptance: { implicit_accept_timeout_ms: 'soon' } };
    expect(codes({ mode: MODE_ID.handoff, rules, modeState: { offers: {} } })).toEqual(['invalid_rules']);
  });
});

describe('Quorum', () => {
  const voters = ['a', 'b', 'c', 'd'];
  const approvals = (count: number, threshold: object | undefined): Case => ({
    mode: MODE_ID.quorum,
    rules: threshold === undefined ? {} : { threshold },
    participants: voters,
    modeState: {
      ballots: {
        ...Object.fromEntries(voters.slice(0, count).map((voter) => [voter, { choice: 'Approve' }])),
        ...Object.fromEntries(voters.slice(count).map((voter) => [voter, { choice: 'Abstain' }])),
      },
    },
  });

  it.each([
    ['n_of_m 3 by three', 3, { type: 'n_of_m', value: 3 }, []],
    ['n_of_m 3 not by two', 2, { type: 'n_of_m', value: 3 }, ['threshold_not_met']],
    ['count 2 by two', 2, { type: 'count', value: 2 }, []],
    ['percentage 51 of four not by two', 2, { type: 'percentage', value: 51 }, ['threshold_not_met']],
    ['percentage 50 of four by two', 2, { type: 'percentage', value: 50 }, []],
    ['a bar above the pool by nobody', 4, { type: 'n_of_m', value: 9 }, ['threshold_not_met']],
    ['a stored threshold of an unknown type by nobody', 4, { type: 'weighted', value: 1 }, ['threshold_not_met']],
    ['no threshold by anything', 0, undefined, []],
  ])('%s', (_name, count, threshold, expected) => {
    expect(codes(approvals(count, threshold))).toEqual(expected);
    expect(codes({ ...approvals(count, threshold), outcomePositive: false })).toEqual([]);
  });
});

describe('every standard mode', () => {
  const standard = Object.values(MODE_ID);

  it.each(standard)('%s denies unreadable rules, both ways', (mode) => {
    for (const outcomePositive of [true, false]) {
      expect(codes({ mode, rules: '[]', modeState: {}, outcomePositive })).toEqual(['invalid_rules']);
    }
  });

  it.each(standard)('%s denies an unsupported schema version before it reads the rules', (mode) => {
    const policy = policyOf('[]', { mode, schemaVersion: 9 });
    const question = questionOf(policy, { mode, participants: [], modeState: {}, outcomePositive: true });
    expect(codesOf(evaluateCommitment(question))).toEqual(['unsupported_schema_version']);
  });

  it.each([
    ['proposal', { counter_proposal: { max_rounds: 1 } }, { proposals: { a: { supersedes_proposal_id: 'x' } } }],
    ['proposal', { counter_proposal: { max_rounds: 1 } }, { proposals: { a: { supersedes_proposal_id: null } } }],
    ['task', { completion: { require_output: true } }, { terminal_report: { Complete: { output: 'AA==' } } }],
    ['quorum', { threshold: { value: 1 } }, { ballots: { a: { choice: 'Approve' } } }],
    ['handoff', { acceptance: { implicit_accept_timeout_ms: 1 } }, { offers: {} }],
  ] as const)('%s goes by the same rules at every schema version', (mode, rules, modeState) => {
    for (const schemaVersion of [1, 2, 3]) {
      const policy = policyOf(rules, { mode: MODE_ID[mode], schemaVersion });
      const parts = { mode: MODE_ID[mode], participants: ['a', 'b'], modeState };
      for (const outcomePositive of [true, false]) {
        expect(codesOf(evaluateCommitment(questionOf(policy, { ...parts, outcomePositive })))).toEqual([]);
      }
    }
  });

  it.each([
    ['proposal', null],
    ['proposal', { proposals: [] }],
    ['task', 'a task'],
    ['quorum', {}],
    ['quorum', { ballots: [] }],
  ] as const)('%s denies a positive commitment on the state %j, which is none of its own', (mode, modeState) => {
    expect(codes({ mode: MODE_ID[mode], rules: {}, modeState })).toEqual(['unspecified']);
    expect(codes({ mode: MODE_ID[mode], rules: {}, modeState, outcomePositive: false })).toEqual([]);
  });

  it('ignores annotations and rules of other modes', () => {
    const rules = {
      $comment: 'strict',
      _owner: 'x',
      threshold: { value: 2, _why: 'two eyes' },
      voting: { threshold: 1 },
    };
    const modeState = { ballots: { a: { choice: 'Approve' } } };
    expect(codes({ mode: MODE_ID.quorum, rules, modeState })).toEqual(['threshold_not_met']);
    expect(codes({ mode: MODE_ID.quorum, rules: { ...rules, threshold: { value: 1 } }, modeState })).toEqual([]);
  });

  it('reads of a policy for every mode only its own rules', () => {
    const policy = policyOf({ threshold: { value: 'many' } }, { mode: '*' });
    const ask = (mode: string, modeState: unknown): readonly string[] =>
      codesOf(evaluateCommitment(questionOf(policy, { mode, participants: [], modeState, outcomePositive: true })));
    expect(ask(MODE_ID.task, { terminal_report: null })).toEqual([]);
    expect(ask(MODE_ID.quorum, { ballots: {} })).toEqual(['invalid_rules']);
  });
});

describe('extension modes', () => {
  it('are not governed, whatever the policy', () => {
    const policy = policyOf('nonsense', { mode: 'ext.multi_round.v1', schemaVersion: 9 });
    const question = questionOf(policy, {
      mode: 'ext.multi_round.v1',
      participants: [],
      modeState: null,
      outcomePositive: true,
    });
    expect(evaluateCommitment(question)).toEqual({ allowed: true, denials: [] });
  });
});
