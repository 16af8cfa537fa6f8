/**
 * The records of the public feed, format 1, as `docs/public-feed.md` promises them to outside consumers: JSON with names in
 * the manner of the protocol's schema, payloads in base64, and numbers beyond 2^53 as text.
 */
import type { Envelope, LifecycleChange, SessionFact } from '@macp/kernel';
import type { FeedRecord } from '@macp/ports';
import { LOG_HEADER, POSITION_HEADER, positionText } from './feed-position.js';
import type { FeedPosition } from './feed-position.js';
import type { NumberedChange } from './session-lifecycle.js';

export const FEED_FORMAT = 1;

/** The value of one record. */
export type FeedValue = FeedEnvelopeValue | FeedLifecycleValue;

interface FeedValueBase {
  readonly format: number;
  readonly session_id: string;
  /** Of the envelope; of a lifecycle change, the latest envelope's before it or with it. */
  readonly ordinal: number;
}

/** An accepted envelope. */
export interface FeedEnvelopeValue extends FeedValueBase {
  readonly kind: 'envelope';
  readonly accepted_at_unix_ms: number;
  /** The runtime itself said it, in a participant's place. */
  readonly runtime_originated: boolean;
  readonly envelope: {
    readonly macp_version: string;
    readonly mode: string;
    readonly message_type: string;
    readonly message_id: string;
    readonly session_id: string;
    readonly sender: string;
    /** A 64-bit number as text. */
    readonly timestamp_unix_ms: string;
    readonly payload_base64: string;
  };
}

/** A change of a session's state. */
export interface FeedLifecycleValue extends FeedValueBase {
  readonly kind: 'lifecycle';
  readonly change: LifecycleChange;
  /** From 1 (CREATED) without gap. */
  readonly change_number: number;
  readonly changed_at_unix_ms: number;
  /** Who asked for it and why; of CANCELLED, SUSPENDED and RESUMED, and of EXPIRED where a resume came too late. */
  readonly requested_by?: string;
  readonly reason?: string;
}

/** Values that a fact gives, in order. */
export function feedValues(fact: SessionFact, change: NumberedChange | undefined): FeedValue[] {
  const told = change === undefined ? [] : [lifecycleValue(fact, change)];
  if (fact.kind === 'SessionStarted') return [...told, envelopeValue(fact, false)];
  if (fact.kind === 'EnvelopeAccepted') return [envelopeValue(fact, fact.runtimeOriginated), ...told];
  return told;
}

/** The record that carries `value` of the log `logId`. */
export function feedRecord(value: FeedValue, logId: string, position: FeedPosition): FeedRecord {
  return {
    key: value.session_id,
    value: Buffer.from(JSON.stringify(value)),
    headers: {
      'macp-format': String(FEED_FORMAT),
      'macp-kind': value.kind,
      [LOG_HEADER]: logId,
      [POSITION_HEADER]: positionText(position),
    },
  };
}

function envelopeValue(
  fact: { readonly sessionId: string; readonly ordinal: number; readonly acceptedAtMs: number; envelope: Envelope },
  runtimeOriginated: boolean,
): FeedEnvelopeValue {
  const { envelope } = fact;
  const { payload } = envelope;
  return {
    format: FEED_FORMAT,
    kind: 'envelope',
    session_id: fact.sessionId,
    ordinal: fact.ordinal,
    accepted_at_unix_ms: fact.acceptedAtMs,
    runtime_originated: runtimeOriginated,
    envelope: {
      macp_version: envelope.macpVersion,
      mode: envelope.mode,
      message_type: envelope.messageType,
      message_id: envelope.messageId,
      session_id: envelope.sessionId,
      sender: envelope.sender,
      timestamp_unix_ms: String(envelope.timestampUnixMs),
      payload_base64: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64'),
    },
  };
}

function lifecycleValue(fact: SessionFact, { change, changeNumber, ordinal }: NumberedChange): FeedLifecycleValue {
  return {
    format: FEED_FORMAT,
    kind: 'lifecycle',
    session_id: fact.sessionId,
    ordinal,
    change,
    change_number: changeNumber,
    changed_at_unix_ms: 'atMs' in fact ? fact.atMs : fact.acceptedAtMs,
    ...request(fact),
  };
}

function request(fact: SessionFact): Pick<FeedLifecycleValue, 'requested_by' | 'reason'> {
  switch (fact.kind) {
    case 'SessionCancelled':
      return { requested_by: fact.cancelledBy, reason: fact.reason };
    case 'SessionSuspended':
      return { requested_by: fact.suspendedBy, reason: fact.reason };
    case 'SessionResumed':
      return { requested_by: fact.resumedBy, reason: fact.reason };
    default:
      return {};
  }
}
