/**
 * The commands of many complete sessions, as an ingress submits them. Of a hundred, 85 are Decision sessions of nine
 * messages with 300 bytes of payload each, one is a Decision session of 209, two each are of the other built-in modes,
 * two are paused and two cancelled.
 */
import { randomUUID } from 'node:crypto';
import { MACP_VERSION } from '@macp/kernel';
import type { SessionCommand } from '@macp/kernel';
import {
  CommitmentPayload,
  SessionStartPayload,
  encodeBytes,
  handoff,
  multiRound,
  proposal,
  quorum,
  task,
} from '@macp/proto';
import type { Codec } from '@macp/proto';
import { evaluationCommand, sessionCommands } from '../command-path/session-commands.js';

const PARTICIPANTS = ['lead', 'alice', 'bob'];
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'c1' };
/** Evaluations of a long session besides the usual ones. */
const LONG = 200;
const IN_A_MIX = 100;

type Message = readonly [sender: string, messageType: string, payload: Uint8Array];
type Commands = (sessionId: string) => SessionCommand[];

function message<Init>(sender: string, messageType: string, codec: Codec<unknown, Init>, init: Init): Message {
  return [sender, messageType, encodeBytes(codec, init)];
}

function commit(action: string): Message {
  const texts = { commitmentId: 'c', authorityScope: 'all', reason: 'done' };
  return message('lead', 'Commitment', CommitmentPayload, { action, outcomePositive: true, ...texts, ...VERSIONS });
}

const start = encodeBytes(SessionStartPayload, { participants: PARTICIPANTS, ...VERSIONS, ttlMs: 3_600_000 });

/** A session of `mode` between its start and its end. */
function inMode(mode: string, messages: readonly Message[]): Commands {
  const whole: readonly Message[] = [['lead', 'SessionStart', start], ...messages];
  return (sessionId) =>
    whole.map(([sender, messageType, payload]) => {
      const head = { macpVersion: MACP_VERSION, mode, messageType, messageId: randomUUID(), sessionId, sender };
      return { kind: 'SubmitEnvelope', envelope: { ...head, timestampUnixMs: 0n, payload } };
    });
}

const negotiated = inMode('macp.mode.proposal.v1', [
  message('alice', 'Proposal', proposal.ProposalPayload, { proposalId: 'p1', title: '100', tags: ['price'] }),
  message('bob', 'CounterProposal', proposal.CounterProposalPayload, { proposalId: 'p2', supersedesProposalId: 'p1' }),
  ...PARTICIPANTS.map((sender) => message(sender, 'Accept', proposal.AcceptPayload, { proposalId: 'p2' })),
  commit('proposal.accepted'),
]);

const delegated = inMode('macp.mode.task.v1', [
  message('lead', 'TaskRequest', task.TaskRequestPayload, { taskId: 't', title: 'build', input: Uint8Array.of(1) }),
  message('alice', 'TaskReject', task.TaskRejectPayload, { taskId: 't', reason: 'busy' }),
  message('bob', 'TaskAccept', task.TaskAcceptPayload, { taskId: 't', assignee: 'bob' }),
  message('bob', 'TaskUpdate', task.TaskUpdatePayload, { taskId: 't', status: 'halfway', progress: 0.5 }),
  message('bob', 'TaskComplete', task.TaskCompletePayload, { taskId: 't', summary: 'done', output: Uint8Array.of(2) }),
  commit('task.completed'),
]);

const handedOff = inMode('macp.mode.handoff.v1', [
  message('lead', 'HandoffOffer', handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'alice' }),
  message('lead', 'HandoffContext', handoff.HandoffContextPayload, { handoffId: 'h1', context: Uint8Array.of(2) }),
  message('alice', 'HandoffAccept', handoff.HandoffAcceptPayload, { handoffId: 'h1' }),
  commit('handoff.accepted'),
]);

const approved = inMode('macp.mode.quorum.v1', [
  message('lead', 'ApprovalRequest', quorum.ApprovalRequestPayload, {
    requestId: 'r',
    action: 'deploy',
    requiredApprovals: 2,
  }),
  message('lead', 'Approve', quorum.ApprovePayload, { requestId: 'r' }),
  message('alice', 'Abstain', quorum.AbstainPayload, { requestId: 'r' }),
  message('bob', 'Approve', quorum.ApprovePayload, { requestId: 'r' }),
  commit('quorum.approved'),
]);

const converged = inMode('ext.multi_round.v1', [
  ...PARTICIPANTS.map((sender) => message(sender, 'Contribute', multiRound.ContributePayload, { value: sender })),
  ...PARTICIPANTS.map((sender) => message(sender, 'Contribute', multiRound.ContributePayload, { value: 'one' })),
  commit('multi_round.converged'),
]);

function control(kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession', sessionId: string): SessionCommand {
  return { kind, sessionId, caller: 'lead', reason: 'because' };
}

const long: Commands = (sessionId) => {
  const usual = sessionCommands(sessionId);
  const more = Array.from({ length: LONG }, () => evaluationCommand(sessionId));
  return [...usual.slice(0, 2), ...more, ...usual.slice(2)];
};

const paused: Commands = (sessionId) => {
  const usual = sessionCommands(sessionId);
  const pause = [control('SuspendSession', sessionId), control('ResumeSession', sessionId)];
  return [...usual.slice(0, 4), ...pause, ...pause, ...usual.slice(4)];
};

const cancelled: Commands = (sessionId) => [
  ...sessionCommands(sessionId).slice(0, 6),
  control('CancelSession', sessionId),
];

const TWICE = [negotiated, delegated, handedOff, approved, converged, paused, cancelled];
const UNUSUAL = [long, ...TWICE, ...TWICE];

/** The commands of session `index`, in an order in which every one of them is accepted. */
export function mixedSession(index: number): SessionCommand[] {
  return (UNUSUAL[index % IN_A_MIX] ?? sessionCommands)(randomUUID());
}
