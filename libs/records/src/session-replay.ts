/**
 * Replays one session (RFC-MACP-0003): the facts of its history, folded as the engine and the projections fold them, with
 * hashes on the way and at the end. Equal facts give equal hashes, and the hash of a replayed session is that of the live
 * one, which is what a checkpoint of its partition holds of it (I7).
 */
import { encodeSession, evolveSession, invariant } from '@macp/kernel';
import type { EvolveContext, Session, SessionCodecContext, SessionFact } from '@macp/kernel';
import { entityDigest } from '@macp/partition-worker';

/** A hash on the way. */
export interface ReplayCheckpoint {
  /** Facts folded so far. */
  readonly facts: number;
  readonly digest: string;
}

export interface SessionReplayOptions {
  readonly context: EvolveContext;
  /** A checkpoint after each so many facts; without it there is none. */
  readonly checkpointFacts?: number;
  readonly onCheckpoint?: (checkpoint: ReplayCheckpoint) => void;
}

/** A replayed session. */
export interface ReplayedSession {
  readonly session: Session;
  readonly facts: number;
}

/** What a checkpoint of the partition holds of the session: 32 characters, one per byte of a SHA-256. */
export function sessionDigest(session: Session, context: SessionCodecContext): string {
  return entityDigest(session.sessionId, encodeSession(session, context));
}

/**
 * Folds all facts of one session, in their order; `undefined` when there are none.
 *
 * @throws InvariantViolation on a history that cannot be
 */
export function replaySession(
  facts: Iterable<SessionFact>,
  { context, checkpointFacts = Infinity, onCheckpoint }: SessionReplayOptions,
): ReplayedSession | undefined {
  invariant(checkpointFacts > 0, 'there are facts between two checkpoints');
  let session: Session | undefined;
  let folded = 0;
  let nextCheckpoint = checkpointFacts;
  for (const fact of facts) {
    session = evolveSession(session, fact, context);
    folded += 1;
    if (folded !== nextCheckpoint) continue;
    nextCheckpoint += checkpointFacts;
    onCheckpoint?.({ facts: folded, digest: sessionDigest(session, context) });
  }
  return session && { session, facts: folded };
}
