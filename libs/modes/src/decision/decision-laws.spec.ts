import { describe, expect, it } from '@jest/globals';
import type { PolicyDefinition } from '@macp/kernel';
import { playLawfully } from '@macp/kernel/testing';
import type { ScriptStep } from '@macp/kernel/testing';
import { decision, encodeBytes } from '@macp/proto';
import fc from 'fast-check';
import { DecisionScript, commitmentBytes, envelopeOf, policyOf, startBytes } from '../testing/decision-script.js';

const sender = fc.constantFrom('lead', 'a', 'b', 'a', 'b', '__proto__', 'stranger');
const messageId = fc.oneof({ weight: 9, arbitrary: fc.nat(60).map(String) }, fc.constant('__proto__'));
const proposalId = fc.constantFrom('p1', 'p1', 'p2', '__proto__', '1', ' ', 'ü');
const word = fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 5 }));

const proposal = fc.record({ proposalId, option: fc.constantFrom('x', 'y', ''), rationale: word });
const evaluation = fc.record({
  proposalId,
  recommendation: fc.constantFrom('APPROVE', 'REVIEW', 'BLOCK', 'REJECT', 'approve'),
  confidence: fc.oneof(fc.constantFrom(0, 1, -0, NaN, Infinity), fc.double({ min: 0, max: 1, noNaN: true })),
  reason: word,
});
const objection = fc.record({
  proposalId,
  severity: fc.constantFrom('low', 'medium', 'high', 'critical', 'Critical', ''),
  reason: word,
});
const vote = fc.record({ proposalId, vote: fc.constantFrom('APPROVE', 'REJECT', 'ABSTAIN', 'approve'), reason: word });
const commitment = fc.record({
  outcomePositive: fc.boolean(),
  action: fc.constantFrom('decision.made', 'decision.made', 'decision.selected', ''),
});

const message = fc.oneof(
  { weight: 3, arbitrary: proposal.map((init) => ['Proposal', encodeBytes(decision.ProposalPayload, init)] as const) },
  {
    weight: 2,
    arbitrary: evaluation.map((init) => ['Evaluation', encodeBytes(decision.EvaluationPayload, init)] as const),
  },
  {
    weight: 2,
    arbitrary: objection.map((init) => ['Objection', encodeBytes(decision.ObjectionPayload, init)] as const),
  },
  { weight: 2, arbitrary: vote.map((init) => ['Vote', encodeBytes(decision.VotePayload, init)] as const) },
  { weight: 1, arbitrary: commitment.map((init) => ['Commitment', commitmentBytes(init)] as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('Vote', 'Proposal', 'Commitment', 'Ballot', 'SessionCancel'),
        fc.uint8Array({ maxLength: 20 }),
      )
      .map(([type, bytes]) => [type, bytes] as const),
  },
);

const submission = fc.tuple(sender, message, messageId).map(([from, [type, payload], id]): ScriptStep => ({
  kind: 'submit',
  envelope: envelopeOf(from, type, { payload, messageId: id }),
}));

const step: fc.Arbitrary<ScriptStep> = fc.oneof(
  { weight: 12, arbitrary: submission },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('observe' as const), caller: sender }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('advance' as const), byMs: fc.constantFrom(1, 3000) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'tick' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('control' as const),
      command: fc.constantFrom('SuspendSession', 'ResumeSession', 'ResumeSession'),
      caller: fc.constantFrom('lead', 'a'),
    }),
  },
);

const policy: fc.Arbitrary<PolicyDefinition> = fc
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

const STARTED: ScriptStep = {
  kind: 'submit',
  envelope: envelopeOf('lead', 'SessionStart', {
    messageId: 'start',
    payload: startBytes({ participants: ['lead', 'a', 'b', '__proto__'], policyVersion: 'bound', ttlMs: 20_000 }),
  }),
};

describe('laws of every Decision', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(policy, fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), (bound, steps) => {
        const open = (): DecisionScript => new DecisionScript(bound);
        for (const answer of playLawfully(open, [STARTED, ...steps])) seen.add(answer);
      }),
      { numRuns: 300 },
    );
    // A generator that never reaches a situation proves nothing about it.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'accepted OPEN',
        'accepted RESOLVED',
        'duplicate OPEN',
        'FORBIDDEN Forbidden',
        'INVALID_ENVELOPE InvalidPayload',
        'POLICY_DENIED PolicyDenied',
        'SESSION_NOT_OPEN SessionNotOpen',
      ]),
    );
  });
});
