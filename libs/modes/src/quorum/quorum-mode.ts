/**
 * Quorum mode, `macp.mode.quorum.v1` (RFC-MACP-0011): the initiator asks for approval, each participant casts one ballot,
 * and the session is ripe once the bar is reached or out of reach.
 */
import { invalidPayload } from '@macp/kernel';
import type { Mode } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { requireInitiator, requireParticipant } from '../shared/sender-checks.js';
import { evolveQuorum } from './evolve-quorum.js';
import { checkQuorumMessage } from './quorum-checks.js';
import { isReady } from './quorum-readiness.js';
import { decodeQuorumState, encodeQuorumState } from './quorum-state-codec.js';
import { initialQuorumState } from './quorum-state.js';
import type { QuorumState } from './quorum-state.js';

export const quorumMode: Mode<QuorumState> = {
  descriptor: describeMode({
    mode: 'macp.mode.quorum.v1',
    title: 'Quorum Mode',
    description: 'One request is approved once enough participants approve, or declined once they no longer can.',
    determinismClass: 'semantic-deterministic',
    participantModel: 'quorum',
    participantTypes: ['ApprovalRequest', 'Approve', 'Reject', 'Abstain'],
  }),
  isStrict: true,
  isStandardsTrack: true,
  allowsEmptyRoster: false,
  commitmentAuthority: 'policy',
  isGoverned: true,

  checkStart: () => undefined,
  initialState: initialQuorumState,

  // The participants are the voter pool; the initiator votes only as one of them.
  authorize: (session, _state, { messageType, sender }) =>
    messageType === 'ApprovalRequest' ? requireInitiator(session, sender) : requireParticipant(session, sender),

  check: (session, state, message) => checkQuorumMessage(session, state, message.envelope),

  checkCommitment: (session, state) => (isReady(session, state) ? undefined : invalidPayload()),

  evolve: (session, state, message) => evolveQuorum(session, state, message.envelope),

  encodeState: encodeQuorumState,
  decodeState: decodeQuorumState,
};
