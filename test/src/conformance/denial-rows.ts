/**
 * Every reason of a denial that clients know (client compatibility B7), each brought about by a session of its own, two of
 * them under policies that no registry takes. The policy rules' own suites have those that no history leads to.
 */
import { complete, evaluate, giveBack, no, object, propose, request, take, vote, yes } from './actions.js';
import { MODE } from './edge-case.js';
import type { EdgeCase } from './edge-case.js';

/** A session in which a Commitment, or a message, is denied for this reason. */
export interface DenialCase extends EdgeCase {
  readonly code: string;
  /** No registry takes the policy: only a definition that is already bound can have it. */
  readonly isNeverRegistered?: true;
}

const MAJORITY = { algorithm: 'majority', threshold: 0.5 };
const VETOES = { critical_severity_vetoes: true };

type Denied = Pick<DenialCase, 'code' | 'rules' | 'steps'> & Partial<DenialCase>;

const denied = (rest: Denied): DenialCase => ({
  row: 7,
  given: `a policy with a reason to say ${rest.code}`,
  when: 'it is asked',
  outcome: 'POLICY_DENIED for that reason',
  ...rest,
});

export const DENIAL_ROWS: readonly DenialCase[] = [
  denied({
    code: 'veto',
    rules: { objection_handling: VETOES },
    steps: [propose(), object('b'), [yes, 'POLICY_DENIED veto(b)']],
  }),
  denied({
    code: 'veto_hold',
    rules: { objection_handling: { ...VETOES, critical_objection_action: 'hold' } },
    steps: [propose(), object('b'), [no, 'POLICY_DENIED veto_hold(b)']],
  }),
  denied({
    code: 'quorum_not_met',
    rules: {
      voting: { algorithm: 'none', quorum: { type: 'count', value: 1 } },
      commitment: { require_vote_quorum: true },
    },
    steps: [propose(), [yes, 'POLICY_DENIED quorum_not_met'], vote('a'), yes],
  }),
  denied({
    code: 'threshold_not_met',
    rules: { voting: { algorithm: 'plurality' } },
    steps: [propose(), vote('a'), vote('b', 'REJECT'), [yes, 'POLICY_DENIED threshold_not_met']],
  }),
  denied({
    code: 'confidence_below_minimum',
    rules: { evaluation: { required_before_voting: true, minimum_confidence: 0.9 } },
    steps: [propose(), evaluate('b', 'APPROVE', 0.89), [yes, 'POLICY_DENIED confidence_below_minimum']],
  }),
  denied({
    code: 'evaluation_required',
    rules: { evaluation: { required_before_voting: true } },
    steps: [propose(), [yes, 'POLICY_DENIED evaluation_required'], evaluate('b'), yes],
  }),
  denied({ code: 'no_votes', rules: { voting: MAJORITY }, steps: [propose(), [yes, 'POLICY_DENIED no_votes']] }),
  denied({
    code: 'decline_over_approval',
    rules: { voting: MAJORITY },
    steps: [propose(), vote('a'), vote('b'), [no, 'POLICY_DENIED decline_over_approval'], yes],
  }),
  denied({
    code: 'decline_not_backed',
    rules: { voting: MAJORITY },
    steps: [propose(), [no, 'POLICY_DENIED decline_not_backed'], vote('b', 'REJECT'), no],
  }),
  denied({
    code: 'output_required',
    mode: MODE.task,
    rules: { completion: { require_output: true } },
    steps: [request(), take('a'), complete('a'), [yes, 'POLICY_DENIED output_required']],
  }),
  denied({
    code: 'reassignment_not_allowed',
    mode: MODE.task,
    rules: { assignment: { allow_reassignment_on_reject: false } },
    steps: [request(), take('a'), [giveBack('a'), 'POLICY_DENIED reassignment_not_allowed']],
  }),
  denied({
    code: 'unsupported_schema_version',
    rules: {},
    schemaVersion: 9,
    isNeverRegistered: true,
    steps: [propose(), [yes, 'POLICY_DENIED unsupported_schema_version']],
  }),
  denied({
    code: 'invalid_rules',
    rules: { voting: null },
    isNeverRegistered: true,
    steps: [propose(), [yes, 'POLICY_DENIED invalid_rules']],
  }),
];

/** Reasons of the table that no session can bring about, and why. */
export const UNREACHABLE_DENIALS: ReadonlyMap<string, string> = new Map([
  ['criterion_not_met', 'Proposal refuses the counter-proposal that would be one too many for the policy'],
  ['unspecified', 'no history leads to a state that cannot be read'],
]);
