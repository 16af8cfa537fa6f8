/** Envelopes as they are read back from facts: field for field, the payload copied out of the record or a view of it. */
import { invariant } from '@macp/kernel';
import type { Envelope } from '@macp/kernel';
import { kernelEnvelope } from '@macp/proto';
import type { macp } from '@macp/proto';

/** The envelope of a decoded record, whose payload is a view: whoever keeps it keeps the whole batch in memory. */
export function viewedEnvelope(stored: macp.v1.Envelope | null | undefined): Envelope {
  invariant(stored !== null && stored !== undefined, 'a stored fact has no envelope');
  return kernelEnvelope(stored);
}

/** The envelope of a decoded record, the payload copied out of it. */
export function restoredEnvelope(stored: macp.v1.Envelope | null | undefined): Envelope {
  invariant(stored !== null && stored !== undefined, 'a stored fact has no envelope');
  return kernelEnvelope(stored, Uint8Array.prototype.slice.call(stored.payload));
}
