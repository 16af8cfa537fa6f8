/** One command that waits for its outcome, with everyone who waits for it. Package-internal. */
import type { CommandEnvelope } from '@macp/event-log';
import type { OutcomeProgress } from '@macp/partition-worker';
import { WheelNode } from './deadline-wheel.js';

/** Called exactly once; `undefined` = not known by the deadline. */
export type Done<Outcome> = (outcome: Outcome | undefined) => void;

/** What a waiting command or joiner tells its table when its deadline passes. */
export interface DeadlineOwner<Command, Outcome> {
  commandExpired(entry: PendingSubmission<Command, Outcome>): void;
  joinerExpired(joiner: Joiner<Command, Outcome>): void;
}

/** The leader: the one that was sent. */
export class PendingSubmission<Command, Outcome> extends WheelNode {
  /** Offset of the newest send in its partition; -1 while unknown. */
  offset = -1;
  /** Invariant: true from the moment `done` was called on. */
  settled = false;
  joiners: Joiner<Command, Outcome>[] | undefined;
  /** Links of the partition's list of commands with a known offset, in offset order. */
  sentNext: PendingSubmission<Command, Outcome> | undefined;
  sentPrevious: PendingSubmission<Command, Outcome> | undefined;
  isLinked = false;
  /** The owner was past it once without an outcome. */
  wasPassedOver = false;

  constructor(
    private readonly owner: DeadlineOwner<Command, Outcome>,
    readonly key: string,
    readonly partition: number,
    readonly joinKey: string | undefined,
    readonly sizeBytes: number,
    /** As it was sent last. */
    public command: CommandEnvelope<Command>,
    /** When whoever submitted it stops waiting, by this process's clock. */
    readonly deadlineMs: number,
    readonly done: Done<Outcome>,
  ) {
    super();
  }

  override deadlinePassed(): void {
    this.owner.commandExpired(this);
  }
}

/** Someone who submitted what is already on its way. */
export class Joiner<Command, Outcome> extends WheelNode {
  settled = false;

  constructor(
    private readonly owner: DeadlineOwner<Command, Outcome>,
    readonly leader: PendingSubmission<Command, Outcome>,
    readonly command: Command,
    readonly deadlineMs: number,
    readonly done: Done<Outcome>,
    /** Came before the leader was sent: whatever becomes of that is theirs, too. */
    readonly isContemporary: boolean,
  ) {
    super();
  }

  override deadlinePassed(): void {
    this.owner.joinerExpired(this);
  }
}

/** Commands of one partition with a known offset. Invariant: ascending by offset. */
export class SentList<Command, Outcome> {
  head: PendingSubmission<Command, Outcome> | undefined;
  private tail: PendingSubmission<Command, Outcome> | undefined;
  /** Newest progress the partition's owner told of. */
  decidedUpTo = -1;
  parked: readonly number[] = [];
  /** Newest time of a record that was told of: what expires before it is never evaluated. */
  recordedAtMs = 0;
  /** So far the partition's time was ahead of the clock here when last told of. */
  leadMs = 0;
  /** Invariant: nothing in the list expires before. */
  private earliestExpiryMs = Infinity;

  /** The owner has told how far it is; the clock here says `nowMs`. */
  hear(progress: OutcomeProgress, nowMs: number): void {
    this.decidedUpTo = progress.decidedUpTo;
    this.parked = progress.parked;
    // Progress of an owner that is no more may come late, and time in the log does not fall.
    if (progress.recordedAtMs !== undefined) this.recordedAtMs = Math.max(this.recordedAtMs, progress.recordedAtMs);
    this.leadMs = Math.max(0, this.recordedAtMs - nowMs);
  }

  /** Commands of the list that no owner will evaluate any more. */
  expired(): PendingSubmission<Command, Outcome>[] {
    const found: PendingSubmission<Command, Outcome>[] = [];
    if (this.recordedAtMs <= this.earliestExpiryMs) return found;
    this.earliestExpiryMs = Infinity;
    for (let entry = this.head; entry !== undefined; entry = entry.sentNext) {
      const { expiresAtMs } = entry.command;
      if (expiresAtMs < this.recordedAtMs) found.push(entry);
      else this.earliestExpiryMs = Math.min(this.earliestExpiryMs, expiresAtMs);
    }
    return found;
  }

  /** True when the owner is past the offset: its outcome was given, or is lost. */
  isPast(offset: number): boolean {
    return offset <= this.decidedUpTo && !this.parked.includes(offset);
  }

  add(entry: PendingSubmission<Command, Outcome>): void {
    let before = this.tail;
    while (before !== undefined && before.offset > entry.offset) before = before.sentPrevious;
    const after = before === undefined ? this.head : before.sentNext;
    entry.sentPrevious = before;
    entry.sentNext = after;
    if (before === undefined) this.head = entry;
    else before.sentNext = entry;
    if (after === undefined) this.tail = entry;
    else after.sentPrevious = entry;
    entry.isLinked = true;
    this.earliestExpiryMs = Math.min(this.earliestExpiryMs, entry.command.expiresAtMs);
  }

  remove(entry: PendingSubmission<Command, Outcome>): void {
    if (!entry.isLinked) return;
    const { sentNext: next, sentPrevious: previous } = entry;
    if (previous === undefined) this.head = next;
    else previous.sentNext = next;
    if (next === undefined) this.tail = previous;
    else next.sentPrevious = previous;
    entry.sentNext = undefined;
    entry.sentPrevious = undefined;
    entry.isLinked = false;
  }
}
