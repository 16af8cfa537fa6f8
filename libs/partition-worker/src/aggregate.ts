/**
 * What the partition worker needs to know of an aggregate: a pure decider with its durable codec. Sessions and the policy
 * registry run on the same worker through this port.
 */
import type { EncodeBuffer } from '@macp/proto';

/** The types of one aggregate, bundled so that signatures carry one parameter. */
export interface AggregateTypes {
  readonly state: unknown;
  readonly command: unknown;
  readonly fact: unknown;
  readonly outcome: unknown;
  readonly question: unknown;
  readonly answer: unknown;
}

/** What a decision may depend on besides state and command. */
export interface DecideContext<T extends AggregateTypes> {
  /** Invariant: never below the `recordedAtMs` of any earlier batch of the partition. */
  readonly nowMs: number;
  /** The entity is known to have ended and left memory. */
  readonly ended: boolean;
  /** The answer to the question that this same command raised before. */
  readonly answer?: T['answer'];
}

/** Decided, with what to make durable and then answer; or a question that must be answered first. */
export type AggregateDecision<T extends AggregateTypes> =
  | { readonly kind: 'decided'; readonly facts: readonly T['fact'][]; readonly outcome: T['outcome'] }
  | { readonly kind: 'question'; readonly question: T['question'] };

export interface Aggregate<T extends AggregateTypes> {
  entityOfCommand(command: T['command']): string;
  entityOfFact(fact: T['fact']): string;
  /** Pure and total. */
  decide(state: T['state'] | undefined, command: T['command'], context: DecideContext<T>): AggregateDecision<T>;
  /** Pure; throws `InvariantViolation` on a history that cannot be. */
  evolve(state: T['state'] | undefined, fact: T['fact']): T['state'];
  /** Outcome of a command that cannot be answered: its question had no answer by the deadline, or its facts do not fit. */
  failed(command: T['command'], reason: 'no-answer' | 'too-large' | 'expired'): T['outcome'];
  /** False for reads: their outcome is answered under proof of ownership but not recorded. */
  isRecorded(outcome: T['outcome']): boolean;
  /** When `decideTimer` has something to say about the entity, Unix ms. */
  nextDeadlineMs(state: T['state']): number | undefined;
  decideTimer(state: T['state'], nowMs: number): readonly T['fact'][];
  /** True once the entity will never accept anything again: it may leave memory. */
  isEnded(state: T['state']): boolean;
  readonly codec: AggregateCodec<T>;
}

/** Durable forms. Invariant: `decode(encode(x))` is equivalent to `x`; state encoding is canonical (equal iff equal). */
export interface AggregateCodec<T extends AggregateTypes> {
  /** May be a view of `into`, where that is given. */
  encodeFact(fact: T['fact'], into?: EncodeBuffer): Uint8Array;
  /** May be a view of `bytes`: it is folded and let go of. */
  decodeFact(bytes: Uint8Array): T['fact'];
  encodeOutcome(outcome: T['outcome']): Uint8Array;
  decodeOutcome(bytes: Uint8Array): T['outcome'];
  encodeState(state: T['state']): string;
  decodeState(text: string): T['state'];
}
