/**
 * The partitions that one process owns: a worker for each, started when the partition is assigned and stopped when it is
 * taken away. A partition that stays through a new assignment runs on undisturbed and learns its new generation; one that
 * comes back while its last worker is leaving waits for that.
 */
import type { Aggregate, AggregateTypes } from './aggregate.js';
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
}

export class OwnedPartitions<T extends AggregateTypes> {
  private readonly owned = new Map<number, PartitionWorker<T>>();
  private readonly leaving = new Map<number, Promise<void>>();
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

  /** Exchanges the worker of an owned partition for a new one: the old one hears of no command any more. */
  async restart(partition: number): Promise<void> {
    await this.disownOne(partition);
    const generation = this.assigned.get(partition);
    if (generation !== undefined) await this.ownOne(partition, generation);
  }

  /** Disowns everything, and owns nothing any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
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
    await this.leaving.get(partition);
    if (this.owned.get(partition) === worker) await worker.start();
  }

  private async disownOne(partition: number): Promise<void> {
    const worker = this.owned.get(partition);
    if (worker === undefined) return;
    this.owned.delete(partition);
    const before = this.leaving.get(partition);
    const left = Promise.resolve(before)
      .then(() => worker.stop({ checkpoint: true }))
      .finally(() => {
        if (this.leaving.get(partition) === left) this.leaving.delete(partition);
      });
    this.leaving.set(partition, left);
    await left;
  }
}
