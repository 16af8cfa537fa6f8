/** One whole session of every built-in mode: what each agent sends, and what it is answered. */
import { randomUUID } from 'node:crypto';
import {
  CommitmentPayload,
  SessionStartPayload,
  decision,
  encodeBytes,
  handoff,
  multiRound,
  proposal,
  quorum,
  task,
} from '@macp/proto';
import type { Codec, macp } from '@macp/proto';

const AGENTS = ['lead', 'alice', 'bob'] as const;

/** The code of a refusal, or that it was accepted. */
export type Answer = 'ok' | 'FORBIDDEN' | 'INVALID_ENVELOPE' | 'POLICY_DENIED';

/** One message, who sends it, and what it must be answered. */
export interface ScriptedStep {
  readonly sender: string;
  readonly envelope: macp.v1.EnvelopeInit;
  readonly answer: Answer;
}

/** A session that ends RESOLVED. */
export interface ScriptedSession {
  readonly mode: string;
  /** Registered before the session starts. */
  readonly policy: macp.v1.PolicyDescriptorInit | undefined;
  readonly sessionId: string;
  readonly steps: readonly ScriptedStep[];
}

type Message = readonly [sender: string, messageType: string, payload: Uint8Array, answer?: Answer];

/** A mode's session between its start and its end: messages, each with its answer unless that is `ok`. */
interface Scenario {
  readonly mode: string;
  readonly rules?: object;
  readonly messages: readonly Message[];
}

function message<Init>(
  [sender, messageType, answer = 'ok']: readonly [sender: string, messageType: string, answer?: Answer],
  codec: Codec<unknown, Init>,
  init: Init,
): Message {
  return [sender, messageType, encodeBytes(codec, init), answer];
}

function commit(action: string, outcomePositive: boolean, answer: Answer = 'ok', sender = 'lead'): Message {
  const texts = { commitmentId: 'c', authorityScope: 'all', reason: 'done' };
  const versions = { modeVersion: '1.0.0', configurationVersion: 'c1' };
  return message([sender, 'Commitment', answer], CommitmentPayload, { action, outcomePositive, ...texts, ...versions });
}

const decided: Scenario = {
  mode: 'macp.mode.decision.v1',
  messages: [
    commit('decision.selected', true, 'INVALID_ENVELOPE'),
    message(['lead', 'Proposal'], decision.ProposalPayload, { proposalId: 'p', option: 'go' }),
    message(['alice', 'Vote'], decision.VotePayload, { proposalId: 'p', vote: 'APPROVE' }),
    message(['bob', 'Vote', 'INVALID_ENVELOPE'], decision.VotePayload, { proposalId: 'p', vote: 'approve' }),
    message(['mallory', 'Vote', 'FORBIDDEN'], decision.VotePayload, { proposalId: 'p', vote: 'REJECT' }),
    commit('decision.selected', true),
  ],
};

const negotiated: Scenario = {
  mode: 'macp.mode.proposal.v1',
  rules: { counter_proposal: { max_rounds: 1 }, acceptance: { criterion: 'counterparty' } },
  messages: [
    message(['alice', 'Proposal'], proposal.ProposalPayload, { proposalId: 'p1', title: '100', tags: ['price'] }),
    message(['bob', 'CounterProposal'], proposal.CounterProposalPayload, {
      proposalId: 'p2',
      supersedesProposalId: 'p1',
      details: Uint8Array.of(80),
    }),
    message(['alice', 'CounterProposal', 'INVALID_ENVELOPE'], proposal.CounterProposalPayload, {
      proposalId: 'p3',
      supersedesProposalId: 'p2',
    }),
    message(['lead', 'Accept'], proposal.AcceptPayload, { proposalId: 'p1' }),
    message(['bob', 'Withdraw', 'FORBIDDEN'], proposal.WithdrawPayload, { proposalId: 'p1' }),
    message(['alice', 'Withdraw'], proposal.WithdrawPayload, { proposalId: 'p1' }),
    message(['lead', 'Accept', 'INVALID_ENVELOPE'], proposal.AcceptPayload, { proposalId: 'p1' }),
    commit('proposal.accepted', true, 'INVALID_ENVELOPE'),
    message(['lead', 'Accept'], proposal.AcceptPayload, { proposalId: 'p2' }),
    message(['alice', 'Accept'], proposal.AcceptPayload, { proposalId: 'p2' }),
    commit('proposal.accepted', true),
  ],
};

