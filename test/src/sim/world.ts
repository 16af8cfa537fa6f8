/**
 * A simulated world from one seed: three places for engines over a shared log, or one process with everything in it, as
 * the embedded runtime is; one partition, ingress and clients, a nemesis, and after it a healing phase in which everything
 * pending has to complete. The first broken promise ends it.
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { AggregateTypes, PartitionState } from '@macp/partition-worker';
import { Engine } from './engine.js';
import type { EngineParts, Mutant } from './engine.js';
import { Ingress } from './ingress.js';
import { Violation } from './invariants.js';
import { Oracle } from './oracle.js';
import { Random } from './random.js';
import { Scheduler } from './scheduler.js';
import { SimLogStore } from './sim-log.js';
import { SimQueueStore } from './sim-queue.js';
import { SimSnapshotStore } from './sim-snapshots.js';
import { Sometimes } from './sometimes.js';
import type { Subject } from './subject.js';
import { Subscriber } from './subscriber.js';

const ENGINES = 3;
/** Every so many worlds one is of the embedded kind. */
const EMBEDDED_STRIDE = 4;
const TROUBLE_MS = 4_000;
const HEALING_MS = 60_000;
const SETTLING_MS = 2_000;
const RECORD_BYTES_MAX = 2_000;
const SKEW_MAX_MS = 400;

export interface WorldResult {
  readonly seed: number;
  readonly violation: Error | undefined;
  readonly answered: number;
  readonly records: number;
  readonly sometimes: Sometimes;
}

export class World<T extends AggregateTypes> {
  private readonly random: Random;
  private readonly scheduler = new Scheduler();
  private readonly sometimes = new Sometimes();
  private readonly queue = new SimQueueStore<T['command']>();
  private readonly log: SimLogStore;
  private readonly snapshots: SimSnapshotStore;
  private readonly oracle: Oracle<T>;
  private readonly ingress: Ingress<T>;
  private readonly subscriber: Subscriber<T>;
  private readonly engines: readonly Engine<T>[];
  private violation: Error | undefined;
  private generation = 0;
  private assigned = 0;
  private isTroubled = true;
  private readonly isEmbedded: boolean;

  constructor(
    private readonly subject: Subject<T>,
    private readonly seed: number,
    mutant: Mutant = {},
  ) {
    const { scheduler, sometimes, queue } = this;
    const random = new Random(seed);
    this.random = random;
    this.isEmbedded = seed % EMBEDDED_STRIDE === 0;
    const report = (violation: Error): void => void (this.violation ??= violation);
    this.oracle = new Oracle(subject, queue, sometimes);
    const faults = { appendUnknownRate: random.pick([0, 0.05, 0.2]), readFailureRate: random.pick([0, 0.05]) };
    const kind = { recordBytesMax: RECORD_BYTES_MAX, isExclusive: this.isEmbedded };
    this.log = new SimLogStore(faults, kind, (record) => {
      this.guard(() => this.oracle.apply(record));
    });
    this.snapshots = new SimSnapshotStore({ writeFailureRate: random.pick([0, 0.2]) });
    this.ingress = new Ingress({
      subject,
      queue,
      oracle: this.oracle,
      scheduler,
      random,
      sometimes,
      report,
      faults: {
        enqueueUnknownRate: random.pick([0, 0.1]),
        outcomeLossRate: random.pick([0, 0.1]),
        outcomeRepeatRate: 0.1,
      },
    });
    this.subscriber = new Subscriber(subject, this.log.records);
    const parts: EngineParts<T> = {
      subject,
      scheduler,
      random,
      sometimes,
      log: this.log,
      queue,
      snapshots: this.snapshots,
      mutant,
      onPush: (deliveries) => this.ingress.onPush(deliveries),
      onFailed: (cause) => report(new Violation('I7', `a partition failed: ${String(cause)}`, { cause })),
      onRejected: (reason) => report(new Violation('I7', `a checkpoint was rejected: ${reason}`)),
      onState: (state) => this.guard(() => this.compare(state)),
    };
    const engines = this.isEmbedded ? 1 : ENGINES;
    this.engines = Array.from({ length: engines }, (_, at) => new Engine(`engine${at}`, parts));
  }

  async run(): Promise<WorldResult> {
    const { scheduler, random } = this;
    const isOver = (): boolean => this.violation !== undefined;
    this.assign(0);
    for (let sent = random.between(40, 160); sent > 0; sent -= 1) {
      scheduler.after(random.between(0, TROUBLE_MS), () => this.ingress.send());
    }
    this.trouble();
    this.subscribe();
    await scheduler.run(TROUBLE_MS, isOver);
    this.heal();
    await scheduler.run(HEALING_MS, () => isOver() || this.ingress.waiting.size === 0);
    await scheduler.run(SETTLING_MS, isOver);
    await scheduler.run(HEALING_MS, () => isOver() || this.engines[this.assigned]!.isServing);
    if (this.violation === undefined) this.guard(() => this.verifyEnd());
    return {
      seed: this.seed,
      violation: this.violation,
      answered: this.ingress.answered,
      records: this.log.records.length,
      sometimes: this.sometimes,
    };
  }

