/** The memory projection store keeps the contract. */
import { projectionStoreContract } from './contract/index.js';
import { MemoryProjectionStore } from './memory-projection-store.js';

projectionStoreContract('MemoryProjectionStore', async () => {
  const store = new MemoryProjectionStore();
  return { store, settle: async () => undefined, close: () => store.close() };
});
