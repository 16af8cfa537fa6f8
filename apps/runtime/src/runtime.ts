/**
 * One running process and the way out of it, in order (runtime specification §11). Whatever fails on the way in is undone
 * before it is reported.
 */
import { DRAIN_PHASE, Drain } from '@macp/nest';
import { MetricsListener } from '@macp/telemetry';
import type { Logger } from '@macp/telemetry';
import { startClustered } from './cluster/start-clustered.js';
import type { RuntimeConfig } from './config.js';
import { startEmbedded } from './embedded/start-embedded.js';
import type { Role } from './roles.js';
import { processContext } from './services/process-context.js';
import { VERSION } from './version.js';

export interface Runtime {
  /** `host:port` that is listened on: the agents' port, or the internal one where agents are not served. */
  readonly address: string;
  /** Leaves in order: nothing acknowledged is lost, nothing open survives the drain deadline. */
  stop(): Promise<void>;
}

/** Starts the services of `roles`. @throws StartupFault with a sentence for the operator. */
export async function startRuntime(config: RuntimeConfig, roles: ReadonlySet<Role>, log: Logger): Promise<Runtime> {
  const drain = new Drain();
  try {
    const context = processContext(config, log);
    if (config.process.metricsAddress !== undefined) {
      const listener = await MetricsListener.open(config.process.metricsAddress, context.metrics, log);
      if (listener !== undefined) drain.register(DRAIN_PHASE.edge, 'metrics', () => listener.close());
    }
    const address =
      config.kafka.brokers === undefined
        ? await startEmbedded(context, drain)
        : await startClustered(context, roles, drain);
    log.info({ addr: address, roles: [...roles] }, `macp-runtime v${VERSION} listening`);
    return { address, stop: () => leave(drain, log) };
  } catch (cause) {
    await drain.run();
    throw cause;
  }
}

async function leave(drain: Drain, log: Logger): Promise<void> {
  const { failures } = await drain.run();
  for (const { name, cause } of failures) log.error({ err: cause, part: name }, 'a part could not be stopped in order');
  log.info('state persisted, goodbye');
}
