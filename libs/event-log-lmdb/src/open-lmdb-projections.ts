/**
 * The data directory of a process that keeps projections of a log that is elsewhere: guarded as a directory with a log is,
 * and bound to the log that it was filled from. A log of another identity is another log (ADR 0002): the directory is
 * refused rather than emptied, since whoever created the log anew by mistake has here what is left of the old one.
 */
import { LmdbProjectionStore } from './lmdb-projection-store.js';
import { endByLostStore } from './lmdb-store.js';
import type { LmdbStore } from './lmdb-store.js';
import { openDataDirectory, toRefusal } from './open-data-directory.js';
import type { DataDirectory } from './open-data-directory.js';
import { openStore } from './open-store.js';

export interface LmdbProjectionsOptions {
  readonly path: string;
  /** Identity of the log that the projections are made from. */
  readonly logId: string;
  /** Partitions of that log. */
  readonly partitions: number;
  /** Told of every write that failed; it is tried again for as long as it takes. */
  readonly onProjectionFault?: (cause: unknown) => void;
  /** Told once that the store is lost: only a new process helps, so by default this one ends by an uncaught error. */
  readonly onStoreLost?: (store: string, cause: unknown) => void;
}

export interface LmdbProjections {
  readonly directory: DataDirectory;
  readonly projectionStore: LmdbProjectionStore;
  /** Writes what is left, closes the store and lets other processes have the directory. */
  close(): Promise<void>;
}

/** @throws DataDirectoryRefused */
export async function openLmdbProjections(options: LmdbProjectionsOptions): Promise<LmdbProjections> {
  const { path, logId, partitions, onProjectionFault, onStoreLost = endByLostStore } = options;
  const directory = await openDataDirectory({ path, partitions, projectionsOf: logId });
  let store: LmdbStore | undefined;
  let isOpen = false;
  const release = async (): Promise<void> => {
    await store?.close();
    await directory.release();
  };
  try {
    store = await openStore(directory.path, 'projections', {
      // Who opens hears of it by the refusal.
      onLost: (cause) => void (isOpen && onStoreLost('projections', cause)),
    });
    const onFault = onProjectionFault === undefined ? {} : { onFault: onProjectionFault };
    const projectionStore = await LmdbProjectionStore.open({ store, logId, ...onFault });
    const close = async (): Promise<void> => {
      await projectionStore.close();
      await release();
    };
    isOpen = true;
    return { directory, projectionStore, close };
  } catch (cause) {
    await release();
    throw toRefusal(directory.path, cause);
  }
}
