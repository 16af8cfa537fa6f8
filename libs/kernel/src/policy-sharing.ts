/**
 * Many sessions are bound to the same definition; read back from storage, each would carry a copy of its own. This memo
 * hands out one shared object per content, which saves memory and lets derived readings be remembered per definition.
 */
import type { PolicyDefinition } from './policy.js';

const DEFINITIONS_MAX = 1024;
const DEFINITIONS = new Map<string, PolicyDefinition>();

/** A definition equal to `policy`, the same object for the same content as far as memory allows. */
export function sharedPolicy(policy: PolicyDefinition): PolicyDefinition {
  const known = DEFINITIONS.get(policy.policyId);
  if (known !== undefined && isEqual(known, policy)) return known;
  if (DEFINITIONS.size >= DEFINITIONS_MAX) DEFINITIONS.clear();
  DEFINITIONS.set(policy.policyId, policy);
  return policy;
}

function isEqual(one: PolicyDefinition, other: PolicyDefinition): boolean {
  return (
    one === other ||
    (one.policyId === other.policyId &&
      one.mode === other.mode &&
      one.schemaVersion === other.schemaVersion &&
      one.rules === other.rules &&
      one.description === other.description)
  );
}
