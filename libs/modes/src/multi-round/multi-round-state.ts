/**
 * What a multi-round session has gathered: each participant's current value, and how often values have changed. The
 * plain form has the specification's field names.
 */
import { invariant } from '@macp/kernel';
import type { JsonValue, SessionTerms } from '@macp/kernel';
import { encodeMap, stateDocument } from '../shared/state-document.js';

export interface MultiRoundState {
  /** Contributions that were new or changed their sender's value. */
  readonly round: number;
  /** Declared participants in declared order. */
  readonly participants: readonly string[];
  /** Current values, by position in `participants`. Invariant: as long as that; never mutated. */
  readonly values: readonly (string | undefined)[];
  /** Every participant has a value, and all are equal. */
  readonly converged: boolean;
}

interface MultiRoundDocument {
  readonly contributions: Readonly<Record<string, string>>;
  readonly converged: boolean;
  readonly convergence_type: string;
  readonly participants: readonly string[];
  readonly round: number;
}

const CONVERGENCE_TYPE = 'all_equal';

/** The state of a session that has only started. */
export function initialMultiRoundState({ participants }: Pick<SessionTerms, 'participants'>): MultiRoundState {
  return { round: 0, participants, values: participants.map(() => undefined), converged: false };
}

/** The state after `sender`'s value; the same round when it repeats its value. */
export function withContribution(state: MultiRoundState, sender: string, value: string): MultiRoundState {
  const index = state.participants.indexOf(sender);
  invariant(index >= 0, 'a contributor is a declared participant');
  invariant(!state.converged, 'nothing is contributed after convergence');
  if (state.values[index] === value) return state;
  const values = state.values.with(index, value);
  return { ...state, round: state.round + 1, values, converged: values.every((other) => other === value) };
}

/** Current values by participant; without a prototype, so any id is a safe key. */
export function encodeContributions({ participants, values }: MultiRoundState): Record<string, JsonValue> {
  const entries: [string, string][] = [];
  values.forEach((value, index) => {
    if (value !== undefined) entries.push([participants[index]!, value]);
  });
  return encodeMap(entries, (value) => value);
}

/** The plain form. */
export function encodeMultiRoundState(state: MultiRoundState): JsonValue {
  return {
    contributions: encodeContributions(state),
    converged: state.converged,
    convergence_type: CONVERGENCE_TYPE,
    participants: state.participants,
    round: state.round,
  };
}

/** Inverse of `encodeMultiRoundState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeMultiRoundState(plain: unknown): MultiRoundState {
  const document = stateDocument<MultiRoundDocument>(plain);
  invariant(document.convergence_type === CONVERGENCE_TYPE, 'the convergence type of a multi-round session is known');
  const { participants, contributions, converged, round } = document;
  const values = participants.map((id) => (Object.hasOwn(contributions, id) ? contributions[id] : undefined));
  return { round, participants, values, converged };
}
