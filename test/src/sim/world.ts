/**
 * A simulated world from one seed: the real engines, ingress tables and read side over a simulated log, queue and
 * network, clients, a nemesis, and after it a healing phase in which everything pending has to complete. The first broken
 * promise ends it.
 */
import type { AggregateTypes } from '@macp/partition-worker';
import type { Clients } from './clients.js';
import { Engine } from './engine.js';
import { Group, SKEW_MAX_MS } from './group.js';
import { Ingress, OutcomeNetwork } from './ingress.js';
import { Violation } from './invariants.js';
import type { Judge } from './judge.js';
import type { Mutant, Planted } from './mutant.js';
import { Nemesis } from './nemesis.js';
import { Random } from './random.js';
import { REGISTRY } from './registry-subject.js';
import { Scheduler } from './scheduler.js';
import { SESSIONS } from './session-subject.js';
import type { SimContext } from './sim-context.js';
import { SimLogStore } from './sim-log-store.js';
import type { LogFaults } from './sim-log-store.js';
import { SimQueueStore } from './sim-queue.js';
import { SimSnapshotStore } from './sim-snapshots.js';
import { Sometimes } from './sometimes.js';
import type { Inhabitants, Subject } from './subject.js';
import { Trace } from './trace.js';

const ENGINES = 3;
const INGRESSES = 2;
/** Every so many worlds one is of the embedded kind, and one is about the registries. */
const EMBEDDED_STRIDE = 4;
const REGISTRY_STRIDE = 5;
const TROUBLE_MS = 4_000;
const HEALING_MS = 90_000;
const SETTLING_MS = 2_000;
const RECORD_BYTES_MAX = 4_000;

export interface WorldOptions {
  readonly seed: number;
  /** What the world is about, by its seed where this is not given. */
  readonly planted?: Planted;
  /** Write down what happens. */
  readonly isTraced?: boolean;
}

export interface WorldResult {
  readonly seed: number;
  readonly violation: Error | undefined;
  readonly answered: number;
  readonly records: number;
  readonly sometimes: Sometimes;
  readonly trace: readonly string[];
}

export function runWorld(options: WorldOptions): Promise<WorldResult> {
  const { seed, planted } = options;
  if (planted?.subject === 'sessions') return new World(options, SESSIONS, planted.mutant).run();
  if (planted?.subject === 'registry') return new World(options, REGISTRY, planted.mutant).run();
  if (seed % REGISTRY_STRIDE === 0) return new World(options, REGISTRY, {}).run();
  return new World(options, SESSIONS, {}).run();
}

/** Rates and bounds of what goes wrong, different in every world. */
interface Faults {
  readonly log: LogFaults;
  readonly snapshots: { writeFailureRate: number };
  readonly sink: { unknownRate: number; repeatRate: number };
  readonly network: { lossRate: number; delayRate: number; repeatRate: number };
}

class World<T extends AggregateTypes, J extends Judge<T>> {
  private readonly context: SimContext;
  private readonly faults: Faults;
  private readonly logs: readonly SimLogStore[];
  private readonly judges: readonly J[];
  private readonly clients: Clients<T>;
  private readonly inhabitants: Inhabitants<T>;
  private readonly group: Group<T>;
  private readonly nemesis: Nemesis<T>;
  private violation: Error | undefined;
  private isTroubled = true;

  constructor(
    private readonly options: WorldOptions,
    subject: Subject<T, J>,
    mutant: Mutant<T>,
  ) {
    const { seed, isTraced = false } = options;
    const scheduler = new Scheduler();
    const random = new Random(seed);
    const sometimes = new Sometimes();
    const trace = new Trace(scheduler, isTraced);
    const report = (violation: Error): void => void (this.violation ??= violation);
    const context = { scheduler, random, sometimes, trace, report };
    const isEmbedded = seed % EMBEDDED_STRIDE === 0;
    const partitions = [...Array(subject.partitions(random)).keys()];
    const { aggregate } = subject;
    if (partitions.length > 1) sometimes.note('several partitions');
    this.context = context;
    this.faults = faultsOf(random);
    const queue = new SimQueueStore<T['command']>(partitions.length);
    const judges = partitions.map((partition) => subject.judge({ partition, aggregate, queue, sometimes }));
    const logs = judges.map((judge, partition) => this.log(judge, partition, isEmbedded));
    const snapshots = partitions.map(() => new SimSnapshotStore(this.faults.snapshots));
    const shared = { context, subject, mutant, queue, isEmbedded };
    const ingresses = Array.from(
      { length: isEmbedded ? 1 : INGRESSES },
      (_, at) => new Ingress<T>(`ingress${at}`, { ...shared, faults: this.faults.sink }),
    );
    const inhabitants = subject.inhabit({ context, mutant, judges, logs, queue, ingresses });
    const { clients, readSide } = inhabitants;
    const outcomes = new OutcomeNetwork<T>({
      ...{ context, ingresses, isEmbedded, faults: this.faults.network },
      onPush: (partition, delivery) => clients.verifyPush(partition, delivery),
    });
    const engines = Array.from(
      { length: isEmbedded ? 1 : ENGINES },
      (_, at) => new Engine<T>(`engine${at}`, { ...shared, logs, snapshots, outcomes, judges }),
    );
    this.logs = logs;
    this.judges = judges;
    this.inhabitants = inhabitants;
    this.clients = clients;
    this.group = new Group({ context, engines, ingresses, readSide, clients, queue, isEmbedded });
    this.nemesis = new Nemesis({ context, group: this.group, logs, snapshots });
  }

