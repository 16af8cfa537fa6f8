/**
 * Durable form of session facts (`macp.runtime.v1.SessionFact`). `decodeSessionFact(encodeSessionFact(fact))` equals
 * `fact`, the client's timestamp in all its 64 bits and the payload byte for byte included (RFC-MACP-0003).
 */
import { invariant } from '@macp/kernel';
import type { Envelope, EnvelopeAccepted, SessionFact, SessionStarted } from '@macp/kernel';
import { encodeBytes, records, toSafeNumber, wireEnvelope } from '@macp/proto';
import type { EncodeBuffer, macp } from '@macp/proto';
import { restoredEnvelope, viewedEnvelope } from './envelope-record.js';
import { restoredPolicy, restoredVerdict, storedVerdict } from './policy-record.js';

type SessionFactRecord = macp.runtime.v1.SessionFact;
type SessionFactRecordInit = macp.runtime.v1.SessionFactInit;

/** Bytes of a fact: a view of `into`, where that is given. */
export function encodeSessionFact(fact: SessionFact, into?: EncodeBuffer): Uint8Array {
  const envelope = 'envelope' in fact ? wireEnvelope(fact.envelope) : null;
  const stored = storedFact(fact, fact.sessionId, envelope);
  return into?.encode(records.SessionFact, stored) ?? encodeBytes(records.SessionFact, stored);
}

/** The fact behind bytes of `encodeSessionFact`; throws on any other: accepted history that does not decode is a bug. */
export function decodeSessionFact(bytes: Uint8Array): SessionFact {
  return restoredFact(records.SessionFact.decode(bytes), restoredEnvelope);
}

/**
 * As `decodeSessionFact`, but its payload is a view of `bytes`: for who folds the fact and lets go of it, since a state
 * keeps no payload, and copies are a good part of what reading a long log costs.
 */
export function viewSessionFact(bytes: Uint8Array): SessionFact {
  return restoredFact(records.SessionFact.decode(bytes), viewedEnvelope);
}

/** The record to encode; without session or envelope where these are written beside it. */
export function storedFact(
  fact: SessionFact,
  sessionId: string | null,
  envelope: macp.v1.EnvelopeInit | null,
): SessionFactRecordInit {
  switch (fact.kind) {
    case 'EnvelopeAccepted':
      return { sessionId, accepted: storedAccepted(fact, envelope) };
    case 'SessionStarted':
      return { sessionId, started: { ...fact, envelope } };
    case 'SessionExpired':
      return { sessionId, expired: fact };
    case 'SessionCancelled':
      return { sessionId, cancelled: fact };
    case 'SessionSuspended':
      return { sessionId, suspended: fact };
    case 'SessionResumed':
      return { sessionId, resumed: fact };
  }
}

function storedAccepted(
  { ordinal, acceptedAtMs, runtimeOriginated, verdict }: EnvelopeAccepted,
  envelope: macp.v1.EnvelopeInit | null,
): macp.runtime.v1.EnvelopeAcceptedInit {
  const stored = { envelope, ordinal, acceptedAtMs, runtimeOriginated };
  return verdict === undefined ? stored : { ...stored, verdict: storedVerdict(verdict) };
}

type EnvelopeOf = (stored: macp.v1.Envelope | null | undefined) => Envelope;

/** The fact of a decoded record, in the session that the record names unless that stands beside it. */
export function restoredFact(
  stored: SessionFactRecord,
  envelopeOf: EnvelopeOf,
  sessionId = stored.sessionId,
): SessionFact {
  if (stored.accepted) return restoredAccepted(sessionId, stored.accepted, envelopeOf);
  if (stored.started) return restoredStart(sessionId, stored.started, envelopeOf);
  if (stored.expired) return { kind: 'SessionExpired', sessionId, atMs: toSafeNumber(stored.expired.atMs) };
  if (stored.cancelled) {
    const { atMs, reason, cancelledBy } = stored.cancelled;
    return { kind: 'SessionCancelled', sessionId, atMs: toSafeNumber(atMs), reason, cancelledBy };
  }
  if (stored.suspended) {
    const { atMs, reason, suspendedBy } = stored.suspended;
    return { kind: 'SessionSuspended', sessionId, atMs: toSafeNumber(atMs), reason, suspendedBy };
  }
  invariant(stored.resumed, `a stored fact of session ${sessionId} is of no known kind`);
  const { atMs, reason, resumedBy, bankedMs } = stored.resumed;
  const times = { atMs: toSafeNumber(atMs), bankedMs: toSafeNumber(bankedMs) };
  return { kind: 'SessionResumed', sessionId, reason, resumedBy, ...times };
}

function restoredAccepted(
  sessionId: string,
  stored: macp.runtime.v1.EnvelopeAccepted,
  envelopeOf: EnvelopeOf,
): EnvelopeAccepted {
  const fact: EnvelopeAccepted = {
    kind: 'EnvelopeAccepted',
    sessionId,
    envelope: envelopeOf(stored.envelope),
    ordinal: toSafeNumber(stored.ordinal),
    acceptedAtMs: toSafeNumber(stored.acceptedAtMs),
    runtimeOriginated: stored.runtimeOriginated,
  };
  return stored.verdict ? { ...fact, verdict: restoredVerdict(stored.verdict) } : fact;
}

function restoredStart(
  sessionId: string,
  stored: macp.runtime.v1.SessionStarted,
  envelopeOf: EnvelopeOf,
): SessionStarted {
  invariant(toSafeNumber(stored.ordinal) === 1, `the start of session ${sessionId} is not its first envelope`);
  return {
    kind: 'SessionStarted',
    sessionId,
    envelope: envelopeOf(stored.envelope),
    ordinal: 1,
    acceptedAtMs: toSafeNumber(stored.acceptedAtMs),
    semanticsRevision: stored.semanticsRevision,
    policy: restoredPolicy(stored.policy),
    maxSuspendMs: toSafeNumber(stored.maxSuspendMs),
    modeVersion: stored.modeVersion,
    expiresAtMs: toSafeNumber(stored.expiresAtMs),
    ...(stored.extension && { extension: { messageTypes: [...stored.extension.messageTypes] } }),
  };
}
