/**
 * Durable form of the registry's state: canonical JSON with a format version, so that equal registries have equal texts
 * and snapshots can be compared by hash.
 */
import { canonicalJson, invariant } from '@macp/kernel';
import type { JsonValue, PolicyDefinition } from '@macp/kernel';

import { compareText } from '../text-order.js';
import { PolicyMap } from './policy-map.js';
import type { PolicyRegistry } from './registry.js';

const FORMAT = 1;
const TEXT_FIELDS = ['policyId', 'mode', 'description', 'rules'] as const;

/** Canonical text of a registry. */
export function encodeRegistry(state: PolicyRegistry): string {
  const policies = [...state.policies.values()]
    .sort((one, other) => compareText(one.policyId, other.policyId))
    .map(({ policyId, mode, description, rules, schemaVersion }) => ({
      policyId,
      mode,
      description,
      rules,
      schemaVersion,
    }));
  return canonicalJson({ format: FORMAT, policies });
}

/** The registry of a text written by `encodeRegistry`; throws `InvariantViolation` on any other. */
export function decodeRegistry(text: string): PolicyRegistry {
  const stored = parsed(text);
  invariant(isRecord(stored) && stored['format'] === FORMAT, 'registry state has an unknown format');
  const entries = stored['policies'];
  invariant(Array.isArray(entries), 'registry state holds no list of policies');
  let policies = PolicyMap.EMPTY;
  for (const entry of entries as readonly JsonValue[]) {
    invariant(isPolicy(entry) && !policies.has(entry.policyId), 'registry state holds a broken policy');
    policies = policies.with(entry);
  }
  return { policies };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPolicy(value: unknown): value is PolicyDefinition {
  return (
    isRecord(value) &&
    TEXT_FIELDS.every((field) => typeof value[field] === 'string') &&
    typeof value['schemaVersion'] === 'number'
  );
}
