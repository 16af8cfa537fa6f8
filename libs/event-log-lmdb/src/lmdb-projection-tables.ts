/**
 * Projections as they are on disk: positions, history and summaries in tables of their own. A set of changes is written
 * in portions, its positions with the last one, so that a position never stands for more than is there.
 */
import { invariant } from '@macp/kernel';
import type { HistoryEntry, ProjectionPosition, SessionSummary } from '@macp/event-log';
import { keyAfter, ordinalKey, ordinalOfKey, partitionKey, textHash } from './keys.js';
import type { LmdbStore, LmdbTable } from './lmdb-store.js';
import type { ProjectionOverlay } from './projection-overlay.js';

/** Another layout is another version: what was written in an older one is dropped and filled again. */
const LAYOUT_VERSION = 1;
const IDENTITY_KEY = Buffer.from('identity');
/** Handed to the store at once: between two portions the event loop gets its turn. */
const PORTION_PUTS = 2048;
const ORDINAL_MAX = 2 ** 48 - 1;
/** Ids enter the summary keys whole; LMDB takes keys of up to 1978 bytes. */
const ID_BYTES_MAX = 1900;
/** Above every first byte of a summary key. */
const SUMMARY_KEYS_END = Buffer.of(2);
const SUMMARY_KEY_PREFIX = Buffer.of(1);

export class LmdbProjectionTables {
  readonly #store: LmdbStore;
  readonly #positions: LmdbTable;
  readonly #history: LmdbTable;
  readonly #summaries: LmdbTable;

  constructor(store: LmdbStore) {
    this.#store = store;
    this.#positions = store.table('positions');
    this.#history = store.table('history');
    this.#summaries = store.table('summaries');
  }

  /** Drops what was made from another log, or in another layout. @throws StoreWriteFault */
  async adopt(logId: string): Promise<void> {
    const identity = Buffer.from(`${LAYOUT_VERSION} ${logId}`);
    const found = this.#positions.get(IDENTITY_KEY);
    if (found !== undefined && identity.equals(found)) return;
    await this.#store.write(() => {
      for (const table of [this.#positions, this.#history, this.#summaries]) void table.clearAsync();
      void this.#positions.put(IDENTITY_KEY, identity);
    });
  }

  position(partition: number): ProjectionPosition | undefined {
    const bytes = this.#positions.get(partitionKey(partition));
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as ProjectionPosition);
  }

  history(sessionId: string, afterOrdinal: number, limit: number): HistoryEntry[] {
    const hash = textHash(sessionId);
    const start = ordinalKey(hash, Math.max(0, afterOrdinal + 1));
    const found: HistoryEntry[] = [];
    for (const { key, value } of this.#history.getRange({ start, end: ordinalKey(hash, ORDINAL_MAX), limit })) {
      found.push({ ordinal: ordinalOfKey(key), bytes: value });
    }
    return found;
  }

  lastOrdinal(sessionId: string): number {
    const hash = textHash(sessionId);
    const range = { start: ordinalKey(hash, ORDINAL_MAX), end: ordinalKey(hash, 0), reverse: true, limit: 1 };
    for (const key of this.#history.getKeys(range)) return ordinalOfKey(key);
    return 0;
  }

  summary(sessionId: string): string | undefined {
    // Whoever reads may ask for any id, and under one that is too long for a key there is nothing.
    if (Buffer.byteLength(sessionId) >= ID_BYTES_MAX) return undefined;
    return this.#summaries.get(summaryKey(sessionId))?.toString();
  }

  /** In byte order of the ids, from the first above `afterId` on. */
  *summaries(afterId: string | undefined): Iterable<SessionSummary> {
    const start = afterId === undefined ? SUMMARY_KEY_PREFIX : keyAfter(summaryKey(afterId));
    for (const { key, value } of this.#summaries.getRange({ start, end: SUMMARY_KEYS_END })) {
      yield { sessionId: key.toString('utf8', SUMMARY_KEY_PREFIX.length), text: value.toString() };
    }
  }

  /** Resolves when all of it is on disk. @throws StoreWriteFault some of it is there, but none of its positions. */
  async write(overlay: ProjectionOverlay): Promise<void> {
    const puts = this.#puts(overlay);
    let isDone = false;
    while (!isDone) {
      await this.#store.write(() => {
        for (let count = 0; count < PORTION_PUTS && !isDone;) {
          const { done, value } = puts.next();
          isDone = done === true;
          count += value ?? 0;
        }
        if (isDone) this.#putPositions(overlay);
      });
    }
  }

  /** Puts one entry, or removes one session, at each step, which yields how many entries it was about. */
  *#puts(overlay: ProjectionOverlay): Generator<number, void> {
    for (const sessionId of overlay.removed) yield this.#drop(sessionId);
    for (const [sessionId, entries] of overlay.entries) {
      const hash = textHash(sessionId);
      for (const { ordinal, bytes } of entries.after(0, Number.MAX_SAFE_INTEGER)) {
        void this.#history.put(ordinalKey(hash, ordinal), bufferOf(bytes));
        yield 1;
      }
    }
    for (const [sessionId, text] of overlay.summaries) {
      void this.#summaries.put(summaryKey(sessionId), Buffer.from(text));
      yield 1;
    }
  }

  #putPositions(overlay: ProjectionOverlay): void {
    for (const [partition, position] of overlay.positions) {
      void this.#positions.put(partitionKey(partition), Buffer.from(JSON.stringify(position)));
    }
  }

  /** As a whole, or a crash would leave a history with a hole; the number of entries. */
  #drop(sessionId: string): number {
    const hash = textHash(sessionId);
    const keys = this.#history.getKeys({ start: ordinalKey(hash, 0), end: keyAfter(ordinalKey(hash, ORDINAL_MAX)) });
    let dropped = 1;
    for (const key of keys) {
      void this.#history.remove(key);
      dropped += 1;
    }
    void this.#summaries.remove(summaryKey(sessionId));
    return dropped;
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
