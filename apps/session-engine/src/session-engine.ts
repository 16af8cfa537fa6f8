/**
 * The session engine of one process: a partition worker for every partition it owns, all over one aggregate. It decides
 * nothing itself and talks to nobody but its ports; facts are durable before an outcome leaves it (ADR 0002).
 */
import { coreCodec } from '@macp/modes';
import { PartitionWorker } from '@macp/partition-worker';
import type { WorkerEvents, WorkerPorts } from '@macp/partition-worker';
import type { ModeCatalog, PolicyCatalog, PolicyEvaluator } from '@macp/ports';
import { sessionAggregate } from '@macp/records';
import type { SessionTypes } from '@macp/records';

export interface SessionEngineOptions extends WorkerPorts<SessionTypes> {
  /** Invariant: shows every registration that was answered before a command was enqueued. */
  readonly catalog: PolicyCatalog;
  /** Invariant: as `catalog`, of modes. */
  readonly modes: ModeCatalog;
  readonly evaluator: PolicyEvaluator;
  /** Observations of one partition's worker. */
  readonly eventsOf?: (partition: number) => Partial<WorkerEvents>;
}

export class SessionEngine {
  private readonly workers: readonly PartitionWorker<SessionTypes>[];

  constructor(options: SessionEngineOptions) {
    const { catalog, modes, evaluator, eventsOf } = options;
    const aggregate = sessionAggregate({
      modes: modes.resolve,
      codec: coreCodec,
      policies: catalog.resolve,
    });
    this.workers = Array.from(
      { length: options.log.partitions },
      (_, partition) =>
        new PartitionWorker<SessionTypes>({
          ...options,
          partition,
          aggregate,
          generation: 0,
          answerer: (question) => evaluator.evaluate(question),
          ...(eventsOf === undefined ? {} : { events: eventsOf(partition) }),
        }),
    );
  }

  /** Claims and recovers every partition; rejects with the first cause when one cannot be served. */
  async start(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.start()));
  }

  /** Finishes the appends in flight, answers them and writes a last checkpoint of each partition. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop({ checkpoint: true })));
  }

  /** Sessions in memory, ended ones included. */
  get residentSessions(): number {
    return this.workers.reduce((sum, worker) => sum + (worker.confirmed?.entities.size ?? 0), 0);
  }

  /** Partitions that do not serve at the moment. */
  get partitionsDown(): number {
    return this.workers.filter((worker) => worker.phase !== 'serving').length;
  }
}
