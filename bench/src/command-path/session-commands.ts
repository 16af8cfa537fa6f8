/**
 * The commands of complete Decision sessions as an ingress submits them, past the edge: nine envelopes of three
 * participants, every payload of exactly 300 bytes, so that both paths carry what design tables were measured with.
 */
import { randomUUID } from 'node:crypto';
import { MACP_VERSION } from '@macp/kernel';
import type { SessionCommand } from '@macp/kernel';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';

export const PAYLOAD_BYTES = 300;
export const COMMANDS_PER_SESSION = 9;

const PARTICIPANTS = ['lead', 'alice', 'bob'];
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'c1' };

interface Template {
  readonly sender: string;
  readonly messageType: string;
  readonly payload: Uint8Array;
}

/** Encodes with as much free text as fills the payload. @throws when it is too long without any */
function filled(encode: (text: string) => Uint8Array): Uint8Array {
  for (let length = PAYLOAD_BYTES; length >= 0; length -= 1) {
    const bytes = encode('x'.repeat(length));
    if (bytes.length === PAYLOAD_BYTES) return bytes;
  }
  throw new RangeError(`a payload is never ${PAYLOAD_BYTES} bytes long`);
}

const evaluation = filled((reason) =>
  encodeBytes(decision.EvaluationPayload, { proposalId: 'p1', recommendation: 'APPROVE', confidence: 0.9, reason }),
);
const vote = filled((reason) => encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE', reason }));

const TEMPLATES: readonly Template[] = [
  {
    sender: 'lead',
    messageType: 'SessionStart',
    payload: filled((intent) =>
      encodeBytes(SessionStartPayload, { intent, participants: PARTICIPANTS, ...VERSIONS, ttlMs: 3_600_000 }),
    ),
  },
  {
    sender: 'lead',
    messageType: 'Proposal',
    payload: filled((rationale) =>
      encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'go', rationale }),
    ),
  },
  ...PARTICIPANTS.map((sender) => ({ sender, messageType: 'Evaluation', payload: evaluation })),
  ...PARTICIPANTS.map((sender) => ({ sender, messageType: 'Vote', payload: vote })),
  {
    sender: 'lead',
    messageType: 'Commitment',
    payload: filled((reason) =>
      encodeBytes(CommitmentPayload, {
        commitmentId: 'c1',
        action: 'decision.selected',
        authorityScope: 'all',
        reason,
        ...VERSIONS,
        outcomePositive: true,
      }),
    ),
  },
];

/** After so many commands, and until somebody votes, an evaluation is accepted as often as one is sent. */
const OPENING = 2;
const EVALUATION = TEMPLATES[OPENING]!;

function command(sessionId: string, { sender, messageType, payload }: Template): SessionCommand {
  return {
    kind: 'SubmitEnvelope',
    envelope: {
      macpVersion: MACP_VERSION,
      mode: 'macp.mode.decision.v1',
      messageType,
      messageId: randomUUID(),
      sessionId,
      sender,
      timestampUnixMs: 0n,
      payload,
    },
  };
}

/** The commands after which `sessionId` takes evaluations. */
export function openingCommands(sessionId: string): SessionCommand[] {
  return TEMPLATES.slice(0, OPENING).map((template) => command(sessionId, template));
}

/** One more evaluation, under a message id of its own. */
export function evaluationCommand(sessionId: string): SessionCommand {
  return command(sessionId, EVALUATION);
}

/** The nine commands of session `sessionId`, in an order in which every one of them is accepted. */
export function sessionCommands(sessionId: string): SessionCommand[] {
  return TEMPLATES.map((template) => command(sessionId, template));
}
