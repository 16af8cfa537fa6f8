/**
 * The one canonical encoding of session state (RFC 8785 JSON): snapshots store it, hashes are taken of it, and two
 * sessions are the same exactly when their encodings are. A decoded session behaves exactly as the one encoded.
 */
import { boundMode, sharedExtension } from './bound-mode.js';
import { canonicalJson } from './canonical-json.js';
import type { JsonValue } from './canonical-json.js';
import type { ParticipantActivity } from './commands.js';
import { fromHex, toHex } from './hex.js';
import { InsertOnlySet } from './insert-only-set.js';
import { invariant } from './invariant.js';
import type { ModeLookup } from './mode.js';
import type { PolicyDefinition } from './policy.js';
import { sharedPolicy } from './policy-sharing.js';
import { SEMANTICS_REVISION } from './session.js';
import type { Session, SuspensionInterval } from './session.js';
import { SESSION_STATE } from './session-state.js';
import type { SessionState } from './session-state.js';

/** Newest version of the encoding; a new one is read one release before it is written. */
export const SESSION_FORMAT = 2;

/** Written for sessions in built-in modes, so that releases without extension modes go on reading them. */
const SESSION_FORMAT_BUILT_IN = 1;

/** Members of the encoding, in canonical order; an absent one means `undefined`. */
interface SessionDocument {
  readonly accepted_ids: readonly string[];
  readonly accumulated_suspended_ms: number;
  readonly activity: readonly (readonly [participantId: string, lastMessageAtMs: number, messageCount: number])[];
  readonly configuration_version: string;
  readonly context_id: string;
  readonly expires_at_ms: number;
  /** Message types of a registered extension mode. Invariant: there exactly since format 2. */
  readonly extension?: readonly string[];
  readonly extension_keys: readonly string[];
  readonly format: number;
  readonly initiator: string;
  readonly last_ordinal: number;
  readonly max_suspend_ms: number;
  readonly mode: string;
  readonly mode_state: JsonValue;
  readonly mode_version: string;
  readonly participants: readonly string[];
  readonly policy: PolicyDocument;
  readonly resolution?: string;
  readonly semantics_rev: number;
  readonly session_id: string;
  readonly started_at_ms: number;
  readonly state: SessionState;
  readonly suspended_at_ms?: number;
  readonly suspension_intervals: readonly SuspensionInterval[];
}

interface PolicyDocument {
  readonly description: string;
  readonly mode: string;
  readonly policy_id: string;
  readonly rules: string;
  readonly schema_version: number;
}

/** What the encoding needs besides the session: the modes, for their own part of the state. */
export interface SessionCodecContext {
  readonly modes: ModeLookup;
}

/** Canonical text of a session; `InvariantViolation` when its mode is not registered. */
export function encodeSession(session: Session, { modes }: SessionCodecContext): string {
  const { extension } = session;
  const mode = boundMode(session, modes);
  const document: SessionDocument = {
    accepted_ids: session.acceptedIds.toSortedArray(),
    accumulated_suspended_ms: session.accumulatedSuspendedMs,
    activity: session.activity.map((entry) => [entry.participantId, entry.lastMessageAtMs, entry.messageCount]),
    configuration_version: session.configurationVersion,
    context_id: session.contextId,
    expires_at_ms: session.expiresAtMs,
    ...(extension !== undefined && { extension: extension.messageTypes }),
    extension_keys: session.extensionKeys,
    format: extension === undefined ? SESSION_FORMAT_BUILT_IN : SESSION_FORMAT,
    initiator: session.initiator,
    last_ordinal: session.lastOrdinal,
    max_suspend_ms: session.maxSuspendMs,
    mode: session.mode,
    mode_state: mode.encodeState(session.modeState),
    mode_version: session.modeVersion,
    participants: session.participants,
    policy: encodePolicy(session.policy),
    ...(session.resolution !== undefined && { resolution: toHex(session.resolution) }),
    semantics_rev: session.semanticsRevision,
    session_id: session.sessionId,
    started_at_ms: session.startedAtMs,
    state: session.state,
    ...(session.suspendedAtMs !== undefined && { suspended_at_ms: session.suspendedAtMs }),
    suspension_intervals: session.suspensionIntervals,
  };
  return canonicalJson(document as unknown as JsonValue);
}

/**
 * The session of a canonical text; throws `InvariantViolation` on what `encodeSession` of this version cannot have
 * written.
 */
export function decodeSession(text: string, { modes }: SessionCodecContext): Session {
  const document = parseDocument(text);
  const extension = document.extension && sharedExtension(document.mode, { messageTypes: document.extension });
  const mode = boundMode({ mode: document.mode, extension }, modes);
  invariant(Object.hasOwn(SESSION_STATE, document.state), 'the state of a session is known');
  invariant(document.semantics_rev <= SEMANTICS_REVISION, 'the semantics revision of a session is known');
  invariant(document.accepted_ids.length === document.last_ordinal, 'every accepted envelope has an id');
  return {
    sessionId: document.session_id,
    mode: mode.descriptor.mode,
    initiator: document.initiator,
    participants: document.participants,
    modeVersion: document.mode_version,
    configurationVersion: document.configuration_version,
    policy: sharedPolicy(decodePolicy(document.policy)),
    semanticsRevision: document.semantics_rev,
    maxSuspendMs: document.max_suspend_ms,
    contextId: document.context_id,
    extensionKeys: document.extension_keys,
    extension,
    state: document.state,
    startedAtMs: document.started_at_ms,
    expiresAtMs: document.expires_at_ms,
    suspendedAtMs: document.suspended_at_ms,
    accumulatedSuspendedMs: document.accumulated_suspended_ms,
    suspensionIntervals: document.suspension_intervals,
    lastOrdinal: document.last_ordinal,
    acceptedIds: InsertOnlySet.from(document.accepted_ids),
    activity: document.activity.map(decodeActivity),
    modeState: mode.decodeState(document.mode_state),
    resolution: document.resolution === undefined ? undefined : fromHex(document.resolution),
  };
}

function parseDocument(text: string): SessionDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  invariant(typeof parsed === 'object' && parsed !== null, 'the encoding of a session is a JSON object');
  const document = parsed as SessionDocument;
  const format = document.extension === undefined ? SESSION_FORMAT_BUILT_IN : SESSION_FORMAT;
  invariant(document.format === format, 'the format of a session encoding is known');
  return document;
}

function encodePolicy(policy: PolicyDefinition): PolicyDocument {
  return {
    description: policy.description,
    mode: policy.mode,
    policy_id: policy.policyId,
    rules: policy.rules,
    schema_version: policy.schemaVersion,
  };
}

function decodePolicy(document: PolicyDocument): PolicyDefinition {
  return {
    policyId: document.policy_id,
    mode: document.mode,
    description: document.description,
    rules: document.rules,
    schemaVersion: document.schema_version,
  };
}

function decodeActivity([
  participantId,
  lastMessageAtMs,
  messageCount,
]: SessionDocument['activity'][number]): ParticipantActivity {
  return { participantId, lastMessageAtMs, messageCount };
}
