/** Subscribe frames (runtime specification §5.3): who may read, then history strictly after `after_sequence`, then live. */
import { reject } from '@macp/kernel';
import { HistoryCompacted } from '@macp/ports';
import { toSafeNumber } from '@macp/proto';
import type { macp } from '@macp/proto';
import { readSession } from '../read-session.js';
import type { SessionReading } from '../read-session.js';
import type { SessionStream } from './session-stream.js';
import { OTHER_SESSION, SUBSCRIBE_DENIED, historyUnavailable } from './stream-refusals.js';

const GONE = reject('SESSION_NOT_FOUND');

function reading(stream: SessionStream, sessionId: string): Promise<SessionReading | undefined> {
  const reader = { caller: stream.identity.sender, observer: stream.identity.isObserver };
  const query = { sessionId, reader, deadlineMs: stream.deadlineMs() };
  return new Promise((done) => readSession(stream.edge, query, done));
}

/** Handles one subscribe frame. */
export async function subscribe(stream: SessionStream, frame: macp.v1.StreamSessionRequest): Promise<void> {
  const sessionId = frame.subscribeSessionId;
  if (stream.boundTo !== undefined && stream.boundTo !== sessionId) {
    stream.refuse(OTHER_SESSION);
    return;
  }
  const known = await reading(stream, sessionId);
  if (stream.hasEnded) return;
  if (known === undefined) stream.refuseUnknown();
  else if (known.kind === 'observed') await followKnown(stream, sessionId, toSafeNumber(frame.afterSequence));
  else if (known.rejection.code === 'FORBIDDEN') stream.writeError(SUBSCRIBE_DENIED, '');
  else stream.refuse(known.rejection, sessionId);
}

/** A session has at least its start in its history; one without has left it before it left its owner's memory. */
async function followKnown(stream: SessionStream, sessionId: string, afterSequence: number): Promise<void> {
  try {
    const tail = await stream.follow(sessionId, afterSequence);
    if (tail === 0) stream.refuse(GONE, sessionId);
  } catch (cause) {
    if (!(cause instanceof HistoryCompacted)) throw cause;
    stream.refuse(historyUnavailable(cause.lowestAfter));
  }
}
