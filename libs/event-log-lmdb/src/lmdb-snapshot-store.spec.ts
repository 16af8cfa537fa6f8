/** The LMDB snapshot store keeps the contract. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotStoreContract } from '@macp/event-log/contract';
import { LmdbSnapshotStore } from './lmdb-snapshot-store.js';
import { LmdbStore } from './lmdb-store.js';

snapshotStoreContract('LmdbSnapshotStore', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'macp-snapshots-'));
  let lmdb = new LmdbStore(directory);
  return {
    store: new LmdbSnapshotStore(lmdb),
    reopen: async () => {
      await lmdb.close();
      lmdb = new LmdbStore(directory);
      return new LmdbSnapshotStore(lmdb);
    },
    close: async () => {
      await lmdb.close();
      await rm(directory, { recursive: true });
    },
  };
});
