/**
 * Projections on disk. They can be filled again from the log, so nobody waits for their flush and the log is not made to
 * share its commits with them: changes are collected in memory, where reads see them at once, and written every few
 * seconds, the positions last. A crash therefore leaves an old position, perhaps with some of what came after it; to
 * apply the records after that position again changes none of it.
 */
import type {
  HistoryEntry,
  ProjectionChange,
  ProjectionPosition,
  ProjectionStore,
  SessionSummary,
} from '@macp/event-log';
import { LmdbProjectionTables } from './lmdb-projection-tables.js';
import type { LmdbStore } from './lmdb-store.js';
import { ProjectionOverlay } from './projection-overlay.js';

const RETRY_DELAY_MS = 1000;
/** Removals held in memory: lists pass over what is below them one by one. */
const REMOVED_MAX = 4_096;

export interface LmdbProjectionStoreOptions {
  readonly store: LmdbStore;
  /** Log that the projections are made from; those of another log are dropped. */
  readonly logId: string;
  /** Longest time that a change stays in memory only. */
  readonly flushIntervalMs?: number;
  /** Changes held in memory before `apply` asks to wait. */
  readonly heldBytesMax?: number;
  /** Told of every write that failed; it is tried again for as long as it takes. */
  readonly onFault?: (cause: unknown) => void;
}

export class LmdbProjectionStore implements ProjectionStore {
  readonly #tables: LmdbProjectionTables;
  readonly #flushIntervalMs: number;
  readonly #heldBytesMax: number;
  readonly #onFault: (cause: unknown) => void;
  /** Being written. Invariant: defined only while a flush runs or is to be tried again. */
  #writing: ProjectionOverlay | undefined;
  #pending = new ProjectionOverlay();
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #isClosed = false;

  private constructor(options: LmdbProjectionStoreOptions) {
    this.#tables = new LmdbProjectionTables(options.store);
    this.#flushIntervalMs = options.flushIntervalMs ?? 2000;
    this.#heldBytesMax = options.heldBytesMax ?? 64 * 1024 * 1024;
    this.#onFault = options.onFault ?? (() => undefined);
  }

  static async open(options: LmdbProjectionStoreOptions): Promise<LmdbProjectionStore> {
    const opened = new LmdbProjectionStore(options);
    await opened.#tables.adopt(options.logId);
    return opened;
  }

  position(partition: number): ProjectionPosition | undefined {
    const held = this.#pending.positions.get(partition) ?? this.#writing?.positions.get(partition);
    return held ?? this.#tables.position(partition);
  }

  apply(partition: number, change: ProjectionChange): Promise<void> | void {
    this.#pending.apply(partition, change);
    return this.#changed();
  }

  history(sessionId: string, afterOrdinal: number, limit: number): readonly HistoryEntry[] {
    const stored = this.#tables.history(sessionId, afterOrdinal, limit);
    const written = this.#writing?.history(stored, sessionId, afterOrdinal, limit) ?? stored;
    return this.#pending.history(written, sessionId, afterOrdinal, limit);
  }

  lastOrdinal(sessionId: string): number {
    for (const overlay of [this.#pending, this.#writing]) {
      const held = overlay?.entries.get(sessionId)?.lastOrdinal ?? 0;
      if (held > 0 || overlay?.removed.has(sessionId) === true) return held;
    }
    return this.#tables.lastOrdinal(sessionId);
  }

  summary(sessionId: string): string | undefined {
    for (const overlay of [this.#pending, this.#writing]) {
      const held = overlay?.summaries.get(sessionId);
      if (held !== undefined || overlay?.removed.has(sessionId) === true) return held;
    }
    return this.#tables.summary(sessionId);
  }

  summaries(afterId: string | undefined, limit: number): readonly SessionSummary[] {
    const stored = this.#tables.summaries(afterId);
    const written = this.#writing?.summariesOver(stored, afterId) ?? stored;
    const found: SessionSummary[] = [];
    if (limit <= 0) return found;
    for (const summary of this.#pending.summariesOver(written, afterId)) {
      found.push(summary);
      if (found.length >= limit) break;
    }
    return found;
  }

  remove(sessionId: string): Promise<void> | void {
    this.#pending.remove(sessionId);
    return this.#changed();
  }

  /** Resolves when everything applied so far is on disk, however often it must be tried. */
  async flush(): Promise<void> {
    // What is being written now may have been taken before the last changes.
    await this.#flushing;
    if (!this.#pending.isEmpty || this.#writing !== undefined) await this.#startFlush();
  }

  /** Writes what is left, once; what cannot be written is filled again from the log. The store stays open. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.flush();
    clearTimeout(this.#timer);
  }

  #changed(): Promise<void> | void {
    const { heldBytes, removed } = this.#pending;
    if (heldBytes > this.#heldBytesMax || removed.size > REMOVED_MAX) return this.#flushing ?? this.#startFlush();
    if (this.#timer !== undefined || this.#flushing !== undefined) return;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#startFlush(), this.#flushIntervalMs);
  }

  #startFlush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing ??= this.#flushOnce().finally(() => {
      this.#flushing = undefined;
      if (!this.#pending.isEmpty && !this.#isClosed) this.#schedule();
    });
    return this.#flushing;
  }

  async #flushOnce(): Promise<void> {
    const writing = this.#pending;
    this.#pending = new ProjectionOverlay();
    this.#writing = writing;
    for (;;) {
      try {
        await this.#tables.write(writing);
        break;
      } catch (cause) {
        this.#onFault(cause);
        if (this.#isClosed) break;
        await new Promise<void>((resolve) => void setTimeout(resolve, RETRY_DELAY_MS));
      }
    }
    this.#writing = undefined;
  }
}
