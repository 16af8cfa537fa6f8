/**
 * Envelopes between the wire and the kernel (wire contract §3.1): every field survives in both directions, the timestamp
 * in all its 64 bits, the payload as the very same bytes.
 */
import type { Envelope } from '@macp/kernel';
import { int64FromBigInt, toBigInt } from '@macp/proto';
import type { macp } from '@macp/proto';

/**
 * The kernel's view of a decoded envelope. `payload` is not copied: it keeps the buffer it was decoded from in memory,
 * which is little more than itself for one message and a whole batch for a record of many.
 */
export function kernelEnvelope(envelope: macp.v1.Envelope): Envelope {
  return {
    macpVersion: envelope.macpVersion,
    mode: envelope.mode,
    messageType: envelope.messageType,
    messageId: envelope.messageId,
    sessionId: envelope.sessionId,
    sender: envelope.sender,
    timestampUnixMs: toBigInt(envelope.timestampUnixMs),
    payload: envelope.payload,
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