  async run(): Promise<WorldResult> {
    const { scheduler, random, sometimes, trace } = this.context;
    const isOver = (): boolean => this.violation !== undefined;
    this.group.start();
    for (let sent = random.between(40, 160); sent > 0; sent -= 1) {
      scheduler.after(random.between(0, TROUBLE_MS), () => this.clients.send());
    }
    this.nemesis.start();
    this.follow();
    await scheduler.run(TROUBLE_MS, isOver);
    this.heal();
    await scheduler.run(HEALING_MS, () => isOver() || this.clients.waiting.size === 0);
    await scheduler.run(SETTLING_MS, isOver);
    await scheduler.run(HEALING_MS, () => isOver() || this.isServed);
    if (this.violation === undefined) this.guard(() => this.verifyEnd());
    if (this.violation === undefined) await this.verifyReadSide();
    if (this.violation === undefined) this.guard(() => this.inhabitants.verifyFollowers());
    return {
      seed: this.options.seed,
      violation: this.violation,
      answered: this.clients.answered,
      records: this.logs.reduce((sum, { records }) => sum + records.length, 0),
      sometimes,
      trace: trace.lines,
    };
  }

  private log(judge: J, partition: number, isExclusive: boolean): SimLogStore {
    return new SimLogStore(this.faults.log, { recordBytesMax: RECORD_BYTES_MAX, isExclusive }, (record) => {
      this.context.trace.add(() => `record ${record.offset} of partition ${partition}, ${record.bytes.length} bytes`);
      this.guard(() => judge.apply(record));
    });
  }

  private get isServed(): boolean {
    return this.judges.every((_, partition) => this.group.owner(partition).isServing(partition));
  }

  private guard(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.violation ??= violation as Error;
    }
  }

  /** Faults end, everybody runs, and every partition has one place for good. */
  private heal(): void {
    const { log, snapshots, sink, network } = this.faults;
    this.context.trace.add(() => 'the world heals');
    this.isTroubled = false;
    Object.assign(log, { appendUnknownRate: 0, readFailureRate: 0, replicationMs: 1 });
    Object.assign(sink, { unknownRate: 0, repeatRate: 0 });
    Object.assign(network, { lossRate: 0, delayRate: 0, repeatRate: 0 });
    snapshots.writeFailureRate = 0;
    this.clients.heal();
    this.nemesis.stop();
    this.group.assignAll();
  }

  /** Readers come, and leave and come back. */
  private follow(): void {
    const { scheduler, random } = this.context;
    scheduler.after(random.between(10, 200), () => {
      if (!this.isTroubled) return;
      if (random.chance(0.1)) this.inhabitants.look();
      this.inhabitants.follow();
      this.follow();
    });
  }

  private verifyEnd(): void {
    const { waiting } = this.clients;
    const [stuck] = waiting;
    if (stuck !== undefined) {
      const text = JSON.stringify(stuck, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      throw new Violation('I12', `${waiting.size} clients wait for good, such as for ${text}`);
    }
    const dueMs = this.context.scheduler.nowMs - SKEW_MAX_MS - SETTLING_MS / 2;
    for (const [partition, judge] of this.judges.entries()) {
      const phase = this.group.owner(partition).phaseOf(partition);
      if (phase !== 'serving') throw new Violation('I12', `the owner of partition ${partition} is ${phase}`);
      judge.compare(this.group.owner(partition).confirmed(partition)!);
      // Whoever owned the partition when a deadline came.
      judge.verifyTimers(dueMs);
    }
  }

  /** I7: the read side shows everything as the owners had it. */
  private async verifyReadSide(): Promise<void> {
    let isDone = false;
    this.inhabitants.look(() => {
      isDone = true;
    });
    await this.context.scheduler.run(SETTLING_MS, () => isDone || this.violation !== undefined);
    if (!isDone) this.context.report(new Violation('I12', 'the read side does not reach the end of the log'));
  }
}

function faultsOf(random: Random): Faults {
  return {
    log: {
      appendUnknownRate: random.pick([0, 0.05, 0.2]),
      readFailureRate: random.pick([0, 0.05]),
      replicationMs: random.pick([1, 1, 20]),
    },
    snapshots: { writeFailureRate: random.pick([0, 0.2]) },
    sink: { unknownRate: random.pick([0, 0.1]), repeatRate: random.pick([0, 0.05]) },
    network: { lossRate: random.pick([0, 0.1]), delayRate: random.pick([0, 0.1]), repeatRate: 0.1 },
  };
}
