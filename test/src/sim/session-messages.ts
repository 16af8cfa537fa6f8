/** Commands of the simulated world's clients, by what they want: messages of Decision and Handoff sessions, control, reads. */
import type { Envelope, PolicyDefinition, Session, SessionCommand } from '@macp/kernel';
import type { HandoffState } from '@macp/modes';
import { DEFAULT_POLICY_ID } from '@macp/policy-rules';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes, handoff } from '@macp/proto';
import type { Random } from './random.js';

export const MAJORITY: PolicyDefinition = {
  policyId: 'policy.majority',
  mode: 'macp.mode.decision.v1',
  description: 'more than half',
  rules: '{"voting":{"algorithm":"majority","threshold":0.5}}',
  schemaVersion: 3,
};

export const SILENT_ACCEPT: PolicyDefinition = {
  policyId: 'policy.silent-accept',
  mode: 'macp.mode.handoff.v1',
  description: 'silence accepts',
  rules: '{"acceptance":{"implicit_accept_timeout_ms":150}}',
  schemaVersion: 3,
};

/** A participant of every session, its initiator. */
const INITIATOR = 'lead';
const PARTICIPANTS = [INITIATOR, 'a', 'b'];
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'cfg' };
/** More than a record of the simulated log may hold. */
const OVERSIZE_BYTES = 4_500;

/** What a command is made of. */
export interface Script {
  readonly sessionId: string;
  /** The policy that the session is, or would be, started with. */
  readonly policy: PolicyDefinition;
  readonly session: Session | undefined;
  /** Fresh. */
  readonly messageId: string;
  readonly random: Random;
  /** The client's idea of the time. */
  readonly nowMs: number;
}

export function read({ sessionId, random }: Script): SessionCommand {
  return { kind: 'ObserveSession', sessionId, caller: random.pick(PARTICIPANTS), observer: false };
}

export function control(
  kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession',
): (script: Script) => SessionCommand {
  return ({ sessionId, random }) => {
    const caller = random.chance(0.9) ? INITIATOR : 'stranger';
    return { kind, sessionId, caller, reason: 'because' };
  };
}

export function start(script: Script): SessionCommand {
  const { policy, random } = script;
  const payload = {
    ...VERSIONS,
    participants: PARTICIPANTS,
    policyVersion: random.chance(0.7) ? policy.policyId : '',
    ttlMs: random.pick([300, 1_500, 4_000, 20_000]),
    maxSuspendMs: random.pick([0, 400]),
  };
  return envelope(script, INITIATOR, 'SessionStart', encodeBytes(SessionStartPayload, payload));
}

export function commit(script: Script): SessionCommand {
  const { session, random } = script;
  const commitment = {
    ...VERSIONS,
    commitmentId: 'c1',
    action: session?.mode === SILENT_ACCEPT.mode ? 'handoff.accepted' : 'decision.made',
    authorityScope: 'scope',
    reason: 'because',
    policyVersion: session?.policy.policyId ?? DEFAULT_POLICY_ID,
    outcomePositive: random.chance(0.9),
  };
  const by = random.chance(0.95) ? INITIATOR : 'a';
  return envelope(script, by, 'Commitment', encodeBytes(CommitmentPayload, commitment));
}

export function propose(script: Script): SessionCommand {
  const { random } = script;
  const rationale = 'r'.repeat(random.chance(0.06) ? OVERSIZE_BYTES : random.between(0, 900));
  const proposal = { proposalId: random.pick(['p1', 'p2']), option: 'deploy', rationale };
  return envelope(script, sender(random), 'Proposal', encodeBytes(decision.ProposalPayload, proposal));
}

export function evaluate(script: Script): SessionCommand {
  const evaluation = { proposalId: 'p1', recommendation: 'APPROVE', confidence: script.random.next(), reason: 'fine' };
  return envelope(script, sender(script.random), 'Evaluation', encodeBytes(decision.EvaluationPayload, evaluation));
}

export function object(script: Script): SessionCommand {
  const objection = { proposalId: 'p1', severity: 'low', reason: 'hm' };
  return envelope(script, sender(script.random), 'Objection', encodeBytes(decision.ObjectionPayload, objection));
}

export function vote(script: Script): SessionCommand {
  const { random } = script;
  const ballot = { proposalId: 'p1', vote: random.chance(0.75) ? 'APPROVE' : 'REJECT', reason: '' };
  return envelope(script, sender(random), 'Vote', encodeBytes(decision.VotePayload, ballot));
}

export function offer(script: Script): SessionCommand {
  const { random, messageId } = script;
  const made = { handoffId: messageId, targetParticipant: random.pick(['a', 'b']), scope: 'all', reason: '' };
  return envelope(script, INITIATOR, 'HandoffOffer', encodeBytes(handoff.HandoffOfferPayload, made));
}

/** The target of the outstanding offer accepts or declines. */
export function answerOffer(script: Script): SessionCommand {
  const { session, random } = script;
  const { offers, outstanding } = session!.modeState as HandoffState;
  const handoffId = outstanding ?? 'none';
  const by = offers.get(handoffId)?.targetParticipant ?? 'a';
  if (random.chance(0.4)) {
    const accept = { handoffId, acceptedBy: by, reason: '' };
    return envelope(script, by, 'HandoffAccept', encodeBytes(handoff.HandoffAcceptPayload, accept));
  }
  const decline = { handoffId, declinedBy: by, reason: '' };
  return envelope(script, by, 'HandoffDecline', encodeBytes(handoff.HandoffDeclinePayload, decline));
}

/** The message that a command would have accepted; `undefined` for reads and control commands. */
export function messageOf(command: SessionCommand): Envelope | undefined {
  return command.kind === 'SubmitEnvelope' ? command.envelope : undefined;
}

function envelope(script: Script, by: string, messageType: string, payload: Uint8Array): SessionCommand {
  const { sessionId, messageId, policy, random, nowMs } = script;
  const made: Envelope = {
    macpVersion: '1.0',
    mode: policy.mode,
    messageType,
    messageId,
    sessionId,
    sender: by,
    timestampUnixMs: random.chance(0.7) ? 0n : BigInt(nowMs),
    payload,
  };
  return { kind: 'SubmitEnvelope', envelope: made };
}

function sender(random: Random): string {
  return random.chance(0.95) ? random.pick(PARTICIPANTS) : 'stranger';
}
