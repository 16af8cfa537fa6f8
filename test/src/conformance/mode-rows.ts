/** Edge cases 23–29 and 35–41 of the modes' page: Proposal, Task, Quorum, multi-round, and starts that come again. */
import {
  abstain,
  accept,
  approve,
  as,
  ask,
  commit,
  contribute,
  counter,
  envelope,
  giveBack,
  member,
  no,
  offer,
  propose,
  rejectForGood,
  request,
  start,
  take,
  withdraw,
  yes,
} from './actions.js';
import { MODE, startBytes } from './edge-case.js';
import type { EdgeCase } from './edge-case.js';

const AB = { participants: ['a', 'b'] };
const OBJECT_VALUE = '{"value":"x"}';

const PROPOSAL_ROWS: readonly EdgeCase[] = [
  {
    row: 23,
    given: 'the author proposes, the only other party accepts, the author is silent',
    when: 'committed',
    outcome: 'INVALID_ENVELOPE',
    mode: MODE.proposal,
    start: AB,
    steps: [offer('a', 'p1'), accept('b'), [yes, 'INVALID_ENVELOPE'], accept('a'), yes],
  },
  {
    row: 23,
    given: 'the same under the criterion counterparty',
    when: 'committed',
    outcome: 'it is ripe',
    mode: MODE.proposal,
    start: AB,
    rules: { acceptance: { criterion: 'counterparty' } },
    steps: [offer('a', 'p1'), accept('b'), yes],
  },
  {
    row: 24,
    given: 'a terminal reject of p1, then everyone accepts p2',
    when: 'p1 is withdrawn',
    outcome: 'the phase goes from TerminalRejected to Converged',
    mode: MODE.proposal,
    start: AB,
    steps: [
      offer('a', 'p1'),
      offer('a', 'p2'),
      rejectForGood('b', 'p1'),
      accept('a', 'p2'),
      accept('b', 'p2'),
      [member('phase'), '"TerminalRejected"'],
      withdraw('a', 'p1'),
      [member('phase'), '"Converged"'],
    ],
  },
  {
    row: 25,
    given: 'one round allowed, one counter-proposal accepted and withdrawn',
    when: 'a second one comes',
    outcome: 'INVALID_ENVELOPE',
    mode: MODE.proposal,
    start: AB,
    rules: { counter_proposal: { max_rounds: 1 } },
    steps: [
      offer('a', 'p1'),
      counter('b', 'p2', 'p1'),
      withdraw('b', 'p2'),
      [counter('b', 'p3', 'p1'), 'INVALID_ENVELOPE'],
    ],
  },
  {
    row: 26,
    given: 'a withdrawn proposal',
    when: 'somebody else withdraws it, or one that is unknown',
    outcome: 'FORBIDDEN; INVALID_ENVELOPE',
    mode: MODE.proposal,
    start: AB,
    steps: [offer('a', 'p1'), withdraw('a'), [withdraw('b'), 'FORBIDDEN'], [withdraw('b', 'p9'), 'INVALID_ENVELOPE']],
  },
];

const TASK_ROWS: readonly EdgeCase[] = [false, true].map((reassigns) => ({
  row: 27,
  given: `a task for anybody that a declines, reassignment ${reassigns ? 'allowed' : 'not allowed'}`,
  when: 'b accepts, then a',
  outcome: 'accepted; INVALID_ENVELOPE',
  mode: MODE.task,
  rules: { assignment: { allow_reassignment_on_reject: reassigns } },
  steps: [request(), giveBack('a'), [take('a'), 'INVALID_ENVELOPE'], take('b'), [take('a'), 'INVALID_ENVELOPE']],
}));

const MORE_TASK_ROWS: readonly EdgeCase[] = [
  {
    row: 28,
    given: 'a task for a, who declines',
    when: 'the initiator commits',
    outcome: 'negatively accepted with no report, positively INVALID_ENVELOPE',
    mode: MODE.task,
    steps: [request('a'), giveBack('a'), [yes, 'INVALID_ENVELOPE'], no],
  },
  {
    row: 29,
    given: 'an active assignee and no policy',
    when: 'it rejects, then a bystander',
    outcome: 'reassignment_not_allowed; INVALID_ENVELOPE',
    mode: MODE.task,
    steps: [
      request(),
      take('a'),
      [giveBack('a'), 'POLICY_DENIED reassignment_not_allowed'],
      [giveBack('b'), 'INVALID_ENVELOPE'],
    ],
  },
];

