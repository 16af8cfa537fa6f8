/**
 * Plays the fraud decision through the public port: a proposal, evaluations, objections and votes that follow from the
 * scenario, then the Commitment the policy allows (RFC-MACP-0007, RFC-MACP-0012). The runtime needs development
 * credentials, under which a bearer token is the sender.
 */
import { randomUUID } from 'node:crypto';
import { credentials } from '@grpc/grpc-js';
import { bearer, callUnary, createRuntimeClient } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import type { Agent } from './agents/agent.js';
import { complianceAgent } from './agents/compliance-agent.js';
import { fraudAgent } from './agents/fraud-agent.js';
import { growthAgent, proposedOption } from './agents/growth-agent.js';
import { FraudSession, ORCHESTRATOR, callOptions } from './fraud-session.js';
import type { FinalState } from './fraud-session.js';
import { FRAUD_POLICY } from './governance.js';
import type { Scenario } from './scenario.js';

const AGENTS: readonly Agent[] = [fraudAgent, growthAgent, complianceAgent];

/** What is played, where, and who is told. */
export interface FraudDecision {
  /** `host:port` of the runtime's gRPC port, without TLS. */
  readonly target: string;
  readonly scenario: Scenario;
  /** Gets the transcript, a line at a time, without line ends. */
  readonly write: (line: string) => void;
}

async function registerPolicy(client: RuntimeClient, write: (line: string) => void): Promise<void> {
  const { ok, error } = await callUnary(client, {
    rpc: 'RegisterPolicy',
    request: { policyDescriptor: FRAUD_POLICY },
    metadata: bearer(ORCHESTRATOR),
    options: callOptions(),
  });
  if (!ok && !error.includes('already registered')) throw new Error(`the policy was refused: ${error}`);
  write(`Policy ${FRAUD_POLICY.policyId} ${ok ? 'registered' : 'was registered before'}`);
}

async function deliberate(session: FraudSession, scenario: Scenario): Promise<void> {
  const option = proposedOption(scenario);
  await session.propose(growthAgent.id, option, 'the least friction that can be defended');
  for (const agent of AGENTS) await session.evaluate(agent.id, agent.evaluate(scenario, option));
  for (const agent of AGENTS) {
    const objection = agent.object(scenario, option);
    if (objection !== undefined) await session.object(agent.id, objection);
  }
  for (const agent of AGENTS) await session.vote(agent.id, agent.vote(scenario, option));
}

async function decide(session: FraudSession, write: (line: string) => void): Promise<void> {
  if (await session.commit('decision.selected', true, 'the proposed option is carried out')) return;
  if (await session.commit('decision.rejected', false, 'the policy does not allow the proposed option')) return;
  write('\nThe policy allows neither outcome; the session stays open until it expires.');
}

/**
 * Plays one decision in a session of its own and resolves to the session's final state: `RESOLVED`, or `OPEN` when the
 * policy allows neither outcome. Rejects when the runtime cannot be reached or refuses anything but a Commitment.
 */
export async function playFraudDecision({ target, scenario, write }: FraudDecision): Promise<FinalState> {
  const client = createRuntimeClient(target, credentials.createInsecure());
  const session = new FraudSession(client, write, randomUUID());
  try {
    write(`Payment ${JSON.stringify(scenario)}`);
    await registerPolicy(client, write);
    write(`Session ${session.sessionId}\n`);
    const participants = AGENTS.map(({ id }) => id);
    await session.start(`decide on a payment of ${scenario.amountUsd} USD`, participants);
    await deliberate(session, scenario);
    await decide(session, write);
    const state = await session.state();
    write(`\nThe session is ${state}`);
    return state;
  } finally {
    session.close();
    client.close();
  }
}
