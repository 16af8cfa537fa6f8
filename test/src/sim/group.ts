/**
 * Who runs where: three places for engines among which the group divides the partitions, as a consumer group does, with
 * several ingresses and a read side beside them; or one process with everything in it, as the embedded runtime is. Who
 * has lost a partition may hear of it late, or not at all.
 */
import type { AggregateTypes } from '@macp/partition-worker';
import type { Clients } from './clients.js';
import type { Engine } from './engine.js';
import type { Ingress } from './ingress.js';
import type { SimContext } from './sim-context.js';
import { SimProcess } from './sim-process.js';
import type { SimQueueStore } from './sim-queue.js';
import type { ReadSide } from './subject.js';

export interface GroupParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly engines: readonly Engine<T>[];
  readonly ingresses: readonly Ingress<T>[];
  readonly readSide: ReadSide;
  readonly clients: Clients<T>;
  readonly queue: SimQueueStore<T['command']>;
  readonly isEmbedded: boolean;
}

/** How far clocks are off in ordinary times. */
export const SKEW_MAX_MS = 400;
/** The group takes the partitions from whoever says nothing for so long. */
const SESSION_TIMEOUT_MS = 150;

/** A place for each of some partitions. */
type Moves = ReadonlyMap<number, number>;

export class Group<T extends AggregateTypes> {
  private generation = 0;
  /** Place of each partition. */
  private readonly assigned: number[];
  /** Generation since which it is that. */
  private readonly since: number[];

  constructor(private readonly parts: GroupParts<T>) {
    this.assigned = Array.from({ length: parts.queue.partitions }, () => 0);
    this.since = this.assigned.map(() => 0);
  }

  owner(partition: number): Engine<T> {
    return this.parts.engines[this.assigned[partition]!]!;
  }

  start(): void {
    const { ingresses, readSide, isEmbedded } = this.parts;
    if (isEmbedded) return this.startEmbedded();
    for (const ingress of ingresses) ingress.start(this.newProcess());
    readSide.start(this.newProcess());
    this.rebalance(this.anywhere(this.partitions));
  }

  /** Every process there is. */
  processes(): readonly SimProcess[] {
    const { engines, ingresses, readSide } = this.parts;
    const all = [...engines, ...ingresses, readSide].map(({ process }) => process);
    return all.filter((process) => process !== undefined);
  }

  /** One of them; none while everything is down. */
  anyProcess(): SimProcess | undefined {
    const processes = this.processes();
    return processes.length === 0 ? undefined : this.parts.context.random.pick(processes);
  }

  /** Some partitions go elsewhere, or come back to where they were. */
  assignAny(): void {
    if (this.parts.isEmbedded) return;
    const { random } = this.parts.context;
    this.rebalance(this.anywhere(this.partitions.filter(() => random.chance(0.7))));
  }

  /** Every partition goes where it stays. */
  assignAll(): void {
    if (!this.parts.isEmbedded) this.rebalance(this.anywhere(this.partitions));
  }

  crashEngine(): void {
    if (this.parts.isEmbedded) return this.crashEmbedded();
    const { random } = this.parts.context;
    const at = this.anyPlace();
    this.parts.engines[at]!.crash();
    const held = this.heldAt(at);
    if (held.length > 0) this.later(random.between(10, 200), () => this.rebalance(this.anywhere(held)));
  }

  /** Long enough, and the group takes an owner for dead. */
  pause(): void {
    const { context, engines, isEmbedded } = this.parts;
    const { random, sometimes } = context;
    const process = this.anyProcess();
    if (process === undefined || process.paused) return;
    const at = engines.findIndex((engine) => engine.process === process);
    const isOwner = at >= 0 && this.heldAt(at).length > 0;
    if (isOwner) sometimes.note('owner paused');
    process.pause();
    this.later(random.between(20, 600), () => process.resume());
    if (!isOwner || isEmbedded) return;
    this.later(SESSION_TIMEOUT_MS, () => {
      const held = this.heldAt(at);
      if (!process.paused || held.length === 0) return;
      sometimes.note('owner paused past the session time-out');
      const elsewhere = (): number => (at + random.between(1, engines.length - 1)) % engines.length;
      this.rebalance(new Map(held.map((partition) => [partition, elsewhere()])));
    });
  }

  crashIngress(): void {
    if (this.parts.isEmbedded) return;
    const ingress = this.parts.context.random.pick(this.parts.ingresses);
    if (!ingress.isUp) return;
    this.takeDown(ingress);
    this.later(this.parts.context.random.between(10, 300), () => ingress.start(this.newProcess()));
  }