  private guard(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.violation ??= violation as Error;
    }
  }

  /** The group gives the partition to another place, which starts or goes on; who had it may not know for a while. */
  private assign(at: number): void {
    const { random, sometimes } = this;
    const before = this.engines[this.assigned]!;
    const next = this.engines[at]!;
    this.generation += 1;
    this.assigned = at;
    if (next !== before && before.isServing) {
      if (random.chance(0.3)) void before.worker?.stop({ checkpoint: random.chance(0.5) });
      else sometimes.note('owners overlapped');
    }
    const { phase } = next.worker ?? {};
    if (phase === undefined || phase === 'stopped' || phase === 'stopping' || phase === 'failed') {
      const skewMs = random.between(-SKEW_MAX_MS, SKEW_MAX_MS);
      if (skewMs < before.process.skewMs) sometimes.note('clock went back between owners');
      next.start(this.generation, skewMs);
    } else next.worker!.onGenerationChanged(this.generation);
  }

  private trouble(): void {
    this.scheduler.after(this.random.between(30, 500), () => {
      if (!this.isTroubled) return;
      this.strike();
      this.trouble();
    });
  }

  private strike(): void {
    const { random, sometimes } = this;
    const at = random.between(0, this.engines.length - 1);
    const engine = this.engines[at]!;
    const blow = random.pick(['assign', 'assign', 'crash', 'pause', 'pause', 'clock', 'snapshots'] as const);
    if (blow === 'assign') this.assign(at);
    else if (blow === 'clock') engine.process.skewMs = random.between(-SKEW_MAX_MS, SKEW_MAX_MS);
    else if (blow === 'snapshots') {
      if (random.chance(0.2)) this.snapshots.lose();
    } else if (blow === 'crash') {
      engine.crash();
      if (this.isEmbedded) {
        this.queue.create();
        this.ingress.crash();
      }
      if (at !== this.assigned) return;
      this.scheduler.after(random.between(10, 200), () => this.assign(random.between(0, this.engines.length - 1)));
    } else if (!engine.process.paused) {
      sometimes.note('owner paused');
      engine.process.pause();
      this.scheduler.after(random.between(20, 600), () => engine.process.resume());
      if (random.chance(0.7))
        this.scheduler.after(random.between(5, 300), () => this.assign((at + 1) % this.engines.length));
    }
  }

  /** Faults end, everybody runs, and one place has the partition for good. */
  private heal(): void {
    this.isTroubled = false;
    Object.assign(this.log.faults, { appendUnknownRate: 0, readFailureRate: 0 });
    this.snapshots.faults.writeFailureRate = 0;
    this.ingress.heal();
    for (const engine of this.engines) if (engine.process.paused) engine.process.resume();
    this.assign(this.random.between(0, this.engines.length - 1));
  }

  private subscribe(): void {
    this.scheduler.after(this.random.between(5, 100), () => {
      this.guard(() => this.subscriber.follow());
      if (this.isTroubled) this.subscribe();
    });
  }

  /** I7, I8: what an owner believes is what the valid records up to there say. */
  private compare(state: PartitionState<T>): void {
    const { aggregate } = this.subject;
    const truth = this.fold(state.offset);
    for (const [entity, { state: live }] of state.entities) {
      const replayed = truth.get(entity);
      if (replayed === undefined || aggregate.codec.encodeState(live) !== aggregate.codec.encodeState(replayed)) {
        throw new Violation('I7', `${entity} at offset ${state.offset}`);
      }
      truth.delete(entity);
    }
    for (const [entity, replayed] of truth) {
      if (state.endedIds.has(entity) && aggregate.isEnded(replayed)) continue;
      throw new Violation('I7', `${entity} is missing at offset ${state.offset}`);
    }
  }

  private fold(upTo: number): Map<string, T['state']> {
    const { aggregate } = this.subject;
    if (upTo === this.log.records.length - 1) return new Map(this.oracle.states);
    const states = new Map<string, T['state']>();
    const reader = new ClaimedLogReader({ partition: 0, partitions: 1, logId: 'sim-log' });
    for (const record of this.log.records.slice(0, upTo + 1)) {
      const read = reader.read(record);
      if (read.kind !== 'batch') continue;
      for (const bytes of read.record.facts) {
        const fact = aggregate.codec.decodeFact(bytes);
        const entity = aggregate.entityOfFact(fact);
        states.set(entity, aggregate.evolve(states.get(entity), fact));
      }
    }
    return states;
  }

  private verifyEnd(): void {
    const { waiting } = this.ingress;
    const [stuck] = waiting;
    if (stuck !== undefined) {
      throw new Violation('I12', `${waiting.size} commands wait for good, such as ${JSON.stringify(stuck)}`);
    }
    this.subscriber.follow();
    this.subscriber.verify(this.oracle.feed);
    const owner = this.engines[this.assigned]!;
    if (!owner.isServing) throw new Violation('I12', `the owner is ${owner.worker?.phase ?? 'gone'}`);
    this.compare(owner.worker!.confirmed!);
    this.verifyTimers();
  }

  /** No deadline has been forgotten, whoever owned the partition when it came. */
  private verifyTimers(): void {
    const dueMs = this.scheduler.nowMs - SKEW_MAX_MS - SETTLING_MS / 2;
    for (const [entity, state] of this.oracle.states) {
      const deadlineMs = this.subject.aggregate.nextDeadlineMs(state);
      if (deadlineMs !== undefined && deadlineMs < dueMs)
        throw new Violation('I12', `the timer of ${entity} is overdue`);
    }
  }
}
