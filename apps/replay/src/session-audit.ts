/**
 * Accepted messages and lifecycle changes of sessions as audit lines, told by the process that follows their partition:
 * whichever edge they came through, and those that nobody sent, too. Told at most once; what came before a process took
 * over is told of by the one before it.
 */
import type { AuditLog } from '@macp/telemetry';
import { lifecycleChange } from '@macp/kernel';
import type { LifecycleChange, SessionFact } from '@macp/kernel';
import type { FoldedFact } from './fold-batches.js';

/** Names of the changes in audit lines. */
const OPERATION: Readonly<Record<LifecycleChange, string>> = {
  CREATED: 'start',
  RESOLVED: 'resolve',
  EXPIRED: 'expire',
  SUSPENDED: 'suspend',
  RESUMED: 'resume',
  CANCELLED: 'cancel',
};

/** The `onFact` of a projection that writes to `audit`. */
export function sessionAudit(audit: AuditLog): (folded: FoldedFact) => void {
  return ({ fact, before, after: { metadata } }) => {
    const { sessionId, mode, policyVersion: policyId, state } = metadata;
    if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') {
      const { messageId, messageType, sender } = fact.envelope;
      audit.accepted({ sessionId, messageId, messageType, mode, sender, policyId, ordinal: fact.ordinal });
    }
    const change = lifecycleChange(before?.metadata, metadata);
    if (change === undefined) return;
    const sender = causeOf(fact);
    const who = sender === undefined ? {} : { sender };
    audit.transition({ operation: OPERATION[change], sessionId, mode, policyId, ...who }, state);
  };
}

/** Who caused it; nobody, where it was time. */
function causeOf(fact: SessionFact): string | undefined {
  switch (fact.kind) {
    case 'SessionStarted':
    case 'EnvelopeAccepted':
      return fact.envelope.sender;
    case 'SessionCancelled':
      return fact.cancelledBy;
    case 'SessionSuspended':
      return fact.suspendedBy;
    case 'SessionResumed':
      return fact.resumedBy;
    case 'SessionExpired':
      return undefined;
  }
}
