/**
 * The owner of one partition: claim, recover, batch, decide, append, publish, answer. Whatever append is not confirmed,
 * it claims again and decides anew from what the log says; whatever cannot be, stops it (ADR 0002).
 */
import type { Aggregate, AggregateTypes } from './aggregate.js';
import { Checkpointer } from './checkpointer.js';
import { Claimer } from './claimer.js';
import { DEFAULT_WORKER_LIMITS } from './limits.js';
import type { WorkerLimits } from './limits.js';
import type { CommittedBatch } from './overlay.js';
import type { PartitionState } from './partition-state.js';
import type { Answerer, OutcomeDelivery } from './ports.js';
import { Run, RunCancelled } from './run.js';
import { Serving } from './serving.js';
import { Succession } from './succession.js';
import { Turns } from './turns.js';
import type { WorkerEvents } from './worker-events.js';
import type { WorkerPorts } from './worker-ports.js';

export interface PartitionWorkerOptions<T extends AggregateTypes> extends WorkerPorts<T> {
  readonly partition: number;
  /** Generation of the group that assigned the partition; 0 where there is no group. */
  readonly generation: number;
  readonly aggregate: Aggregate<T>;
  readonly answerer: Answerer<T>;
  readonly events?: Partial<WorkerEvents>;
  /** Hears every batch of facts that this owner confirmed, in log order, after the state has them. */
  readonly onCommitted?: (batch: CommittedBatch<T>) => void;
  /** The partition has stopped for good: a broken invariant or a damaged log. */
  readonly onFailed?: (cause: unknown) => void;
}

/**
 * `yielded`: an owner of a higher generation was met, the own generation has to change first, or some time to pass. `handing-over`: serves until
 * the next owner has claimed.
 */
export type WorkerPhase =
  'stopped' | 'recovering' | 'claiming' | 'serving' | 'handing-over' | 'yielded' | 'stopping' | 'failed';

export class PartitionWorker<T extends AggregateTypes> {
  private readonly limits: WorkerLimits;
  private readonly events: Partial<WorkerEvents>;
  private readonly turns: Turns;
  private readonly claimer: Claimer<T>;
  private generation: number;
  private currentPhase: WorkerPhase = 'stopped';
  private run: Run | undefined;
  private acquiring: Promise<void> = Promise.resolve();
  /** Invariant: only what the log confirms. */
  private state: PartitionState<T> | undefined;
  private checkpointer: Checkpointer<T> | undefined;
  private serving: Serving<T> | undefined;
  /** There while the partition is handed over. */
  private succession: Succession | undefined;
  private onHandedOver: (() => void) | undefined;
  private stopped: Promise<void> | undefined;
  /** There while the partition is left to an owner of a higher generation. */
  private cancelYield: (() => void) | undefined;
  /** Answers of a batch whose append was not confirmed: given after all if the log turns out to have it. */
  private unconfirmed: readonly OutcomeDelivery<T['outcome']>[] = [];
  private onServing: { readonly resolve: () => void; readonly reject: (cause: unknown) => void } | undefined;

  constructor(private readonly options: PartitionWorkerOptions<T>) {
    this.limits = { ...DEFAULT_WORKER_LIMITS, ...options.limits };
    this.events = options.events ?? {};
    this.turns = options.turns ?? new Turns(options.clock);
    this.generation = options.generation;
    this.claimer = new Claimer({
      ...options,
      limits: this.limits,
      events: this.events,
      turns: this.turns,
      generation: () => this.generation,
      onPhase: (phase) => {
        if (this.currentPhase !== 'stopping') this.currentPhase = phase;
      },
      beforeRestore: async () => this.checkpointer?.abandon(),
    });
  }

  get phase(): WorkerPhase {
    return this.currentPhase;
  }

  /** State as the log confirms it; `undefined` before the first recovery. Not to be changed. */
  get confirmed(): PartitionState<T> | undefined {
    return this.state;
  }

  /** Commands at or below it are decided, but for those parked; -1 before the first recovery. */
  get decidedUpTo(): number {
    return this.serving?.decidedUpTo ?? this.state?.decidedUpTo ?? -1;
  }

  /** Commands that have come here and are not decided. */
  get waiting(): number {
    return this.serving?.waiting ?? 0;
  }

  /** Resolves when it serves, or was stopped before it did; rejects with the cause when the partition fails first. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.onServing = { resolve, reject };
      this.acquire();
    });
  }

  /**
   * Takes no further command, waits for the append under way and answers it; what is left stays in the queue. Writes a
   * last checkpoint on request. Resolves when nothing of the worker runs any more, whoever asked first.
   */
  stop(options: { readonly checkpoint?: boolean } = {}): Promise<void> {
    return (this.stopped ??= this.end(options.checkpoint === true));
  }

  /**
   * The partition goes to another owner: serves on until the CLAIM of that one is in the log, and claims nothing any more.
   * One that does not serve stops. Resolves when nothing of the worker runs any more; `stop` cuts it short.
   */
  handOver(): Promise<void> {
    if (this.currentPhase !== 'serving' || this.state === undefined) return this.stop({ checkpoint: true });
    this.currentPhase = 'handing-over';
    this.checkpointer?.leaveWriter();
    const { log, partition } = this.options;
    this.succession = new Succession({
      log,
      partition,
      fromOffset: this.state.offset + 1,
      onClaimed: ({ owner, epoch, generation }, offset) => {
        this.events.handedOver?.({ owner, epoch, generation, offset });
        void this.stop();
      },
      onFault: () => void this.stop({ checkpoint: true }),
    });
    return new Promise((resolve) => {
      this.onHandedOver = resolve;
    });
  }

