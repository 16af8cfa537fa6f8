import { describe, it } from '@jest/globals';
import { encodeBytes, quorum } from '@macp/proto';
import fc from 'fast-check';
import { bytes, expectLawful, messageOf, word } from '../testing/mode-laws.js';
import { boundPolicy } from '../testing/mode-script.js';
import { QUORUM } from '../testing/quorum-script.js';

const requestId = fc.constantFrom('r1', 'r1', 'r1', 'r1', 'r1', 'r1', '__proto__', '');
const ballot = fc.record({ requestId, reason: word });

const messages = fc.oneof(
  {
    weight: 2,
    arbitrary: messageOf(
      'ApprovalRequest',
      quorum.ApprovalRequestPayload,
      fc.record({ requestId, action: word, summary: word, details: bytes, requiredApprovals: fc.nat(5) }),
    ),
  },
  { weight: 3, arbitrary: messageOf('Approve', quorum.ApprovePayload, ballot) },
  { weight: 1, arbitrary: messageOf('Reject', quorum.RejectPayload, ballot) },
  { weight: 1, arbitrary: messageOf('Abstain', quorum.AbstainPayload, ballot) },
);

const policy = fc
  .record({
    threshold: fc.constantFrom(
      {},
      { type: 'n_of_m', value: 2 },
      { type: 'n_of_m', value: 9 },
      { type: 'percentage', value: 34 },
      { type: 'weighted', value: 1 },
    ),
    authority: fc.constantFrom('initiator_only', 'any_participant'),
    schemaVersion: fc.constantFrom(1, 2, 3, 4),
  })
  .map(({ threshold, authority, schemaVersion }) =>
    boundPolicy(QUORUM, { threshold, commitment: { authority } }, schemaVersion),
  );

describe('laws of every Quorum', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    const approval = encodeBytes(quorum.ApprovePayload, { requestId: 'r1' });
    expectLawful({
      mode: QUORUM,
      messages,
      policy,
      opening: [
        [
          'lead',
          ['ApprovalRequest', encodeBytes(quorum.ApprovalRequestPayload, { requestId: 'r1', requiredApprovals: 2 })],
        ],
        ['a', ['Approve', approval]],
        ['lead', ['Approve', approval]],
      ],
      types: ['ApprovalRequest', 'Approve', 'Reject', 'Abstain'],
      situations: ['POLICY_DENIED PolicyDenied'],
    });
  });
});
