/**
 * Decision mode, `macp.mode.decision.v1` (RFC-MACP-0007): participants propose, evaluate, object and vote; whoever the
 * bound policy lets commit ends the session with one binding outcome.
 */
import { invalidPayload, reject } from '@macp/kernel';
import type { Envelope, Mode, Rejection, Session } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { checkDecisionMessage } from './decision-checks.js';
import { decodeDecisionState, encodeDecisionState } from './decision-state-codec.js';
import { initialDecisionState } from './decision-state.js';
import type { DecisionState } from './decision-state.js';
import { evolveDecision } from './evolve-decision.js';

/** Everything a participant may send besides a Commitment. */
const PARTICIPANT_TYPES = ['Proposal', 'Evaluation', 'Objection', 'Vote'] as const;
const PARTICIPANT_TYPE_SET: ReadonlySet<string> = new Set(PARTICIPANT_TYPES);

export const decisionMode: Mode<DecisionState> = {
  descriptor: describeMode({
    mode: 'macp.mode.decision.v1',
    title: 'Decision Mode',
    description: 'Participants propose, evaluate, object and vote before one binding decision.',
    determinismClass: 'semantic-deterministic',
    participantModel: 'declared',
    participantTypes: PARTICIPANT_TYPES,
  }),
  isStrict: true,
  isStandardsTrack: true,
  // An empty roster makes a legal but inert session: nobody may propose, so it can only expire or be cancelled.
  allowsEmptyRoster: true,
  commitmentAuthority: 'policy',
  isGoverned: true,

  checkStart: () => undefined,
  initialState: initialDecisionState,

  authorize(session: Session, _state: DecisionState, envelope: Envelope): Rejection | undefined {
    const allowed = PARTICIPANT_TYPE_SET.has(envelope.messageType) && session.participants.includes(envelope.sender);
    return allowed ? undefined : reject('FORBIDDEN');
  },

  check: (session, state, message) => checkDecisionMessage(session, state, message.envelope),

  checkCommitment: (_session, state) => (state.proposals.size > 0 ? undefined : invalidPayload()),

  evolve: (session, state, message) => evolveDecision(session, state, message.envelope),

  encodeState: encodeDecisionState,
  decodeState: decodeDecisionState,
};
