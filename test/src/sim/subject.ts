/**
 * What a simulated world is about: an aggregate with its judges, its clients and its read side. Log, queue, network,
 * group and troubles are the same for all of them.
 */
import type { Aggregate, AggregateTypes } from '@macp/partition-worker';
import type { Joining } from '@macp/submission';
import type { Clients } from './clients.js';
import type { Ingress } from './ingress.js';
import type { Judge, JudgeParts } from './judge.js';
import type { Mutant } from './mutant.js';
import type { Random } from './random.js';
import type { SimContext } from './sim-context.js';
import type { SimLogStore } from './sim-log-store.js';
import type { SimProcess } from './sim-process.js';
import type { SimQueueStore } from './sim-queue.js';

/** Somewhere reads are answered from the log; it runs in a process that can crash. */
export interface ReadSide {
  /** `undefined` while it is down. */
  readonly process: SimProcess | undefined;
  start(process: SimProcess): void;
  crash(): void;
}

/** What a subject's clients and read side are made of. */
export interface SubjectParts<T extends AggregateTypes, J extends Judge<T>> {
  readonly context: SimContext;
  readonly mutant: Mutant<T>;
  readonly judges: readonly J[];
  readonly logs: readonly SimLogStore[];
  readonly queue: SimQueueStore<T['command']>;
  readonly ingresses: readonly Ingress<T>[];
}

/** Those who use one world's subject. */
export interface Inhabitants<T extends AggregateTypes> {
  readonly clients: Clients<T>;
  readonly readSide: ReadSide;
  /** Somebody looks at the read side; `onSeen` once that went well, which it need not while there is trouble. */
  look(onSeen?: () => void): void;
  /** Somebody begins to follow, or comes back. */
  follow(): void;
  /** Everything that followers are owed has come. @throws Violation */
  verifyFollowers(): void;
}

export interface Subject<T extends AggregateTypes, J extends Judge<T> = Judge<T>> {
  readonly aggregate: Aggregate<T>;
  readonly joining?: Joining<T['command'], T['outcome']>;
  readonly sizeOf?: (command: T['command']) => number;
  /** Number of partitions of a world. */
  partitions(random: Random): number;
  judge(parts: JudgeParts<T>): J;
  answer(question: T['question'], context: SimContext, process: SimProcess): T['answer'] | Promise<T['answer']>;
  inhabit(parts: SubjectParts<T, J>): Inhabitants<T>;
}
