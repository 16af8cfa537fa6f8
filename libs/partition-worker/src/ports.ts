/** What the partition worker reaches the world through. Simulated in tests; no other source of time or chance exists. */
import type { AggregateTypes } from './aggregate.js';

/** Wall clock and timers. */
export interface Clock {
  /** Unix ms. */
  nowMs(): number;
  /** Runs `task` once, `delayMs` from now or later; returns its cancellation. */
  after(delayMs: number, task: () => void): () => void;
  /** Runs `task` at the end of the current turn, so that what arrives in one turn is decided in one batch. */
  soon(task: () => void): void;
}

/** Unique values. */
export interface Ids {
  /** A random id of at least 128 bits, never seen before. */
  next(): string;
}

/** One outcome on its way back to the ingress that waits for it. */
export interface OutcomeDelivery<Outcome> {
  readonly replyTo: string;
  readonly correlationId: string;
  readonly commandOffset: number;
  readonly outcome: Outcome;
  /** The outcome's bytes in the log, so that nobody has to make them again; absent for what is not recorded. */
  readonly recorded?: Uint8Array | undefined;
}

/** How far the owner of a partition is. */
export interface OutcomeProgress {
  /** Every command at or below it, but for `parked`, has been answered or had expired. */
  readonly decidedUpTo: number;
  readonly parked: readonly number[];
  /**
   * Time of the last record, Unix ms: no owner will ever evaluate a command that expires before it. Durable, and never
   * falls. Absent from an owner that does not tell.
   */
  readonly recordedAtMs?: number;
}

/** Engine → ingress. Deliveries may be lost or repeated; the correlation id makes both harmless. */
export interface OutcomeChannel<Outcome> {
  /** `passedOver`: the `replyTo` of commands that had expired, which have no outcome but wait to hear of the progress. */
  push(
    partition: number,
    deliveries: readonly OutcomeDelivery<Outcome>[],
    progress: OutcomeProgress,
    passedOver?: readonly string[],
  ): void;
}

/** Answers a decider's question: at once, or later. A rejected promise counts as no answer. */
export type Answerer<T extends AggregateTypes> = (question: T['question']) => T['answer'] | Promise<T['answer']>;