const QUORUM_ROWS: readonly EdgeCase[] = [
  {
    row: 35,
    given: '4 voters, a request for 1, a policy of 3, two approvals',
    when: 'committed, and again after two abstentions',
    outcome: 'not ripe; then negative accepted, positive threshold_not_met',
    mode: MODE.quorum,
    start: { participants: ['a', 'b', 'c', 'd'] },
    rules: { threshold: { type: 'n_of_m', value: 3 } },
    steps: [
      ask(1),
      approve('a'),
      approve('b'),
      [yes, 'INVALID_ENVELOPE'],
      abstain('c'),
      abstain('d'),
      [yes, 'POLICY_DENIED threshold_not_met'],
      no,
    ],
  },
  {
    row: 36,
    given: '2 voters and a policy of 9',
    when: 'requested and committed at once',
    outcome: 'accepted; negative accepted, positive threshold_not_met',
    mode: MODE.quorum,
    start: AB,
    rules: { threshold: { type: 'n_of_m', value: 9 } },
    steps: [ask(1), [yes, 'POLICY_DENIED threshold_not_met'], no],
  },
  {
    row: 37,
    given: '34 percent of 3 voters, a coordinator who is not listed',
    when: 'it approves, and a voter abstains and then approves',
    outcome: 'FORBIDDEN; the second ballot is INVALID_ENVELOPE; the bar is 2',
    mode: MODE.quorum,
    start: { participants: ['a', 'b', 'c'] },
    rules: { threshold: { type: 'percentage', value: 34 } },
    steps: [
      ask(1),
      [approve('lead'), 'FORBIDDEN'],
      abstain('a'),
      [approve('a'), 'INVALID_ENVELOPE'],
      approve('b'),
      [yes, 'INVALID_ENVELOPE'],
      approve('c'),
      yes,
    ],
  },
];

const SHARED_ROWS: readonly EdgeCase[] = [
  {
    row: 38,
    given: 'a multi-round session',
    when: 'a canonical value of 13 bytes is itself such a JSON object',
    outcome: 'all 13 bytes are the value',
    mode: MODE.multiRound,
    start: AB,
    steps: [contribute('a', OBJECT_VALUE), [member('contributions', 'a'), JSON.stringify(OBJECT_VALUE)]],
  },
  {
    row: 39,
    given: 'a resolved session',
    when: 'an accepted id comes again, then a fresh one',
    outcome: 'duplicate; SESSION_NOT_OPEN',
    steps: [
      as('p', propose('a')),
      yes,
      [as('p', propose('b', 'p2')), 'duplicate RESOLVED'],
      [propose('b', 'p2'), 'SESSION_NOT_OPEN SessionNotOpen'],
    ],
  },
  {
    row: 40,
    given: 'a session',
    when: 'a start comes with a new id and an unknown policy, or with an undecodable payload',
    outcome: 'SESSION_ALREADY_EXISTS; INVALID_ENVELOPE',
    steps: [
      [start({ policyVersion: 'nowhere' }), 'SESSION_ALREADY_EXISTS'],
      [envelope('lead', 'SessionStart', { payload: Uint8Array.of(0x0f) }), 'INVALID_ENVELOPE'],
      [envelope('lead', 'SessionStart', { messageId: 'start', payload: startBytes() }), 'duplicate OPEN'],
    ],
  },
  {
    row: 41,
    given: 'no session',
    when: 'a Task of the initiator alone names a Decision policy',
    outcome: 'INVALID_POLICY_DEFINITION: the binding precedes the rule on the roster',
    mode: MODE.task,
    start: false,
    steps: [
      [start({ participants: ['lead'], policyVersion: 'decision-only' }), 'INVALID_POLICY_DEFINITION'],
      [start({ participants: ['lead'] }), 'INVALID_ENVELOPE'],
      start({ participants: ['lead', 'a'] }),
      [commit('a', true), 'FORBIDDEN'],
    ],
  },
];

export const MODE_ROWS: readonly EdgeCase[] = [
  ...PROPOSAL_ROWS,
  ...TASK_ROWS,
  ...MORE_TASK_ROWS,
  ...QUORUM_ROWS,
  ...SHARED_ROWS,
];
