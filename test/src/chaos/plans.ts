/**
 * What agents want of one session, deed by deed, with what each has to be answered: sessions of every mode that end in a
 * Commitment, that are suspended, cancelled or left to expire on their way, and that are asked again after their end.
 */
import { randomUUID } from 'node:crypto';
import { SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { DECISION, commitmentStep } from '../e2e/decision-script.js';
import { scriptedSessions } from '../e2e/mode-scripts.js';
import type { Random } from '../sim/random.js';

/** `ok`, or the code of a refusal. */
export type Answer = string;

/** One message and who sends it; its id is given when it is sent. */
export interface Message {
  readonly sender: string;
  readonly messageType: string;
  readonly payload: Uint8Array;
  readonly answer: Answer;
}

export type Deed =
  /** Several at once may be accepted in any order. */
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'SuspendSession' | 'ResumeSession' | 'CancelSession' }
  /** Sent until the session has expired. */
  | { readonly kind: 'outlive'; readonly message: (n: number) => Message };

export interface Plan {
  readonly sessionId: string;
  readonly mode: string;
  /** To be registered before the session starts. */
  readonly policy: macp.v1.PolicyDescriptorInit | undefined;
  readonly start: Message;
  readonly ttlMs: number;
  readonly deeds: readonly Deed[];
}

const HOUR_MS = 3_600_000;
const SHORT_TTL_MS = { min: 1500, max: 6000 };
const BURST_MAX = 4;
const LONG_CHANCE = 0.4;
const EXPIRING_CHANCE = 0.06;
const SUSPENDED_CHANCE = 0.3;
const CANCELLED_CHANCE = 0.12;
const SOME_CHANCE = 0.1;

/** One of each mode, all of which end RESOLVED. */
const TEMPLATES = scriptedSessions();

/** Ids of policies that several clients may want at once; every other is wanted once. */
export const SHARED_POLICIES = new Set(TEMPLATES.flatMap(({ policy }) => policy?.policyId ?? []));

/** A fresh session. */
export function planOf(random: Random): Plan {
  if (random.chance(EXPIRING_CHANCE)) return expiring(random);
  const { mode, policy, deeds } = random.chance(LONG_CHANCE) ? longDecision(random) : ofTemplate(random);
  return planned({ mode, policy, deeds: ended(random, interrupted(random, deeds)), ttlMs: HOUR_MS });
}

/** What is refused of every session that has ended or is suspended. */
export function refusedProbe(answer: Answer = 'SESSION_NOT_OPEN'): Message {
  return { ...proposal('probe'), answer };
}

type Draft = Pick<Plan, 'mode' | 'policy' | 'deeds'>;

function planned({ ttlMs, ...draft }: Draft & Pick<Plan, 'ttlMs'>): Plan {
  const terms = { participants: ['lead', 'alice', 'bob'], modeVersion: '1.0.0', configurationVersion: 'c1', ttlMs };
  const payload = encodeBytes(SessionStartPayload, { ...terms, policyVersion: draft.policy?.policyId ?? '' });
  const start = { sender: 'lead', messageType: 'SessionStart', payload, answer: 'ok' };
  return { sessionId: randomUUID(), ...draft, start, ttlMs };
}

function ofTemplate(random: Random): Draft {
  const { mode, policy, steps } = random.pick(TEMPLATES);
  const messages = steps.slice(1).map(({ sender, envelope, answer }): Message => {
    return { sender, messageType: envelope.messageType!, payload: envelope.payload!, answer };
  });
  // Now and then a policy that nobody knows yet.
  const own = policy && random.chance(SOME_CHANCE) ? { ...policy, policyId: `policy.chaos.${randomUUID()}` } : policy;
  return {
    mode,
    policy: own ?? undefined,
    deeds: messages.map((message) => ({ kind: 'messages', messages: [message] })),
  };
}

function longDecision(random: Random): Draft {
  const deeds: Deed[] = [];
  const count = random.pick([5, 20, 60, 250]);
  for (let n = 0; n < count;) {
    const burst = random.chance(SOME_CHANCE) ? random.between(2, BURST_MAX) : 1;
    deeds.push({ kind: 'messages', messages: Array.from({ length: burst }, () => proposal(`p${n++}`)) });
  }
  const { sender, envelope } = commitmentStep('');
  const vote = encodeBytes(decision.VotePayload, { proposalId: 'p0', vote: 'APPROVE' });
  const votes = ['lead', 'alice', 'bob'].map((voter) => message(voter, 'Vote', vote));
  deeds.push({ kind: 'messages', messages: votes });
  deeds.push({ kind: 'messages', messages: [message(sender, 'Commitment', envelope.payload!)] });
  return { mode: DECISION, policy: undefined, deeds };
}

function expiring(random: Random): Plan {
  const ttlMs = random.between(SHORT_TTL_MS.min, SHORT_TTL_MS.max);
  const deeds: Deed[] = [{ kind: 'outlive', message: (n) => proposal(`p${n}`) }];
  return planned({ mode: DECISION, policy: undefined, deeds, ttlMs });
}

function interrupted(random: Random, deeds: readonly Deed[]): readonly Deed[] {
  if (!random.chance(SUSPENDED_CHANCE)) return deeds;
  const at = random.between(0, deeds.length - 1);
  const pause: Deed[] = [
    { kind: 'SuspendSession' },
    { kind: 'messages', messages: [refusedProbe()] },
    { kind: 'ResumeSession' },
  ];
  return [...deeds.slice(0, at), ...pause, ...deeds.slice(at)];
}

function ended(random: Random, deeds: readonly Deed[]): readonly Deed[] {
  if (!random.chance(CANCELLED_CHANCE)) return deeds;
  return [...deeds.slice(0, random.between(0, deeds.length - 1)), { kind: 'CancelSession' }];
}

function message(sender: string, messageType: string, payload: Uint8Array): Message {
  return { sender, messageType, payload, answer: 'ok' };
}

function proposal(proposalId: string): Message {
  const payload = encodeBytes(decision.ProposalPayload, { proposalId, option: 'go', rationale: 'because' });
  return message('lead', 'Proposal', payload);
}
