/** Decides SessionStart (RFC-MACP-0001 §7.1, RFC-MACP-0012 §5): the order of the checks is what clients see. */
import { isBlank, trimWhiteSpace } from './blank.js';
import type { SessionStartPayload } from './core-codec.js';
import { invalidPayload, refused } from './decision.js';
import type { Decided, SessionContext } from './decision.js';
import type { Envelope } from './envelope.js';
import type { SessionStarted } from './facts.js';
import type { Mode } from './mode.js';
import type { PolicyDefinition } from './policy.js';
import { reject } from './rejection.js';
import type { Rejection } from './rejection.js';
import { DEFAULT_POLICY_ID, SEMANTICS_REVISION } from './session.js';
import type { Session } from './session.js';
import { isAdmissibleSessionId } from './session-id.js';
import { startTerms } from './session-terms.js';
import type { ResolvedStart } from './session-terms.js';
import { DEFAULT_MAX_SUSPEND_MS, saturatingAdd } from './suspension.js';

/** Longest lifetime a start may ask for: 24 hours. */
export const TTL_MS_MAX = 86_400_000;

/** Most participants a strict start may declare. */
export const PARTICIPANTS_MAX = 1000;

/** Decides a start whose envelope has passed the shape check. */
export function decideStart(session: Session | undefined, envelope: Envelope, context: SessionContext): Decided {
  if (isBlank(envelope.mode)) return refused(reject('INVALID_ENVELOPE'));
  if (!isAdmissibleSessionId(envelope.sessionId)) return refused(reject('INVALID_SESSION_ID'));
  const mode = context.modes(envelope.mode);
  if (mode === undefined) return refused(reject('MODE_NOT_SUPPORTED'));
  if (envelope.sender === '') return refused(reject('INVALID_ENVELOPE'));
  if (envelope.payload.length === 0) return refused(invalidPayload());
  const payload = context.codec.decodeSessionStart(envelope.payload);
  if (payload === undefined) return refused(invalidPayload());
  const breach = contractBreach(mode, payload);
  if (breach !== undefined) return refused(breach);
  if (context.ended) return refused(reject('SESSION_ALREADY_EXISTS'));
  if (session !== undefined) return decideRepeatedStart(session, envelope, context);

  const policy = resolvePolicy(payload, mode, context);
  if ('code' in policy) return refused(policy);
  const resolved = resolveStart({ envelope, payload, policy, mode, nowMs: context.nowMs });
  const terms = startTerms(resolved);
  const rejection = mode.checkStart(terms) ?? mode.checkClientBoundary?.(terms, envelope);
  if (rejection !== undefined) return refused(rejection);
  return started(resolved, context.nowMs);
}

function decideRepeatedStart(session: Session, envelope: Envelope, context: SessionContext): Decided {
  if (!session.acceptedIds.has(envelope.messageId)) return refused(reject('SESSION_ALREADY_EXISTS'));
  return {
    kind: 'decided',
    facts: [],
    outcome: { kind: 'accepted', duplicate: true, state: session.state, ordinal: 0, acceptedAtMs: context.nowMs },
  };
}

function contractBreach(mode: Mode, payload: SessionStartPayload): Rejection | undefined {
  const hasValidTtl = payload.ttlMs >= 1 && payload.ttlMs <= TTL_MS_MAX;
  if (mode.isStrict) {
    if (!hasValidTtl) return reject('INVALID_ENVELOPE', 'InvalidTtl');
    if (isBlank(payload.modeVersion) || isBlank(payload.configurationVersion)) return invalidPayload();
    if (payload.participants.length === 0 && !mode.allowsEmptyRoster) return invalidPayload();
    if (!isSoundRoster(payload.participants)) return invalidPayload();
    if (payload.maxSuspendMs < 0) return invalidPayload();
  }
  if (payload.modeVersion !== '' && payload.modeVersion !== mode.descriptor.modeVersion) {
    return reject('INVALID_ENVELOPE');
  }
  return hasValidTtl ? undefined : reject('INVALID_ENVELOPE', 'InvalidTtl');
}

function isSoundRoster(participants: readonly string[]): boolean {
  if (participants.length > PARTICIPANTS_MAX) return false;
  const seen = new Set<string>();
  for (const participant of participants) seen.add(trimWhiteSpace(participant));
  return seen.size === participants.length && !seen.has('');
}

function resolvePolicy(
  payload: SessionStartPayload,
  mode: Mode,
  context: SessionContext,
): PolicyDefinition | Rejection {
  const policyId = payload.policyVersion === '' ? DEFAULT_POLICY_ID : payload.policyVersion;
  const policy = context.policies(policyId);
  if (policy === undefined) return reject('UNKNOWN_POLICY_VERSION');
  const governsMode = policy.mode === '*' || policy.mode === mode.descriptor.mode;
  return governsMode ? policy : reject('INVALID_POLICY_DEFINITION');
}

function resolveStart(start: {
  readonly envelope: Envelope;
  readonly payload: SessionStartPayload;
  readonly policy: PolicyDefinition;
  readonly mode: Mode;
  readonly nowMs: number;
}): ResolvedStart {
  const { envelope, payload, policy, mode, nowMs } = start;
  return {
    envelope: stamped(envelope, nowMs),
    payload,
    policy,
    semanticsRevision: SEMANTICS_REVISION,
    maxSuspendMs: payload.maxSuspendMs > 0 ? payload.maxSuspendMs : DEFAULT_MAX_SUSPEND_MS,
    modeVersion: payload.modeVersion === '' ? mode.descriptor.modeVersion : payload.modeVersion,
    extension: mode.extension,
  };
}

function started(start: ResolvedStart, nowMs: number): Decided {
  const { envelope, payload } = start;
  const fact: SessionStarted = {
    kind: 'SessionStarted',
    sessionId: envelope.sessionId,
    envelope,
    ordinal: 1,
    acceptedAtMs: nowMs,
    semanticsRevision: start.semanticsRevision,
    policy: start.policy,
    maxSuspendMs: start.maxSuspendMs,
    modeVersion: start.modeVersion,
    expiresAtMs: saturatingAdd(lifetimeBaseMs(envelope, nowMs), payload.ttlMs),
    ...(start.extension !== undefined && { extension: start.extension }),
  };
  return {
    kind: 'decided',
    facts: [fact],
    outcome: { kind: 'accepted', duplicate: false, state: 'OPEN', ordinal: 1, acceptedAtMs: nowMs },
  };
}

function lifetimeBaseMs(envelope: Envelope, nowMs: number): number {
  if (envelope.timestampUnixMs <= 0n) return nowMs;
  // Conversion may round a huge timestamp, but only above the value at which the deadline saturates.
  return Math.min(Number(envelope.timestampUnixMs), Number.MAX_SAFE_INTEGER);
}

/** The envelope as it is accepted: a timestamp that the client did not give becomes the acceptance time. */
export function stamped(envelope: Envelope, nowMs: number): Envelope {
  return envelope.timestampUnixMs === 0n ? { ...envelope, timestampUnixMs: BigInt(nowMs) } : envelope;
}
