/**
 * One place where a session engine can run: its clients of log, queue and snapshots, the real aggregate with the real
 * policy rules, and the real partition worker. A restart is a new process with nothing but what is durable.
 */
import type { PolicyQuestion, PolicyVerdict, SessionCommand, SessionOutcome } from '@macp/kernel';
import { PartitionWorker } from '@macp/partition-worker';
import type { OutcomeChannel, PartitionState, WorkerEvents } from '@macp/partition-worker';
import { evaluateCommitment } from '@macp/policy-rules';
import type { SessionTypes } from '@macp/records';
import { Violation } from './invariants.js';
import type { Random } from './random.js';
import { sessions } from './session-script.js';
import type { SimContext } from './sim-context.js';
import { SimLog } from './sim-log.js';
import type { SimLogStore } from './sim-log-store.js';
import { SimProcess } from './sim-process.js';
import { SimQueue } from './sim-queue.js';
import type { SimQueueStore } from './sim-queue.js';
import { SimSnapshots } from './sim-snapshots.js';
import type { SimSnapshotStore } from './sim-snapshots.js';

export interface EngineParts {
  readonly context: SimContext;
  readonly log: SimLogStore;
  readonly queue: SimQueueStore<SessionCommand>;
  readonly snapshots: SimSnapshotStore;
  readonly outcomes: OutcomeChannel<SessionOutcome>;
  /** A worker has just recovered, or confirmed a batch. */
  readonly onState: (state: PartitionState<SessionTypes>) => void;
}

export class Engine {
  process: SimProcess;
  worker: PartitionWorker<SessionTypes> | undefined;
  private log: SimLog | undefined;

  constructor(
    readonly name: string,
    private readonly parts: EngineParts,
  ) {
    this.process = new SimProcess(parts.context.scheduler, 0);
  }

  get isServing(): boolean {
    return this.worker?.phase === 'serving' && !this.process.isCrashed;
  }

  start(generation: number, process: SimProcess): void {
    const { parts } = this;
    const { context } = parts;
    const { random, mutant, trace } = context;
    const log = new SimLog(parts.log, process, context);
    const snapshots = new SimSnapshots(parts.snapshots, process, context);
    const queue = new SimQueue(parts.queue, process, context);
    this.process = process;
    this.log = log;
    trace.add(() => `${this.name} starts in generation ${generation}`);
    const worker: PartitionWorker<SessionTypes> = new PartitionWorker<SessionTypes>({
      partition: 0,
      owner: `${this.name}-${random.id()}`,
      generation,
      aggregate: mutant.aggregate?.(sessions, process) ?? sessions,
      log: mutant.log?.(log, process) ?? log,
      commands: mutant.commands?.(queue) ?? queue,
      outcomes: mutant.outcomes?.(parts.outcomes) ?? parts.outcomes,
      snapshots: mutant.snapshots?.(snapshots) ?? snapshots,
      answerer: (question) => this.answer(question, process),
      clock: process.clock,
      ids: { next: () => random.id() },
      limits: limits(random),
      events: this.events(() => worker.confirmed, snapshots),
      onCommitted: () => parts.onState(worker.confirmed!),
      onFailed: (cause) => context.report(new Violation('I7', `a partition failed: ${String(cause)}`, { cause })),
    });
    this.worker = worker;
    worker.start().catch(() => undefined);
  }

  crash(): void {
    const { sometimes, trace } = this.parts.context;
    if ((this.log?.appendsUnderWay ?? 0) > 0) sometimes.note('owner crashed with an append under way');
    trace.add(() => `${this.name} crashes`);
    this.process.crash();
    this.worker = undefined;
  }

  /** The real evaluation: at once, later, never, or failing. */
  private answer(question: PolicyQuestion, process: SimProcess): PolicyVerdict | Promise<PolicyVerdict> {
    const { random } = this.parts.context;
    const roll = random.next();
    const verdict = evaluateCommitment(question);
    if (roll < 0.25) return verdict;
    return new Promise((resolve, reject) => {
      if (roll < 0.85) process.later(random.between(0, 250), () => resolve(verdict));
      else if (roll < 0.93) process.later(random.between(0, 50), () => reject(new Error('no verdict')));
    });
  }

  private events(
    state: () => PartitionState<SessionTypes> | undefined,
    snapshots: SimSnapshots,
  ): Partial<WorkerEvents> {
    const { sometimes, trace, report } = this.parts.context;
    return {
      fenced: () => sometimes.note('fenced owner noticed by gap'),
      yielded: () => sometimes.note('owner yielded to a higher generation'),
      outcomeRepeated: () => sometimes.note('resend answered from recorded outcome'),
      batchSplit: () => sometimes.note('batch was split'),
      commandExpired: () => sometimes.note('command expired unevaluated'),
      checkpointRejected: ({ reason }) => {
        if (!snapshots.isOvertaken) report(new Violation('I7', `a checkpoint was rejected: ${reason}`));
      },
      recovered: ({ restored, records }) => {
        const confirmed = state()!;
        const isFromCheckpoint = records <= confirmed.offset;
        if (restored && isFromCheckpoint) sometimes.note('recovery from checkpoint and tail');
        else if (restored && records > 1) sometimes.note('recovery from the whole log');
        trace.add(() => `${this.name} owns from offset ${confirmed.offset}, ${records} records read`);
        this.parts.onState(confirmed);
      },
    };
  }
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
    retryPauseMs: 5,
    retryPauseMaxMs: 100,
  };
}
