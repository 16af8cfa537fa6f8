/** One or more partition workers over one memory log, with everything they push, ask and observe written down. */
import { MemoryCommandQueue, MemoryEventLog, MemorySnapshotStore } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import type { Aggregate, AggregateTypes } from '../aggregate.js';
import { PartitionWorker } from '../partition-worker.js';
import type { PartitionWorkerOptions } from '../partition-worker.js';
import type { Answerer, OutcomeDelivery, OutcomeProgress } from '../ports.js';
import type { WorkerEvents } from '../worker-events.js';
import { ManualClock } from './manual-clock.js';

/** A question that a spec answers when it likes. */
export interface OpenQuestion<T extends AggregateTypes> {
  readonly question: T['question'];
  readonly answer: (answer: T['answer']) => void;
}

export class WorkerRig<T extends AggregateTypes> {
  readonly clock = new ManualClock();
  readonly log = new MemoryEventLog({ logId: 'log', partitions: 1, recordBytesMax: 64 * 1024 });
  readonly snapshots = new MemorySnapshotStore(1);
  queue = new MemoryCommandQueue<T['command']>({ queueId: 'queue', partitions: 1 });
  readonly deliveries: OutcomeDelivery<T['outcome']>[] = [];
  readonly seen: { readonly name: string; readonly event: unknown }[] = [];
  /** Every question, whoever answers it. */
  readonly asked: T['question'][] = [];
  /** Invariant: empty once a spec has set an `answerer` of its own. */
  readonly questions: OpenQuestion<T>[] = [];
  answerer: Answerer<T> = (question) => new Promise((answer) => this.questions.push({ question, answer }));
  progress: OutcomeProgress = { decidedUpTo: -1, parked: [] };
  /** Where commands that had expired were said to come from. */
  readonly passedOver: string[] = [];
  private lastId = 0;

  constructor(private readonly aggregate: Aggregate<T>) {}

  worker(options: Partial<PartitionWorkerOptions<T>> = {}): PartitionWorker<T> {
    return new PartitionWorker<T>({
      partition: 0,
      owner: 'one',
      generation: 0,
      aggregate: this.aggregate,
      log: this.log,
      commands: this.queue,
      outcomes: {
        push: (_partition, deliveries, progress, passedOver = []) => {
          this.deliveries.push(...deliveries);
          this.passedOver.push(...passedOver);
          this.progress = progress;
        },
      },
      snapshots: this.snapshots,
      answerer: (question) => {
        this.asked.push(question);
        return this.answerer(question);
      },
      clock: this.clock,
      ids: { next: () => `id-${(this.lastId += 1)}` },
      events: this.events(),
      ...options,
    });
  }

  async started(options: Partial<PartitionWorkerOptions<T>> = {}): Promise<PartitionWorker<T>> {
    const worker = this.worker(options);
    const serving = worker.start();
    await this.clock.advance(0);
    await serving;
    return worker;
  }

  /** Enqueues without waiting. */
  send(
    body: T['command'],
    correlationId = `c-${(this.lastId += 1)}`,
    expiresAtMs = this.clock.nowMs() + 30_000,
  ): string {
    void this.queue.enqueue(0, { correlationId, replyTo: 'ingress', expiresAtMs, body });
    return correlationId;
  }

  /** Outcomes delivered for a correlation id, in order. */
  outcomes(correlationId: string): T['outcome'][] {
    return this.deliveries.filter((one) => one.correlationId === correlationId).map((one) => one.outcome);
  }

  count(name: keyof WorkerEvents): number {
    return this.seen.filter((one) => one.name === name).length;
  }

  /** The same log through a writer whose appends `append` may bend. */
  bentLog(append: (partition: number, record: Uint8Array, log: EventLog) => Promise<number>, proves = true): EventLog {
    const { log } = this;
    return {
      logId: log.logId,
      partitions: log.partitions,
      append: (partition, record) => append(partition, record, log),
      read: (partition, from, limit) => log.read(partition, from, limit),
      endOffset: (partition) => log.endOffset(partition),
      startOffset: (partition) => log.startOffset(partition),
      follow: (partition, from, onRecords, onFault) => log.follow(partition, from, onRecords, onFault),
      provesOwnershipWithoutAppend: () => proves,
      trim: (partition, before) => log.trim(partition, before),
      close: () => log.close(),
    };
  }

  private events(): Partial<WorkerEvents> {
    const { seen } = this;
    return new Proxy({} as Partial<WorkerEvents>, {
      get: (_target, name: string) => (event: unknown) => seen.push({ name, event }),
    });
  }
}
