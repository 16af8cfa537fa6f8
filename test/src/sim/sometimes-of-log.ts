/** Interesting situations that the log itself shows. */
import type { BatchRecord } from '@macp/event-log';
import type { SessionCommand, SessionFact, SessionOutcome } from '@macp/kernel';
import type { Sometimes } from './sometimes.js';

export function noteFact(sometimes: Sometimes, fact: SessionFact, batch: BatchRecord): void {
  if (fact.kind === 'SessionSuspended') sometimes.note('session was suspended');
  if (fact.kind === 'SessionResumed') sometimes.note('session was resumed');
  if (fact.kind === 'SessionCancelled') sometimes.note('session was cancelled');
  if (fact.kind === 'SessionExpired') {
    sometimes.note(
      batch.outcomes.length === 0 ? 'timer ended a session' : 'command met a session that was due to expire',
    );
  }
  if (fact.kind === 'EnvelopeAccepted' && fact.runtimeOriginated) {
    sometimes.note(batch.outcomes.length === 0 ? 'timer accepted a handoff' : 'command met a handoff that was due');
  }
  if (fact.kind === 'EnvelopeAccepted' && fact.verdict !== undefined) sometimes.note('commitment was allowed');
}

export function noteOutcome(sometimes: Sometimes, command: SessionCommand, outcome: SessionOutcome): void {
  if (outcome.kind === 'accepted' && outcome.duplicate) sometimes.note('message was known already');
  if (outcome.kind !== 'rejected') return;
  const { code } = outcome.rejection;
  if (code === 'POLICY_DENIED') sometimes.note('commitment was denied');
  if (code === 'INTERNAL_ERROR' && command.kind === 'SubmitEnvelope') {
    const isCommitment = command.envelope.messageType === 'Commitment';
    sometimes.note(isCommitment ? 'question had no answer' : 'command failed as too large');
  }
}
