/**
 * Commands of many sessions that stay open: each a Decision session of three participants with five messages of 200 bytes
 * of payload behind its start, as recovery at size is measured with.
 */
import type { Envelope, SessionCommand } from '@macp/kernel';
import { SessionStartPayload, decision, encodeBytes } from '@macp/proto';

export const MESSAGES_PER_SESSION = 6;
const PARTICIPANTS = ['agent://lead', 'agent://alice', 'agent://bob'] as const;
const DAY_MS = 86_400_000;
const PAYLOAD_BYTES = 200;

interface Message {
  readonly sender: string;
  readonly messageType: string;
  readonly payload: Uint8Array;
}

function padded(encode: (text: string) => Uint8Array): Uint8Array {
  return encode('x'.repeat(PAYLOAD_BYTES - encode('').length));
}

/** Another text for each session, or one string would stand for all of them in memory. */
function messages(index: number): Message[] {
  const mark = (text: string): string => `${index} ${text}`.slice(0, text.length);
  const evaluation = padded((reason) =>
    encodeBytes(decision.EvaluationPayload, {
      proposalId: 'p1',
      recommendation: 'APPROVE',
      confidence: 0.75,
      reason: mark(reason),
    }),
  );
  const vote = padded((reason) =>
    encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE', reason: mark(reason) }),
  );
  const proposal = padded((rationale) =>
    encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'deploy', rationale: mark(rationale) }),
  );
  const start = encodeBytes(SessionStartPayload, {
    participants: [...PARTICIPANTS],
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    ttlMs: DAY_MS,
  });
  const [lead, alice, bob] = PARTICIPANTS;
  return [
    { sender: lead, messageType: 'SessionStart', payload: start },
    { sender: lead, messageType: 'Proposal', payload: proposal },
    { sender: alice, messageType: 'Evaluation', payload: evaluation },
    { sender: bob, messageType: 'Evaluation', payload: evaluation },
    { sender: alice, messageType: 'Vote', payload: vote },
    { sender: bob, messageType: 'Vote', payload: vote },
  ];
}

/** Ids as clients make them: 36 characters, another for every number. */
function uuid(kind: number, number: number): string {
  const text = (number * 0x9e3779b1).toString(16).padStart(12, '0').slice(-12);
  return `${kind.toString(16).padStart(8, '0')}-1111-4222-8333-${text}`;
}

/** The commands of session `index`, in order. */
export function openSession(index: number): SessionCommand[] {
  const sessionId = uuid(0xabcdef, index);
  return messages(index).map((message, at) => {
    const envelope: Envelope = {
      macpVersion: '1.0',
      mode: 'macp.mode.decision.v1',
      sessionId,
      messageId: uuid(at + 1, index),
      timestampUnixMs: 0n,
      ...message,
    };
    return { kind: 'SubmitEnvelope', envelope };
  });
}
