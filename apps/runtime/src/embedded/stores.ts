/**
 * What the process keeps, on disk or in memory only: for sessions and for the policy registry each a log with its
 * snapshots, and the projections of sessions. Both kinds stand behind the same ports.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { StartupFault, requireEmbeddedStore } from '@macp/config';
import type { StoreSettings } from '@macp/config';
import { MemoryEventLog, MemoryProjectionStore, MemorySnapshotStore } from '@macp/event-log';
import type { EventLog, ProjectionStore, SnapshotStore } from '@macp/event-log';
import { DataDirectoryRefused, openLmdbData } from '@macp/event-log-lmdb';
import type { LmdbData } from '@macp/event-log-lmdb';
import type { Logger } from '@macp/telemetry';
import { endByLostStore } from '../services/lost-store.js';

/** Each append of a partition costs the disk a page of its own; what stops one partition leaves the others. */
const PARTITIONS_OF_NEW = 4;

/** One claimed log with its snapshots. */
export interface LogStore {
  readonly log: EventLog;
  readonly snapshots: SnapshotStore;
}

export interface Stores {
  readonly sessions: LogStore;
  readonly registry: LogStore;
  readonly projections: ProjectionStore;
  close(): Promise<void>;
}

/** @throws StartupFault saying which directory is refused and why. */
export async function openStores(settings: StoreSettings, log: Logger): Promise<Stores> {
  requireEmbeddedStore(settings);
  if (settings.memoryOnly) return memoryStores(settings.partitions ?? PARTITIONS_OF_NEW);
  try {
    return await diskStores(settings, log);
  } catch (cause) {
    if (cause instanceof DataDirectoryRefused) throw new StartupFault(cause.message, { cause });
    throw cause;
  }
}

function memoryStores(partitions: number): Stores {
  const logStore = (count: number): LogStore => ({
    log: new MemoryEventLog({ logId: randomUUID(), partitions: count }),
    snapshots: new MemorySnapshotStore(count),
  });
  const projections = new MemoryProjectionStore();
  return { sessions: logStore(partitions), registry: logStore(1), projections, close: async () => projections.close() };
}

async function diskStores({ dataDirectory, partitions }: StoreSettings, log: Logger): Promise<Stores> {
  const onProjectionFault = (cause: unknown): void => log.error({ err: cause }, 'projections could not be written');
  const told = { onProjectionFault, onStoreLost: endByLostStore(log) };
  const sessions = await openLmdbData({
    path: dataDirectory,
    partitions: partitions ?? { ofNew: PARTITIONS_OF_NEW },
    ...told,
  });
  try {
    const registry = await openLmdbData({ path: join(dataDirectory, 'registry'), partitions: 1, ...told });
    const close = async (): Promise<void> => {
      await registry.close();
      await sessions.close();
    };
    return { sessions: logStore(sessions), registry: logStore(registry), projections: sessions.projectionStore, close };
  } catch (cause) {
    await sessions.close();
    throw cause;
  }
}

function logStore({ eventLog, snapshotStore }: LmdbData): LogStore {
  return { log: eventLog, snapshots: snapshotStore };
}
