/**
 * When two session commands in flight are one: same session, message id, authenticated sender and
 * equal bytes in every field. Anything less goes to the kernel on its own, which tells a repeat from a clash.
 */
import type { Envelope, SessionCommand, SessionOutcome } from '@macp/kernel';
import type { Joining } from './submission-options.js';

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function equalEnvelopes(a: Envelope, b: Envelope): boolean {
  return (
    a.sender === b.sender &&
    a.messageId === b.messageId &&
    a.sessionId === b.sessionId &&
    a.messageType === b.messageType &&
    a.mode === b.mode &&
    a.timestampUnixMs === b.timestampUnixMs &&
    a.macpVersion === b.macpVersion &&
    equalBytes(a.payload, b.payload)
  );
}

/** Joins envelopes only: control commands and reads are each decided on their own. */
export const sessionJoining: Joining<SessionCommand, SessionOutcome> = {
  joinKey(command) {
    return command.kind === 'SubmitEnvelope'
      ? `${command.envelope.sessionId}\u0000${command.envelope.messageId}`
      : undefined;
  },
  sameSubmission(a, b) {
    return a.kind === 'SubmitEnvelope' && b.kind === 'SubmitEnvelope' && equalEnvelopes(a.envelope, b.envelope);
  },
  asJoined(outcome) {
    return outcome.kind === 'accepted' && !outcome.duplicate ? { ...outcome, duplicate: true, ordinal: 0 } : outcome;
  },
  holdsForLater: ({ kind }) => kind === 'accepted',
  // A session that was cancelled, or suspended, refuses to be once more; a message that it has is a duplicate.
  isRepeatable: ({ kind }) => kind === 'SubmitEnvelope' || kind === 'ObserveSession',
};

/** Bytes a waiting session command holds on to, give or take its object headers. */
export function sizeOfSessionCommand(command: SessionCommand): number {
  return command.kind === 'SubmitEnvelope' ? command.envelope.payload.length + 512 : 512;
}
