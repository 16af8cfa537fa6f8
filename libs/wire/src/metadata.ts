/** Session metadata as GetSession, ListSessions and WatchSessions send it (wire contract §3.1). */
import type { SessionMetadata } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { wireState } from './session-state.js';

/** The message to encode; shares the lists of `metadata`. */
export function wireMetadata(metadata: SessionMetadata): macp.v1.SessionMetadataInit {
  return {
    sessionId: metadata.sessionId,
    mode: metadata.mode,
    state: wireState(metadata.state),
    startedAtUnixMs: metadata.startedAtMs,
    expiresAtUnixMs: metadata.expiresAtMs,
    modeVersion: metadata.modeVersion,
    configurationVersion: metadata.configurationVersion,
    policyVersion: metadata.policyVersion,
    participants: metadata.participants,
    participantActivity: metadata.participantActivity.map((activity) => ({
      participantId: activity.participantId,
      lastMessageAtUnixMs: activity.lastMessageAtMs,
      messageCount: activity.messageCount,
    })),
    initiator: metadata.initiator,
    contextId: metadata.contextId,
    extensionKeys: metadata.extensionKeys,
  };
}
