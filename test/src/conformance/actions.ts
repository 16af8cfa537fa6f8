/** What the steps of edge cases do: messages of all modes with what a case does not care about filled in. */
import { decodeSession, encodeSession } from '@macp/kernel';
import type { Envelope } from '@macp/kernel';
import { CommitmentPayload, decision, encodeBytes, handoff, multiRound, proposal, quorum, task } from '@macp/proto';
import type { Codec, macp } from '@macp/proto';
import { BEGIN_MS, answerOf, startBytes } from './edge-case.js';
import type { Action } from './edge-case.js';

/** Any envelope; fields not given are those of a sound message of the session. */
export function envelope(sender: string, messageType: string, rest: Partial<Envelope> = {}): Action {
  return (script) => answerOf(script.submit(script.envelope(sender, messageType, rest)));
}

function message<Init>(messageType: string, codec: Codec<unknown, Init>, sender: string, init: Init): Action {
  return envelope(sender, messageType, { payload: encodeBytes(codec, init) });
}

/** The same action under a message id of the case's choice. */
export function as(messageId: string, action: Action): Action {
  return (script) => {
    script.nextId = messageId;
    return action(script);
  };
}

export const start = (init: macp.v1.SessionStartPayloadInit = {}, rest: Partial<Envelope> = {}): Action =>
  envelope('lead', 'SessionStart', { payload: startBytes(init), ...rest });

export const commit = (sender: string, outcomePositive: boolean, init: macp.v1.CommitmentPayloadInit = {}): Action =>
  message('Commitment', CommitmentPayload, sender, {
    commitmentId: 'c1',
    action: 'made',
    authorityScope: 'scope',
    reason: 'because',
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    outcomePositive,
    ...init,
  });
export const yes = commit('lead', true);
export const no = commit('lead', false);

export const propose = (sender = 'a', proposalId = 'p1'): Action =>
  message('Proposal', decision.ProposalPayload, sender, { proposalId, option: 'deploy' });
export const evaluate = (sender: string, recommendation = 'APPROVE', confidence = 0.5): Action =>
  message('Evaluation', decision.EvaluationPayload, sender, { proposalId: 'p1', recommendation, confidence });
export const object = (sender: string, severity = 'critical', proposalId = 'p1'): Action =>
  message('Objection', decision.ObjectionPayload, sender, { proposalId, severity });
export const vote = (sender: string, word = 'APPROVE', proposalId = 'p1'): Action =>
  message('Vote', decision.VotePayload, sender, { proposalId, vote: word });

export const offer = (sender: string, proposalId: string): Action =>
  message('Proposal', proposal.ProposalPayload, sender, { proposalId, title: 'offer' });
export const counter = (sender: string, proposalId: string, supersedesProposalId: string): Action =>
  message('CounterProposal', proposal.CounterProposalPayload, sender, { proposalId, supersedesProposalId });
export const accept = (sender: string, proposalId = 'p1'): Action =>
  message('Accept', proposal.AcceptPayload, sender, { proposalId });
export const rejectForGood = (sender: string, proposalId = 'p1'): Action =>
  message('Reject', proposal.RejectPayload, sender, { proposalId, terminal: true });
export const withdraw = (sender: string, proposalId = 'p1'): Action =>
  message('Withdraw', proposal.WithdrawPayload, sender, { proposalId });

export const request = (requestedAssignee = ''): Action =>
  message('TaskRequest', task.TaskRequestPayload, 'lead', { taskId: 't1', title: 'do', requestedAssignee });
export const take = (sender: string): Action => message('TaskAccept', task.TaskAcceptPayload, sender, { taskId: 't1' });
export const complete = (sender: string): Action =>
  message('TaskComplete', task.TaskCompletePayload, sender, { taskId: 't1' });
export const giveBack = (sender: string): Action =>
  message('TaskReject', task.TaskRejectPayload, sender, { taskId: 't1', reason: 'no' });

