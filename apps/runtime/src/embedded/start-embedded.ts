/** One process with everything in it: opened stores, recovered services, a bound port, in this order. */
import { StartupFault } from '@macp/config';
import { InProcessSignalBus } from '@macp/ingress';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { PolicyModule, loadPolicies } from '@macp/policy';
import { ReplayModule } from '@macp/replay';
import type { SessionProjection } from '@macp/replay';
import { SessionEngineModule } from '@macp/session-engine';
import { EdgeServer } from '../services/edge-server.js';
import { archivedLog, logArchiver } from '../services/log-archiving.js';
import type { ProcessContext } from '../services/process-context.js';
import { retentionPasses } from '../services/services.js';
import { EmbeddedServices } from './embedded-services.js';
import { openStores } from './stores.js';
import type { Stores } from './stores.js';

/** Resolves with the `host:port` that is listened on. @throws StartupFault with a sentence for the operator */
export async function startEmbedded(context: ProcessContext, drain: Drain): Promise<string> {
  const { config, log } = context;
  const edge = new EdgeServer(context);
  const stores = await openStores(config.store, log);
  drain.register(DRAIN_PHASE.stores, 'stores', () => stores.close());
  const { directory } = config.policies;
  const loadedPolicies = directory === undefined ? undefined : loadPolicies(directory);
  const services = new EmbeddedServices({ context, stores: await throughArchive(context, stores), loadedPolicies });
  registerServices(drain, services);
  await services.start();
  const { sessions, registry, projection, catalog, engine } = services;
  drain.register(DRAIN_PHASE.readers, 'retention', retentionPasses(context, projection));
  await startArchiving(context, { stores, projection }, drain);
  return edge.serve({
    ports: {
      sessions,
      registry,
      history: projection,
      lifecycle: projection,
      catalog,
      modes: catalog.modes,
      registryFeed: catalog,
      arePoliciesReadOnly: loadedPolicies !== undefined,
      signals: new InProcessSignalBus(),
    },
    modules: [
      SessionEngineModule.forRoot(engine),
      PolicyModule.forRoot(services),
      ReplayModule.forRoot({ projection }),
    ],
    drain,
  });
}

/** The log of sessions through its archive. A log in memory has none: another start begins another log. */
async function throughArchive(context: ProcessContext, stores: Stores): Promise<Stores> {
  const { archive, store } = context.config;
  if (!store.memoryOnly) {
    return { ...stores, sessions: { ...stores.sessions, log: await archivedLog(context, stores.sessions.log) } };
  }
  if (archive.directory === undefined) return stores;
  throw new StartupFault(
    'MACP_LOG_ARCHIVE_DIR needs a log that outlives the process: there is none with MACP_MEMORY_ONLY=1',
  );
}

interface Archiving {
  /** With the log itself. */
  readonly stores: Stores;
  readonly projection: SessionProjection;
}

async function startArchiving(context: ProcessContext, archiving: Archiving, drain: Drain): Promise<void> {
  const { stores, projection } = archiving;
  const { log, snapshots } = stores.sessions;
  const archiver = await logArchiver(context, log, {
    checkpoint: async (partition) => (await snapshots.checkpoint(partition))?.offset,
    positions: (partition) => [projection.owns(partition) ? projection.nextOffset(partition) : undefined],
  });
  if (archiver === undefined) return;
  archiver.own(Array(log.partitions).keys());
  drain.register(DRAIN_PHASE.readers, 'log archive', () => archiver.stop());
}

function registerServices(drain: Drain, services: EmbeddedServices): void {
  drain.register(DRAIN_PHASE.submissions, 'submissions', () => {
    services.sessions.close();
    services.registry.close();
  });
  drain.register(DRAIN_PHASE.engines, 'session engine', () => services.engine.stop());
  drain.register(DRAIN_PHASE.engines, 'policy registry', () => services.registryOwner.stop());
  drain.register(DRAIN_PHASE.readers, 'replay', () => services.projection.stop());
  drain.register(DRAIN_PHASE.readers, 'policy catalog', () => services.catalog.stop());
}
