/**
 * One LMDB environment. A write is atomic over all its tables and resolves only when it is on disk: the environment runs
 * LMDB's plain synchronous commit, so being committed, being visible to readers and being flushed are the same moment.
 * Writes of one turn, and those that arrive while a commit is being flushed, share the next commit.
 */
import { open } from 'lmdb';
import type { Database, RootDatabase } from 'lmdb';

/** Keys and values are bytes. */
export type LmdbTable = Database<Buffer, Buffer>;

/** A write that did not get through: the disk is full, failing or slow to the point of silence. */
export class StoreWriteFault extends Error {
  override readonly name = 'StoreWriteFault';
}

/** Handing a commit to the writer is left to the end of the turn, however many writes the turn brings. */
const NEVER_BEFORE_END_OF_TURN = 0x7fffffff;
const TABLES_MAX = 16;
const STALL_MS = 30_000;

interface Waiting {
  readonly reject: (cause: unknown) => void;
  /** Counted in ticks of half the time that a write may take. */
  readonly sinceTick: number;
}

export class LmdbStore {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #waiting = new Set<Waiting>();
  readonly #ticker: NodeJS.Timeout;
  #tick = 0;
  #isClosed = false;

  /**
   * Opens or creates the environment in the directory `path`. A write that the system has not settled after `stallMs`
   * fails then, whatever becomes of it later.
   */
  constructor(path: string, { stallMs = STALL_MS }: { readonly stallMs?: number } = {}) {
    const options = {
      path,
      // A directory, even when its name has a dot in it.
      noSubdir: false,
      permissionsMode: 0o600,
      maxDbs: TABLES_MAX,
      encoding: 'binary' as const,
      keyEncoding: 'binary' as const,
      overlappingSync: false,
      // With it a failed commit rejects a promise that nobody can get hold of, which ends the process.
      eventTurnBatching: false,
      txnStartThreshold: NEVER_BEFORE_END_OF_TURN,
    };
    this.#root = open<Buffer, Buffer>(options);
    this.#ticker = setInterval(() => this.#giveUpStalled(stallMs), stallMs / 2).unref();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The table called `name`, created if need be. With `versions` each entry carries a number to compare with. */
  table(name: string, options: { readonly versions?: boolean } = {}): LmdbTable {
    return this.#root.openDB<Buffer, Buffer>({
      name,
      encoding: 'binary',
      keyEncoding: 'binary',
      useVersions: options.versions ?? false,
    });
  }

  /** Makes all puts and removes of `work` durable, or none. @throws StoreWriteFault */
  async write(work: () => void): Promise<void> {
    try {
      await this.#settled(this.#root.batch(work));
    } catch (cause) {
      throw await toFault(cause);
    }
  }

  /** As `write`, if the entry at `key` has `version` when its turn to be written comes; else resolves with false. @throws StoreWriteFault */
  async writeIf(table: LmdbTable, key: Buffer, version: number, work: () => void): Promise<boolean> {
    try {
      return await this.#settled(table.ifVersion(key, version, work));
    } catch (cause) {
      throw await toFault(cause);
    }
  }

  /** Commits since the environment was created. */
  commits(): number {
    const { lastTxnId } = this.#root.getStats() as { readonly lastTxnId: number };
    return lastTxnId;
  }

  /** From now on reads see what any writer has committed, of other processes too. */
  refresh(): void {
    this.#root.resetReadTxn();
  }

  /** Resolves when everything written before is on disk. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#ticker);
    await this.#root.close();
  }

  #settled<T>(write: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting = { reject, sinceTick: this.#tick };
      this.#waiting.add(waiting);
      write.then(
        (value) => {
          this.#waiting.delete(waiting);
          resolve(value);
        },
        (cause: unknown) => {
          this.#waiting.delete(waiting);
          reject(cause);
        },
      );
    });
  }

  /** After some failures, LMDB never answers again: nobody may wait for it for ever. */
  #giveUpStalled(stallMs: number): void {
    this.#tick += 1;
    for (const waiting of this.#waiting) {
      // In the order of their coming: behind the first that may still wait, all may.
      if (this.#tick - waiting.sinceTick <= 2) return;
      this.#waiting.delete(waiting);
      waiting.reject(new Error(`no answer for ${stallMs} ms`));
    }
  }
}

/** lmdb hides the system's error behind a promise of its own. */
async function toFault(cause: unknown): Promise<StoreWriteFault> {
  let root = cause;
  if (isObject(cause) && 'commitError' in cause) {
    try {
      await cause.commitError;
    } catch (commitError) {
      root = commitError;
    }
  }
  const why = isObject(root) && 'message' in root ? String(root.message) : String(root);
  return new StoreWriteFault(`the store could not write: ${why}`, { cause: root });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
