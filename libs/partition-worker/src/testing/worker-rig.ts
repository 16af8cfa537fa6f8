/** One or more partition workers over one memory log, with everything they push and observe written down. */
import { MemoryCommandQueue, MemoryEventLog, MemorySnapshotStore } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import type { WorkerLimits } from '../limits.js';
import { PartitionWorker } from '../partition-worker.js';
import type { PartitionWorkerOptions } from '../partition-worker.js';
import type { OutcomeDelivery } from '../ports.js';
import type { WorkerEvents } from '../worker-events.js';
import { ManualClock } from './manual-clock.js';
import { roomAggregate } from './room-aggregate.js';
import type { RoomAnswer, RoomCommand, RoomOutcome, RoomQuestion, RoomTypes } from './room-aggregate.js';

type Options = Partial<PartitionWorkerOptions<RoomTypes>>;

export class WorkerRig {
  readonly clock = new ManualClock();
  readonly log = new MemoryEventLog({ logId: 'log', partitions: 1, recordBytesMax: 64 * 1024 });
  readonly snapshots = new MemorySnapshotStore(1);
  queue = new MemoryCommandQueue<RoomCommand>({ queueId: 'queue', partitions: 1 });
  readonly deliveries: OutcomeDelivery<RoomOutcome>[] = [];
  readonly seen: { readonly name: string; readonly event: unknown }[] = [];
  readonly questions: { readonly question: RoomQuestion; readonly answer: (answer: RoomAnswer) => void }[] = [];
  progress: { readonly decidedUpTo: number; readonly parked: readonly number[] } = { decidedUpTo: -1, parked: [] };
  private lastId = 0;

  worker(options: Options = {}): PartitionWorker<RoomTypes> {
    return new PartitionWorker<RoomTypes>({
      partition: 0,
      owner: 'one',
      generation: 0,
      aggregate: roomAggregate(60_000),
      log: this.log,
      commands: this.queue,
      outcomes: {
        push: (_partition, deliveries, progress) => {
          this.deliveries.push(...deliveries);
          this.progress = progress;
        },
      },
      snapshots: this.snapshots,
      answerer: (question) => new Promise((answer) => this.questions.push({ question, answer })),
      clock: this.clock,
      ids: { next: () => `id-${(this.lastId += 1)}` },
      events: this.events(),
      ...options,
    });
  }

  async started(
    options: Options & { readonly limits?: Partial<WorkerLimits> } = {},
  ): Promise<PartitionWorker<RoomTypes>> {
    const worker = this.worker(options);
    const serving = worker.start();
    await this.clock.advance(0);
    await serving;
    return worker;
  }

  /** Enqueues without waiting. */
  send(
    body: RoomCommand,
    correlationId = `c-${(this.lastId += 1)}`,
    expiresAtMs = this.clock.nowMs() + 30_000,
  ): string {
    void this.queue.enqueue(0, { correlationId, replyTo: 'ingress', expiresAtMs, body });
    return correlationId;
  }

  post(room: string, messageId: string, text = ''): string {
    return this.send({ kind: 'post', room, messageId, text });
  }

  /** Outcomes delivered for a correlation id, in order. */
  outcomes(correlationId: string): RoomOutcome[] {
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
