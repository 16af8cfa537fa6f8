/**
 * What is judged of an envelope before anyone asks who sent it (runtime specification §2.1 steps 1–4): version, ids, the
 * ambient plane's rules, size. A refusal here costs the sender nothing of its rate budget.
 */
import { MACP_VERSION, MESSAGE_TYPE, isBlank, reject } from '@macp/kernel';
import type { Rejection } from '@macp/kernel';
import type { macp } from '@macp/proto';

const UNSUPPORTED_VERSION = reject('UNSUPPORTED_PROTOCOL_VERSION');
const INVALID_ENVELOPE = reject('INVALID_ENVELOPE');
const PAYLOAD_TOO_LARGE = reject('PAYLOAD_TOO_LARGE');

function isPlaneRight({ messageType, sessionId, mode }: macp.v1.Envelope): boolean {
  if (messageType === MESSAGE_TYPE.signal) return sessionId === '' && isBlank(mode);
  if (messageType === MESSAGE_TYPE.progress) return (sessionId === '') === (mode === '');
  return sessionId !== '' && !isBlank(mode);
}

/** The refusal of a misshapen or oversized envelope; `undefined` when it may be looked at. */
export function checkShape(envelope: macp.v1.Envelope, payloadBytesMax: number): Rejection | undefined {
  if (envelope.macpVersion !== MACP_VERSION) return UNSUPPORTED_VERSION;
  if (envelope.messageType === '' || envelope.messageId === '') return INVALID_ENVELOPE;
  if (!isPlaneRight(envelope)) return INVALID_ENVELOPE;
  return envelope.payload.length > payloadBytesMax ? PAYLOAD_TOO_LARGE : undefined;
}
