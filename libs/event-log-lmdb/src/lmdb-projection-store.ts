/**
 * Projections on disk. They can be filled again from the log, so nobody waits for their flush and the log is not made to
 * share its commits with them: changes are collected in memory, where reads see them at once, and written every few
 * seconds, the positions last. A crash therefore leaves an old position, perhaps with some of what came after it; to
 * apply the records after that position again changes none of it.
 */
import { invariant } from '@macp/kernel';
import type {
  HistoryEntry,
  ProjectionChange,
  ProjectionPosition,
  ProjectionStore,
  SessionSummary,
} from '@macp/event-log';
import { keyAfter, ordinalKey, ordinalOfKey, partitionKey, textHash } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';
import { ProjectionOverlay } from './projection-overlay.js';

/** Another layout is another version: what was written in an older one is dropped and filled again. */
const LAYOUT_VERSION = 1;
const IDENTITY_KEY = Buffer.from('identity');
/** Handed to the store at once: between two portions the event loop gets its turn. */
const PORTION_PUTS = 2048;
const RETRY_DELAY_MS = 1000;
const ORDINAL_MAX = 2 ** 48 - 1;
/** Ids enter the summary keys whole; LMDB takes keys of up to 1978 bytes. */
const ID_BYTES_MAX = 1900;
/** Above every first byte of a summary key. */
const SUMMARY_KEYS_END = Buffer.of(2);
const SUMMARY_KEY_PREFIX = Buffer.of(1);

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
  readonly #store: LmdbStore;
  readonly #positions: LmdbTable;
  readonly #history: LmdbTable;
  readonly #summaries: LmdbTable;
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
    this.#store = options.store;
    this.#positions = options.store.table('positions');
    this.#history = options.store.table('history');
    this.#summaries = options.store.table('summaries');
    this.#flushIntervalMs = options.flushIntervalMs ?? 2000;
    this.#heldBytesMax = options.heldBytesMax ?? 64 * 1024 * 1024;
    this.#onFault = options.onFault ?? (() => undefined);
  }

  static async open(options: LmdbProjectionStoreOptions): Promise<LmdbProjectionStore> {
    const opened = new LmdbProjectionStore(options);
    await opened.#adopt(Buffer.from(`${LAYOUT_VERSION} ${options.logId}`));
    return opened;
  }

  position(partition: number): ProjectionPosition | undefined {
    const held = this.#pending.positions.get(partition) ?? this.#writing?.positions.get(partition);
    if (held !== undefined) return held;
    const bytes = this.#positions.get(partitionKey(partition));
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as ProjectionPosition);
  }

  apply(partition: number, change: ProjectionChange): Promise<void> | void {
    this.#pending.apply(partition, change);
    return this.#changed();
  }

  history(sessionId: string, afterOrdinal: number, limit: number): readonly HistoryEntry[] {
    const stored = this.#storedHistory(textHash(sessionId), afterOrdinal, limit);
    const written = this.#writing?.history(stored, sessionId, afterOrdinal, limit) ?? stored;
    return this.#pending.history(written, sessionId, afterOrdinal, limit);
  }

  lastOrdinal(sessionId: string): number {
    for (const overlay of [this.#pending, this.#writing]) {
      const held = overlay?.entries.get(sessionId)?.lastOrdinal ?? 0;
      if (held > 0 || overlay?.removed.has(sessionId) === true) return held;
    }
    const hash = textHash(sessionId);
    const range = { start: ordinalKey(hash, ORDINAL_MAX), end: ordinalKey(hash, 0), reverse: true, limit: 1 };
    for (const key of this.#history.getKeys(range)) return ordinalOfKey(key);
    return 0;
  }

  summary(sessionId: string): string | undefined {
    for (const overlay of [this.#pending, this.#writing]) {
      const held = overlay?.summaries.get(sessionId);
      if (held !== undefined || overlay?.removed.has(sessionId) === true) return held;
    }
    return this.#summaries.get(summaryKey(sessionId))?.toString();
  }

  summaries(afterId: string | undefined, limit: number): readonly SessionSummary[] {
    const stored = this.#storedSummaries(afterId);
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

  async #adopt(identity: Buffer): Promise<void> {
    const found = this.#positions.get(IDENTITY_KEY);
    if (found !== undefined && identity.equals(found)) return;
    await this.#store.write(() => {
      for (const table of [this.#positions, this.#history, this.#summaries]) void table.clearAsync();
      void this.#positions.put(IDENTITY_KEY, identity);
    });
  }

  #changed(): Promise<void> | void {
    if (this.#pending.heldBytes > this.#heldBytesMax) return this.#flushing ?? this.#startFlush();
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
        await this.#write(writing);
        break;
      } catch (cause) {
        this.#onFault(cause);
        if (this.#isClosed) break;
        await new Promise<void>((resolve) => void setTimeout(resolve, RETRY_DELAY_MS));
      }
    }
    this.#writing = undefined;
  }

  async #write(overlay: ProjectionOverlay): Promise<void> {
    const puts = this.#puts(overlay);
    let isDone = false;
    while (!isDone) {
      await this.#store.write(() => {
        for (let count = 0; count < PORTION_PUTS && !isDone; count += 1) isDone = puts.next().done === true;
        if (isDone) this.#putPositions(overlay);
      });
    }
  }

  /** Puts one entry, or removes one session, at each step. */
  *#puts(overlay: ProjectionOverlay): Generator<void> {
    for (const sessionId of overlay.removed) yield this.#drop(sessionId);
    for (const [sessionId, entries] of overlay.entries) {
      const hash = textHash(sessionId);
      for (const { ordinal, bytes } of entries.after(0, Number.MAX_SAFE_INTEGER)) {
        yield void this.#history.put(ordinalKey(hash, ordinal), bufferOf(bytes));
      }
    }
    for (const [sessionId, text] of overlay.summaries) {
      yield void this.#summaries.put(summaryKey(sessionId), Buffer.from(text));
    }
  }

  #putPositions(overlay: ProjectionOverlay): void {
    for (const [partition, position] of overlay.positions) {
      void this.#positions.put(partitionKey(partition), Buffer.from(JSON.stringify(position)));
    }
  }

  #drop(sessionId: string): void {
    const hash = textHash(sessionId);
    const keys = this.#history.getKeys({ start: ordinalKey(hash, 0), end: keyAfter(ordinalKey(hash, ORDINAL_MAX)) });
    for (const key of keys) void this.#history.remove(key);
    void this.#summaries.remove(summaryKey(sessionId));
  }

  #storedHistory(hash: Buffer, afterOrdinal: number, limit: number): HistoryEntry[] {
    const start = ordinalKey(hash, Math.max(0, afterOrdinal + 1));
    const found: HistoryEntry[] = [];
    for (const { key, value } of this.#history.getRange({ start, end: ordinalKey(hash, ORDINAL_MAX), limit })) {
      found.push({ ordinal: ordinalOfKey(key), bytes: value });
    }
    return found;
  }

  *#storedSummaries(afterId: string | undefined): Iterable<SessionSummary> {
    const start = afterId === undefined ? SUMMARY_KEY_PREFIX : keyAfter(summaryKey(afterId));
    for (const { key, value } of this.#summaries.getRange({ start, end: SUMMARY_KEYS_END })) {
      yield { sessionId: key.toString('utf8', SUMMARY_KEY_PREFIX.length), text: value.toString() };
    }
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The id in UTF-8 behind one byte, since LMDB has no empty keys. */
function summaryKey(sessionId: string): Buffer {
  const key = Buffer.concat([SUMMARY_KEY_PREFIX, Buffer.from(sessionId)]);
  invariant(key.length <= ID_BYTES_MAX, `a session id of ${key.length - 1} bytes is too long for the projections`);
  return key;
}
