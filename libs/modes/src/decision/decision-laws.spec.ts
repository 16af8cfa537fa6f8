import { describe, it } from '@jest/globals';
import { decision, encodeBytes } from '@macp/proto';
import fc from 'fast-check';
import { DECISION, policyOf } from '../testing/decision-script.js';
import { expectLawful, messageOf, word } from '../testing/mode-laws.js';

const proposalId = fc.constantFrom('p1', 'p1', 'p2', '__proto__', '1', ' ', 'ü');
const reason = word;

const messages = fc.oneof(
  {
    weight: 3,
    arbitrary: messageOf(
      'Proposal',
      decision.ProposalPayload,
      fc.record({ proposalId, option: fc.constantFrom('x', 'y', ''), rationale: word }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'Evaluation',
      decision.EvaluationPayload,
      fc.record({
        proposalId,
        recommendation: fc.constantFrom('APPROVE', 'REVIEW', 'BLOCK', 'REJECT', 'approve'),
        confidence: fc.oneof(fc.constantFrom(0, 1, -0, NaN, Infinity), fc.double({ min: 0, max: 1, noNaN: true })),
        reason,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'Objection',
      decision.ObjectionPayload,
      fc.record({
        proposalId,
        severity: fc.constantFrom('low', 'medium', 'high', 'critical', 'Critical', ''),
        reason,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'Vote',
      decision.VotePayload,
      fc.record({ proposalId, vote: fc.constantFrom('APPROVE', 'REJECT', 'ABSTAIN', 'approve'), reason }),
    ),
  },
);

const policy = fc
  .record({
    algorithm: fc.constantFrom('none', 'majority', 'unanimous', 'plurality'),
    vetoes: fc.boolean(),
    authority: fc.constantFrom('initiator_only', 'any_participant', 'everyone'),
    schemaVersion: fc.constantFrom(1, 2, 3, 4),
  })
  .map(({ algorithm, vetoes, authority, schemaVersion }) =>
    policyOf(
      {
        voting: { algorithm },
        objection_handling: { critical_severity_vetoes: vetoes },
        commitment: { authority },
      },
      schemaVersion,
    ),
  );

describe('laws of every Decision', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    expectLawful({
      mode: DECISION,
      messages,
      policy,
      opening: [
        ['a', ['Proposal', encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'x' })]],
        ['b', ['Vote', encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE' })]],
      ],
      types: ['Proposal', 'Evaluation', 'Objection', 'Vote'],
      situations: ['POLICY_DENIED PolicyDenied'],
      revisions: [3, 4, 4],
    });
  });
});
