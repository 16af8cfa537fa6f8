/**
 * Handoff mode, `macp.mode.handoff.v1` (RFC-MACP-0010): the owner of a responsibility offers it to one participant at a
 * time, who accepts, declines or, where the policy sets a time-out, accepts by silence.
 */
import { invalidPayload } from '@macp/kernel';
import type { Envelope, Mode, Rejection, Session, SessionTerms } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { requireInitiator, requireParticipant } from '../shared/sender-checks.js';
import { evolveHandoff } from './evolve-handoff.js';
import { checkHandoffMessage } from './handoff-checks.js';
import { decodeHandoffState, encodeHandoffState } from './handoff-state-codec.js';
import { INITIAL_HANDOFF_STATE } from './handoff-state.js';
import type { HandoffState } from './handoff-state.js';
import { checkClientBoundary, dueImplicitAccept, implicitAcceptAtMs, isInferredAccept } from './implicit-accept.js';

export const handoffMode: Mode<HandoffState> = {
  descriptor: describeMode({
    mode: 'macp.mode.handoff.v1',
    title: 'Handoff Mode',
    description: 'The owner of a responsibility offers it to another participant, who accepts or declines.',
    determinismClass: 'context-frozen',
    participantModel: 'delegated',
    participantTypes: ['HandoffOffer', 'HandoffContext', 'HandoffAccept', 'HandoffDecline'],
  }),
  isStrict: true,
  isStandardsTrack: true,
  allowsEmptyRoster: false,
  commitmentAuthority: 'policy',
  isGoverned: true,

  checkStart({ participants, initiator }: SessionTerms): Rejection | undefined {
    return participants.length >= 2 && participants.includes(initiator) ? undefined : invalidPayload();
  },
  initialState: () => INITIAL_HANDOFF_STATE,

  // Of an unknown type a stranger learns nothing; to a participant it is INVALID_ENVELOPE.
  authorize(session: Session, _state: HandoffState, { messageType, sender }: Envelope): Rejection | undefined {
    return messageType === 'HandoffOffer' ? requireInitiator(session, sender) : requireParticipant(session, sender);
  },
  checkClientBoundary,

  check: (session, state, message) => checkHandoffMessage(session, state, message.envelope),

  // Any answer makes it ripe, even while a later offer is outstanding; the outcome's sign is the committer's.
  checkCommitment(session, state, message) {
    return state.outcomes.size > 0 || isInferredAccept(session, state, message) ? undefined : invalidPayload();
  },

  evolve: evolveHandoff,

  dueEnvelopes: dueImplicitAccept,
  nextDueAtMs: implicitAcceptAtMs,

  encodeState: encodeHandoffState,
  decodeState: decodeHandoffState,
};
