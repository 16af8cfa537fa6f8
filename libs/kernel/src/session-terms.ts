/** Binds what a SessionStart fixes for the life of its session; the same for deciding a start and for replaying one. */
import type { SessionStartPayload } from './core-codec.js';
import type { Envelope } from './envelope.js';
import type { BoundExtension } from './mode.js';
import type { PolicyDefinition } from './policy.js';
import type { SessionTerms } from './session.js';

/** A start's envelope and payload with everything that was resolved on acceptance. */
export interface ResolvedStart {
  readonly envelope: Envelope;
  readonly payload: SessionStartPayload;
  readonly policy: PolicyDefinition;
  readonly semanticsRevision: number;
  readonly maxSuspendMs: number;
  readonly modeVersion: string;
  readonly extension: BoundExtension | undefined;
}

export function startTerms(start: ResolvedStart): SessionTerms {
  const { envelope, payload } = start;
  return {
    sessionId: envelope.sessionId,
    mode: envelope.mode,
    initiator: envelope.sender,
    participants: payload.participants,
    modeVersion: start.modeVersion,
    configurationVersion: payload.configurationVersion,
    policy: start.policy,
    semanticsRevision: start.semanticsRevision,
    maxSuspendMs: start.maxSuspendMs,
    contextId: payload.contextId,
    extensionKeys: [...payload.extensionKeys].sort(),
    extension: start.extension,
  };
}

/**
 * The sender as the session already holds it: equal text, but one string for all of a participant's messages instead of
 * one from every request.
 */
export function sharedSender(terms: Pick<SessionTerms, 'initiator' | 'participants'>, sender: string): string {
  const index = terms.participants.indexOf(sender);
  if (index >= 0) return terms.participants[index]!;
  return sender === terms.initiator ? terms.initiator : sender;
}
