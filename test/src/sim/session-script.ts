/**
 * What the clients of the simulated world want of its sessions: Decision sessions, and some of Handoff, with a bound
 * policy, whose next message mostly makes sense in the state that the log shows, and now and then does not.
 */
import type { PolicyDefinition, Session, SessionCommand } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { DecisionState, HandoffState } from '@macp/modes';
import { builtInPolicy } from '@macp/policy-rules';
import { sessionAggregate } from '@macp/records';
import {
  MAJORITY,
  SILENT_ACCEPT,
  answerOffer,
  commit,
  control,
  evaluate,
  object,
  offer,
  propose,
  read,
  start,
  vote,
} from './session-messages.js';
import type { Script } from './session-messages.js';

const POLICIES = new Map([MAJORITY, SILENT_ACCEPT].map((policy) => [policy.policyId, policy]));

export const modes = modeLookup(builtInModes);

/** The real aggregate, as every session engine runs it. */
export const sessions = sessionAggregate({
  modes,
  codec: coreCodec,
  policies: (policyId) => POLICIES.get(policyId) ?? builtInPolicy(policyId),
});

/** Of so many sessions one is a Handoff. */
const HANDOFF_STRIDE = 4;

export function sessionIdOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function policyOf(number: number): PolicyDefinition {
  return number % HANDOFF_STRIDE === 0 ? SILENT_ACCEPT : MAJORITY;
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
  if (session.mode === SILENT_ACCEPT.mode) {
    return (session.modeState as HandoffState).outstanding === undefined ? OFFERING : OFFERED;
  }
  return (session.modeState as DecisionState).proposals.size === 0 ? PROPOSING : DECIDING;
}

/** What can be wanted; `weight` is how often where several can. */
type Wish = readonly [weight: number, wanted: (script: Script) => SessionCommand];

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

const OFFERING: readonly Wish[] = [
  [10, offer],
  [2, commit],
  [2, read],
  [1, answerOffer],
  [1, control('SuspendSession')],
];

const OFFERED: readonly Wish[] = [
  [4, answerOffer],
  [3, read],
  [2, control('SuspendSession')],
  [1, offer],
  [1, commit],
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
