/**
 * The policy registry as an event-sourced aggregate (RFC-MACP-0012 §2, §7): `decidePolicyRegistry` may refuse, `evolvePolicyRegistry`
 * never does. Registered definitions never change; the built-in ones are part of every registry without being stored.
 * An id that was unregistered is free again: sessions keep the definition that they were bound to.
 */
import { compareText, invariant } from '@macp/kernel';
import type { PolicyDefinition } from '@macp/kernel';

import { admitPolicy } from '../admission/admit-policy.js';
import { BUILT_IN_POLICIES, DEFAULT_POLICY_ID, builtInPolicy, isReserved } from '../admission/built-in-policies.js';
import { ANY_MODE } from '../rules/rule-schema.js';

import { accepted, refused } from './change-decision.js';
import type { ChangeDecision } from './change-decision.js';
import { PolicyMap } from './policy-map.js';

/** Adds a policy. `caller` is an identity with the registry-management privilege, or the source of a preload. */
export interface RegisterPolicy {
  readonly kind: 'RegisterPolicy';
  /** As received; `rules` may be any text. */
  readonly descriptor: PolicyDefinition;
  readonly caller: string;
}

/** Removes a policy from the registry; bound sessions do not notice. */
export interface UnregisterPolicy {
  readonly kind: 'UnregisterPolicy';
  readonly policyId: string;
  readonly caller: string;
}

export type PolicyRegistryCommand = RegisterPolicy | UnregisterPolicy;

/** Written when a definition was admitted under a free id. */
export interface PolicyRegistered {
  readonly kind: 'PolicyRegistered';
  /** As admitted: rules in canonical form. */
  readonly policy: PolicyDefinition;
  readonly atMs: number;
  readonly registeredBy: string;
}

/** Written when a registered policy was removed. */
export interface PolicyUnregistered {
  readonly kind: 'PolicyUnregistered';
  readonly policyId: string;
  readonly atMs: number;
  readonly unregisteredBy: string;
}

export type PolicyRegistryFact = PolicyRegistered | PolicyUnregistered;

/** The registered policies. Invariant: holds no built-in and no reserved id; never mutated. */
export interface PolicyRegistry {
  readonly kind: 'policies';
  readonly policies: PolicyMap;
}

/** A registry nothing was registered in. */
export const EMPTY_POLICIES: PolicyRegistry = { kind: 'policies', policies: PolicyMap.EMPTY };

/** Decides a command at `nowMs`, the time its fact will carry. Pure and total. */
export function decidePolicyRegistry(
  state: PolicyRegistry | undefined,
  command: PolicyRegistryCommand,
  nowMs: number,
): ChangeDecision<PolicyRegistryFact> {
  const registry = state ?? EMPTY_POLICIES;
  return command.kind === 'RegisterPolicy' ? register(registry, command, nowMs) : unregister(registry, command, nowMs);
}

/** The registry after a fact. Throws `InvariantViolation` on a history that cannot be. */
export function evolvePolicyRegistry(state: PolicyRegistry | undefined, fact: PolicyRegistryFact): PolicyRegistry {
  const { policies } = state ?? EMPTY_POLICIES;
  if (fact.kind === 'PolicyRegistered') {
    const { policyId } = fact.policy;
    invariant(!isReserved(policyId) && !policies.has(policyId), `policy '${policyId}' is registered twice`);
    return { kind: 'policies', policies: policies.with(fact.policy) };
  }
  invariant(policies.has(fact.policyId), `policy '${fact.policyId}' is unregistered without being there`);
  return { kind: 'policies', policies: policies.without(fact.policyId) };
}

/** The policy of exactly this id, built-in or registered; serves as the kernel's policy lookup. */
export function getPolicy(state: PolicyRegistry | undefined, policyId: string): PolicyDefinition | undefined {
  return builtInPolicy(policyId) ?? state?.policies.get(policyId);
}

/** The policy that a SessionStart of `policyVersion` is bound to: an empty version means `policy.default`. */
export function resolvePolicy(state: PolicyRegistry | undefined, policyVersion: string): PolicyDefinition | undefined {
  return getPolicy(state, policyVersion === '' ? DEFAULT_POLICY_ID : policyVersion);
}

/** Policies of exactly `modeFilter` and of every mode, sorted by id; an empty filter lists all. */
export function listPolicies(state: PolicyRegistry | undefined, modeFilter: string): readonly PolicyDefinition[] {
  return [...BUILT_IN_POLICIES, ...(state ?? EMPTY_POLICIES).policies.values()]
    .filter((policy) => modeFilter === '' || policy.mode === modeFilter || policy.mode === ANY_MODE)
    .sort((one, other) => compareText(one.policyId, other.policyId));
}

function register(
  registry: PolicyRegistry,
  command: RegisterPolicy,
  nowMs: number,
): ChangeDecision<PolicyRegistryFact> {
  const admission = admitPolicy(command.descriptor);
  if (admission.kind === 'refused') return refused(admission.error);
  const { policy } = admission;
  if (getPolicy(registry, policy.policyId) !== undefined) {
    return refused(`policy '${policy.policyId}' is already registered`);
  }
  return accepted({ kind: 'PolicyRegistered', policy, atMs: nowMs, registeredBy: command.caller });
}

function unregister(
  registry: PolicyRegistry,
  command: UnregisterPolicy,
  nowMs: number,
): ChangeDecision<PolicyRegistryFact> {
  const { policyId, caller } = command;
  if (policyId === DEFAULT_POLICY_ID) return refused('cannot unregister the built-in default policy');
  if (builtInPolicy(policyId) !== undefined) return refused(`cannot unregister the built-in policy '${policyId}'`);
  if (!registry.policies.has(policyId)) return refused(`policy '${policyId}' not found`);
  return accepted({ kind: 'PolicyUnregistered', policyId, atMs: nowMs, unregisteredBy: caller });
}
