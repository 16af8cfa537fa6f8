/**
 * Proposal mode, `macp.mode.proposal.v1` (RFC-MACP-0008): peers offer, counter, accept, reject and withdraw until the
 * parties agree or one of them refuses for good.
 */
import { invalidPayload } from '@macp/kernel';
import type { Mode } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { requireParticipant } from '../shared/sender-checks.js';
import { evolveProposal } from './evolve-proposal.js';
import { checkProposalMessage } from './proposal-checks.js';
import { decodeProposalState, encodeProposalState } from './proposal-state-codec.js';
import { initialProposalState } from './proposal-state.js';
import type { ProposalState } from './proposal-state.js';

export const proposalMode: Mode<ProposalState> = {
  descriptor: describeMode({
    mode: 'macp.mode.proposal.v1',
    title: 'Proposal Mode',
    description: 'Peers negotiate by proposals and counter-proposals until one is agreed or refused for good.',
    determinismClass: 'semantic-deterministic',
    participantModel: 'peer',
    participantTypes: ['Proposal', 'CounterProposal', 'Accept', 'Reject', 'Withdraw'],
  }),
  isStrict: true,
  isStandardsTrack: true,
  allowsEmptyRoster: false,
  commitmentAuthority: 'policy',
  isGoverned: true,

  checkStart: () => undefined,
  initialState: initialProposalState,

  // An unknown type is none of a stranger's business, and INVALID_ENVELOPE to a participant.
  authorize: (session, _state, envelope) => requireParticipant(session, envelope.sender),

  check: (session, state, message) => checkProposalMessage(session, state, message.envelope),

  // Of either sign, whichever way the negotiation got ripe.
  checkCommitment: (_session, { phase }) =>
    phase === 'Converged' || phase === 'TerminalRejected' ? undefined : invalidPayload(),

  evolve: (session, state, message) => evolveProposal(session, state, message.envelope),

  encodeState: encodeProposalState,
  decodeState: decodeProposalState,
};
