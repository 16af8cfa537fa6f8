/** A store in a data directory, whose name lasts from its first moment on: what is flushed into it is found again. */
import { join } from 'node:path';
import { makeDirectory, syncDirectory } from '@macp/durable-files';
import { LmdbStore } from './lmdb-store.js';
import type { LmdbStoreOptions } from './lmdb-store.js';

/** Opens or creates the store called `name` in `directory`. @throws NoEnvironment, or what the system says, with its `code` */
export async function openStore(directory: string, name: string, options: LmdbStoreOptions): Promise<LmdbStore> {
  const path = join(directory, name);
  // LMDB's binding makes it as well, and says that it is missing (ENOENT) where the system says EIO.
  await makeDirectory(path);
  const store = new LmdbStore(path, options);
  try {
    // Also of a creation that did not come so far the last time.
    await syncDirectory(path);
    await syncDirectory(directory);
    return store;
  } catch (cause) {
    await store.close();
    throw cause;
  }
}
