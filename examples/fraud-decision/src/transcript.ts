/** Words for what happens in the session: one line an envelope, and the reasons of a refusal beneath it. */
import { CommitmentPayload, SessionStartPayload, decision, decodeOrUndefined } from '@macp/proto';
import type { Ack, Envelope } from '@macp/proto';

type Telling = (payload: Uint8Array) => string | undefined;

const TELLINGS: ReadonlyMap<string, Telling> = new Map<string, Telling>([
  ['SessionStart', (bytes) => decodeOrUndefined(SessionStartPayload, bytes)?.intent],
  ['Proposal', (bytes) => telling(decodeOrUndefined(decision.ProposalPayload, bytes), 'option', 'rationale')],
  ['Evaluation', evaluationTelling],
  ['Objection', (bytes) => telling(decodeOrUndefined(decision.ObjectionPayload, bytes), 'severity', 'reason')],
  ['Vote', (bytes) => telling(decodeOrUndefined(decision.VotePayload, bytes), 'vote', 'reason')],
  ['Commitment', commitmentTelling],
]);

function telling<Name extends string>(
  payload: Readonly<Record<Name, string>> | undefined,
  what: Name,
  why: Name,
): string | undefined {
  return payload && `${payload[what]} - ${payload[why]}`;
}

function evaluationTelling(bytes: Uint8Array): string | undefined {
  const payload = decodeOrUndefined(decision.EvaluationPayload, bytes);
  return payload && `${payload.recommendation} (confidence ${payload.confidence}) - ${payload.reason}`;
}

function commitmentTelling(bytes: Uint8Array): string | undefined {
  const payload = decodeOrUndefined(CommitmentPayload, bytes);
  return payload && `${payload.action}, ${payload.outcomePositive ? 'positive' : 'negative'} - ${payload.reason}`;
}

/** One line for an accepted envelope. */
export function envelopeLine({ messageType, sender, payload }: Envelope): string {
  const told = TELLINGS.get(messageType)?.(payload) ?? `${payload.length} bytes`;
  return `  ${sender.padEnd(17)} ${messageType.padEnd(13)} ${told}`;
}

interface Denial {
  readonly code: string;
  readonly message: string;
  readonly participants?: readonly string[];
}

/** The denials in the details of a POLICY_DENIED (RFC-MACP-0012); none when the details hold none. */
export function denialsOf(details: Uint8Array): readonly Denial[] {
  if (details.length === 0) return [];
  try {
    const { denials } = JSON.parse(Buffer.from(details).toString('utf8')) as { denials?: readonly Denial[] };
    return denials ?? [];
  } catch {
    return [];
  }
}

/** Lines for the answer to what `sender` sent: the verdict and, for a denial by policy, each of its reasons. */
export function ackLines({ ok, error }: Ack, sender: string, messageType: string): readonly string[] {
  if (ok) return [`  -> accepted: ${messageType} of ${sender}`];
  const reasons = denialsOf(error?.details ?? new Uint8Array()).map(({ code, message, participants }) => {
    const named = participants === undefined ? '' : ` [${participants.join(', ')}]`;
    return `       ${code}: ${message}${named}`;
  });
  return [`  -> REFUSED: ${messageType} of ${sender}: ${error?.code ?? 'no code'}`, ...reasons];
}
