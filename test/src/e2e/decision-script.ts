/** The messages of a complete Decision session, and the calls that send them. */
import { randomUUID } from 'node:crypto';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';

export const DECISION = 'macp.mode.decision.v1';
const AGENTS = ['lead', 'alice', 'bob'] as const;

/** One message of a script, with who sends it. */
export interface Step {
  readonly sender: string;
  readonly envelope: macp.v1.EnvelopeInit;
}

/** A message with an id of its own. */
export function step(sessionId: string, sender: string, messageType: string, payload: Uint8Array): Step {
  const messageId = `${messageType}-${sender}-${randomUUID()}`;
  return { sender, envelope: { macpVersion: '1.0', mode: DECISION, sessionId, messageType, messageId, payload } };
}

export function startStep(sessionId: string): Step {
  const start = { participants: [...AGENTS], modeVersion: '1.0.0', configurationVersion: 'c1', ttlMs: 3_600_000 };
  return step(sessionId, 'lead', 'SessionStart', encodeBytes(SessionStartPayload, start));
}

export function proposalStep(sessionId: string, proposalId: string, rationale = 'because'): Step {
  const proposal = { proposalId, option: 'go', rationale };
  return step(sessionId, 'lead', 'Proposal', encodeBytes(decision.ProposalPayload, proposal));
}

export function commitmentStep(sessionId: string): Step {
  const commitment = {
    commitmentId: 'c',
    action: 'decision.selected',
    authorityScope: 'all',
    reason: 'done',
    modeVersion: '1.0.0',
    configurationVersion: 'c1',
    outcomePositive: true,
  };
  return step(sessionId, 'lead', 'Commitment', encodeBytes(CommitmentPayload, commitment));
}

/** Start, proposal, three votes and the Commitment. */
export function completeDecision(sessionId: string): Step[] {
  const votes = AGENTS.map((sender) =>
    step(sessionId, sender, 'Vote', encodeBytes(decision.VotePayload, { proposalId: 'p', vote: 'APPROVE' })),
  );
  return [startStep(sessionId), proposalStep(sessionId, 'p'), ...votes, commitmentStep(sessionId)];
}

/** Sends a step; resolves with the Ack whatever it says. */
export async function send(client: RuntimeClient, { sender, envelope }: Step): Promise<macp.v1.Ack> {
  const request = { rpc: 'Send', request: { envelope }, metadata: bearer(sender) } as const;
  return (await callUnary(client, request)).ack!;
}

/** A session's metadata as its initiator sees it. */
export async function getSession(client: RuntimeClient, sessionId: string): Promise<macp.v1.SessionMetadata> {
  const request = { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') } as const;
  return (await callUnary(client, request)).metadata!;
}

/** Message ids of a session's whole accepted history as of the call, read through a stream that is half-closed at once. */
export function history(client: RuntimeClient, sessionId: string, reader = 'lead'): Promise<string[]> {
  const stream = client.StreamSession(bearer(reader));
  return new Promise((resolve, reject) => {
    const ids: string[] = [];
    stream.on('data', ({ envelope, error }: macp.v1.StreamSessionResponse) => {
      if (error) reject(new Error(error.code));
      if (envelope) ids.push(envelope.messageId);
    });
    stream.on('error', reject);
    stream.on('end', () => resolve(ids));
    stream.write({ subscribeSessionId: sessionId, afterSequence: 0 });
    stream.end();
  });
}
