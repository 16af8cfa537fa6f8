import { describe, expect, it } from '@jest/globals';
import { encodeSession } from '@macp/kernel';
import { DECISION_ROWS } from './decision-rows.js';
import { DENIAL_ROWS, UNREACHABLE_DENIALS } from './denial-rows.js';
import { EdgeScript } from './edge-case.js';
import type { EdgeCase, Step } from './edge-case.js';
import { KERNEL_EDGE_ROWS, MODE_EDGE_ROWS } from './edge-rows.js';
import { GOVERNANCE_ROWS } from './governance-rows.js';
import { HANDOFF_ROWS } from './handoff-rows.js';
import { KERNEL_ROWS } from './kernel-rows.js';
import { MODE_ROWS } from './mode-rows.js';

const MODE_CASES = [...DECISION_ROWS, ...GOVERNANCE_ROWS, ...HANDOFF_ROWS, ...MODE_ROWS];

/** One row per page may have several variants; together the lists must have every row. */
const PAGES = [
  { page: 'the kernel', rows: 46, cases: KERNEL_ROWS, elsewhere: KERNEL_EDGE_ROWS },
  { page: 'the modes', rows: 44, cases: MODE_CASES, elsewhere: MODE_EDGE_ROWS },
];

function take(script: EdgeScript, step: Step): void {
  const [action, expected] = typeof step === 'function' ? [step, expect.stringMatching(/^ok/)] : step;
  const before = script.session;
  const factCount = script.facts.length;
  const answer = action(script);
  expect(answer).toEqual(expected);
  if (script.facts.length === factCount && !answer.startsWith('ok')) expect(script.session).toBe(before);
}

function play(edgeCase: EdgeCase): EdgeScript {
  const script = new EdgeScript(edgeCase);
  script.begin();
  for (const step of edgeCase.steps) take(script, step);
  return script;
}

/** Of the table of clients (B7). */
const DENIALS = [
  'veto',
  'veto_hold',
  'quorum_not_met',
  'threshold_not_met',
  'confidence_below_minimum',
  'evaluation_required',
  'no_votes',
  'decline_over_approval',
  'decline_not_backed',
  'criterion_not_met',
  'output_required',
  'reassignment_not_allowed',
  'unsupported_schema_version',
  'invalid_rules',
  'unspecified',
];

describe('reasons of denials', () => {
  it('are all brought about, or it is known why they cannot be', () => {
    expect([...DENIAL_ROWS.map(({ code }) => code), ...UNREACHABLE_DENIALS.keys()].sort()).toEqual(DENIALS.sort());
  });

  it.each(DENIAL_ROWS)('$code: $outcome', (row) => {
    play(row);
    const answers = row.steps.filter((step) => typeof step !== 'function').map(([, answer]) => answer);
    expect(answers.join()).toContain(`POLICY_DENIED ${row.code}`);
  });
});

describe.each(PAGES)('edge cases of $page', ({ rows, cases, elsewhere }) => {
  it('given the page, then each of its rows is played here or known to be decided elsewhere', () => {
    const known = new Set([...cases, ...elsewhere].map(({ row }) => row));
    expect([...known].sort((one, other) => one - other)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  });

  it.each(cases)('$row: given $given, when $when, then $outcome', (edgeCase) => {
    const script = play(edgeCase);
    if (script.session === undefined) return;
    // Whatever was played, its history alone builds it again.
    expect(encodeSession(script.replayed()!, script.world)).toBe(encodeSession(script.session, script.world));
  });
});
