/**
 * Commands that wait for an answer, and everything later of their entities behind them; other entities go on. Offsets
 * stay listed as parked from the record that says so until the record that decides them, so that no owner forgets one.
 */
import type { QueuedCommand } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';

/** How a question ended. */
export type Reply<T extends AggregateTypes> =
  { readonly kind: 'answer'; readonly answer: T['answer'] } | { readonly kind: 'no-answer' };

/** One waiting command. */
export interface ParkedCommand<T extends AggregateTypes> {
  readonly entity: string;
  readonly queued: QueuedCommand<T['command']>;
  /** Set once its question has ended; a command that only waited behind another has none. */
  reply: Reply<T> | undefined;
}

export class ParkingLot<T extends AggregateTypes> {
  /** Invariant: no queue is empty; the head of each either waits for its reply or is in `ready`. */
  private readonly byEntity = new Map<string, ParkedCommand<T>[]>();
  /** Invariant: ascending by offset. */
  private readonly ready: ParkedCommand<T>[] = [];
  /** Invariant: ascending, because commands park in offset order. */
  private readonly listed: Set<number>;
  private waiting = 0;

  /** `recorded`: the parked offsets of the log, listed until they are delivered again and decided. */
  constructor(recorded: readonly number[]) {
    this.listed = new Set(recorded);
  }

  /** Commands held here. */
  get size(): number {
    return this.waiting;
  }

  get hasReady(): boolean {
    return this.ready.length > 0;
  }

  /** Parked offsets as the next record lists them, ascending. */
  offsets(): readonly number[] {
    return this.listed.size === 0 ? [] : [...this.listed];
  }

  isBlocked(entity: string): boolean {
    return this.byEntity.size > 0 && this.byEntity.has(entity);
  }

  /** A command whose question is open, first of its entity. */
  park(entity: string, queued: QueuedCommand<T['command']>): ParkedCommand<T> {
    const parked: ParkedCommand<T> = { entity, queued, reply: undefined };
    this.byEntity.set(entity, [parked]);
    this.list(queued.offset);
    return parked;
  }

  /** A command of a blocked entity. */
  parkBehind(entity: string, queued: QueuedCommand<T['command']>): void {
    this.byEntity.get(entity)!.push({ entity, queued, reply: undefined });
    this.list(queued.offset);
  }

  /** The question of a waiting head has ended: it is decided next. */
  settle(parked: ParkedCommand<T>, reply: Reply<T>): void {
    parked.reply = reply;
    this.makeReady(parked);
  }

  /** The ready command of the lowest offset. */
  peekReady(): ParkedCommand<T> | undefined {
    return this.ready[0];
  }

  /** What `peekReady` returned asks again, and stays the head of its entity. */
  waitAgain(parked: ParkedCommand<T>): void {
    this.ready.shift();
    parked.reply = undefined;
  }

  /** What `peekReady` returned is decided: the next of its entity becomes ready. */
  leave(parked: ParkedCommand<T>): void {
    this.ready.shift();
    this.listed.delete(parked.queued.offset);
    this.waiting -= 1;
    const queue = this.byEntity.get(parked.entity)!;
    queue.shift();
    if (queue.length === 0) this.byEntity.delete(parked.entity);
    else this.makeReady(queue[0]!);
  }

  /** The command is decided without waiting here, or the queue does not hold it any more. */
  unlist(offset: number): void {
    if (this.listed.size > 0) this.listed.delete(offset);
  }

  private list(offset: number): void {
    this.listed.add(offset);
    this.waiting += 1;
  }

  private makeReady(parked: ParkedCommand<T>): void {
    const { ready } = this;
    let at = ready.length;
    while (at > 0 && ready[at - 1]!.queued.offset > parked.queued.offset) at -= 1;
    ready.splice(at, 0, parked);
  }
}
