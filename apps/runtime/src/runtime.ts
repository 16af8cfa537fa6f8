/**
 * One running process: opened stores, recovered services, a bound port; and the way out in order (runtime specification
 * §11). Whatever fails on the way in is undone before it is reported.
 */
import { InProcessSignalBus, createEdge, createIngressServer } from '@macp/ingress';
import { builtInModes } from '@macp/modes';
import { DRAIN_PHASE, Drain, GrpcRoutes, NestLogger } from '@macp/nest';
import type { MacpGrpcServer } from '@macp/nest';
import { formatSocketAddress } from '@macp/config';
import { loadPolicies } from '@macp/policy';
import { MacpMetrics, MetricsListener } from '@macp/telemetry';
import type { Logger } from '@macp/telemetry';
import { NestFactory } from '@nestjs/core';
import type { RuntimeConfig } from './config.js';
import { RuntimeModule } from './runtime.module.js';
import { RuntimeServices } from './runtime-services.js';
import { openStores } from './stores.js';
import { VERSION } from './version.js';

export interface Runtime {
  /** `host:port` that is listened on. */
  readonly address: string;
  /** Leaves in order: nothing acknowledged is lost, nothing open survives the drain deadline. */
  stop(): Promise<void>;
}

/** Starts everything. @throws StartupFault with a sentence for the operator. */
export async function startRuntime(config: RuntimeConfig, log: Logger): Promise<Runtime> {
  const drain = new Drain();
  try {
    return await compose(config, log, drain);
  } catch (cause) {
    await drain.run();
    throw cause;
  }
}

async function compose(config: RuntimeConfig, log: Logger, drain: Drain): Promise<Runtime> {
  const metrics = new MacpMetrics({
    modes: builtInModes.map(({ descriptor }) => descriptor.mode),
    messageTypes: builtInModes.flatMap(({ descriptor }) => descriptor.messageTypes),
  });
  const routes = new GrpcRoutes();
  const server = createIngressServer(config.ingress, routes, log);
  const stores = await openStores(config.store, log);
  drain.register(DRAIN_PHASE.stores, 'stores', () => stores.close());
  const { directory } = config.policies;
  const loadedPolicies = directory === undefined ? undefined : loadPolicies(directory);
  const services = new RuntimeServices({ config, stores, loadedPolicies, metrics, log });
  const { sessions, registry, projection: history, catalog, clock } = services;
  const edge = createEdge(config.ingress, {
    sessions,
    registry,
    history,
    lifecycle: history,
    catalog,
    modes: catalog.modes,
    registryFeed: catalog,
    arePoliciesReadOnly: loadedPolicies !== undefined,
    signals: new InProcessSignalBus(),
    clock,
    metrics,
    log,
    version: VERSION,
  });
  registerServices(drain, services);
  await services.start();
  if (config.process.metricsAddress !== undefined) {
    const listener = await MetricsListener.open(config.process.metricsAddress, metrics, log);
    if (listener !== undefined) drain.register(DRAIN_PHASE.edge, 'metrics', () => listener.close());
  }
  const app = await NestFactory.createMicroservice(RuntimeModule.forRoot(services, { edge, routes }), {
    strategy: server,
    logger: new NestLogger(log),
    abortOnError: false,
  });
  drain.register(DRAIN_PHASE.telemetry, 'application', () => app.close());
  await app.listen();
  drain.register(DRAIN_PHASE.edge, 'edge', () => drainEdge(server, config.process.shutdownDrainSecs, log));
  const address = formatSocketAddress(server.address!);
  log.info({ addr: address }, `macp-runtime v${VERSION} listening`);
  return { address, stop: () => leave(drain, log) };
}

function registerServices(drain: Drain, services: RuntimeServices): void {
  drain.register(DRAIN_PHASE.submissions, 'submissions', () => {
    services.sessions.close();
    services.registry.close();
  });
  drain.register(DRAIN_PHASE.engines, 'session engine', () => services.engine.stop());
  drain.register(DRAIN_PHASE.engines, 'policy registry', () => services.registryOwner.stop());
  drain.register(DRAIN_PHASE.readers, 'replay', () => services.projection.stop());
  drain.register(DRAIN_PHASE.readers, 'policy catalog', () => services.catalog.stop());
}

async function drainEdge(server: MacpGrpcServer, drainSecs: number, log: Logger): Promise<void> {
  const isDrained = await server.drain(drainSecs * 1000);
  if (isDrained) log.info('all connections drained');
  else log.warn('drain deadline reached with connections still open; forcing shutdown');
}

async function leave(drain: Drain, log: Logger): Promise<void> {
  const { failures } = await drain.run();
  for (const { name, cause } of failures) log.error({ err: cause, part: name }, 'a part could not be stopped in order');
  log.info('state persisted, goodbye');
}
