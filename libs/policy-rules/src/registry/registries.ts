/**
 * The registries as one aggregate of several entities: policies, modes, and the open sessions of each limited identity.
 * They share one log, so what was answered by any of them is in order with all of the others.
 */
import { invariant } from '@macp/kernel';

import type { RegistryAccepted, RegistryRefused } from './change-decision.js';
import { decideModeRegistry, evolveModeRegistry } from './mode-registry.js';
import type { ModeRegistry, ModeRegistryCommand, ModeRegistryContext, ModeRegistryFact } from './mode-registry.js';
import { decideOpenSessions, evolveOpenSessions } from './open-sessions.js';
import type { OpenSessions, OpenSessionsCommand, OpenSessionsFact, OpenSessionsFull } from './open-sessions.js';
import { decidePolicyRegistry, evolvePolicyRegistry } from './policy-registry.js';
import type { PolicyRegistry, PolicyRegistryCommand, PolicyRegistryFact } from './policy-registry.js';

export type RegistryCommand = PolicyRegistryCommand | ModeRegistryCommand | OpenSessionsCommand;
export type RegistryFact = PolicyRegistryFact | ModeRegistryFact | OpenSessionsFact;
export type RegistryOutcome = RegistryAccepted | RegistryRefused | OpenSessionsFull;
export type RegistryState = PolicyRegistry | ModeRegistry | OpenSessions;

/** What to make durable, then what to answer. */
export interface RegistryDecision {
  readonly kind: 'decided';
  readonly facts: readonly RegistryFact[];
  readonly outcome: RegistryOutcome;
}

/** The entity of the policy registry. */
export const POLICIES_ENTITY = 'policies';
/** The entity of the mode registry. */
export const MODES_ENTITY = 'modes';
const OPEN_SESSIONS_PREFIX = 'open-sessions:';

/** The entity that a command is about. */
export function entityOfRegistryCommand(command: RegistryCommand): string {
  switch (command.kind) {
    case 'RegisterPolicy':
    case 'UnregisterPolicy':
      return POLICIES_ENTITY;
    case 'RegisterExtMode':
    case 'UnregisterExtMode':
    case 'PromoteMode':
      return MODES_ENTITY;
    case 'ReserveSession':
    case 'ReleaseSessions':
      return OPEN_SESSIONS_PREFIX + command.identity;
  }
}

/** The entity that a fact happened to. */
export function entityOfRegistryFact(fact: RegistryFact): string {
  switch (fact.kind) {
    case 'PolicyRegistered':
    case 'PolicyUnregistered':
      return POLICIES_ENTITY;
    case 'ModeRegistered':
    case 'ModeUnregistered':
    case 'ModePromoted':
      return MODES_ENTITY;
    case 'SessionReserved':
    case 'SessionsReleased':
      return OPEN_SESSIONS_PREFIX + fact.identity;
  }
}

/** Decides a command on the state of its entity. Pure and total. */
export function decideRegistry(
  state: RegistryState | undefined,
  command: RegistryCommand,
  context: ModeRegistryContext,
): RegistryDecision {
  switch (command.kind) {
    case 'RegisterPolicy':
    case 'UnregisterPolicy':
      return decidePolicyRegistry(asKind(state, 'policies'), command, context.nowMs);
    case 'RegisterExtMode':
    case 'UnregisterExtMode':
    case 'PromoteMode':
      return decideModeRegistry(asKind(state, 'modes'), command, context);
    case 'ReserveSession':
    case 'ReleaseSessions':
      return decideOpenSessions(asKind(state, 'open-sessions'), command, context.nowMs);
  }
}

/** The entity's state after a fact. Throws `InvariantViolation` on a history that cannot be. */
export function evolveRegistry(state: RegistryState | undefined, fact: RegistryFact): RegistryState {
  switch (fact.kind) {
    case 'PolicyRegistered':
    case 'PolicyUnregistered':
      return evolvePolicyRegistry(asKind(state, 'policies'), fact);
    case 'ModeRegistered':
    case 'ModeUnregistered':
    case 'ModePromoted':
      return evolveModeRegistry(asKind(state, 'modes'), fact);
    case 'SessionReserved':
    case 'SessionsReleased':
      return evolveOpenSessions(asKind(state, 'open-sessions'), fact);
  }
}

function asKind<Kind extends RegistryState['kind']>(
  state: RegistryState | undefined,
  kind: Kind,
): Extract<RegistryState, { readonly kind: Kind }> | undefined {
  invariant(state === undefined || state.kind === kind, `an entity of ${kind} has the state of another kind`);
  return state as Extract<RegistryState, { readonly kind: Kind }> | undefined;
}
