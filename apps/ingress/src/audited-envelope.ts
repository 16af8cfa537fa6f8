/** Of an envelope what an audit line may tell: its ids as received, and who sent it once that is known. */
import type { macp } from '@macp/proto';
import type { AuditedEnvelope } from '@macp/telemetry';

/** `sender` is the authenticated one; what the envelope claims is nobody's word. */
export function auditedEnvelope(envelope: macp.v1.Envelope, sender: string | undefined): AuditedEnvelope {
  const { sessionId, messageId, messageType, mode } = envelope;
  return { sessionId, messageId, messageType, mode, sender };
}
