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

/** Engine → ingress. Deliveries may be lost or repeated; the correlation id makes both harmless. */
export interface OutcomeChannel<Outcome> {
  /** `decidedUpTo`: every command of the partition at or below it, but for `parked`, has been answered. */
  push(
    partition: number,
    deliveries: readonly OutcomeDelivery<Outcome>[],
    progress: { readonly decidedUpTo: number; readonly parked: readonly number[] },
  ): void;
}

/** Answers a decider's question: at once, or later. A rejected promise counts as no answer. */
export type Answerer<T extends AggregateTypes> = (question: T['question']) => T['answer'] | Promise<T['answer']>;
