/**
 * One ingress of the simulated world: the real table of pending submissions, joining included, in a process that pauses,
 * crashes and has a clock of its own; and the network between the engines and all ingresses, which loses, delays and
 * repeats what is pushed.
 */
import type { AggregateTypes, OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';
import { PendingSubmissions } from '@macp/submission';
import type { Mutant } from './mutant.js';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import { SimSink } from './sim-queue.js';
import type { SimQueueStore, SinkFaults } from './sim-queue.js';
import type { Subject } from './subject.js';

export interface IngressParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly subject: Pick<Subject<T>, 'joining' | 'sizeOf'>;
  readonly mutant: Mutant<T>;
  readonly queue: SimQueueStore<T['command']>;
  readonly faults: SinkFaults;
  /** Engine and ingress are one process: the queue between them is memory. */
  readonly isEmbedded: boolean;
}

/** Few enough that a busy ingress is full now and then. */
const PENDING_MAX = [12, 1_000];
/** How long an owner may say nothing before it is asked, where it is. */
const SILENCE_MS = [undefined, 200];

export class Ingress<T extends AggregateTypes> {
  process: SimProcess | undefined;
  submissions: PendingSubmissions<T['command'], T['outcome']> | undefined;
  replyTo = '';

  constructor(
    private readonly name: string,
    private readonly parts: IngressParts<T>,
  ) {}

  get isUp(): boolean {
    return this.process !== undefined;
  }

  start(process: SimProcess): void {
    const { context, subject, mutant, queue, faults, isEmbedded } = this.parts;
    const { random } = context;
    const { joining, sizeOf } = subject;
    const silenceMs = isEmbedded ? undefined : random.pick(SILENCE_MS);
    this.process = process;
    this.replyTo = `${this.name}-${random.id()}`;
    this.submissions = new PendingSubmissions({
      sink: new SimSink(queue, process, { context, faults, isInProcess: isEmbedded }),
      clock: process.clock,
      ingressId: random.id(),
      replyTo: this.replyTo,
      pendingMax: random.pick(PENDING_MAX),
      ...(joining === undefined ? {} : { joining: mutant.joining?.(joining) ?? joining }),
      ...(sizeOf === undefined ? {} : { sizeOf }),
      ...(silenceMs === undefined ? {} : { silenceMs }),
      onFault: (cause) => context.report(cause as Error),
    });
  }

  crash(): void {
    const { sometimes, trace } = this.parts.context;
    if ((this.submissions?.pending ?? 0) > 0) sometimes.note('ingress crashed with commands pending');
    trace.add(() => `${this.name} crashes`);
    this.process?.crash();
    this.process = undefined;
    this.submissions = undefined;
  }
}

/** Longer than anybody waits, and more than clocks are apart that nobody has set wrong. */
const FAR_AHEAD_MS = 60_000;

export interface OutcomeNetworkParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly ingresses: readonly Ingress<T>[];
  readonly faults: { lossRate: number; delayRate: number; repeatRate: number };
  readonly isEmbedded: boolean;
  /** At the moment of the push, whoever pushes. */
  readonly onPush: (partition: number, delivery: OutcomeDelivery<T['outcome']>) => void;
}

export class OutcomeNetwork<T extends AggregateTypes> implements OutcomeChannel<T['outcome']> {
  constructor(private readonly parts: OutcomeNetworkParts<T>) {}

  push(partition: number, deliveries: readonly OutcomeDelivery<T['outcome']>[], progress: OutcomeProgress): void {
    for (const delivery of deliveries) this.parts.onPush(partition, delivery);
    const { random, scheduler, sometimes } = this.parts.context;
    const { faults, ingresses, isEmbedded } = this.parts;
    const leadMs = (progress.recordedAtMs ?? 0) - scheduler.nowMs;
    if (leadMs > FAR_AHEAD_MS) sometimes.note('time in the log was far ahead of every clock');
    for (const { process, submissions, replyTo } of ingresses) {
      if (process === undefined || submissions === undefined) continue;
      const mine = deliveries.filter((delivery) => delivery.replyTo === replyTo);
      const arrive = (): void => {
        const { renewed } = submissions.counts;
        submissions.push(partition, mine, progress);
        if (submissions.counts.renewed > renewed) sometimes.note('command was renewed');
      };
      if (isEmbedded) {
        arrive();
        continue;
      }
      if (random.chance(faults.lossRate)) {
        if (mine.length > 0) sometimes.note('outcome was lost');
        continue;
      }
      const isLate = random.chance(faults.delayRate);
      if (isLate && mine.length > 0) sometimes.note('outcome came late');
      process.later(isLate ? random.between(50, 600) : random.between(0, 8), arrive);
      if (!random.chance(faults.repeatRate)) continue;
      if (mine.length > 0) sometimes.note('outcome delivered twice');
      process.later(random.between(5, 80), arrive);
    }
  }
}
