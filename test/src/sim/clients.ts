/**
 * The clients of the simulated world: they send through any ingress, send the same twice, try again when the outcome is
 * unknown, and hold every answer against the promises that are the same for all aggregates (I5, I9, I12).
 */
import type { Aggregate, AggregateTypes, OutcomeDelivery } from '@macp/partition-worker';
import type { Ingress } from './ingress.js';
import { Violation } from './invariants.js';
import { latin1 } from './judge.js';
import type { Judge } from './judge.js';
import type { SimContext } from './sim-context.js';
import type { SimQueueStore } from './sim-queue.js';

/** What a client wants, until it has an answer or has given up. */
export interface Wish<Command> {
  readonly command: Command;
  /** What the command's partition is computed from. */
  readonly key: string;
}

/** One attempt of it. */
export interface Call<T extends AggregateTypes> {
  readonly wish: Wish<T['command']>;
  readonly ingress: Ingress<T>;
  /** Records that were in the partition's log when it was sent. */
  readonly logEnd: number;
  isOver: boolean;
}

export interface ClientsParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly aggregate: Aggregate<T>;
  readonly ingresses: readonly Ingress<T>[];
  readonly judges: readonly Judge<T>[];
  readonly judgeOf: (key: string) => Judge<T>;
  readonly queue: SimQueueStore<T['command']>;
}

const HEALED_PATIENCE_MS = 30_000;

export abstract class Clients<T extends AggregateTypes> {
  /** Invariant: every wish whose client still waits. */
  readonly waiting = new Set<Wish<T['command']>>();
  answered = 0;
  private readonly calls = new Set<Call<T>>();
  private readonly commands: T['command'][] = [];
  private isHealed = false;

  constructor(protected readonly parts: ClientsParts<T>) {}

  /** A client sends something new, or an earlier message once more. */
  send(): void {
    const { random } = this.parts.context;
    const isEarlier = this.commands.length > 0 && random.chance(0.1);
    if (isEarlier) return this.want(random.pick(this.commands));
    const command = this.nextCommand();
    this.commands.push(command);
    this.want(command);
    if (random.chance(0.08)) this.want(command);
  }

  /** From now on nobody gives up. */
  heal(): void {
    this.isHealed = true;
  }

  /** The ingress is gone: whoever called it tries again, or not. */
  disconnected(ingress: Ingress<T>): void {
    for (const call of this.calls) if (call.ingress === ingress) this.unknown(call);
  }

  /** At the moment of the push, whoever pushes: the log must say the same. */
  verifyPush(partition: number, { correlationId, outcome }: OutcomeDelivery<T['outcome']>): void {
    const { judges, queue, aggregate } = this.parts;
    if (!aggregate.isRecorded(outcome)) return this.verifyUnrecorded(queue.sent.get(correlationId)!, outcome);
    const recorded = judges[partition]!.outcomes.get(correlationId);
    if (recorded === undefined) this.report('I9', `${correlationId} was answered but is not in the log`);
    else if (recorded.text !== latin1(aggregate.codec.encodeOutcome(outcome))) {
      this.report('I5', `${correlationId} was answered otherwise than recorded`);
    }
  }

  /** Something that nobody has wanted before. */
  protected abstract nextCommand(): T['command'];

  protected abstract keyOf(command: T['command']): string;

  /** For the trace. */
  protected abstract textOf(command: T['command']): string;

  /** The call has got its outcome: whoever takes it settles the wish, or tries again later. */
  protected abstract take(call: Call<T>, outcome: T['outcome']): void;

  /** An outcome that is not in the log: that of a read. */
  protected abstract verifyUnrecorded(command: T['command'], outcome: T['outcome']): void;

  protected want(command: T['command']): void {
    const wish = { command, key: this.keyOf(command) };
    this.waiting.add(wish);
    this.attempt(wish);
  }

  protected tryLater(wish: Wish<T['command']>): void {
    const { random, scheduler } = this.parts.context;
    scheduler.after(random.between(1, 60), () => this.attempt(wish));
  }

  /** Its client has what it wanted; false when it had it already. */
  protected settle(wish: Wish<T['command']>): boolean {
    if (!this.waiting.delete(wish)) return false;
    this.answered += 1;
    return true;
  }

  protected report(...violation: ConstructorParameters<typeof Violation>): void {
    this.parts.context.report(new Violation(...violation));
  }

  private attempt(wish: Wish<T['command']>): void {
    const { context, ingresses, judgeOf } = this.parts;
    const { random, trace, sometimes } = context;
    const ingress = random.pick(ingresses);
    const { submissions, process } = ingress;
    if (submissions === undefined || process === undefined) return this.tryLater(wish);
    const call: Call<T> = { wish, ingress, logEnd: judgeOf(wish.key).end, isOver: false };
    this.calls.add(call);
    const patienceMs = this.isHealed ? HEALED_PATIENCE_MS : random.pick([60, 300, 1_500, 5_000]);
    const joined = submissions.counts.joined;
    trace.add(() => `a client wants ${this.textOf(wish.command)} within ${patienceMs} ms`);
    submissions.submit(wish.key, wish.command, process.clock.nowMs() + patienceMs, (outcome) => {
      this.done(call, outcome);
    });
    if (submissions.counts.joined > joined) sometimes.note('identical submissions were joined');
  }

  private done(call: Call<T>, outcome: T['outcome'] | undefined): void {
    const { command } = call.wish;
    const { trace, sometimes } = this.parts.context;
    if (call.isOver) return this.report('I5', `${this.textOf(command)} was answered twice`);
    trace.add(() => `${this.textOf(command)} got ${JSON.stringify(outcome)}`);
    if (outcome !== undefined) {
      this.end(call);
      return this.take(call, outcome);
    }
    sometimes.note('outcome was unknown to the client');
    this.unknown(call);
  }

  private end(call: Call<T>): void {
    call.isOver = true;
    this.calls.delete(call);
  }

  private unknown(call: Call<T>): void {
    this.end(call);
    if (this.isHealed || this.parts.context.random.chance(0.7)) this.tryLater(call.wish);
    else this.waiting.delete(call.wish);
  }
}
