/**
 * One place where engines can run: a process with its clients of log, queue and snapshots, and with the real partition
 * workers of whatever partitions it was told to own. A restart is a new process with nothing but what is durable.
 */
import { OwnedPartitions } from '@macp/partition-worker';
import type { AggregateTypes, OutcomeChannel, PartitionState, WorkerEvents } from '@macp/partition-worker';
import { Violation } from './invariants.js';
import type { Judge } from './judge.js';
import type { Mutant } from './mutant.js';
import type { Random } from './random.js';
import type { SimContext } from './sim-context.js';
import { SimLog } from './sim-log.js';
import type { SimLogStore } from './sim-log-store.js';
import type { SimProcess } from './sim-process.js';
import { SimQueue } from './sim-queue.js';
import type { SimQueueStore } from './sim-queue.js';
import { SimSnapshots } from './sim-snapshots.js';
import type { SimSnapshotStore } from './sim-snapshots.js';
import type { Subject } from './subject.js';

export interface EngineParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly subject: Subject<T>;
  readonly mutant: Mutant<T>;
  readonly logs: readonly SimLogStore[];
  readonly queue: SimQueueStore<T['command']>;
  readonly snapshots: readonly SimSnapshotStore[];
  readonly outcomes: OutcomeChannel<T['outcome']>;
  readonly judges: readonly Judge<T>[];
}

export class Engine<T extends AggregateTypes> {
  process: SimProcess | undefined;
  private partitions: OwnedPartitions<T> | undefined;
  private log: SimLog | undefined;
  /** Generation of the last word of the group about each partition. */
  private readonly heard = new Map<number, number>();

  constructor(
    readonly name: string,
    private readonly parts: EngineParts<T>,
  ) {}

  isServing(partition: number): boolean {
    return this.phaseOf(partition) === 'serving';
  }

  phaseOf(partition: number): string {
    return this.partitions?.workers.get(partition)?.phase ?? 'gone';
  }

  /** State of the partition as its owner here believes it. */
  confirmed(partition: number): PartitionState<T> | undefined {
    return this.partitions?.workers.get(partition)?.confirmed;
  }

  start(process: SimProcess): void {
    const { context, subject, mutant, logs, queue, snapshots, outcomes } = this.parts;
    const { random, trace } = context;
    const log = new SimLog(logs, process, context);
    const snapshot = new SimSnapshots(snapshots, process, context);
    const commands = new SimQueue(queue, process, context);
    this.process = process;
    this.log = log;
    this.heard.clear();
    trace.add(() => `${this.name} starts`);
    const partitions: OwnedPartitions<T> = new OwnedPartitions<T>({
      owner: `${this.name}-${random.id()}`,
      aggregate: mutant.aggregate?.(subject.aggregate, process) ?? subject.aggregate,
      log: mutant.log?.(log, process) ?? log,
      commands: mutant.commands?.(commands) ?? commands,
      outcomes: mutant.outcomes?.(outcomes) ?? outcomes,
      snapshots: mutant.snapshots?.(snapshot) ?? snapshot,
      answerer: (question) => subject.answer(question, context, process),
      clock: process.clock,
      ids: { next: () => random.id() },
      limits: limits(random),
      eventsOf: (partition) => this.events(partition, () => partitions, snapshot),
    });
    this.partitions = partitions;
  }

  /** The group's word that the partition is owned here, or not: at once or later, but never an old one after a new one. */
  tell(partition: number, word: GroupWord): void {
    const { process, partitions } = this;
    if (process === undefined || partitions === undefined) return;
    process.later(word.delayMs, () => this.hear(partition, word, partitions));
  }

  crash(): void {
    const { sometimes, trace } = this.parts.context;
    if ((this.log?.appendsUnderWay ?? 0) > 0) sometimes.note('owner crashed with an append under way');
    trace.add(() => `${this.name} crashes`);
    this.process?.crash();
    this.process = undefined;
    this.partitions = undefined;
  }

  private hear(partition: number, word: GroupWord, partitions: OwnedPartitions<T>): void {
    const { generation, isOwner, since } = word;
    const { random, sometimes, trace } = this.parts.context;
    const heard = this.heard.get(partition) ?? 0;
    if (generation < heard) return;
    this.heard.set(partition, generation);
    trace.add(() => `${this.name} hears of partition ${partition}: ${isOwner}, ${generation}`);
    if (isOwner) {
      const hasMissed = heard < since && partitions.workers.has(partition);
      if (hasMissed) {
        sometimes.note('owner heard that it was not one meanwhile');
        partitions.disown([partition]).catch(() => undefined);
      }
      partitions.own([partition], generation).catch(() => undefined);
      return;
    }
    // Taken away in good order, or lost.
    const isOrderly = random.chance(0.6);
    (isOrderly ? partitions.handOver([partition]) : partitions.disown([partition])).catch(() => undefined);
  }

  private events(
    partition: number,
    partitions: () => OwnedPartitions<T>,
    snapshots: SimSnapshots,
  ): Partial<WorkerEvents> {
    const { context, judges } = this.parts;
    const { sometimes, trace, report } = context;
    const worker = () => partitions().workers.get(partition);
    const compare = (): void => {
      const state = worker()?.confirmed;
      if (state === undefined) return;
      try {
        judges[partition]!.compare(state);
      } catch (violation) {
        report(violation as Error);
      }
    };
    return {
      handedOver: () => sometimes.note('partition was handed over'),
      fenced: () => sometimes.note('fenced owner noticed by gap'),
      yielded: () => sometimes.note('owner yielded to a higher generation'),
      outcomeRepeated: () => sometimes.note('resend answered from recorded outcome'),
      batchSplit: () => sometimes.note('batch was split'),
      commandExpired: () => sometimes.note('command expired unevaluated'),
      batchAppended: compare,
      snapshotTakenBack: ({ isWhole }) =>
        sometimes.note(isWhole ? 'snapshot was taken back and written anew' : 'snapshot was taken back as it was'),
      checkpointRejected: ({ reason }) => {
        if (!snapshots.isOvertaken(partition)) report(new Violation('I7', `a checkpoint was rejected: ${reason}`));
      },
      recovered: ({ restored, records }) => {
        const offset = worker()?.confirmed?.offset ?? -1;
        if (restored && records <= offset) sometimes.note('recovery from checkpoint and tail');
        else if (restored && records > 1) sometimes.note('recovery from the whole log');
        trace.add(() => `${this.name} owns partition ${partition} from offset ${offset}, ${records} records read`);
        compare();
      },
      failed: ({ cause }) => report(new Violation('I7', `a partition failed: ${String(cause)}`, { cause })),
    };
  }
}

/** What the group says of a partition. */
interface GroupWord {
  readonly generation: number;
  /** Generation since which the owner has been the owner: whoever missed it has lost the partition before. */
  readonly since: number;
  readonly isOwner: boolean;
  readonly delayMs: number;
}

/** Small bounds, so that a short run meets all of them. */
function limits(random: Random) {
  return {
    commandsPerBatchMax: random.pick([1, 4, 16]),
    batchBytesMax: 3_000,
    parkedMax: random.pick([2, 8]),
    questionTimeoutMs: 200,
    endedGraceMs: 400,
    endedResidentMax: 2,
    checkpointRecords: random.pick([5, 20, 1_000]),
    checkpointIntervalMs: random.pick([100, 1_000]),
    readRecordsMax: 5,
    recoveryYieldMs: random.pick([0, 40]),
    handOverMs: random.pick([40, 400]),
    retryPauseMs: 5,
    retryPauseMaxMs: 100,
  };
}
