/**
 * Admission of a policy descriptor (RFC-MACP-0012 §4, §5, §10): checks in the specification's order, the first fault
 * decides. What is admitted is stored in canonical form, so it is read back exactly as it was checked. Total: any
 * descriptor is either admitted or refused with a text.
 */
import { isBlank } from '@macp/kernel';
import type { PolicyDefinition } from '@macp/kernel';

import { ruleSchema } from '../rules/rule-schema.js';
import { readRulesText, rulesText, storedRulesFault } from '../rules/rules-text.js';
import type { JsonObject } from '../rules/rules-text.js';
import { shapeFault, typeFault } from '../rules/type-faults.js';
import { DEFAULT_POLICY_ID, isCanonicalProfile, isReserved } from './built-in-policies.js';
import { domainFault } from './domain-faults.js';
import { undefinedKeyFault, vendorKeyFault } from './key-namespaces.js';

/** Begins the text of every refusal that is the definition's own fault. */
export const INVALID_DEFINITION_PREFIX = 'INVALID_POLICY_DEFINITION: ';

/** Rule schema versions that this runtime evaluates. */
export const SCHEMA_VERSIONS: readonly number[] = [1, 2, 3];

/** Longest id, mode and description together, in UTF-16 code units. */
export const DESCRIPTOR_TEXT_LENGTH_MAX = 64 * 1024;

/** The definition in its canonical form, or the text of the refusal with its prefix. */
export type Admission =
  | { readonly kind: 'admitted'; readonly policy: PolicyDefinition }
  | { readonly kind: 'refused'; readonly error: string };

/** Admits a descriptor for registration. Whether its id is taken is for the registry to say, after this. */
export function admitPolicy(descriptor: PolicyDefinition): Admission {
  const { policyId } = descriptor;
  if (isBlank(policyId)) return refused('policy_id must not be blank');
  if (policyId === DEFAULT_POLICY_ID) return refused(`policy_id '${DEFAULT_POLICY_ID}' is reserved`);
  return admitDefinition(descriptor, (rules) =>
    isReserved(policyId) && !isCanonicalProfile(descriptor, rules)
      ? `policy_id '${policyId}' is reserved for a profile of the specification`
      : undefined,
  );
}

/** Admits a definition that will not be registered, whose id may be any text, empty and reserved ones included. */
export function admitCandidate(descriptor: PolicyDefinition): Admission {
  return admitDefinition(descriptor, () => undefined);
}

function admitDefinition(
  descriptor: PolicyDefinition,
  reservedFault: (rules: JsonObject) => string | undefined,
): Admission {
  const { policyId, mode, description, schemaVersion } = descriptor;
  if (!SCHEMA_VERSIONS.includes(schemaVersion)) return refused('schema_version must be 1, 2 or 3');
  if (policyId.length + mode.length + description.length > DESCRIPTOR_TEXT_LENGTH_MAX) {
    return refused(`policy_id, mode and description are longer than ${DESCRIPTOR_TEXT_LENGTH_MAX} characters`);
  }
  const reading = readRulesText(descriptor.rules);
  if (reading.kind === 'fault') return refused(reading.fault);
  const { rules } = reading;
  const schema = ruleSchema(mode);
  const fault =
    undefinedKeyFault(mode, rules) ??
    vendorKeyFault(mode, rules) ??
    (schema === undefined ? undefined : shapeFault(schema, rules)) ??
    reservedFault(rules) ??
    (schema === undefined ? undefined : typeFault(schema, rules)) ??
    domainFault(mode, rules);
  if (fault !== undefined) return refused(fault);
  const stored = rulesText(rules);
  const storedFault = storedRulesFault(stored);
  if (storedFault !== undefined) return refused(storedFault);
  return { kind: 'admitted', policy: { policyId, mode, description, rules: stored, schemaVersion } };
}

function refused(fault: string): Admission {
  return { kind: 'refused', error: INVALID_DEFINITION_PREFIX + fault };
}
