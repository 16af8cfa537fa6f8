import { describe, it } from '@jest/globals';
import { encodeBytes, proposal } from '@macp/proto';
import fc from 'fast-check';
import { bytes, expectLawful, messageOf, word } from '../testing/mode-laws.js';
import { boundPolicy } from '../testing/mode-script.js';
import { PROPOSAL } from '../testing/proposal-script.js';

const proposalId = fc.constantFrom('p1', 'p1', 'p1', 'p2', '__proto__', '1', ' ');
const reason = word;

const messages = fc.oneof(
  {
    weight: 3,
    arbitrary: messageOf(
      'Proposal',
      proposal.ProposalPayload,
      fc.record({ proposalId, title: word, summary: word, details: bytes, tags: fc.array(word, { maxLength: 2 }) }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'CounterProposal',
      proposal.CounterProposalPayload,
      fc.record({ proposalId, supersedesProposalId: proposalId, title: word, summary: word, details: bytes }),
    ),
  },
  { weight: 6, arbitrary: messageOf('Accept', proposal.AcceptPayload, fc.record({ proposalId, reason })) },
  {
    weight: 2,
    arbitrary: messageOf('Reject', proposal.RejectPayload, fc.record({ proposalId, terminal: fc.boolean(), reason })),
  },
  { weight: 1, arbitrary: messageOf('Withdraw', proposal.WithdrawPayload, fc.record({ proposalId, reason })) },
);

const policy = fc
  .record({
    criterion: fc.constantFrom('all_parties', 'counterparty', 'initiator', 'someone'),
    rounds: fc.nat(2),
    terminal: fc.boolean(),
    authority: fc.constantFrom('initiator_only', 'any_participant'),
    schemaVersion: fc.constantFrom(1, 2, 3, 4),
  })
  .map(({ criterion, rounds, terminal, authority, schemaVersion }) =>
    boundPolicy(
      PROPOSAL,
      {
        acceptance: { criterion },
        counter_proposal: { max_rounds: rounds },
        rejection: { terminal_on_any_reject: terminal },
        commitment: { authority },
      },
      schemaVersion,
    ),
  );

describe('laws of every negotiation', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    const acceptance = encodeBytes(proposal.AcceptPayload, { proposalId: 'p1' });
    expectLawful({
      mode: PROPOSAL,
      messages,
      policy,
      opening: [
        ['a', ['Proposal', encodeBytes(proposal.ProposalPayload, { proposalId: 'p1' })]],
        ...['lead', 'b', '__proto__', 'a'].map((sender) => [sender, ['Accept', acceptance]] as const),
      ],
      types: ['Proposal', 'CounterProposal', 'Accept', 'Reject', 'Withdraw'],
      situations: ['POLICY_DENIED PolicyDenied'],
    });
  });
});