  crashReadSide(): void {
    const { readSide, isEmbedded, context } = this.parts;
    if (isEmbedded || readSide.process === undefined) return;
    readSide.crash();
    this.later(context.random.between(10, 300), () => readSide.start(this.newProcess()));
  }

  /** Somebody has deleted the topic of commands and made it anew. */
  recreateQueue(): void {
    const { engines, queue, isEmbedded, context } = this.parts;
    if (isEmbedded) return this.crashEmbedded();
    for (const engine of engines) engine.crash();
    queue.create();
    this.later(context.random.between(10, 200), () => this.rebalance(this.anywhere(this.partitions)));
  }

  private get partitions(): number[] {
    return [...this.assigned.keys()];
  }

  private heldAt(at: number): number[] {
    return this.partitions.filter((partition) => this.assigned[partition] === at);
  }

  private anywhere(partitions: readonly number[]): Moves {
    return new Map(partitions.map((partition) => [partition, this.anyPlace()]));
  }

  /** A new generation: some partitions go where `moves` says, the others stay where they are. */
  private rebalance(moves: Moves): void {
    const { sometimes, trace } = this.parts.context;
    this.generation += 1;
    trace.add(() => `the group divides anew in generation ${this.generation}: ${JSON.stringify([...moves])}`);
    const before = this.partitions.map((partition) => this.owner(partition));
    for (const [partition, at] of moves) this.assigned[partition] = at;
    for (const partition of this.partitions) {
      const [lost, won] = [before[partition]!, this.owner(partition)];
      if (lost !== won) {
        this.since[partition] = this.generation;
        this.take(partition, lost);
      } else if (lost.isServing(partition)) sometimes.note('partition stayed where it was');
      this.give(partition, won, lost);
    }
    const owners = new Set(this.assigned);
    if (owners.size > 1) sometimes.note('several owners at a time');
    if (owners.size < this.assigned.length) sometimes.note('owner of several partitions');
  }

  /** Whoever loses a partition hears of it soon, late, or not before it is given one again. */
  private take(partition: number, engine: Engine<T>): void {
    const { random, sometimes } = this.parts.context;
    if (!engine.isServing(partition)) return;
    const isSoon = random.chance(0.3);
    if (!isSoon) sometimes.note('owners overlapped');
    if (!isSoon && random.chance(0.5)) return;
    const delayMs = isSoon ? 0 : random.between(50, 600);
    this.tell(engine, partition, { isOwner: false, delayMs });
  }

  private give(partition: number, engine: Engine<T>, before: Engine<T>): void {
    const { random, sometimes } = this.parts.context;
    if (engine.process === undefined) {
      const process = this.newProcess();
      if (process.skewMs < (before.process?.skewMs ?? -SKEW_MAX_MS)) sometimes.note('clock went back between owners');
      engine.start(process);
    }
    this.tell(engine, partition, { isOwner: true, delayMs: random.between(0, 10) });
  }

  private tell(
    engine: Engine<T>,
    partition: number,
    word: { readonly isOwner: boolean; readonly delayMs: number },
  ): void {
    engine.tell(partition, { ...word, generation: this.generation, since: this.since[partition]! });
  }

  private crashEmbedded(): void {
    const { engines, ingresses, readSide, queue, context } = this.parts;
    if (readSide.process === undefined) return;
    for (const engine of engines) engine.crash();
    for (const ingress of ingresses) this.takeDown(ingress);
    readSide.crash();
    queue.create();
    this.later(context.random.between(10, 200), () => this.startEmbedded());
  }

  private startEmbedded(): void {
    const process = this.newProcess();
    this.generation += 1;
    for (const ingress of this.parts.ingresses) ingress.start(process);
    const [engine] = this.parts.engines;
    engine!.start(process);
    for (const partition of this.partitions) {
      this.tell(engine!, partition, { isOwner: true, delayMs: 0 });
    }
    this.parts.readSide.start(process);
  }

  private takeDown(ingress: Ingress<T>): void {
    ingress.crash();
    this.parts.clients.disconnected(ingress);
  }

  private newProcess(): SimProcess {
    const { scheduler, random } = this.parts.context;
    return new SimProcess(scheduler, random.between(-SKEW_MAX_MS, SKEW_MAX_MS));
  }

  private anyPlace(): number {
    return this.parts.context.random.between(0, this.parts.engines.length - 1);
  }

  private later(delayMs: number, task: () => void): void {
    this.parts.context.scheduler.after(delayMs, task);
  }
}
