/**
 * All four services in one process, over ports that stay inside it: the same kernel, workers and projections as across
 * processes, with in-memory command queues and direct outcomes (ARCHITECTURE).
 */
import { hostname } from 'node:os';
import { MemoryCommandQueue } from '@macp/event-log';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { builtInModes, modeLookup } from '@macp/modes';
import { InProcessPolicyEvaluator, RegistryOwner, RegistryView } from '@macp/policy';
import type { PolicyRegistry, RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import { SessionProjection } from '@macp/replay';
import { SessionEngine } from '@macp/session-engine';
import { PendingSubmissions, sessionJoining, sizeOfSessionCommand } from '@macp/submission';
import type { Logger, MacpMetrics } from '@macp/telemetry';
import type { RuntimeConfig } from './config.js';
import type { Stores } from './stores.js';
import { RandomIds, SystemClock } from './system-ports.js';
import { WorkerTelemetry } from './worker-telemetry.js';

/** Ended sessions that stay in memory for late duplicates, over all partitions. */
const ENDED_RESIDENT_MAX = 24_000;
const IN_PROCESS = 'in-process';

export interface RuntimeServicesOptions {
  readonly config: RuntimeConfig;
  readonly stores: Stores;
  /** Policies from files; the registry's own are not shown then. */
  readonly loadedPolicies: PolicyRegistry | undefined;
  readonly metrics: MacpMetrics;
  readonly log: Logger;
}

export class RuntimeServices {
  readonly clock = new SystemClock();
  readonly evaluator = new InProcessPolicyEvaluator();
  readonly catalog: RegistryView;
  readonly registryOwner: RegistryOwner;
  readonly registry: PendingSubmissions<RegistryCommand, RegistryOutcome>;
  readonly engine: SessionEngine;
  readonly sessions: PendingSubmissions<SessionCommand, SessionOutcome>;
  readonly projection: SessionProjection;
  private readonly ids = new RandomIds();
  private recordsTrimmed = 0;
  private readonly owner = `${hostname()}:${process.pid}`;

  constructor(private readonly options: RuntimeServicesOptions) {
    const { stores, loadedPolicies } = options;
    this.catalog = new RegistryView({ log: stores.registry.log, builtInModes, loadedPolicies });
    const registryQueue = this.queue<RegistryCommand>(1);
    this.registry = this.submissions({ sink: registryQueue });
    this.registryOwner = this.ownRegistry(registryQueue);
    const sessionQueue = this.queue<SessionCommand>(stores.sessions.log.partitions);
    this.sessions = this.submissions({
      sink: sessionQueue,
      joining: sessionJoining,
      sizeOf: sizeOfSessionCommand,
    });
    this.engine = this.ownSessions(sessionQueue);
    this.projection = this.project();
    options.metrics.observe('macp_sessions_resident', 'Sessions in memory', () => this.engine.residentSessions);
    options.metrics.observeTotal(
      'macp_session_log_records_trimmed_total',
      'Records dropped from the log because nothing needs them any more',
      () => this.recordsTrimmed,
    );
    options.metrics.observe('macp_partitions_down', 'Partitions not served', () => this.engine.partitionsDown);
  }

  /** Owners recovered and serving; the projection starts with its Nest module, before the port is bound. */
  async start(): Promise<void> {
    await this.registryOwner.start();
    await this.catalog.start();
    await this.engine.start();
  }

  private queue<Command>(partitions: number): MemoryCommandQueue<Command> {
    return new MemoryCommandQueue<Command>({ queueId: this.ids.next(), partitions });
  }

  private submissions<Command, Outcome>(
    options: Pick<ConstructorParameters<typeof PendingSubmissions<Command, Outcome>>[0], 'sink' | 'joining' | 'sizeOf'>,
  ): PendingSubmissions<Command, Outcome> {
    const { log } = this.options;
    return new PendingSubmissions<Command, Outcome>({
      ...options,
      clock: this.clock,
      ingressId: this.ids.next().slice(0, 8),
      replyTo: IN_PROCESS,
      onFault: (cause) => log.error({ err: cause }, 'an outcome could not be handed over'),
    });
  }

  private project(): SessionProjection {
    const { config, stores, log } = this.options;
    const { memoryOnly, sessionRetentionSecs } = config.store;
    return new SessionProjection({
      log: stores.sessions.log,
      store: stores.projections,
      modes: modeLookup(builtInModes),
      onFault: (partition, cause) => log.fatal({ partition, err: cause }, 'the projection of a partition has stopped'),
      ...(memoryOnly ? { removeEndedAfterMs: sessionRetentionSecs * 1000 } : {}),
    });
  }

  private ownRegistry(commands: MemoryCommandQueue<RegistryCommand>): RegistryOwner {
    const { stores, metrics, log } = this.options;
    const telemetry = new WorkerTelemetry('registry', metrics, log);
    return new RegistryOwner({
      ...stores.registry,
      owner: this.owner,
      commands,
      builtInModes,
      outcomes: this.registry,
      clock: this.clock,
      ids: this.ids,
      events: telemetry.events(0),
    });
  }

  private ownSessions(commands: MemoryCommandQueue<SessionCommand>): SessionEngine {
    const { config, stores, metrics, log } = this.options;
    const telemetry = new WorkerTelemetry('session', metrics, log);
    const { partitions } = stores.sessions.log;
    return new SessionEngine({
      ...stores.sessions,
      owner: this.owner,
      commands,
      outcomes: this.sessions,
      catalog: this.catalog,
      modes: this.catalog.modes,
      evaluator: this.evaluator,
      clock: this.clock,
      ids: this.ids,
      limits: {
        endedGraceMs: config.store.sessionRetentionSecs * 1000,
        endedResidentMax: Math.ceil(ENDED_RESIDENT_MAX / partitions),
      },
      eventsOf: (partition) =>
        telemetry.events(
          partition,
          config.store.memoryOnly ? (offset) => void this.trim(partition, offset) : undefined,
        ),
    });
  }

  /** Memory alone must stay bounded: what snapshot and projection both have is not needed in the log any more. */
  private async trim(partition: number, checkpointOffset: number): Promise<void> {
    const { log } = this.options.stores.sessions;
    const needless = Math.min(checkpointOffset + 1, this.projection.nextOffset(partition));
    try {
      const before = await log.startOffset(partition);
      await log.trim(partition, needless);
      this.recordsTrimmed += (await log.startOffset(partition)) - before;
    } catch (cause) {
      this.options.log.error({ err: cause, partition }, 'the log could not be trimmed');
    }
  }
}
