/**
 * Durable form of the registries' states: canonical JSON with a format version, so that equal registries have equal texts
 * and snapshots can be compared by hash. A text without a kind is the policy registry; a place without the start that it
 * is for is one of several starts.
 */
import { InvariantViolation, canonicalJson, compareText, invariant } from '@macp/kernel';
import type { JsonValue, ModeDescriptor, PolicyDefinition } from '@macp/kernel';

import type { ModeRegistry, RegisteredMode } from './mode-registry.js';
import type { OpenSessions } from './open-sessions.js';
import { Places } from './places.js';
import type { Place } from './places.js';
import { PolicyMap } from './policy-map.js';
import type { PolicyRegistry } from './policy-registry.js';
import type { RegistryState } from './registries.js';

const FORMAT = 1;
const POLICY_TEXTS = ['policyId', 'mode', 'description', 'rules'] as const;
const MODE_TEXTS = ['mode', 'modeVersion', 'title', 'description', 'determinismClass', 'participantModel'] as const;
const MODE_LISTS = ['messageTypes', 'terminalMessageTypes'] as const;

type Stored = Readonly<Record<string, unknown>>;

/** Canonical text of a registry's state. */
export function encodeRegistry(state: RegistryState): string {
  switch (state.kind) {
    case 'policies':
      return canonicalJson({ format: FORMAT, policies: policyRows(state) });
    case 'modes':
      return canonicalJson({ format: FORMAT, kind: state.kind, modes: modeRows(state) });
    case 'open-sessions': {
      return canonicalJson({ format: FORMAT, kind: state.kind, reserved: placeRows(state) });
    }
  }
}

/** The registry of a text written by `encodeRegistry`; throws `InvariantViolation` on any other. */
export function decodeRegistry(text: string): RegistryState {
  const stored = parsed(text);
  invariant(isRecord(stored) && stored['format'] === FORMAT, 'registry state has an unknown format');
  switch (stored['kind']) {
    case undefined:
      return policiesOf(stored);
    case 'modes':
      return modesOf(stored);
    case 'open-sessions':
      return openSessionsOf(stored);
  }
  throw new InvariantViolation('registry state is of an unknown kind');
}

function policyRows(state: PolicyRegistry): JsonValue[] {
  return state.policies
    .values()
    .sort((one, other) => compareText(one.policyId, other.policyId))
    .map(({ policyId, mode, description, rules, schemaVersion }) => ({
      policyId,
      mode,
      description,
      rules,
      schemaVersion,
    }));
}

function policiesOf(stored: Stored): PolicyRegistry {
  let policies = PolicyMap.EMPTY;
  for (const entry of listOf(stored['policies'])) {
    invariant(isPolicy(entry) && !policies.has(entry.policyId), 'registry state holds a broken policy');
    policies = policies.with(entry);
  }
  return { kind: 'policies', policies };
}

function modeRows({ modes }: ModeRegistry): JsonValue[] {
  return [...modes]
    .sort(([one], [other]) => compareText(one, other))
    .map(([mode, { descriptor, isPromoted }]) => ({ mode, isPromoted, descriptor: descriptor && plain(descriptor) }));
}

function plain({ messageTypes, terminalMessageTypes, schemaUris, ...texts }: ModeDescriptor): JsonValue {
  return { ...texts, messageTypes, terminalMessageTypes, schemaUris };
}

function modesOf(stored: Stored): ModeRegistry {
  const modes = new Map<string, RegisteredMode>();
  for (const row of listOf(stored['modes'])) {
    invariant(isModeRow(row) && !modes.has(row.mode), 'registry state holds a broken mode');
    const { mode, descriptor, isPromoted } = row;
    modes.set(mode, { descriptor, isPromoted });
  }
  return { kind: 'modes', modes };
}

function placeRows({ reserved }: OpenSessions): JsonValue[] {
  return [...reserved]
    .sort(([one], [other]) => compareText(one, other))
    .map(([id, { startsByMs, startId }]) => (startId === '' ? [id, startsByMs] : [id, startsByMs, startId]));
}

function openSessionsOf(stored: Stored): OpenSessions {
  const reserved = new Map<string, Place>();
  for (const row of listOf(stored['reserved'])) {
    const [sessionId, startsByMs, startId = ''] = Array.isArray(row) ? (row as unknown[]) : [];
    const isSound = isText(sessionId) && typeof startsByMs === 'number' && isText(startId) && !reserved.has(sessionId);
    invariant(isSound, 'registry state holds a broken reservation');
    reserved.set(sessionId, { startsByMs, startId });
  }
  return { kind: 'open-sessions', reserved: Places.of(reserved) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  invariant(Array.isArray(value), 'registry state holds no list');
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isPolicy(value: unknown): value is PolicyDefinition {
  return (
    isRecord(value) &&
    POLICY_TEXTS.every((field) => typeof value[field] === 'string') &&
    typeof value['schemaVersion'] === 'number'
  );
}

function isModeRow(value: unknown): value is RegisteredMode & { readonly mode: string } {
  if (!isRecord(value) || !isText(value['mode']) || typeof value['isPromoted'] !== 'boolean') return false;
  const { mode, descriptor, isPromoted } = value;
  return descriptor === undefined ? isPromoted : isDescriptor(descriptor, mode);
}

function isDescriptor(value: unknown, mode: string): value is ModeDescriptor {
  return (
    isRecord(value) &&
    value['mode'] === mode &&
    MODE_TEXTS.every((field) => isText(value[field])) &&
    MODE_LISTS.every((field) => Array.isArray(value[field]) && value[field].every(isText)) &&
    isRecord(value['schemaUris']) &&
    Object.values(value['schemaUris']).every(isText)
  );
}
