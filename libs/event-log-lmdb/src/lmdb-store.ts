/**
 * One LMDB environment. A write is atomic over all its tables and resolves only when it is on disk: the environment runs
 * LMDB's plain synchronous commit, so being committed, being visible to readers and being flushed are the same moment.
 * Writes of one turn, and those that arrive while a commit is being flushed, share the next commit. A commit that fails
 * is never tried again on the same environment: the store is lost until it is opened anew.
 */
import { statfsSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { open } from 'lmdb';
import type { Database, RootDatabase } from 'lmdb';
import { CommitFailures } from './commit-failures.js';
import type { CommittingEnvironment } from './commit-failures.js';
import { checkEnvironment } from './environment-file.js';

/** Keys and values are bytes. */
export type LmdbTable = Database<Buffer, Buffer>;

/** A write that did not get through: the disk is full, failing or slow to the point of silence. */
export class StoreWriteFault extends Error {
  override readonly name = 'StoreWriteFault';
}

/** Who has made no provision for a lost store ends by it. */
export function endByLostStore(_store: string, cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}

/** The system says nothing: the write may still come to be. */
class StoreStalled extends Error {
  override readonly name = 'StoreStalled';
}

export interface LmdbStoreOptions {
  /** A write that the system has not settled after this time fails then, whatever becomes of it later. */
  readonly stallMs?: number;
  /** Free bytes of the disk below which writes are refused before they begin, and accepted again above. */
  readonly reserveBytes?: number;
  /** Hears once that the store is lost: its process has to end, and to open it anew. */
  readonly onLost?: (cause: StoreWriteFault) => void;
}

/** Handing a commit to the writer is left to the end of the turn, however many writes the turn brings. */
const NEVER_BEFORE_END_OF_TURN = 0x7fffffff;
const TABLES_MAX = 16;
const STALL_MS = 30_000;
/** More than one commit writes. */
const RESERVE_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly reject: (cause: unknown) => void;
  /** Counted in ticks of half the time that a write may take. */
  readonly sinceTick: number;
}

export class LmdbStore {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #failures: CommitFailures;
  readonly #waiting = new Set<Waiting>();
  readonly #ticker: NodeJS.Timeout;
  #tick = 0;
  readonly #path: string;
  readonly #reserveBytes: number;
  readonly #onLost: ((cause: StoreWriteFault) => void) | undefined;
  #lostBy: StoreWriteFault | undefined;
  /** The disk was looked at in this turn, and there was room. */
  #hasRoom = false;
  #isClosed = false;

  /** Opens or creates the environment in the directory `path`. @throws NoEnvironment, or what the system says, with its `code` */
  constructor(path: string, { stallMs = STALL_MS, reserveBytes = RESERVE_BYTES, onLost }: LmdbStoreOptions = {}) {
    this.#path = path;
    this.#reserveBytes = reserveBytes;
    this.#onLost = onLost;
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
    checkEnvironment(path);
    this.#root = open<Buffer, Buffer>(options);
    this.#failures = new CommitFailures((this.#root as unknown as { readonly env: CommittingEnvironment }).env);
    this.#ticker = setInterval(() => this.#giveUpStalled(stallMs), stallMs / 2).unref();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** A commit has failed: what of it is on disk is not known, nor whether LMDB's memory is intact. */
  get isLost(): boolean {
    return this.#lostBy !== undefined;
  }

  /** The table called `name`, created if need be. With `versions` each entry carries a number to compare with. @throws StoreWriteFault */
  table(name: string, options: { readonly versions?: boolean } = {}): LmdbTable {
    try {
      return this.#root.openDB<Buffer, Buffer>({
        name,
        encoding: 'binary',
        keyEncoding: 'binary',
        useVersions: options.versions ?? false,
      });
    } catch (cause) {
      throw this.#noted(new StoreWriteFault(`the store could not write: ${reasonOf(cause)}`, { cause }));
    }
  }

  /** Makes all puts and removes of `work` durable, or none. @throws StoreWriteFault */
  async write(work: () => void): Promise<void> {
    this.#requireUsable();
    try {
      await this.#settled(this.#root.batch(work));
    } catch (cause) {
      throw this.#noted(await this.#toFault(cause));
    }
  }

  /** As `write`, if the entry at `key` has `version` when its turn to be written comes; else resolves with false. @throws StoreWriteFault */
  async writeIf(table: LmdbTable, key: Buffer, version: number, work: () => void): Promise<boolean> {
    this.#requireUsable();
    try {
      return await this.#settled(table.ifVersion(key, version, work));
    } catch (cause) {
      throw this.#noted(await this.#toFault(cause));
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
    // Closing a lost environment may wait for a lock that its last write has kept.
    if (!this.isLost) await this.#root.close();
  }

  #requireUsable(): void {
    if (this.#lostBy !== undefined) throw this.#lostBy;
    // The writes of one turn share a commit.
    if (this.#hasRoom) return;
    const { bavail, bsize } = statfsSync(this.#path);
    if (bavail * bsize < this.#reserveBytes) throw noSpace(bavail * bsize);
    this.#hasRoom = true;
    setImmediate(() => (this.#hasRoom = false));
  }

  async #toFault(cause: unknown): Promise<StoreWriteFault> {
    const reason = await this.#failures.reasonFor(cause);
    return new StoreWriteFault(`the store could not write: ${reasonOf(reason)}`, { cause: reason });
  }

  /**
   * After a flush that failed, the system may take what it has not written for written (so no second flush proves
   * anything); and LMDB 3.5.6 describes a failed write in a buffer that is too short for it, beyond whose end its memory
   * is then damaged.
   */
  #noted(fault: StoreWriteFault): StoreWriteFault {
    if (this.isLost || this.#isClosed || fault.cause instanceof StoreStalled) return fault;
    this.#lostBy = fault;
    this.#onLost?.(fault);
    return fault;
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
      waiting.reject(new StoreStalled(`no answer for ${stallMs} ms`));
    }
  }
}

function noSpace(freeBytes: number): StoreWriteFault {
  const cause = Object.assign(new Error(`${freeBytes} bytes are free`), { code: 'ENOSPC' });
  return new StoreWriteFault(`the store could not write: ${reasonOf(cause)}`, { cause });
}

/** Name of the system's error, if it is one, and what LMDB says about it. */
function reasonOf(cause: unknown): string {
  if (!isObject(cause) || !('message' in cause)) return String(cause);
  // What LMDB adds to a failed write is about its memory.
  const text = String(cause.message).split(': Attempting')[0]!;
  const code = systemErrorOf(cause);
  return code === undefined ? text : `${code}, ${text}`;
}

/** The system's error code, like `ENOSPC`, behind an error of LMDB or of Node.js; `undefined` when there is none. */
export function systemErrorOf(cause: unknown): string | undefined {
  if (cause instanceof StoreWriteFault) return systemErrorOf(cause.cause);
  if (!isObject(cause) || !('code' in cause)) return undefined;
  const { code } = cause;
  if (typeof code === 'string') return code;
  return typeof code === 'number' && code > 0 ? getSystemErrorName(-code) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
