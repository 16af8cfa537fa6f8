/**
 * The partitions that one process owns: a worker for each, started when the partition is assigned and stopped when it is
 * taken away, or handed over: then it serves until the next owner has claimed. A partition that stays through a new
 * assignment runs on undisturbed and learns its new generation; one that comes back while its last worker is leaving waits
 * for that.
 */
import type { Aggregate, AggregateTypes } from './aggregate.js';
import { DEFAULT_WORKER_LIMITS } from './limits.js';
import type { CommittedBatch } from './overlay.js';
import { PartitionWorker } from './partition-worker.js';
import type { Answerer } from './ports.js';
import { Turns } from './turns.js';
import type { WorkerEvents } from './worker-events.js';
import type { WorkerPorts } from './worker-ports.js';

export interface OwnedPartitionsOptions<T extends AggregateTypes> extends WorkerPorts<T> {
  readonly aggregate: Aggregate<T>;
  readonly answerer: Answerer<T>;
  /** Observations of one partition's worker. */
  readonly eventsOf?: (partition: number) => Partial<WorkerEvents>;
  /** As `PartitionWorkerOptions.onCommitted`, of all owned partitions. */
  readonly onCommitted?: (batch: CommittedBatch<T>) => void;
}

export class OwnedPartitions<T extends AggregateTypes> {
  private readonly owned = new Map<number, PartitionWorker<T>>();
  private readonly leaving = new Map<number, Promise<void>>();
  /** Workers that serve until the next owner has claimed. */
  private readonly handing = new Map<number, PartitionWorker<T>>();
  /** What is assigned, under which generation. Invariant: has every owned partition. */
  private readonly assigned = new Map<number, number>();
  private readonly turns: Turns;
  private isStopped = false;

  constructor(private readonly options: OwnedPartitionsOptions<T>) {
    this.turns = options.turns ?? new Turns(options.clock);
  }

  /** Workers of the partitions that are owned now. */
  get workers(): ReadonlyMap<number, PartitionWorker<T>> {
    return this.owned;
  }

  /**
   * These partitions are owned, under `generation` of the group (0 without a group), beside those that were. Resolves when
   * all of them serve, or were taken away before they did; rejects with the first cause when one cannot be served.
   */
  async own(partitions: Iterable<number>, generation: number): Promise<void> {
    await Promise.all(
      Array.from(partitions, (partition) => {
        this.assigned.set(partition, generation);
        return this.ownOne(partition, generation);
      }),
    );
  }

  /** These are not owned any more. Resolves when nothing of them runs here, after a last checkpoint of each. */
  async disown(partitions: Iterable<number>): Promise<void> {
    await Promise.all(
      Array.from(partitions, (partition) => {
        this.assigned.delete(partition);
        return this.disownOne(partition);
      }),
    );
  }

  /**
   * These go to other owners: each is served until it is claimed there, or `handOverMs` are over. Resolves when nothing of
   * them runs here.
   */
  async handOver(partitions: Iterable<number>): Promise<void> {
    await Promise.all(
      Array.from(partitions, (partition) => {
        this.assigned.delete(partition);
        return this.handOverOne(partition);
      }),
    );
  }

  /** Writes a checkpoint of every owned partition, while they are served. Never rejects. */
  async checkpoint(): Promise<void> {
    await Promise.all(Array.from(this.owned.values(), (worker) => worker.checkpoint()));
  }

  /** Exchanges the worker of an owned partition for a new one: the old one hears of no command any more. */
  async restart(partition: number): Promise<void> {
    await this.disownOne(partition);
    const generation = this.assigned.get(partition);
    if (generation !== undefined) await this.ownOne(partition, generation);
  }

  /** Disowns everything, what is being handed over included, and owns nothing any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const worker of this.handing.values()) void worker.stop({ checkpoint: true });
    await this.disown([...this.owned.keys()]);
    await Promise.all(this.leaving.values());
  }

  private async ownOne(partition: number, generation: number): Promise<void> {
    if (this.isStopped) return;
    const known = this.owned.get(partition);
    if (known !== undefined) {
      known.onGenerationChanged(generation);
      return;
    }
    const { eventsOf } = this.options;
    const worker = new PartitionWorker<T>({
      ...this.options,
      turns: this.turns,
      partition,
      generation,
      ...(eventsOf === undefined ? {} : { events: eventsOf(partition) }),
    });
    this.owned.set(partition, worker);
    // It is back before anybody else has claimed it.
    void this.handing.get(partition)?.stop({ checkpoint: true });
    await this.leaving.get(partition);
    if (this.owned.get(partition) === worker) await worker.start();
  }

  private async disownOne(partition: number): Promise<void> {
    const worker = this.owned.get(partition);
    if (worker === undefined) return;
    this.owned.delete(partition);
    const before = this.leaving.get(partition);
    await this.leave(
      partition,
      Promise.resolve(before).then(() => worker.stop({ checkpoint: true })),
    );
  }

  private async handOverOne(partition: number): Promise<void> {
    const worker = this.owned.get(partition);
    // Who does not serve has nothing to hand over.
    if (worker?.phase !== 'serving') return this.disownOne(partition);
    this.owned.delete(partition);
    this.handing.set(partition, worker);
    const { clock, limits } = this.options;
    const handOverMs = limits?.handOverMs ?? DEFAULT_WORKER_LIMITS.handOverMs;
    const cancel = clock.after(handOverMs, () => void worker.stop({ checkpoint: true }));
    await this.leave(
      partition,
      worker.handOver().finally(() => {
        cancel();
        this.handing.delete(partition);
      }),
    );
  }

  private async leave(partition: number, gone: Promise<void>): Promise<void> {
    const left = gone.finally(() => {
      if (this.leaving.get(partition) === left) this.leaving.delete(partition);
    });
    this.leaving.set(partition, left);
    await left;
  }
}
