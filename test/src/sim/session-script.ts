/**
 * What the clients of the simulated world want of its sessions: Decision sessions with a bound policy, whose next message
 * mostly makes sense in the state that the log shows, and now and then does not.
 */
import type { Envelope, PolicyDefinition, Session, SessionCommand } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { DecisionState } from '@macp/modes';
import { DEFAULT_POLICY_ID, builtInPolicy } from '@macp/policy-rules';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import { sessionAggregate } from '@macp/records';
import type { Random } from './random.js';

const MAJORITY: PolicyDefinition = {
  policyId: 'policy.majority',
  mode: 'macp.mode.decision.v1',
  description: 'more than half',
  rules: '{"voting":{"algorithm":"majority","threshold":0.5}}',
  schemaVersion: 3,
};

export const modes = modeLookup(builtInModes);

/** The real aggregate, as every session engine runs it. */
export const sessions = sessionAggregate({
  modes,
  codec: coreCodec,
  policies: (policyId) => (policyId === MAJORITY.policyId ? MAJORITY : builtInPolicy(policyId)),
});

/** A participant of every session, its initiator. */
export const INITIATOR = 'lead';
const PARTICIPANTS = [INITIATOR, 'a', 'b'];
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'cfg' };
/** More than a record of the simulated log may hold. */
const OVERSIZE_BYTES = 4_500;

/** What can be wanted; `weight` is how often where several can. */
type Wish = readonly [weight: number, wanted: (script: Script) => SessionCommand];

interface Script {
  readonly sessionId: string;
  readonly session: Session | undefined;
  /** Fresh. */
  readonly messageId: string;
  readonly random: Random;
  /** The client's idea of the time. */
  readonly nowMs: number;
}

export function sessionIdOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** The next thing that somebody wants of the session. */
export function nextCommand(script: Script): SessionCommand {
  const wishes = wishesOf(script.session);
  let left = script.random.next() * wishes.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, wanted] of wishes) {
    left -= weight;
    if (left < 0) return wanted(script);
  }
  return read(script);
}

function wishesOf(session: Session | undefined): readonly Wish[] {
  if (session === undefined) return UNKNOWN;
  if (session.state === 'SUSPENDED') return SUSPENDED;
  if (session.state !== 'OPEN') return ENDED;
  return (session.modeState as DecisionState).proposals.size === 0 ? PROPOSING : DECIDING;
}

const UNKNOWN: readonly Wish[] = [
  [17, start],
  [2, read],
  [1, vote],
];

const PROPOSING: readonly Wish[] = [
  [14, propose],
  [3, read],
  [1, start],
  [1, vote],
  [1, control('SuspendSession')],
  [1, control('CancelSession')],
];

const DECIDING: readonly Wish[] = [
  [10, vote],
  [3, evaluate],
  [2, propose],
  [1, object],
  [5, commit],
  [4, read],
  [2, control('SuspendSession')],
  [0.5, control('CancelSession')],
  [1, start],
];

const SUSPENDED: readonly Wish[] = [
  [12, control('ResumeSession')],
  [3, read],
  [3, vote],
  [1, control('CancelSession')],
];

const ENDED: readonly Wish[] = [
  [8, read],
  [2, vote],
  [2, start],
  [2, commit],
  [1, control('CancelSession')],
];

function read({ sessionId, random }: Script): SessionCommand {
  return { kind: 'ObserveSession', sessionId, caller: random.pick(PARTICIPANTS), observer: false };
}

function control(kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession'): Wish[1] {
  return ({ sessionId, random }) => {
    const caller = random.chance(0.9) ? INITIATOR : 'stranger';
    return { kind, sessionId, caller, reason: 'because' };
  };
}

function envelope(script: Script, sender: string, messageType: string, payload: Uint8Array): SessionCommand {
  const { sessionId, messageId, random, nowMs } = script;
  const made: Envelope = {
    macpVersion: '1.0',
    mode: MAJORITY.mode,
    messageType,
    messageId,
    sessionId,
    sender,
    timestampUnixMs: random.chance(0.7) ? 0n : BigInt(nowMs),
    payload,
  };
  return { kind: 'SubmitEnvelope', envelope: made };
}

function start(script: Script): SessionCommand {
  const { random } = script;
  const payload = {
    ...VERSIONS,
    participants: PARTICIPANTS,
    policyVersion: random.chance(0.7) ? MAJORITY.policyId : '',
    ttlMs: random.pick([300, 1_500, 4_000, 20_000]),
    maxSuspendMs: random.pick([0, 400]),
  };
  return envelope(script, INITIATOR, 'SessionStart', encodeBytes(SessionStartPayload, payload));
}

function propose(script: Script): SessionCommand {
  const { random } = script;
  const rationale = 'r'.repeat(random.chance(0.06) ? OVERSIZE_BYTES : random.between(0, 900));
  const proposal = { proposalId: random.pick(['p1', 'p2']), option: 'deploy', rationale };
  return envelope(script, sender(random), 'Proposal', encodeBytes(decision.ProposalPayload, proposal));
}

function evaluate(script: Script): SessionCommand {
  const evaluation = { proposalId: 'p1', recommendation: 'APPROVE', confidence: script.random.next(), reason: 'fine' };
  return envelope(script, sender(script.random), 'Evaluation', encodeBytes(decision.EvaluationPayload, evaluation));
}

function object(script: Script): SessionCommand {
  const objection = { proposalId: 'p1', severity: 'low', reason: 'hm' };
  return envelope(script, sender(script.random), 'Objection', encodeBytes(decision.ObjectionPayload, objection));
}

function vote(script: Script): SessionCommand {
  const { random } = script;
  const ballot = { proposalId: 'p1', vote: random.chance(0.75) ? 'APPROVE' : 'REJECT', reason: '' };
  return envelope(script, sender(random), 'Vote', encodeBytes(decision.VotePayload, ballot));
}

function commit(script: Script): SessionCommand {
  const { session, random } = script;
  const commitment = {
    ...VERSIONS,
    commitmentId: 'c1',
    action: 'decision.made',
    authorityScope: 'scope',
    reason: 'because',
    policyVersion: session?.policy.policyId ?? DEFAULT_POLICY_ID,
    outcomePositive: random.chance(0.9),
  };
  const by = random.chance(0.95) ? INITIATOR : 'a';
  return envelope(script, by, 'Commitment', encodeBytes(CommitmentPayload, commitment));
}

function sender(random: Random): string {
  return random.chance(0.95) ? random.pick(PARTICIPANTS) : 'stranger';
}

/** The message that a command would have accepted; `undefined` for reads and control commands. */
export function messageOf(command: SessionCommand): Envelope | undefined {
  return command.kind === 'SubmitEnvelope' ? command.envelope : undefined;
}
