/**
 * Reading one session (runtime specification §4.7): its owner answers, and for a session that has left the owner's
 * memory the history does, under the same rule of who may read.
 */
import { mayRead, reject } from '@macp/kernel';
import type { Rejection, SessionMetadata } from '@macp/kernel';
import type { Edge } from './edge.js';
import { inTime } from './in-time.js';

/** Metadata, a refusal, or `undefined` = not known in time. */
export type SessionReading =
  | { readonly kind: 'observed'; readonly metadata: SessionMetadata }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

export interface SessionReader {
  readonly caller: string;
  readonly observer: boolean;
}

const ACCESS_DENIED = reject('FORBIDDEN', 'FORBIDDEN: session access denied');

/** What is read, by whom, and until when (Unix ms). */
export interface SessionQuery {
  readonly sessionId: string;
  readonly reader: SessionReader;
  readonly deadlineMs: number;
}

type Done = (reading: SessionReading | undefined) => void;

/** Asks the session's owner; calls `done` once. */
export function observeSession({ sessions }: Edge, { sessionId, reader, deadlineMs }: SessionQuery, done: Done): void {
  const command = { kind: 'ObserveSession', sessionId, caller: reader.caller, observer: reader.observer } as const;
  sessions.submit(sessionId, command, deadlineMs, (outcome) => {
    done(outcome === undefined || outcome.kind === 'accepted' ? undefined : outcome);
  });
}

/** Asks the session's owner, and the history where the owner knows nothing; calls `done` once. */
export function readSession(edge: Edge, query: SessionQuery, done: Done): void {
  observeSession(edge, query, (reading) => {
    if (reading?.kind !== 'rejected' || reading.rejection.code !== 'SESSION_NOT_FOUND') {
      done(reading);
      return;
    }
    const { sessionId, reader, deadlineMs } = query;
    inTime(edge.clock, deadlineMs, edge.history.session(sessionId)).then(
      (metadata) => done(metadata === undefined ? reading : permitted(metadata, reader)),
      (cause: unknown) => {
        edge.log.error({ err: cause, session_id: sessionId }, 'the history could not be read');
        done(undefined);
      },
    );
  });
}

function permitted(metadata: SessionMetadata, reader: SessionReader): SessionReading {
  return mayRead(metadata, reader) ? { kind: 'observed', metadata } : { kind: 'rejected', rejection: ACCESS_DENIED };
}
