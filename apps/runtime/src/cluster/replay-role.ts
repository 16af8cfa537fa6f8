/** The replay service over Kafka: follows the partitions that the group assigns, and answers reads of them. */
import { StartupFault } from '@macp/config';
import { MemoryProjectionStore } from '@macp/event-log';
import type { EventLog, ProjectionStore } from '@macp/event-log';
import { DataDirectoryRefused, openLmdbProjections } from '@macp/event-log-lmdb';
import { HistoryServer, LifecycleServer } from '@macp/internal-rpc';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { retentionPasses, sessionProjection } from '../services/services.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { GroupMembership } from './group-membership.js';

export async function openReplayRole(cluster: Cluster, drain: Drain): Promise<ClusterRole> {
  const { context, names, partitions } = cluster;
  const { log } = context;
  const events = await cluster.eventLog(names.events, partitions);
  const store = await openStore(cluster, events, drain);
  // The log has everything: what a process has in memory is only the faster copy, and nothing is forgotten.
  const projection = sessionProjection(context, { log: events, store, isInMemory: false });
  const owns = (partition: number): boolean => projection.owns(partition);
  const onFault = (cause: unknown): void => log.debug({ err: cause }, 'a read of history failed');
  const history = new HistoryServer({ reader: projection, partitions, owns, onFault });
  const lifecycle = new LifecycleServer({ feed: projection, partitions, owns, onFault });
  const ownershipChanged = (): void => {
    history.ownershipChanged();
    lifecycle.ownershipChanged();
  };
  return {
    internalServices: [history, lifecycle],
    modules: [],
    async start(address) {
      const membership = new GroupMembership({
        cluster,
        service: 'replay',
        topics: [names.events],
        partitions,
        address,
        keeper: {
          own(assigned) {
            const owned = projection.own(assigned);
            ownershipChanged();
            return owned;
          },
          disown(gone) {
            projection.disown(gone);
            ownershipChanged();
          },
        },
      });
      drain.register(DRAIN_PHASE.readers, 'replay', async () => {
        await membership.leave();
        projection.stop();
      });
      membership.start();
      drain.register(DRAIN_PHASE.readers, 'retention', retentionPasses(context, projection));
    },
  };
}

/** Rebuildable, so memory will do where nothing is to be kept; on disk it is there again at once. */
async function openStore({ context, partitions }: Cluster, events: EventLog, drain: Drain): Promise<ProjectionStore> {
  const { memoryOnly, dataDirectory } = context.config.store;
  if (memoryOnly) return new MemoryProjectionStore();
  try {
    const opened = await openLmdbProjections({
      path: dataDirectory,
      logId: events.logId,
      partitions,
      onProjectionFault: (cause) => context.log.error({ err: cause }, 'projections could not be written'),
    });
    drain.register(DRAIN_PHASE.stores, 'projections', () => opened.close());
    return opened.projectionStore;
  } catch (cause) {
    if (cause instanceof DataDirectoryRefused) throw new StartupFault(cause.message, { cause });
    throw cause;
  }
}
