/** Session metadata from the wire back to the kernel's form: the inverse of `wireMetadata`. */
import { invariant } from '@macp/kernel';
import type { SessionMetadata } from '@macp/kernel';
import { toSafeNumber } from '@macp/proto';
import type { macp } from '@macp/proto';
import { kernelState } from '@macp/wire';

/** @throws InvariantViolation when the session is in a state that this build does not know. */
export function kernelMetadata(metadata: macp.v1.SessionMetadata): SessionMetadata {
  const state = kernelState(metadata.state);
  invariant(state !== undefined, `session ${metadata.sessionId} is in the unknown state ${metadata.state}`);
  const { sessionId, mode, modeVersion, configurationVersion, policyVersion } = metadata;
  const { participants, initiator, contextId, extensionKeys } = metadata;
  return {
    sessionId,
    mode,
    state,
    startedAtMs: toSafeNumber(metadata.startedAtUnixMs),
    expiresAtMs: toSafeNumber(metadata.expiresAtUnixMs),
    modeVersion,
    configurationVersion,
    policyVersion,
    participants,
    participantActivity: metadata.participantActivity.map((activity) => ({
      participantId: activity.participantId,
      lastMessageAtMs: toSafeNumber(activity.lastMessageAtUnixMs),
      messageCount: activity.messageCount,
    })),
    initiator,
    contextId,
    extensionKeys,
  };
}
