/** The replay service over Kafka: follows the partitions that the group assigns, and answers reads of them. */
import { MemoryProjectionStore } from '@macp/event-log';
import type { ProjectionStore } from '@macp/event-log';
import { HistoryServer } from '@macp/internal-rpc';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { sessionProjection } from '../services/services.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { GroupMembership } from './group-membership.js';

export async function openReplayRole(cluster: Cluster, drain: Drain): Promise<ClusterRole> {
  const { context, names, partitions } = cluster;
  const { log } = context;
  const events = await cluster.eventLog(names.events, partitions);
  const store: ProjectionStore = new MemoryProjectionStore();
  const projection = sessionProjection(context, { log: events, store, isInMemory: false });
  const server = new HistoryServer({
    reader: projection,
    partitions,
    owns: (partition) => projection.owns(partition),
    onFault: (cause) => log.debug({ err: cause }, 'a read of history failed'),
  });
  return {
    internalServices: [server],
    modules: [],
    async start(address) {
      const membership = new GroupMembership({
        cluster,
        service: 'replay',
        topics: [names.events],
        partitions,
        address,
        keeper: {
          own: (assigned) => projection.own(assigned),
          disown(gone) {
            projection.disown(gone);
            server.ownershipChanged();
          },
        },
      });
      drain.register(DRAIN_PHASE.readers, 'replay', async () => {
        await membership.leave();
        projection.stop();
      });
      membership.start();
    },
  };
}
