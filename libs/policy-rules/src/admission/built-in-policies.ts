/**
 * The policies that exist without being registered, and the id space that is kept for them (RFC-MACP-0012 §5, §5.2).
 * A reserved id never means anything but its published profile.
 */
import { canonicalJson } from '@macp/kernel';
import type { JsonValue, PolicyDefinition } from '@macp/kernel';

import { decisionRules } from '../rules/decision-rules.js';
import { ANY_MODE, MODE_ID, ruleSchema } from '../rules/rule-schema.js';
import { readRulesText, rulesText } from '../rules/rules-text.js';
import type { JsonObject } from '../rules/rules-text.js';
import { typeFault } from '../rules/type-faults.js';

/** The policy of sessions that name none. */
export const DEFAULT_POLICY_ID = 'policy.default';

/** Every id that begins so belongs to the specification. */
export const RESERVED_PREFIX = 'policy.std.';

/** `policy.default` and the three reserved profiles, sorted by id. */
export const BUILT_IN_POLICIES: readonly PolicyDefinition[] = [
  {
    policyId: DEFAULT_POLICY_ID,
    mode: ANY_MODE,
    description: 'Default policy: the built-in rules of the mode apply, with no additional governance constraints',
    rules: rulesText({
      voting: { algorithm: 'none', quorum: { type: 'count', value: 0 } },
      objection_handling: { critical_severity_vetoes: false, veto_threshold: 1 },
      evaluation: { required_before_voting: false, minimum_confidence: 0 },
      commitment: { authority: 'initiator_only', designated_roles: [], require_vote_quorum: false },
    }),
    schemaVersion: 1,
  },
  profile('majority', 'Half of the decisive votes approve, at least one participant voting', {
    voting: { algorithm: 'majority', threshold: 0.5, quorum: { type: 'count', value: 1 } },
    commitment: { require_vote_quorum: true },
  }),
  profile('supermajority', 'Two thirds of the decisive votes approve, at least two participants voting', {
    voting: { algorithm: 'supermajority', threshold: 0.6666666666666666, quorum: { type: 'count', value: 2 } },
    commitment: { require_vote_quorum: true },
  }),
  profile('unanimous', 'Every declared participant approves', {
    voting: { algorithm: 'unanimous', quorum: { type: 'count', value: 1 } },
    commitment: { require_vote_quorum: true },
  }),
];

const BY_ID: ReadonlyMap<string, PolicyDefinition> = new Map(
  BUILT_IN_POLICIES.map((policy) => [policy.policyId, policy]),
);

/** The built-in policy of exactly this id. */
export function builtInPolicy(policyId: string): PolicyDefinition | undefined {
  return BY_ID.get(policyId);
}

/** True for ids that only the specification may give a meaning. */
export function isReserved(policyId: string): boolean {
  return policyId === DEFAULT_POLICY_ID || policyId.startsWith(RESERVED_PREFIX);
}

/**
 * True when a descriptor under an assigned reserved id says what the profile says: mode, version, and the rules once
 * their defaults are resolved; annotations and description are free. Vendor keys have been refused before.
 */
export function isCanonicalProfile(
  descriptor: Pick<PolicyDefinition, 'policyId' | 'mode' | 'schemaVersion'>,
  rules: JsonObject,
): boolean {
  const canonical = builtInPolicy(descriptor.policyId);
  if (canonical === undefined || canonical.mode !== descriptor.mode) return false;
  if (canonical.schemaVersion !== descriptor.schemaVersion) return false;
  const resolved = resolvedRules(rules);
  return resolved !== undefined && resolved === resolvedRules(rulesOf(canonical));
}

function profile(name: string, description: string, rules: JsonObject): PolicyDefinition {
  return {
    policyId: RESERVED_PREFIX + name,
    mode: MODE_ID.decision,
    description,
    rules: rulesText(rules),
    schemaVersion: 1,
  };
}

function rulesOf(policy: PolicyDefinition): JsonObject {
  const reading = readRulesText(policy.rules);
  return reading.kind === 'rules' ? reading.rules : {};
}

function resolvedRules(rules: JsonObject): string | undefined {
  const schema = ruleSchema(MODE_ID.decision);
  if (schema === undefined || typeFault(schema, rules) !== undefined) return undefined;
  return canonicalJson(decisionRules(rules) as unknown as JsonValue);
}
