/**
 * Who runs where: three places for engines of which the group gives the partition to one at a time, as a consumer group
 * does, with several ingresses and a projection beside them; or one process with everything in it, as the embedded
 * runtime is. Who has lost the partition may not know for a while.
 */
import type { SessionCommand } from '@macp/kernel';
import type { Clients } from './clients.js';
import type { Engine } from './engine.js';
import type { Ingress } from './ingress.js';
import type { Projection } from './projection.js';
import type { SimContext } from './sim-context.js';
import { SimProcess } from './sim-process.js';
import type { SimQueueStore } from './sim-queue.js';

export interface GroupParts {
  readonly context: SimContext;
  readonly engines: readonly Engine[];
  readonly ingresses: readonly Ingress[];
  readonly projection: Projection;
  readonly clients: Clients;
  readonly queue: SimQueueStore<SessionCommand>;
  readonly isEmbedded: boolean;
}

/** How far clocks are off in ordinary times. */
export const SKEW_MAX_MS = 400;
/** The group takes the partition from whoever says nothing for so long. */
const SESSION_TIMEOUT_MS = 150;

export class Group {
  private generation = 0;
  private assigned = 0;

  constructor(private readonly parts: GroupParts) {}

  get owner(): Engine {
    return this.parts.engines[this.assigned]!;
  }

  start(): void {
    const { ingresses, projection, isEmbedded } = this.parts;
    if (isEmbedded) return this.startEmbedded();
    for (const ingress of ingresses) ingress.start(this.newProcess());
    projection.start(this.newProcess());
    this.assign(0);
  }

  /** Every process there is. */
  processes(): readonly SimProcess[] {
    const { engines, ingresses, projection } = this.parts;
    const all = [...engines, ...ingresses, projection].map(({ process }) => process);
    return all.filter((process) => process !== undefined);
  }

  assignAny(): void {
    if (!this.parts.isEmbedded) this.assign(this.anyPlace());
  }

  /** Another place has it, which starts or goes on. */
  private assign(at: number): void {
    const { random, sometimes, trace } = this.parts.context;
    const before = this.owner;
    const next = this.parts.engines[at]!;
    this.generation += 1;
    this.assigned = at;
    trace.add(() => `the group gives the partition to ${next.name} in generation ${this.generation}`);
    if (next !== before && before.isServing) {
      if (random.chance(0.3)) void before.worker?.stop({ checkpoint: random.chance(0.5) });
      else sometimes.note('owners overlapped');
    }
    const { phase } = next.worker ?? {};
    if (phase === undefined || phase === 'stopped' || phase === 'stopping' || phase === 'failed') {
      const process = this.newProcess();
      if (process.skewMs < before.process.skewMs) sometimes.note('clock went back between owners');
      next.start(this.generation, process);
    } else next.worker!.onGenerationChanged(this.generation);
  }

  crashEngine(): void {
    if (this.parts.isEmbedded) return this.crashEmbedded();
    const { random } = this.parts.context;
    const at = this.anyPlace();
    this.parts.engines[at]!.crash();
    if (at === this.assigned) this.later(random.between(10, 200), () => this.assign(this.anyPlace()));
  }

  /** Long enough, and the group takes the owner for dead. */
  pause(): void {
    const { context, isEmbedded } = this.parts;
    const { random, sometimes } = context;
    const process = random.pick(this.processes());
    if (process.paused) return;
    const { owner } = this;
    const isOwner = process === owner.process;
    if (isOwner) sometimes.note('owner paused');
    process.pause();
    this.later(random.between(20, 600), () => process.resume());
    if (!isOwner || isEmbedded) return;
    this.later(SESSION_TIMEOUT_MS, () => {
      if (!process.paused || this.owner !== owner) return;
      sometimes.note('owner paused past the session time-out');
      this.assign((this.assigned + 1) % this.parts.engines.length);
    });
  }

  crashIngress(): void {
    if (this.parts.isEmbedded) return;
    const ingress = this.parts.context.random.pick(this.parts.ingresses);
    if (!ingress.isUp) return;
    this.takeDown(ingress);
    this.later(this.parts.context.random.between(10, 300), () => ingress.start(this.newProcess()));
  }

  crashProjection(): void {
    const { projection, isEmbedded, context } = this.parts;
    if (isEmbedded || projection.process === undefined) return;
    projection.crash();
    this.later(context.random.between(10, 300), () => projection.start(this.newProcess()));
  }

  /** Somebody has deleted the topic of commands and made it anew. */
  recreateQueue(): void {
    const { engines, queue, isEmbedded, context } = this.parts;
    if (isEmbedded) return this.crashEmbedded();
    for (const engine of engines) engine.crash();
    queue.create();
    this.later(context.random.between(10, 200), () => this.assign(this.anyPlace()));
  }

  private crashEmbedded(): void {
    const { engines, ingresses, projection, queue, context } = this.parts;
    if (projection.process === undefined) return;
    for (const engine of engines) engine.crash();
    for (const ingress of ingresses) this.takeDown(ingress);
    projection.crash();
    queue.create();
    this.later(context.random.between(10, 200), () => this.startEmbedded());
  }

  private startEmbedded(): void {
    const process = this.newProcess();
    this.generation += 1;
    for (const ingress of this.parts.ingresses) ingress.start(process);
    this.owner.start(this.generation, process);
    this.parts.projection.start(process);
  }

  private takeDown(ingress: Ingress): void {
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
