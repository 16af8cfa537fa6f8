/**
 * Multi-round convergence, `ext.multi_round.v1`, an extension that is built in: participants contribute values, round by
 * round, until all are equal; then the initiator may commit. A policy is bound, but nothing is put to it.
 */
import { MESSAGE_TYPE, canonicalJson, invalidPayload, invariant } from '@macp/kernel';
import type { Envelope, Mode, ModeMessage, Session } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { requireParticipant } from '../shared/sender-checks.js';
import { contributedValue } from './contribution.js';
import {
  decodeMultiRoundState,
  encodeContributions,
  encodeMultiRoundState,
  initialMultiRoundState,
  withContribution,
} from './multi-round-state.js';
import type { MultiRoundState } from './multi-round-state.js';

const CONTRIBUTE = 'Contribute';
/** Most UTF-16 code units of a resolution's values: what was accepted has to be resolvable, whatever was contributed. */
const RESOLUTION_LENGTH_MAX = 64 * 1024 * 1024;
/** A control character is written in six. */
const ESCAPED_LENGTH_MAX = 6;
const encoder = new TextEncoder();

export const multiRoundMode: Mode<MultiRoundState> = {
  descriptor: describeMode({
    mode: 'ext.multi_round.v1',
    title: 'Multi-Round Mode',
    description: 'Participants contribute values round by round until all of them are equal.',
    determinismClass: 'semantic-deterministic',
    participantModel: 'peer',
    participantTypes: [CONTRIBUTE],
  }),
  isStrict: true,
  isStandardsTrack: false,
  allowsEmptyRoster: false,
  commitmentAuthority: 'initiator',
  isGoverned: false,

  checkStart: () => undefined,
  initialState: initialMultiRoundState,

  authorize: (session, _state, { sender }) => requireParticipant(session, sender),

  check(session, state, { envelope }) {
    return isAcceptable(session, state, envelope) ? undefined : invalidPayload();
  },

  checkCommitment: (_session, { converged }) => (converged ? undefined : invalidPayload()),

  evolve: evolveMultiRound,

  resolution: (_session, state) => resolutionBytes(state),

  encodeState: encodeMultiRoundState,
  decodeState: decodeMultiRoundState,
};

function isAcceptable(session: Session, state: MultiRoundState, { messageType, payload }: Envelope): boolean {
  if (messageType !== CONTRIBUTE || state.converged) return false;
  const value = contributedValue(payload, session.semanticsRevision);
  return value !== undefined && isResolvable(value, session.participants.length);
}

// A resolution has the value on which all agree once for each of them, and once more.
function isResolvable(value: string, participants: number): boolean {
  const lengthMax = RESOLUTION_LENGTH_MAX / (participants + 1);
  return value.length * ESCAPED_LENGTH_MAX + 2 <= lengthMax || canonicalJson(value).length <= lengthMax;
}

function evolveMultiRound(session: Session, state: MultiRoundState, { envelope }: ModeMessage): MultiRoundState {
  const { messageType, payload, sender } = envelope;
  if (messageType === MESSAGE_TYPE.commitment) return state;
  invariant(messageType === CONTRIBUTE, 'an accepted message has a type of its mode');
  const value = contributedValue(payload, session.semanticsRevision);
  invariant(value !== undefined, 'an accepted payload decodes');
  return withContribution(state, sender, value);
}

/** JSON instead of the Commitment: what was agreed on, and how. */
function resolutionBytes(state: MultiRoundState): Uint8Array {
  const value = state.values[0];
  invariant(value !== undefined, 'a session resolves after convergence');
  const resolution = { converged_value: value, final: encodeContributions(state), round: state.round };
  return encoder.encode(canonicalJson(resolution));
}
