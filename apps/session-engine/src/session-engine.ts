/**
 * The session engine of one process: a partition worker for every partition it owns, all over one aggregate. It decides
 * nothing itself and talks to nobody but its ports; facts are durable before an outcome leaves it (ADR 0002).
 */
import { coreCodec } from '@macp/modes';
import { OwnedPartitions } from '@macp/partition-worker';
import type { WorkerEvents, WorkerPorts } from '@macp/partition-worker';
import type { ModeCatalog, PolicyCatalog, PolicyEvaluator } from '@macp/ports';
import { sessionAggregate } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { observeSessions } from './session-observer.js';
import type { SessionObserver } from './session-observer.js';

export interface SessionEngineOptions extends WorkerPorts<SessionTypes> {
  /** Invariant: shows every registration that was answered before a command was enqueued. */
  readonly catalog: PolicyCatalog;
  /** Invariant: as `catalog`, of modes. */
  readonly modes: ModeCatalog;
  readonly evaluator: PolicyEvaluator;
  /** Observations of one partition's worker. */
  readonly eventsOf?: (partition: number) => Partial<WorkerEvents>;
  /** Hears what becomes of sessions here. */
  readonly observer?: SessionObserver;
}

export class SessionEngine {
  /** Which partitions this process owns: all of them where there is no group, else what the group assigns. */
  readonly partitions: OwnedPartitions<SessionTypes>;

  constructor(private readonly options: SessionEngineOptions) {
    const { catalog, modes, evaluator, observer } = options;
    this.partitions = new OwnedPartitions<SessionTypes>({
      ...options,
      aggregate: sessionAggregate({
        modes: modes.resolve,
        codec: coreCodec,
        policies: catalog.resolve,
      }),
      answerer: (question) => evaluator.evaluate(question),
      ...(observer === undefined ? {} : { onCommitted: (batch) => observeSessions(batch, observer) }),
    });
  }

  /**
   * Without a group: claims and recovers every partition. One that cannot be served has stopped with an alarm and leaves
   * the others alone; rejects, with the cause of the first, only when none can.
   */
  async start(): Promise<void> {
    const owning = Array.from({ length: this.options.log.partitions }, (_, partition) =>
      this.partitions.own([partition], 0),
    );
    const started = await Promise.allSettled(owning);
    const [first] = started;
    if (first?.status === 'rejected' && started.every(({ status }) => status === 'rejected')) throw first.reason;
  }

  /** Finishes the appends in flight, answers them and writes a last checkpoint of each partition. */
  stop(): Promise<void> {
    return this.partitions.stop();
  }

  /** Sessions in memory, ended ones included. */
  get residentSessions(): number {
    return this.workers.reduce((sum, worker) => sum + (worker.confirmed?.entities.size ?? 0), 0);
  }

  /** Owned partitions that do not serve at the moment. */
  get partitionsDown(): number {
    return this.workers.filter((worker) => worker.phase !== 'serving').length;
  }

  private get workers() {
    return [...this.partitions.workers.values()];
  }
}
