/**
 * One ingress of the simulated world: the real table of pending submissions, joining included, in a process that pauses,
 * crashes and has a clock of its own; and the network between the engines and all ingresses, which loses, delays and
 * repeats what is pushed.
 */
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';
import { PendingSubmissions, sessionJoining, sizeOfSessionCommand } from '@macp/submission';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import { SimSink } from './sim-queue.js';
import type { SimQueueStore, SinkFaults } from './sim-queue.js';

export interface IngressParts {
  readonly context: SimContext;
  readonly queue: SimQueueStore<SessionCommand>;
  readonly faults: SinkFaults;
  /** Engine and ingress are one process: the queue between them is memory. */
  readonly isEmbedded: boolean;
}

/** Few enough that a busy ingress is full now and then. */
const PENDING_MAX = [12, 1_000];

export class Ingress {
  process: SimProcess | undefined;
  submissions: PendingSubmissions<SessionCommand, SessionOutcome> | undefined;
  replyTo = '';

  constructor(
    private readonly name: string,
    private readonly parts: IngressParts,
  ) {}

  get isUp(): boolean {
    return this.process !== undefined;
  }

  start(process: SimProcess): void {
    const { context, queue, faults, isEmbedded } = this.parts;
    const { random } = context;
    this.process = process;
    this.replyTo = `${this.name}-${random.id()}`;
    this.submissions = new PendingSubmissions({
      sink: new SimSink(queue, process, { context, faults, isInProcess: isEmbedded }),
      clock: process.clock,
      ingressId: random.id(),
      replyTo: this.replyTo,
      pendingMax: random.pick(PENDING_MAX),
      joining: context.mutant.joining?.(sessionJoining) ?? sessionJoining,
      sizeOf: sizeOfSessionCommand,
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

export interface OutcomeNetworkParts {
  readonly context: SimContext;
  readonly ingresses: readonly Ingress[];
  readonly faults: { lossRate: number; delayRate: number; repeatRate: number };
  readonly isEmbedded: boolean;
  /** At the moment of the push, whoever pushes. */
  readonly onPush: (delivery: OutcomeDelivery<SessionOutcome>) => void;
}

export class OutcomeNetwork implements OutcomeChannel<SessionOutcome> {
  constructor(private readonly parts: OutcomeNetworkParts) {}

  push(partition: number, deliveries: readonly OutcomeDelivery<SessionOutcome>[], progress: OutcomeProgress): void {
    deliveries.forEach(this.parts.onPush);
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
