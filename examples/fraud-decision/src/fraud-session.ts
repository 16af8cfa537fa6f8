/**
 * One session of the demonstration as its clients see it: every party sends under its own credential, and what was
 * accepted has been seen on the subscription before the next party speaks.
 */
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { Ack } from '@macp/proto';
import { bearer, callUnary, kernelState } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import type { Evaluation, Objection, Option, Vote } from './agents/agent.js';
import { DECISION_MODE, FRAUD_POLICY } from './governance.js';
import { LiveEnvelopes } from './live-envelopes.js';
import { ackLines, envelopeLine } from './transcript.js';

export const ORCHESTRATOR = 'orchestrator';

const MODE_VERSION = '1.0.0';
const CONFIGURATION_VERSION = 'config.default';
const SESSION_TTL_MS = 60_000;
const CALL_DEADLINE_MS = 10_000;
const PROPOSAL_ID = 'payment';

/** Where a session can end, or still be. */
export type FinalState = Exclude<ReturnType<typeof kernelState>, undefined>;

/** Deadline for one call, from now. */
export function callOptions() {
  return { deadline: Date.now() + CALL_DEADLINE_MS };
}

interface Message {
  readonly sender: string;
  readonly messageType: string;
  readonly payload: Uint8Array;
}

export class FraudSession {
  private live: LiveEnvelopes | undefined;
  private messageCount = 0;

  constructor(
    private readonly client: RuntimeClient,
    private readonly write: (line: string) => void,
    readonly sessionId: string,
  ) {}

  /** Starts the session, bound to the policy, and begins to follow it; throws when the runtime refuses it. */
  async start(intent: string, participants: readonly string[]): Promise<void> {
    const payload = encodeBytes(SessionStartPayload, {
      intent,
      participants: [...participants],
      modeVersion: MODE_VERSION,
      configurationVersion: CONFIGURATION_VERSION,
      policyVersion: FRAUD_POLICY.policyId,
      ttlMs: SESSION_TTL_MS,
    });
    const message = { sender: ORCHESTRATOR, messageType: 'SessionStart', payload };
    const ack = await this.submit(message);
    if (!ack.ok) throw refused(message, ack);
    const { client, sessionId, write } = this;
    const onEnvelope = (envelope: Parameters<typeof envelopeLine>[0]): void => write(envelopeLine(envelope));
    this.live = new LiveEnvelopes({ client, sessionId, reader: ORCHESTRATOR, deadlineMs: SESSION_TTL_MS, onEnvelope });
    await this.live.arrival(ack.messageId);
  }

  propose(sender: string, option: Option, rationale: string): Promise<void> {
    const payload = encodeBytes(decision.ProposalPayload, { proposalId: PROPOSAL_ID, option, rationale });
    return this.say({ sender, messageType: 'Proposal', payload });
  }

  evaluate(sender: string, evaluation: Evaluation): Promise<void> {
    const payload = encodeBytes(decision.EvaluationPayload, { proposalId: PROPOSAL_ID, ...evaluation });
    return this.say({ sender, messageType: 'Evaluation', payload });
  }

  object(sender: string, objection: Objection): Promise<void> {
    const payload = encodeBytes(decision.ObjectionPayload, { proposalId: PROPOSAL_ID, ...objection });
    return this.say({ sender, messageType: 'Objection', payload });
  }

  vote(sender: string, vote: Vote): Promise<void> {
    const payload = encodeBytes(decision.VotePayload, { proposalId: PROPOSAL_ID, ...vote });
    return this.say({ sender, messageType: 'Vote', payload });
  }

  /** True when the Commitment resolved the session, false when the policy denies it; throws at any other refusal. */
  async commit(action: string, outcomePositive: boolean, reason: string): Promise<boolean> {
    const payload = encodeBytes(CommitmentPayload, {
      commitmentId: `commitment-${this.messageCount}`,
      action,
      authorityScope: 'payment',
      reason,
      modeVersion: MODE_VERSION,
      policyVersion: FRAUD_POLICY.policyId,
      configurationVersion: CONFIGURATION_VERSION,
      outcomePositive,
    });
    const message = { sender: ORCHESTRATOR, messageType: 'Commitment', payload };
    this.write(`\n${ORCHESTRATOR} tries to commit ${action}`);
    const ack = await this.submit(message);
    if (ack.ok) await this.live?.arrival(ack.messageId);
    else if (ack.error?.code !== 'POLICY_DENIED') throw refused(message, ack);
    return ack.ok;
  }

  /** The session's state as the runtime has it now. */
  async state(): Promise<FinalState> {
    const { metadata } = await callUnary(this.client, {
      rpc: 'GetSession',
      request: { sessionId: this.sessionId },
      metadata: bearer(ORCHESTRATOR),
      options: callOptions(),
    });
    const state = kernelState(metadata?.state ?? 0);
    if (state === undefined) throw new Error('the runtime told no state of the session');
    return state;
  }

  /** Stops following the session, which goes on without this. */
  close(): void {
    this.live?.close();
  }

  private async say(message: Message): Promise<void> {
    const ack = await this.submit(message);
    if (!ack.ok) throw refused(message, ack);
    await this.live?.arrival(ack.messageId);
  }

  private async submit({ sender, messageType, payload }: Message): Promise<Ack> {
    this.messageCount++;
    const envelope = {
      macpVersion: '1.0',
      mode: DECISION_MODE,
      messageType,
      messageId: `${sender}-${messageType}-${this.messageCount}`,
      sessionId: this.sessionId,
      sender,
      timestampUnixMs: Date.now(),
      payload,
    };
    const call = { rpc: 'Send' as const, request: { envelope }, metadata: bearer(sender), options: callOptions() };
    const { ack } = await callUnary(this.client, call);
    if (!ack) throw new Error(`the runtime did not answer ${messageType} of ${sender}`);
    for (const line of ackLines(ack, sender, messageType)) this.write(line);
    return ack;
  }
}

function refused({ sender, messageType }: Message, { error }: Ack): Error {
  return new Error(`${messageType} of ${sender} was refused: ${error?.code} ${error?.message}`);
}