export const handOver = (targetParticipant: string, handoffId = 'h1'): Action =>
  message('HandoffOffer', handoff.HandoffOfferPayload, 'lead', { handoffId, targetParticipant });
export const addContext = (sender: string): Action =>
  message('HandoffContext', handoff.HandoffContextPayload, sender, { handoffId: 'h1' });
export const takeOver = (sender: string): Action =>
  message('HandoffAccept', handoff.HandoffAcceptPayload, sender, { handoffId: 'h1' });
export const decline = (sender: string): Action =>
  message('HandoffDecline', handoff.HandoffDeclinePayload, sender, { handoffId: 'h1' });

export const ask = (requiredApprovals: number): Action =>
  message('ApprovalRequest', quorum.ApprovalRequestPayload, 'lead', {
    requestId: 'r1',
    action: 'go',
    requiredApprovals,
  });
export const approve = (sender: string): Action =>
  message('Approve', quorum.ApprovePayload, sender, { requestId: 'r1' });
export const abstain = (sender: string): Action =>
  message('Abstain', quorum.AbstainPayload, sender, { requestId: 'r1' });

export const contribute = (sender: string, value: string): Action =>
  message('Contribute', multiRound.ContributePayload, sender, { value });

const control =
  (kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession') =>
  (caller = 'lead'): Action =>
  (script) =>
    answerOf(script.control(kind, caller));
export const cancel = control('CancelSession');
export const suspend = control('SuspendSession');
export const resume = control('ResumeSession');
export const observe =
  (caller = 'lead'): Action =>
  (script) =>
    answerOf(script.observe(caller));

/** Sets the acceptance clock, Unix ms; a step of its own that is always answered `ok`. */
export const at =
  (nowMs: number): Action =>
  (script) => {
    script.nowMs = nowMs;
    return 'ok';
  };
export const later =
  (byMs: number): Action =>
  (script) =>
    at(script.nowMs + byMs)(script);

/** The timers of a live owner run; answered with the facts they brought about. */
export const timers: Action = (script) => ['ok', ...script.tick().map((fact) => fact.kind)].join(' ');

/** What became durable last, in one line. */
export const lastFact: Action = ({ facts }) => {
  const fact = facts.at(-1)!;
  if (fact.kind !== 'EnvelopeAccepted') return fact.kind;
  const stamp = fact.runtimeOriginated ? ` by the runtime at ${fact.acceptedAtMs}` : '';
  return `${fact.envelope.messageType} ${fact.envelope.messageId}${stamp}`;
};

/** One member of the mode's state, as JSON. */
export const member =
  (...path: string[]): Action =>
  ({ session, world }) => {
    let value: unknown = world.modes(session!.mode)!.encodeState(session!.modeState);
    for (const key of path) value = (value as Record<string, unknown>)[key];
    return JSON.stringify(value);
  };

/** Ordinal of the latest accepted envelope. */
export const ordinal: Action = ({ session }) => String(session!.lastOrdinal);

/** TTL that the latest resume says was left. */
export const banked: Action = ({ facts }) => {
  const fact = facts.at(-1)!;
  return fact.kind === 'SessionResumed' ? String(fact.bankedMs) : fact.kind;
};

/** Accepted messages by participant. */
export const activity: Action = ({ session }) =>
  session!.activity.map(({ participantId, messageCount }) => `${participantId}:${messageCount}`).join(' ');

/** The owner loses its memory and reads the session back from its snapshot. */
export const restart: Action = (script) => {
  script.session = decodeSession(encodeSession(script.session!, script.world), script.world);
  return `ok ${script.session.state}`;
};

/** Deadline of the session, since the beginning of the case. */
export const deadline: Action = ({ session }) => String(session!.expiresAtMs - BEGIN_MS);

/** Repeats steps. */
export const cycles =
  (count: number, ...steps: readonly Action[]): Action =>
  (script) => {
    for (let cycle = 0; cycle < count; cycle += 1) {
      for (const step of steps) {
        const answer = step(script);
        if (!answer.startsWith('ok')) return answer;
      }
    }
    return 'ok';
  };
