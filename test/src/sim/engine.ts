/**
 * One place where an engine can run: its process, its clients of log, queue and snapshots, and the partition worker under
 * test. A restart is a new process with nothing but what is durable.
 */
import type { EventLog, SnapshotStore } from '@macp/event-log';
import { PartitionWorker } from '@macp/partition-worker';
import type { Aggregate, AggregateTypes, OutcomeDelivery, PartitionState, WorkerEvents } from '@macp/partition-worker';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import { SimLog } from './sim-log.js';
import type { SimLogStore } from './sim-log.js';
import { SimProcess } from './sim-process.js';
import { SimQueue } from './sim-queue.js';
import type { SimQueueStore } from './sim-queue.js';
import { SimSnapshots } from './sim-snapshots.js';
import type { SimSnapshotStore } from './sim-snapshots.js';
import type { Sometimes } from './sometimes.js';
import type { Subject } from './subject.js';

/** Faulty collaborators: each turns one honest part into one that has a planted bug. */
export interface Mutant {
  readonly log?: (honest: EventLog, process: SimProcess) => EventLog;
  readonly snapshots?: (honest: SnapshotStore) => SnapshotStore;
  readonly aggregate?: <T extends AggregateTypes>(honest: Aggregate<T>) => Aggregate<T>;
}

export interface EngineParts<T extends AggregateTypes> {
  readonly subject: Subject<T>;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly sometimes: Sometimes;
  readonly log: SimLogStore;
  readonly queue: SimQueueStore<T['command']>;
  readonly snapshots: SimSnapshotStore;
  readonly mutant: Mutant;
  readonly onPush: (deliveries: readonly OutcomeDelivery<T['outcome']>[]) => void;
  readonly onFailed: (cause: unknown) => void;
  /** A snapshot was not what its checkpoint says. */
  readonly onRejected: (reason: string) => void;
  /** A worker has just recovered, or confirmed a batch. */
  readonly onState: (state: PartitionState<T>) => void;
}

export class Engine<T extends AggregateTypes> {
  process: SimProcess;
  worker: PartitionWorker<T> | undefined;
  private log: SimLog | undefined;

  constructor(
    private readonly name: string,
    private readonly parts: EngineParts<T>,
  ) {
    this.process = new SimProcess(parts.scheduler, 0);
  }

  get isServing(): boolean {
    return this.worker?.phase === 'serving' && !this.process.isCrashed;
  }

  start(generation: number, skewMs: number): void {
    const { parts } = this;
    const { random, sometimes, scheduler } = parts;
    const process = new SimProcess(scheduler, skewMs);
    const log = new SimLog({ store: parts.log, process, scheduler, random, sometimes });
    const snapshots = new SimSnapshots(parts.snapshots, process, { random, sometimes });
    this.process = process;
    this.log = log;
    const worker: PartitionWorker<T> = new PartitionWorker<T>({
      partition: 0,
      owner: `${this.name}-${random.id()}`,
      generation,
      aggregate: parts.mutant.aggregate?.(parts.subject.aggregate) ?? parts.subject.aggregate,
      log: parts.mutant.log?.(log, process) ?? log,
      commands: new SimQueue(parts.queue, process, random),
      outcomes: { push: (_partition, deliveries) => parts.onPush(deliveries) },
      snapshots: parts.mutant.snapshots?.(snapshots) ?? snapshots,
      answerer: (question) => this.answer(question, process),
      clock: process.clock,
      ids: { next: () => random.id() },
      limits: limits(random),
      events: this.events(() => worker.confirmed, snapshots),
      onCommitted: () => parts.onState(worker.confirmed!),
      onFailed: parts.onFailed,
    });
    this.worker = worker;
    worker.start().catch(() => undefined);
  }

  crash(): void {
    if ((this.log?.appendsUnderWay ?? 0) > 0) this.parts.sometimes.note('owner crashed with an append under way');
    this.process.crash();
    this.worker = undefined;
  }

  private answer(question: T['question'], process: SimProcess): T['answer'] | Promise<T['answer']> {
    const { random, subject } = this.parts;
    const roll = random.next();
    const answer = subject.answer(question, random);
    if (roll < 0.25) return answer;
    return new Promise((resolve, reject) => {
      if (roll < 0.85) process.later(random.between(0, 250), () => resolve(answer));
      else if (roll < 0.93) process.later(random.between(0, 50), () => reject(new Error('no verdict')));
    });
  }

  private events(state: () => PartitionState<T> | undefined, snapshots: SimSnapshots): Partial<WorkerEvents> {
    const { sometimes } = this.parts;
    return {
      fenced: () => sometimes.note('fenced owner noticed by gap'),
      yielded: () => sometimes.note('owner yielded to a higher generation'),
      outcomeRepeated: () => sometimes.note('resend answered from recorded outcome'),
      batchSplit: () => sometimes.note('batch was split'),
      commandExpired: () => sometimes.note('command expired unevaluated'),
      checkpointRejected: ({ reason }) => {
        if (!snapshots.isOvertaken) this.parts.onRejected(reason);
      },
      checkpointFailed: () => sometimes.note('checkpoint write failed'),
      recovered: ({ restored, records }) => {
        const confirmed = state()!;
        const isFromCheckpoint = records <= confirmed.offset;
        if (restored && isFromCheckpoint) sometimes.note('recovery from checkpoint and tail');
        else if (restored && records > 1) sometimes.note('recovery from the whole log');
        this.parts.onState(confirmed);
      },
    };
  }
}

/** Small bounds, so that a short run meets all of them. */
function limits(random: Random) {
  return {
    commandsPerBatchMax: random.pick([1, 4, 16]),
    batchBytesMax: 1_500,
    parkedMax: random.pick([2, 8]),
    questionTimeoutMs: 200,
    endedGraceMs: 400,
    endedResidentMax: 2,
    checkpointRecords: random.pick([5, 20, 1_000]),
    checkpointIntervalMs: random.pick([100, 1_000]),
    readRecordsMax: 5,
    recoveryYieldMs: random.pick([0, 40]),
    retryPauseMs: 5,
    retryPauseMaxMs: 100,
  };
}
