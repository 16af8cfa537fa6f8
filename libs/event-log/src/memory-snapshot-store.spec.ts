/** The memory snapshot store keeps the contract. */
import { snapshotStoreContract } from './contract/index.js';
import { MemorySnapshotStore } from './memory-snapshot-store.js';

snapshotStoreContract('MemorySnapshotStore', async () => ({
  store: new MemorySnapshotStore(2),
  close: async () => undefined,
}));
