/** LMDB adapters of the event log, the snapshot store and the projection store. */
export { LmdbEventLog } from './lmdb-event-log.js';
export type { LmdbEventLogOptions } from './lmdb-event-log.js';
export { LmdbSnapshotStore } from './lmdb-snapshot-store.js';
export { LmdbStore, StoreWriteFault } from './lmdb-store.js';
export type { LmdbTable } from './lmdb-store.js';
