/** LMDB adapters of the event log, the snapshot store and the projection store. */
export { LmdbEventLog } from './lmdb-event-log.js';
export type { LmdbEventLogOptions } from './lmdb-event-log.js';
export { LmdbSnapshotStore } from './lmdb-snapshot-store.js';
export { LmdbStore, StoreWriteFault } from './lmdb-store.js';
export type { LmdbTable } from './lmdb-store.js';
export { LmdbProjectionStore } from './lmdb-projection-store.js';
export type { LmdbProjectionStoreOptions } from './lmdb-projection-store.js';
export { DataDirectoryRefused, STORE_FORMAT_VERSION, openDataDirectory } from './open-data-directory.js';
export type { DataDirectory, DataDirectoryOptions, DataDirectoryReason } from './open-data-directory.js';
export { openLmdbData } from './open-lmdb-data.js';
export type { LmdbData, LmdbDataOptions } from './open-lmdb-data.js';
export { openLmdbProjections } from './open-lmdb-projections.js';
export type { LmdbProjections, LmdbProjectionsOptions } from './open-lmdb-projections.js';
