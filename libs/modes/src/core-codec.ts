/** Decodes the payloads that the kernel itself reads, from the wire schema (RFC-MACP-0001 §7). */
import type { CommitmentPayload as Commitment, CoreCodec, SessionStartPayload as SessionStart } from '@macp/kernel';
import { CommitmentPayload, SessionStartPayload, toSafeNumber } from '@macp/proto';
import { payloadOf } from './shared/payload.js';

/** The kernel's view of core payloads. What it returns holds no reference to the payload's bytes. */
export const coreCodec: CoreCodec = {
  decodeSessionStart(payload: Uint8Array): SessionStart | undefined {
    const start = payloadOf(SessionStartPayload, payload);
    if (start === undefined) return undefined;
    return {
      participants: start.participants,
      modeVersion: start.modeVersion,
      configurationVersion: start.configurationVersion,
      policyVersion: start.policyVersion,
      ttlMs: toSafeNumber(start.ttlMs),
      contextId: start.contextId,
      extensionKeys: Object.keys(start.extensions),
      maxSuspendMs: toSafeNumber(start.maxSuspendMs),
    };
  },

  decodeCommitment(payload: Uint8Array): Commitment | undefined {
    const commitment = payloadOf(CommitmentPayload, payload);
    if (commitment === undefined) return undefined;
    return {
      commitmentId: commitment.commitmentId,
      action: commitment.action,
      authorityScope: commitment.authorityScope,
      reason: commitment.reason,
      modeVersion: commitment.modeVersion,
      policyVersion: commitment.policyVersion,
      configurationVersion: commitment.configurationVersion,
      outcomePositive: commitment.outcomePositive,
      ...(commitment.supersedes !== null && {
        supersedes: {
          sessionId: commitment.supersedes.sessionId,
          commitmentHash: commitment.supersedes.commitmentHash,
        },
      }),
    };
  },
};
