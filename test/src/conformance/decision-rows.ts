/** Edge cases 1–6, 21 and 22 of the modes' page: Decision, and the Commitment that all modes share. */
import {
  abstain,
  ask,
  at,
  commit,
  envelope,
  evaluate,
  lastFact,
  member,
  no,
  object,
  propose,
  vote,
  yes,
} from './actions.js';
import { MODE } from './edge-case.js';
import type { EdgeCase } from './edge-case.js';

const voting = (algorithm: string, rest: object = {}): object => ({ algorithm, ...rest });
const CRITICAL_VETOES = { critical_severity_vetoes: true };

export const DECISION_ROWS: readonly EdgeCase[] = [
  {
    row: 1,
    given: 'a Decision with an empty roster',
    when: 'the initiator proposes',
    outcome: 'FORBIDDEN',
    start: { participants: [] },
    steps: [[propose('lead'), 'FORBIDDEN']],
  },
  {
    row: 2,
    given: 'no proposals and the algorithm none',
    when: 'the initiator commits negatively',
    outcome: 'INVALID_ENVELOPE, not POLICY_DENIED',
    rules: { voting: voting('none') },
    steps: [[no, 'INVALID_ENVELOPE'], propose('a'), no],
  },
  {
    row: 3,
    given: 'one vote cast',
    when: 'a participant sends an option, an evaluation or a critical objection',
    outcome: 'each is INVALID_ENVELOPE',
    steps: [
      propose('a'),
      vote('a'),
      [propose('b', 'p2'), 'INVALID_ENVELOPE'],
      [evaluate('b'), 'INVALID_ENVELOPE'],
      [object('b'), 'INVALID_ENVELOPE'],
    ],
  },
  {
    row: 4,
    given: 'two proposals',
    when: 'a participant votes on both',
    outcome: 'both count in the pooled tally; a second vote on either is INVALID_ENVELOPE',
    rules: { voting: voting('supermajority', { threshold: 0.67 }) },
    steps: [
      propose('a', 'p1'),
      propose('a', 'p2'),
      vote('a', 'APPROVE', 'p1'),
      vote('a', 'REJECT', 'p2'),
      [vote('a', 'APPROVE', 'p1'), 'INVALID_ENVELOPE'],
      [vote('a', 'APPROVE', 'p2'), 'INVALID_ENVELOPE'],
      [yes, 'POLICY_DENIED threshold_not_met'],
    ],
  },
  {
    row: 5,
    given: 'a Decision',
    when: 'an objection has the severity Critical, or none',
    outcome: 'INVALID_ENVELOPE',
    steps: [propose('a'), [object('b', 'Critical'), 'INVALID_ENVELOPE'], [object('b', ''), 'INVALID_ENVELOPE']],
  },
  {
    row: 5,
    given: 'a Decision of revision 3',
    when: 'an objection has the severity Critical, or none',
    outcome: 'they count as critical and medium',
    revision: 3,
    rules: { objection_handling: CRITICAL_VETOES },
    steps: [
      propose('a'),
      object('b', ''),
      [member('objections', '0', 'severity'), '"medium"'],
      object('b', 'Critical'),
      [yes, 'POLICY_DENIED veto(b)'],
    ],
  },
  {
    row: 6,
    given: 'a Decision',
    when: 'a participant sends the type Ballot',
    outcome: 'FORBIDDEN',
    steps: [[envelope('a', 'Ballot'), 'FORBIDDEN']],
  },
  {
    row: 6,
    given: 'a Quorum',
    when: 'a participant sends the type Ballot',
    outcome: 'INVALID_ENVELOPE',
    mode: MODE.quorum,
    steps: [
      ask(1),
      [envelope('a', 'Ballot'), 'INVALID_ENVELOPE'],
      [envelope('x', 'Ballot'), 'FORBIDDEN'],
      abstain('a'),
    ],
  },
  {
    row: 21,
    given: 'a designated role outside of the roster',
    when: 'that id and the initiator commit',
    outcome: 'accepted; the initiator is FORBIDDEN',
    rules: { commitment: { authority: 'designated_role', designated_roles: ['auditor'] } },
    steps: [propose('a'), [yes, 'FORBIDDEN'], commit('auditor', true)],
  },
  {
    row: 22,
    given: 'a named policy',
    when: 'the Commitment names none, or another',
    outcome: 'accepted; INVALID_ENVELOPE',
    rules: {},
    steps: [
      propose('a'),
      [commit('lead', true, { policyVersion: 'policy.default' }), 'INVALID_ENVELOPE'],
      at(1500),
      commit('lead', true, { policyVersion: '' }),
      [lastFact, 'Commitment m3'],
    ],
  },
];
