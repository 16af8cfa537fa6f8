/**
 * All four services in one process, over ports that stay inside it: the same kernel, workers and projections as across
 * processes, with in-memory command queues and direct outcomes (ARCHITECTURE).
 */
import { MemoryCommandQueue } from '@macp/event-log';
import type { SessionCommand } from '@macp/kernel';
import { builtInModes } from '@macp/modes';
import { InProcessPolicyEvaluator, RegistryView } from '@macp/policy';
import type { RegistryOwner } from '@macp/policy';
import type { PolicyRegistry, RegistryCommand } from '@macp/policy-rules';
import type { SessionProjection } from '@macp/replay';
import type { SessionEngine } from '@macp/session-engine';
import type { ProcessContext } from '../services/process-context.js';
import {
  registryOwner,
  registrySubmissions,
  sessionEngine,
  sessionProjection,
  sessionSubmissions,
} from '../services/services.js';
import type { RegistrySubmissions, SessionSubmissions } from '../services/services.js';
import type { Stores } from './stores.js';

const IN_PROCESS = 'in-process';

export interface EmbeddedServicesOptions {
  readonly context: ProcessContext;
  readonly stores: Stores;
  /** Policies from files; the registry's own are not shown then. */
  readonly loadedPolicies: PolicyRegistry | undefined;
}

export class EmbeddedServices {
  readonly evaluator = new InProcessPolicyEvaluator();
  readonly catalog: RegistryView;
  readonly registryOwner: RegistryOwner;
  readonly registry: RegistrySubmissions;
  readonly engine: SessionEngine;
  readonly sessions: SessionSubmissions;
  readonly projection: SessionProjection;
  private recordsTrimmed = 0;

  constructor(private readonly options: EmbeddedServicesOptions) {
    const { context, stores, loadedPolicies } = options;
    this.catalog = new RegistryView({ log: stores.registry.log, builtInModes, loadedPolicies });
    const registryQueue = this.queue<RegistryCommand>(1);
    this.registry = registrySubmissions(context, { sink: registryQueue, replyTo: IN_PROCESS });
    this.registryOwner = registryOwner(context, {
      ...stores.registry,
      commands: registryQueue,
      outcomes: this.registry,
      onFailed: (partition) => registryQueue.abandon(partition),
    });
    const sessionQueue = this.queue<SessionCommand>(stores.sessions.log.partitions);
    this.sessions = sessionSubmissions(context, { sink: sessionQueue, replyTo: IN_PROCESS });
    const { memoryOnly } = context.config.store;
    this.engine = sessionEngine(context, {
      ...stores.sessions,
      commands: sessionQueue,
      outcomes: this.sessions,
      catalog: this.catalog,
      modes: this.catalog.modes,
      evaluator: this.evaluator,
      onFailed: (partition) => sessionQueue.abandon(partition),
      ...(memoryOnly ? { onCheckpoint: (partition, offset) => void this.trim(partition, offset) } : {}),
    });
    this.projection = sessionProjection(context, {
      log: stores.sessions.log,
      store: stores.projections,
      isInMemory: memoryOnly,
    });
    context.metrics.observeTotal(
      'macp_session_log_records_trimmed_total',
      'Records dropped from the log because nothing needs them any more',
      () => this.recordsTrimmed,
    );
  }

  /** Owners recovered and serving; the projection starts with its Nest module, before the port is bound. */
  async start(): Promise<void> {
    await this.registryOwner.start();
    await this.catalog.start();
    await this.engine.start();
  }

  private queue<Command>(partitions: number): MemoryCommandQueue<Command> {
    return new MemoryCommandQueue<Command>({ queueId: this.options.context.ids.next(), partitions });
  }

  /** Memory alone must stay bounded: what snapshot and projection both have is not needed in the log any more. */
  private async trim(partition: number, checkpointOffset: number): Promise<void> {
    const { context, stores } = this.options;
    const { log } = stores.sessions;
    try {
      const needless = Math.min(checkpointOffset + 1, this.projection.nextOffset(partition));
      const before = await log.startOffset(partition);
      await log.trim(partition, needless);
      this.recordsTrimmed += (await log.startOffset(partition)) - before;
    } catch (cause) {
      context.log.error({ err: cause, partition }, 'the log could not be trimmed');
    }
  }
}
