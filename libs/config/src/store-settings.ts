/**
 * Settings of the embedded store, and of how long sessions stay in memory, whole, and readable at all (runtime
 * specification §10, §11.3).
 */
import { z } from 'zod';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig } from './settings-slice.js';
import { StartupFault } from './startup-fault.js';
import { flag, integer, lenient, strict, strictOptional, text } from './setting.js';

/** A hundred years: what is longer is `never`. */
const SECONDS_MAX = 3_155_760_000;

const BACKENDS = 'Valid: file, rocksdb, redis';

export const storeSettings = defineSlice('Storage', {
  memoryOnly: flag('MACP_MEMORY_ONLY', '1 = keep nothing on disk'),
  dataDirectory: strict('MACP_DATA_DIR', {
    summary: 'directory of the embedded store',
    schema: text,
    default: '.macp-data',
  }),
  backend: strict('MACP_STORAGE_BACKEND', {
    summary: 'file = the embedded store; the only one of this build',
    schema: text,
    default: 'file',
  }),
  partitions: strictOptional('MACP_PARTITIONS', {
    summary: 'partitions of the log, fixed for its life; when not given, 4 in a new data directory and 12 over Kafka',
    schema: integer(1, 1024),
  }),
  cleanupIntervalSecs: lenient('MACP_CLEANUP_INTERVAL_SECS', {
    summary: 'seconds between background passes',
    schema: integer(1, 86_400),
    default: '60',
  }),
  sessionRetentionSecs: lenient('MACP_SESSION_RETENTION_SECS', {
    summary: 'seconds that ended sessions stay in memory; they stay readable afterwards',
    schema: integer(0, SECONDS_MAX),
    default: '3600',
  }),
  sessionDiskRetentionSecs: lenient('MACP_SESSION_DISK_RETENTION_SECS', {
    summary: 'seconds that ended sessions stay readable; 0 = for good',
    schema: integer(0, SECONDS_MAX),
    default: '0',
  }),
  compactTerminalLogs: lenient('MACP_COMPACT_TERMINAL_LOGS', {
    summary: '1 = ended sessions lose their history when they leave memory, and keep their metadata',
    schema: z.string().transform((raw) => raw === '1' || raw === 'true'),
    default: '0',
  }),
  checkpointInterval: strict('MACP_CHECKPOINT_INTERVAL', {
    summary: 'batches of a partition after which it is checkpointed; 0 = as often as the server sees fit',
    schema: integer(0, 1_000_000_000),
    default: '0',
  }),
  strictRecovery: flag('MACP_STRICT_RECOVERY', 'recovery is strict whatever is said: a damaged log stops the start'),
});

export type StoreSettings = SliceConfig<typeof storeSettings>;

/** Refuses storage backends that this build does not have; a separate step, after all settings were found valid. */
export function requireEmbeddedStore(settings: StoreSettings): void {
  const { backend } = settings;
  if (backend === 'file') return;
  const reason = backend === 'rocksdb' || backend === 'redis' ? '; this build has only file' : '';
  throw new StartupFault(`unknown storage backend: ${backend}. ${BACKENDS}${reason}`);
}
