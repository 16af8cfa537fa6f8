/** Durable form of the policy registry's facts and outcomes (`macp.runtime.v1.RegistryFact`, `RegistryOutcome`). */
import { invariant } from '@macp/kernel';
import { INVALID_DEFINITION_PREFIX } from '@macp/policy-rules';
import type { RegistryFact, RegistryOutcome } from '@macp/policy-rules';
import { encodeBytes, records, toSafeNumber } from '@macp/proto';
import { restoredPolicy } from './policy-record.js';

/** Bytes of a fact. */
export function encodeRegistryFact(fact: RegistryFact): Uint8Array {
  return encodeBytes(
    records.RegistryFact,
    fact.kind === 'PolicyRegistered' ? { registered: fact } : { unregistered: fact },
  );
}

/** The fact behind bytes of `encodeRegistryFact`; throws on any other. */
export function decodeRegistryFact(bytes: Uint8Array): RegistryFact {
  const { registered, unregistered } = records.RegistryFact.decode(bytes);
  if (registered) {
    const { atMs, registeredBy } = registered;
    const policy = restoredPolicy(registered.policy);
    return { kind: 'PolicyRegistered', policy, atMs: toSafeNumber(atMs), registeredBy };
  }
  invariant(unregistered, 'a stored registry fact is of no known kind');
  const { policyId, atMs, unregisteredBy } = unregistered;
  return { kind: 'PolicyUnregistered', policyId, atMs: toSafeNumber(atMs), unregisteredBy };
}

/** Bytes of an outcome; `code` repeats what the text's prefix says, for tools. */
export function encodeRegistryOutcome(outcome: RegistryOutcome): Uint8Array {
  if (outcome.kind === 'registryAccepted') return encodeBytes(records.RegistryOutcome, { ok: true });
  const { error } = outcome;
  const code = error.startsWith(INVALID_DEFINITION_PREFIX) ? 'INVALID_POLICY_DEFINITION' : '';
  return encodeBytes(records.RegistryOutcome, { ok: false, error, code });
}

/** The outcome behind bytes of `encodeRegistryOutcome`; throws on any other. */
export function decodeRegistryOutcome(bytes: Uint8Array): RegistryOutcome {
  const { ok, error } = records.RegistryOutcome.decode(bytes);
  return ok ? { kind: 'registryAccepted' } : { kind: 'registryRefused', error };
}
