/** Durable form of the registries' facts and outcomes (`macp.runtime.v1.RegistryFact`, `RegistryOutcome`). */
import { invariant } from '@macp/kernel';
import { INVALID_DEFINITION_PREFIX } from '@macp/policy-rules';
import type { RegistryFact, RegistryOutcome } from '@macp/policy-rules';
import { encodeBytes, records, toSafeNumber } from '@macp/proto';
import type { EncodeBuffer, macp } from '@macp/proto';
import { restoredDescriptor } from './mode-record.js';
import { restoredPolicy } from './policy-record.js';

/** Bytes of a fact: a view of `into`, where that is given. */
export function encodeRegistryFact(fact: RegistryFact, into?: EncodeBuffer): Uint8Array {
  const stored = storedFact(fact);
  return into?.encode(records.RegistryFact, stored) ?? encodeBytes(records.RegistryFact, stored);
}

function storedFact(fact: RegistryFact): macp.runtime.v1.RegistryFactInit {
  switch (fact.kind) {
    case 'PolicyRegistered':
      return { registered: fact };
    case 'PolicyUnregistered':
      return { unregistered: fact };
    case 'ModeRegistered':
      return { modeRegistered: fact };
    case 'ModeUnregistered':
      return { modeUnregistered: fact };
    case 'ModePromoted':
      return { modePromoted: fact };
    case 'SessionReserved':
      return { sessionReserved: fact };
    case 'SessionsReleased':
      return { sessionsReleased: { ...fact, sessionIds: [...fact.sessionIds] } };
  }
}

/** The fact behind bytes of `encodeRegistryFact`; throws on any other. */
export function decodeRegistryFact(bytes: Uint8Array): RegistryFact {
  const stored = records.RegistryFact.decode(bytes);
  const { registered, unregistered } = stored;
  if (registered) {
    const { atMs, registeredBy } = registered;
    const policy = restoredPolicy(registered.policy);
    return { kind: 'PolicyRegistered', policy, atMs: toSafeNumber(atMs), registeredBy };
  }
  if (unregistered) {
    const { policyId, atMs, unregisteredBy } = unregistered;
    return { kind: 'PolicyUnregistered', policyId, atMs: toSafeNumber(atMs), unregisteredBy };
  }
  return modeFact(stored) ?? openSessionsFact(stored);
}

function modeFact(stored: macp.runtime.v1.RegistryFact): RegistryFact | undefined {
  const { modeRegistered, modeUnregistered, modePromoted } = stored;
  if (modeRegistered) {
    const { atMs, registeredBy } = modeRegistered;
    const descriptor = restoredDescriptor(modeRegistered.descriptor);
    return { kind: 'ModeRegistered', descriptor, atMs: toSafeNumber(atMs), registeredBy };
  }
  if (modeUnregistered) {
    const { mode, atMs, unregisteredBy } = modeUnregistered;
    return { kind: 'ModeUnregistered', mode, atMs: toSafeNumber(atMs), unregisteredBy };
  }
  if (!modePromoted) return undefined;
  const { mode, promotedMode, atMs, promotedBy } = modePromoted;
  return { kind: 'ModePromoted', mode, promotedMode, atMs: toSafeNumber(atMs), promotedBy };
}

function openSessionsFact({ sessionReserved, sessionsReleased }: macp.runtime.v1.RegistryFact): RegistryFact {
  if (sessionReserved) {
    const { identity, sessionId, startsByMs, startId, atMs } = sessionReserved;
    const times = { startsByMs: toSafeNumber(startsByMs), atMs: toSafeNumber(atMs) };
    return { kind: 'SessionReserved', identity, sessionId, startId, ...times };
  }
  invariant(sessionsReleased, 'a stored registry fact is of no known kind');
  const { identity, sessionIds, atMs } = sessionsReleased;
  return { kind: 'SessionsReleased', identity, sessionIds: [...sessionIds], atMs: toSafeNumber(atMs) };
}

/** Bytes of an outcome; `code` repeats what the text's prefix says, for tools. */
export function encodeRegistryOutcome(outcome: RegistryOutcome): Uint8Array {
  switch (outcome.kind) {
    case 'registryAccepted':
      return encodeBytes(records.RegistryOutcome, { ok: true });
    case 'registryRefused': {
      const { error } = outcome;
      const code = error.startsWith(INVALID_DEFINITION_PREFIX) ? 'INVALID_POLICY_DEFINITION' : '';
      return encodeBytes(records.RegistryOutcome, { ok: false, error, code });
    }
    case 'openSessionsFull':
      return encodeBytes(records.RegistryOutcome, { code: 'RATE_LIMITED', reserved: [...outcome.reserved] });
  }
}

/** The outcome behind bytes of `encodeRegistryOutcome`; throws on any other. */
export function decodeRegistryOutcome(bytes: Uint8Array): RegistryOutcome {
  const { ok, error, code, reserved } = records.RegistryOutcome.decode(bytes);
  if (ok) return { kind: 'registryAccepted' };
  if (code !== 'RATE_LIMITED') {
    invariant(error !== '', 'a stored registry outcome says neither yes nor why not');
    return { kind: 'registryRefused', error };
  }
  const rows = reserved.map(({ sessionId, startsByMs }) => ({ sessionId, startsByMs: toSafeNumber(startsByMs) }));
  return { kind: 'openSessionsFull', reserved: rows };
}
