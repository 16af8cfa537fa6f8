/** The replay service over Kafka: follows the partitions that the group assigns, and answers reads of them. */
import { StartupFault } from '@macp/config';
import { MemoryProjectionStore } from '@macp/event-log';
import type { EventLog, ProjectionStore } from '@macp/event-log';
import { DataDirectoryRefused, openLmdbProjections } from '@macp/event-log-lmdb';
import { KafkaFeedSink, newestCheckpoint } from '@macp/event-log-kafka';
import { HistoryServer, LifecycleServer } from '@macp/internal-rpc';
import type { LogArchiver } from '@macp/log-archive';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { PublicFeed } from '@macp/replay';
import type { SessionProjection } from '@macp/replay';
import { logArchiver } from '../services/log-archiving.js';
import { endByLostStore } from '../services/lost-store.js';
import { retentionPasses, sessionProjection } from '../services/services.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { GroupMembership } from './group-membership.js';

export async function openReplayRole(cluster: Cluster, drain: Drain): Promise<ClusterRole> {
  const { context, names, partitions } = cluster;
  const { log } = context;
  const events = await cluster.sessionLog();
  const store = await openStore(cluster, events, drain);
  // The log has everything: what a process has in memory is only the faster copy, and nothing is forgotten.
  const projection = sessionProjection(context, { log: events, store, isInMemory: false });
  const owns = (partition: number): boolean => projection.owns(partition);
  const onFault = (cause: unknown): void => log.debug({ err: cause }, 'a read of history failed');
  const history = new HistoryServer({ reader: projection, partitions, owns, onFault });
  const lifecycle = new LifecycleServer({ feed: projection, partitions, owns, onFault });
  const feed = await openFeed(cluster, events);
  const archiver = await openArchiver(cluster, { projection, feed });
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
            feed.own(assigned);
            archiver?.own(assigned);
            ownershipChanged();
            return owned;
          },
          disown(gone) {
            projection.disown(gone);
            feed.disown(gone);
            archiver?.disown(gone);
            ownershipChanged();
          },
        },
      });
      drain.register(DRAIN_PHASE.readers, 'replay', async () => {
        await membership.leave();
        feed.stop();
        projection.stop();
        await archiver?.stop();
      });
      membership.start();
      drain.register(DRAIN_PHASE.readers, 'retention', retentionPasses(context, projection));
    },
  };
}

/** Archives the partitions that are followed here, where the settings say so. */
async function openArchiver(
  cluster: Cluster,
  readers: { readonly projection: SessionProjection; readonly feed: PublicFeed },
): Promise<LogArchiver | undefined> {
  const { client, context, names, partitions } = cluster;
  const { projection, feed } = readers;
  return logArchiver(context, await cluster.eventLog(names.events, partitions), {
    checkpoint: (partition) => newestCheckpoint(client, { topic: names.sessions, partition }),
    positions: (partition) => [
      projection.owns(partition) ? projection.nextOffset(partition) : undefined,
      feed.nextOffset(partition),
    ],
  });
}

/** What outside consumers read; nobody in the installation does. */
async function openFeed({ client, context, names, partitions }: Cluster, events: EventLog): Promise<PublicFeed> {
  const { clock, log, metrics } = context;
  const feed = new PublicFeed({
    log: events,
    sink: await KafkaFeedSink.open({ client, topic: names.history, partitions }),
    after: (ms, task) => clock.after(ms, task),
    onRetry: (partition, cause) => log.warn({ partition, err: cause }, 'the public feed is written again'),
    onFault: (partition, cause) => log.error({ partition, err: cause }, 'the public feed of a partition has stopped'),
  });
  metrics.observeTotal('macp_public_feed_records_total', 'Records written to the public feed', () => feed.written);
  return feed;
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
      onStoreLost: endByLostStore(context.log),
    });
    drain.register(DRAIN_PHASE.stores, 'projections', () => opened.close());
    return opened.projectionStore;
  } catch (cause) {
    if (cause instanceof DataDirectoryRefused) throw new StartupFault(cause.message, { cause });
    throw cause;
  }
}
