/**
 * Everything that the embedded runtime keeps on disk, opened together: the log, the snapshots and the projections, each
 * in an environment of its own so that none waits for another's commits, and all made for the same log.
 */
import { LmdbEventLog } from './lmdb-event-log.js';
import { LmdbProjectionStore } from './lmdb-projection-store.js';
import { LmdbSnapshotStore } from './lmdb-snapshot-store.js';
import { endByLostStore } from './lmdb-store.js';
import type { LmdbStore } from './lmdb-store.js';
import { DataDirectoryRefused, openDataDirectory, toRefusal } from './open-data-directory.js';
import type { DataDirectory, DataDirectoryOptions } from './open-data-directory.js';
import { openStore } from './open-store.js';

const IDENTITY_KEY = Buffer.from('identity');

export interface LmdbDataOptions extends DataDirectoryOptions {
  /** Told of every failed write of the projections. */
  readonly onProjectionFault?: (cause: unknown) => void;
  /** Told once of every store that is lost (`events`, `snapshots` or `projections`): only a new process helps, so by default this one ends by an uncaught error. */
  readonly onStoreLost?: (store: string, cause: unknown) => void;
}

export interface LmdbData {
  readonly directory: DataDirectory;
  readonly eventLog: LmdbEventLog;
  readonly snapshotStore: LmdbSnapshotStore;
  readonly projectionStore: LmdbProjectionStore;
  /** Writes what is left, closes all three and lets other processes have the directory. */
  close(): Promise<void>;
}

/** @throws DataDirectoryRefused */
export async function openLmdbData(options: LmdbDataOptions): Promise<LmdbData> {
  const { onStoreLost = endByLostStore } = options;
  const directory = await openDataDirectory(options);
  const stores: LmdbStore[] = [];
  let isOpen = false;
  const close = async (): Promise<void> => {
    for (const store of stores) await store.close();
    await directory.release();
  };
  try {
    const open = async (name: string): Promise<LmdbStore> => {
      const store = await openStore(directory.path, name, {
        // Who opens hears of it by the refusal.
        onLost: (cause) => void (isOpen && onStoreLost(name, cause)),
      });
      stores.push(store);
      return store;
    };
    const data = await openAdapters({ directory, open, close, onProjectionFault: options.onProjectionFault });
    isOpen = true;
    return data;
  } catch (cause) {
    await close();
    throw toRefusal(directory.path, cause);
  }
}

interface Opening {
  readonly directory: DataDirectory;
  readonly open: (name: string) => Promise<LmdbStore>;
  readonly close: () => Promise<void>;
  readonly onProjectionFault: ((cause: unknown) => void) | undefined;
}

async function openAdapters({ directory, open, close, onProjectionFault }: Opening): Promise<LmdbData> {
  const { logId, partitions } = directory;
  const events = await open('events');
  await requireSameLog(events, directory, 'events');
  const eventLog = await LmdbEventLog.open({ store: events, logId, partitions });
  const snapshots = await open('snapshots');
  await requireSameLog(snapshots, directory, 'snapshots');
  const snapshotStore = new LmdbSnapshotStore(snapshots);
  const onFault = onProjectionFault ?? (() => undefined);
  const projections = await open('projections');
  const projectionStore = await LmdbProjectionStore.open({ store: projections, logId, onFault });
  const closeAll = async (): Promise<void> => {
    await projectionStore.close();
    await eventLog.close();
    await close();
  };
  return { directory, eventLog, snapshotStore, projectionStore, close: closeAll };
}

/**
 * Parts of two data directories put together would pass for one log until somebody misses a message. The identity is
 * written at every opening: who cannot write must not take over.
 */
async function requireSameLog(store: LmdbStore, directory: DataDirectory, name: string): Promise<void> {
  const meta = store.table('meta');
  const found = meta.get(IDENTITY_KEY)?.toString();
  if (found !== undefined && found !== directory.logId) {
    throw new DataDirectoryRefused('damaged', directory.path, `holds ${name} of another data directory`);
  }
  await store.write(() => void meta.put(IDENTITY_KEY, Buffer.from(directory.logId)));
}