const delegated: Scenario = {
  mode: 'macp.mode.task.v1',
  rules: { completion: { require_output: true } },
  messages: [
    message(['alice', 'TaskRequest', 'FORBIDDEN'], task.TaskRequestPayload, { taskId: 't' }),
    message(['lead', 'TaskRequest'], task.TaskRequestPayload, { taskId: 't', title: 'build', input: Uint8Array.of(1) }),
    message(['alice', 'TaskReject'], task.TaskRejectPayload, { taskId: 't', reason: 'busy' }),
    message(['bob', 'TaskAccept'], task.TaskAcceptPayload, { taskId: 't', assignee: 'bob' }),
    message(['bob', 'TaskUpdate'], task.TaskUpdatePayload, { taskId: 't', status: 'halfway', progress: 0.5 }),
    message(['alice', 'TaskUpdate', 'FORBIDDEN'], task.TaskUpdatePayload, { taskId: 't' }),
    message(['bob', 'TaskReject', 'POLICY_DENIED'], task.TaskRejectPayload, { taskId: 't' }),
    commit('task.completed', true, 'INVALID_ENVELOPE'),
    message(['bob', 'TaskComplete'], task.TaskCompletePayload, { taskId: 't', summary: 'done, nothing to show' }),
    commit('task.completed', true, 'POLICY_DENIED'),
    commit('task.failed', false),
  ],
};

const handedOff: Scenario = {
  mode: 'macp.mode.handoff.v1',
  messages: [
    message(['lead', 'HandoffOffer'], handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'alice' }),
    message(['lead', 'HandoffContext'], handoff.HandoffContextPayload, { handoffId: 'h1', context: Uint8Array.of(2) }),
    message(['bob', 'HandoffAccept', 'FORBIDDEN'], handoff.HandoffAcceptPayload, { handoffId: 'h1' }),
    commit('handoff.accepted', true, 'INVALID_ENVELOPE'),
    message(['alice', 'HandoffAccept'], handoff.HandoffAcceptPayload, { handoffId: 'h1' }),
    commit('handoff.accepted', true),
  ],
};

const approved: Scenario = {
  mode: 'macp.mode.quorum.v1',
  rules: { threshold: { type: 'percentage', value: 67 } },
  messages: [
    message(['lead', 'ApprovalRequest'], quorum.ApprovalRequestPayload, {
      requestId: 'r',
      action: 'deploy',
      requiredApprovals: 1,
    }),
    message(['lead', 'Approve'], quorum.ApprovePayload, { requestId: 'r' }),
    message(['alice', 'Abstain'], quorum.AbstainPayload, { requestId: 'r' }),
    message(['alice', 'Approve', 'INVALID_ENVELOPE'], quorum.ApprovePayload, { requestId: 'r' }),
    message(['mallory', 'Approve', 'FORBIDDEN'], quorum.ApprovePayload, { requestId: 'r' }),
    // Two thirds of three are two by the request's count, but three by 67 percent: already out of reach.
    commit('quorum.approved', true, 'POLICY_DENIED'),
    message(['bob', 'Approve'], quorum.ApprovePayload, { requestId: 'r' }),
    commit('quorum.approved', true, 'POLICY_DENIED'),
    commit('quorum.rejected', false),
  ],
};

const converged: Scenario = {
  mode: 'ext.multi_round.v1',
  messages: [
    ...AGENTS.map((sender) => message([sender, 'Contribute'], multiRound.ContributePayload, { value: `${sender}'s` })),
    commit('multi_round.converged', true, 'INVALID_ENVELOPE'),
    ...AGENTS.map((sender) => message([sender, 'Contribute'], multiRound.ContributePayload, { value: 'one' })),
    commit('multi_round.converged', true, 'FORBIDDEN', 'alice'),
    commit('multi_round.converged', true),
  ],
};

const SCENARIOS = [decided, negotiated, delegated, handedOff, approved, converged];

function scripted({ mode, rules, messages }: Scenario): ScriptedSession {
  const sessionId = randomUUID();
  const policyId = `policy.e2e.${sessionId}`;
  const start = message(['lead', 'SessionStart'], SessionStartPayload, {
    participants: AGENTS,
    modeVersion: '1.0.0',
    configurationVersion: 'c1',
    ttlMs: 3_600_000,
    policyVersion: rules === undefined ? '' : policyId,
  });
  const policy = rules && { policyId, mode, description: mode, rules: JSON.stringify(rules), schemaVersion: 3 };
  const steps = [start, ...messages].map(([sender, messageType, payload, answer = 'ok'], index): ScriptedStep => {
    const envelope = { macpVersion: '1.0', mode, sessionId, messageType, messageId: `m${index}`, payload };
    return { sender, envelope, answer };
  });
  return { mode, policy, sessionId, steps };
}

/** Fresh sessions, one for each mode. */
export function scriptedSessions(): readonly ScriptedSession[] {
  return SCENARIOS.map(scripted);
}
