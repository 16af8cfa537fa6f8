/**
 * Asks a decider's questions of the world outside, so that each has exactly one end: an answer, or none by its deadline.
 * A rejected or thrown answer is no answer.
 */
import type { AggregateTypes } from './aggregate.js';
import type { Reply } from './parking-lot.js';
import type { Answerer, Clock } from './ports.js';

/** An answer that is on its way. */
export interface LaterReply<T extends AggregateTypes> {
  readonly kind: 'later';
  readonly promise: Promise<T['answer']>;
}

const NO_ANSWER = { kind: 'no-answer' } as const;

export class Question<T extends AggregateTypes> {
  private readonly cancels = new Set<() => void>();
  private closed = false;

  /** `onReply` runs after a reply that came later than the batch that asked. */
  constructor(
    private readonly parts: {
      readonly answerer: Answerer<T>;
      readonly clock: Clock;
      readonly timeoutMs: number;
      readonly onReply: () => void;
    },
  ) {}

  /** The reply at once where the answerer has it, else its promise, to be handed to `await`. */
  ask(question: T['question']): Reply<T> | LaterReply<T> {
    try {
      const answer = this.parts.answerer(question);
      return isPromise(answer) ? { kind: 'later', promise: answer } : { kind: 'answer', answer };
    } catch {
      return NO_ANSWER;
    }
  }

  /** Calls `settle` once, with the answer or at the deadline; never after `close`. */
  await(answer: Promise<T['answer']>, settle: (reply: Reply<T>) => void): void {
    let open = true;
    const end = (reply: Reply<T>): void => {
      if (!open || this.closed) return;
      open = false;
      cancel();
      this.cancels.delete(cancel);
      settle(reply);
      this.parts.onReply();
    };
    const cancel = this.parts.clock.after(this.parts.timeoutMs, () => end(NO_ANSWER));
    this.cancels.add(cancel);
    answer.then(
      (value) => end({ kind: 'answer', answer: value }),
      () => end(NO_ANSWER),
    );
  }

  /** The ownership is over: its questions are asked again by the next. */
  close(): void {
    this.closed = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }
}

function isPromise<Answer>(answer: Answer | Promise<Answer>): answer is Promise<Answer> {
  return typeof (answer as Partial<Promise<Answer>> | null | undefined)?.then === 'function';
}
