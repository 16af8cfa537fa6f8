/**
 * The projection port: what replay answers from, per session its accepted envelopes in order and a summary. It holds
 * nothing that the log does not: a lost or outdated store is filled again by reading the log from its position.
 */
import type { LogPosition } from './batch-record.js';

/** Last record that the store reflects, void ones included, with the epoch and `seq` in force there. */
export type ProjectionPosition = LogPosition;

/** One accepted envelope as it is sent to readers. */
export interface HistoryEntry {
  readonly ordinal: number;
  readonly bytes: Uint8Array;
}

/** What lists show of a session. */
export interface SessionSummary {
  readonly sessionId: string;
  readonly text: string;
}

/**
 * One change of a partition. Readers see it whole or not at all; once its position lasts, so does all of it.
 */
export interface ProjectionChange {
  readonly position: ProjectionPosition;
  readonly history: readonly (HistoryEntry & { readonly sessionId: string })[];
  readonly summaries: readonly SessionSummary[];
}

/** Reads are synchronous and see every change from the moment `apply` was called, on disk or not. */
export interface ProjectionStore {
  /** As of the last `apply`; `undefined` when the partition must be read from offset 0. */
  position(partition: number): ProjectionPosition | undefined;
  /**
   * Applies the change. A returned promise is back-pressure only: the next change should wait for it.
   * An entry with an ordinal that is already there replaces it, so applying the same records again changes nothing.
   */
  apply(partition: number, change: ProjectionChange): Promise<void> | void;
  /** Up to `limit` entries with an ordinal above `afterOrdinal`, ascending. */
  history(sessionId: string, afterOrdinal: number, limit: number): readonly HistoryEntry[];
  /** Highest ordinal of the session; 0 when it has none. */
  lastOrdinal(sessionId: string): number;
  summary(sessionId: string): string | undefined;
  /** Up to `limit` summaries with ids above `afterId` (from the first on without), in byte order of the UTF-8 ids. */
  summaries(afterId: string | undefined, limit: number): readonly SessionSummary[];
  /** Forgets history and summary of the session. */
  remove(sessionId: string): Promise<void> | void;
  close(): Promise<void>;
}