  /** Writes a checkpoint of what is confirmed, while it goes on serving. Never rejects. */
  async checkpoint(): Promise<void> {
    await this.checkpointer?.write();
  }

  /** The group has assigned the partition anew. */
  onGenerationChanged(generation: number): void {
    this.generation = generation;
    if (this.currentPhase === 'yielded') this.acquire();
  }

  private async end(withCheckpoint: boolean): Promise<void> {
    const isFailed = this.currentPhase === 'failed';
    if (!isFailed) this.currentPhase = 'stopping';
    this.succession?.close();
    this.run?.cancel();
    this.cancelYield?.();
    await this.serving?.close();
    await this.acquiring;
    await this.checkpointer?.settled();
    if (!isFailed && withCheckpoint) await this.checkpointer?.write();
    await this.checkpointer?.abandon();
    if (!isFailed) this.currentPhase = 'stopped';
    this.onHandedOver?.();
    this.onServing?.resolve();
    this.onServing = undefined;
  }

  private acquire(overruled = 0): void {
    this.cancelYield?.();
    const run = new Run(this.options.clock);
    this.run = run;
    this.currentPhase = 'recovering';
    this.acquiring = this.acquireWith(run, overruled).catch((cause: unknown) => {
      if (!(cause instanceof RunCancelled)) this.fail(cause);
    });
  }

  private async acquireWith(run: Run, overruled: number): Promise<void> {
    const { clock } = this.options;
    const startedMs = clock.nowMs();
    const acquired = await this.claimer.acquire(this.state, run, overruled);
    run.check();
    await this.adopt(acquired.state);
    run.check();
    if (acquired.kind === 'yielded') {
      this.yieldTo(acquired.state.generationSeen);
      return;
    }
    const { records, restored } = acquired;
    this.checkpointer?.noteOwned();
    if (records > 0) this.checkpointer?.note(records);
    this.events.recovered?.({ records, ms: clock.nowMs() - startedMs, restored });
    this.serve(acquired.state);
    this.onServing?.resolve();
    this.onServing = undefined;
  }

  /**
   * Who was replaced is told so by the group in less than `handOverMs`. Who is not was assigned the partition by a group
   * that counts anew, as one does that was deleted after everybody had left it: that owner is no more.
   */
  private yieldTo(generationSeen: number): void {
    this.currentPhase = 'yielded';
    this.checkpointer?.standBy();
    this.cancelYield = this.options.clock.after(this.limits.handOverMs, () => this.acquire(generationSeen));
    this.events.yielded?.({ generation: this.generation, generationSeen });
  }

  private async adopt(state: PartitionState<T>): Promise<void> {
    if (state === this.state) return;
    await this.checkpointer?.abandon();
    this.state = state;
    const { limits, events, turns } = this;
    this.checkpointer = new Checkpointer({ ...this.options, limits, events, turns }, state);
  }

  private serve(state: PartitionState<T>): void {
    this.currentPhase = 'serving';
    this.serving = new Serving({
      ...this.options,
      limits: this.limits,
      events: this.events,
      state,
      onConfirmed: (batch, offset) => {
        if (batch.factValues.length > 0) this.options.onCommitted?.(batch.committed(offset));
        if (this.currentPhase === 'serving') this.checkpointer?.noteOwned();
        this.checkpointer?.note(1);
      },
      onUnconfirmed: (batch) => {
        this.unconfirmed = batch.deliveries;
        if (this.currentPhase === 'serving') this.acquire();
        // The next owner decides it.
        else if (this.currentPhase === 'handing-over') void this.stop();
      },
      onFenced: (event) => {
        // Whoever gives the partition up is told of the next owner otherwise, or has asked for it.
        if (this.currentPhase === 'serving') this.events.fenced?.(event);
      },
      onFault: (cause) => this.fail(cause),
    });
    this.answerUnconfirmed(state, this.serving);
  }

  /** What was not answered but is in the log after all has its outcome there, which the new CLAIM proves final. */
  private answerUnconfirmed(state: PartitionState<T>, serving: Serving<T>): void {
    const deliveries: OutcomeDelivery<T['outcome']>[] = [];
    for (const delivery of this.unconfirmed) {
      const recorded = state.outcomes.get(delivery.correlationId);
      if (recorded === undefined) continue;
      const outcome = this.options.aggregate.codec.decodeOutcome(recorded.outcome);
      deliveries.push({ ...delivery, outcome, recorded: recorded.outcome });
    }
    this.unconfirmed = [];
    // Without deliveries, too: whoever waits for what an owner before this one decided hears that it was.
    serving.push(deliveries);
  }

  private fail(cause: unknown): void {
    if (this.currentPhase === 'failed') return;
    this.currentPhase = 'failed';
    this.run?.cancel();
    void this.serving?.close();
    void this.checkpointer?.abandon();
    this.events.failed?.({ cause });
    this.options.onFailed?.(cause);
    this.onServing?.reject(cause);
    this.onServing = undefined;
    if (this.succession !== undefined) void this.stop();
  }
}
