/** Envelopes as they are stored inside facts: field for field, the payload copied out of the record on the way back. */
import type { Envelope } from '@macp/kernel';
import { invariant } from '@macp/kernel';
import { int64FromBigInt, toBigInt } from '@macp/proto';
import type { macp } from '@macp/proto';

/** The message to encode; shares the payload's bytes. */
export function storedEnvelope(envelope: Envelope): macp.v1.EnvelopeInit {
  return { ...envelope, timestampUnixMs: int64FromBigInt(envelope.timestampUnixMs) };
}

/** The envelope of a decoded record. The payload is copied: a view would keep the whole batch in memory. */
export function restoredEnvelope(stored: macp.v1.Envelope | null | undefined): Envelope {
  invariant(stored !== null && stored !== undefined, 'a stored fact has no envelope');
  const { macpVersion, mode, messageType, messageId, sessionId, sender } = stored;
  return {
    macpVersion,
    mode,
    messageType,
    messageId,
    sessionId,
    sender,
    timestampUnixMs: toBigInt(stored.timestampUnixMs),
    payload: Uint8Array.prototype.slice.call(stored.payload),
  };
}
