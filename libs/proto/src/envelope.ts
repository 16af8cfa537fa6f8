/**
 * Envelopes between the schema and the kernel (wire contract §3.1), for the wire and for durable records alike: every
 * field survives in both directions, the timestamp in all its 64 bits, the payload as the very same bytes.
 */
import type { Envelope } from '@macp/kernel';
import type { macp } from '../gen/macp.js';
import { int64FromBigInt, toBigInt } from './int64.js';

/**
 * The kernel's view of a decoded envelope, with another copy of its payload or another sender if one is given. The decoded payload is a
 * view: it keeps the buffer it was decoded from in memory, which is little more than itself for one message and a whole
 * batch for a record of many.
 */
export function kernelEnvelope(
  envelope: macp.v1.Envelope,
  payload = envelope.payload,
  sender = envelope.sender,
): Envelope {
  return {
    macpVersion: envelope.macpVersion,
    mode: envelope.mode,
    messageType: envelope.messageType,
    messageId: envelope.messageId,
    sessionId: envelope.sessionId,
    sender,
    timestampUnixMs: toBigInt(envelope.timestampUnixMs),
    payload,
  };
}

/** The message to encode; shares the payload's bytes. */
export function wireEnvelope(envelope: Envelope): macp.v1.EnvelopeInit {
  return {
    macpVersion: envelope.macpVersion,
    mode: envelope.mode,
    messageType: envelope.messageType,
    messageId: envelope.messageId,
    sessionId: envelope.sessionId,
    sender: envelope.sender,
    timestampUnixMs: int64FromBigInt(envelope.timestampUnixMs),
    payload: envelope.payload,
  };
}
