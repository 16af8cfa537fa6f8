/**
 * The messages of a complete Decision session of three participants: SessionStart, Proposal, three Evaluations, three
 * Votes and the Commitment. Payloads are encoded once, so that the load generator spends its time on calls.
 */
import { randomUUID } from 'node:crypto';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';

/** Who speaks in a session; the first one starts it and commits it. */
export const PARTICIPANTS = ['lead', 'alice', 'bob'] as const;

export type Participant = (typeof PARTICIPANTS)[number];

/** One message of a session, with who sends it. */
export interface Step {
  readonly sender: Participant;
  readonly envelope: macp.v1.EnvelopeInit;
}

interface Template {
  readonly sender: Participant;
  readonly messageType: string;
  readonly payload: Uint8Array;
}

const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'c1' };

const evaluation = encodeBytes(decision.EvaluationPayload, {
  proposalId: 'p1',
  recommendation: 'APPROVE',
  confidence: 0.9,
  reason: 'within the limits',
});
const vote = encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE', reason: 'agreed' });

const TEMPLATES: readonly Template[] = [
  {
    sender: 'lead',
    messageType: 'SessionStart',
    payload: encodeBytes(SessionStartPayload, { participants: [...PARTICIPANTS], ...VERSIONS, ttlMs: 3_600_000 }),
  },
  {
    sender: 'lead',
    messageType: 'Proposal',
    payload: encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'go', rationale: 'because' }),
  },
  ...PARTICIPANTS.map((sender) => ({ sender, messageType: 'Evaluation', payload: evaluation })),
  ...PARTICIPANTS.map((sender) => ({ sender, messageType: 'Vote', payload: vote })),
  {
    sender: 'lead',
    messageType: 'Commitment',
    payload: encodeBytes(CommitmentPayload, {
      commitmentId: 'c1',
      action: 'decision.selected',
      authorityScope: 'all',
      reason: 'done',
      ...VERSIONS,
      outcomePositive: true,
    }),
  },
];

/** The nine messages of session `sessionId`, in an order that every one of them is accepted in. */
export function decisionSession(sessionId: string): Step[] {
  return TEMPLATES.map(({ sender, messageType, payload }) => ({
    sender,
    envelope: {
      macpVersion: '1.0',
      mode: 'macp.mode.decision.v1',
      sessionId,
      messageType,
      messageId: randomUUID(),
      payload,
    },
  }));
}
