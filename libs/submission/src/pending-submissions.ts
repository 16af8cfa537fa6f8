/**
 * The waiting side of every command (ADR 0002): exactly one answer per correlation id. An outcome is given to its
 * submitter once, an outcome that is not known in time is said to be unknown and never a refusal, and a command is sent
 * again, under the same correlation id, only when its first sending was unknown or its outcome was lost on the way.
 * No promise and no timer is made per message.
 */
import { AppendRefused } from '@macp/event-log';
import type { CommandSink } from '@macp/event-log';
import type { Clock, OutcomeChannel, OutcomeDelivery } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import type { Submission } from '@macp/ports';
import { DeadlineWheel } from './deadline-wheel.js';
import { Joiner, PendingSubmission, SentList } from './pending-submission.js';
import type { DeadlineOwner, Done } from './pending-submission.js';
import { SilentOwners } from './silent-owners.js';

/** How identical commands in flight are recognised and answered together. */
export interface Joining<Command, Outcome> {
  /** Commands with different keys are never the same; `undefined` = never joined. */
  joinKey(command: Command): string | undefined;
  /** The real comparison: same authenticated sender, same bytes. */
  sameSubmission(a: Command, b: Command): boolean;
  /** The outcome as a joiner is told it (an acceptance becomes a duplicate). */
  asJoined(outcome: Outcome): Outcome;
}

export interface PendingSubmissionsOptions<Command, Outcome> {
  readonly sink: CommandSink<Command>;
  readonly clock: Clock;
  /** Unique per process start: correlation ids are this and a counter. */
  readonly ingressId: string;
  /** Where outcomes are to be pushed to. */
  readonly replyTo: string;
  /** Commands and joiners that may wait at once; beyond, the outcome is unknown at once. */
  readonly pendingMax?: number;
  /** Sum of `sizeOf` that may wait at once. */
  readonly pendingBytesMax?: number;
  /** Bytes a waiting command holds on to; 0 when not given. */
  readonly sizeOf?: (command: Command) => number;
  readonly joining?: Joining<Command, Outcome>;
  /** Pause before a command whose sending was unknown goes again. */
  readonly resendDelayMs?: number;
  /**
   * An owner that says nothing for so long while commands wait for it is asked, by sending one of them again: where the
   * owner runs in another process, which may be a new one. Never when not given.
   */
  readonly silenceMs?: number;
  /** A `done` callback threw; it must not reach the engine that pushed the outcome. */
  readonly onFault?: (cause: unknown) => void;
}

/** Counts since the start. */
export interface SubmissionCounts {
  submitted: number;
  joined: number;
  resent: number;
  /** Answered as unknown because too much was waiting. */
  overflowed: number;
  /** Answered as unknown because the deadline passed or the queue refused the command. */
  unknown: number;
}

export class PendingSubmissions<Command, Outcome>
  implements Submission<Command, Outcome>, OutcomeChannel<Outcome>, DeadlineOwner<Command, Outcome>
{
  readonly counts: SubmissionCounts = { submitted: 0, joined: 0, resent: 0, overflowed: 0, unknown: 0 };
  private readonly byCorrelationId = new Map<string, PendingSubmission<Command, Outcome>>();
  private readonly byJoinKey = new Map<string, PendingSubmission<Command, Outcome>>();
  private readonly sent: SentList<Command, Outcome>[];
  private readonly wheel: DeadlineWheel;
  private readonly pendingMax: number;
  private readonly pendingBytesMax: number;
  private joiners = 0;
  private pendingBytes = 0;
  private nextId = 0;
  private isClosed = false;
  /** Commands whose sending is unknown, oldest first, waiting for the one timer. */
  private unsent: PendingSubmission<Command, Outcome>[] = [];
  private cancelUnsent: (() => void) | undefined;
  private readonly silent: SilentOwners | undefined;

  constructor(private readonly options: PendingSubmissionsOptions<Command, Outcome>) {
    this.wheel = new DeadlineWheel(options.clock);
    this.sent = Array.from({ length: options.sink.partitions }, () => new SentList<Command, Outcome>());
    const { clock, silenceMs } = options;
    const { partitions } = options.sink;
    if (silenceMs !== undefined)
      this.silent = new SilentOwners({ clock, partitions, silenceMs, ask: (partition) => this.ask(partition) });
    this.pendingMax = options.pendingMax ?? 65_536;
    this.pendingBytesMax = options.pendingBytesMax ?? 256 * 1024 * 1024;
  }

  get pending(): number {
    return this.byCorrelationId.size;
  }

  submit(key: string, command: Command, deadlineMs: number, done: Done<Outcome>): void {
    const sizeBytes = this.options.sizeOf?.(command) ?? 0;
    if (
      this.isClosed ||
      this.byCorrelationId.size + this.joiners >= this.pendingMax ||
      this.pendingBytes + sizeBytes > this.pendingBytesMax
    ) {
      this.counts.overflowed++;
      done(undefined);
      return;
    }
    const joinKey = this.options.joining?.joinKey(command);
    if (joinKey !== undefined && this.join(joinKey, command, deadlineMs, done)) return;
    const partition = partitionFor(key, this.options.sink.partitions);
    const correlationId = `${this.options.ingressId}-${(this.nextId++).toString(36)}`;
    const envelope = { correlationId, replyTo: this.options.replyTo, expiresAtMs: deadlineMs, body: command };
    const entry = new PendingSubmission(this, key, partition, joinKey, sizeBytes, envelope, done);
    this.byCorrelationId.set(correlationId, entry);
    // A second, different command under a key that is taken goes its own way; it is the first that others may join.
    if (joinKey !== undefined && !this.byJoinKey.has(joinKey)) this.byJoinKey.set(joinKey, entry);
    this.pendingBytes += sizeBytes;
    this.counts.submitted++;
    this.wheel.arm(entry, deadlineMs - this.options.clock.nowMs());
    this.silent?.waits(partition);
    this.send(entry);
  }

  push(
    partition: number,
    deliveries: readonly OutcomeDelivery<Outcome>[],
    progress: { readonly decidedUpTo: number; readonly parked: readonly number[] },
  ): void {
    for (const delivery of deliveries) {
      const entry = this.byCorrelationId.get(delivery.correlationId);
      if (entry !== undefined) this.settle(entry, delivery.outcome);
    }
    const sent = this.sent[partition];
    if (sent === undefined) return;
    this.silent?.heard(partition);
    sent.decidedUpTo = progress.decidedUpTo;
    sent.parked = progress.parked;
    if (sent.head !== undefined && sent.head.offset <= progress.decidedUpTo) this.resendLost(sent);
  }

  /** Everyone who still waits is told that the outcome is unknown; later submissions too. */
  close(): void {
    this.isClosed = true;
    this.cancelUnsent?.();
    this.silent?.close();
    for (const entry of this.byCorrelationId.values()) {
      this.counts.unknown++;
      this.settle(entry, undefined);
    }
    this.wheel.close();
  }

  commandExpired(entry: PendingSubmission<Command, Outcome>): void {
    this.counts.unknown++;
    const joiners = entry.joiners;
    entry.joiners = undefined;
    this.settle(entry, undefined);
    // Those who joined may still have time: the command goes again for them, and the owner knows a repeat when it sees one.
    for (const joiner of joiners ?? []) {
      if (joiner.settled) continue;
      this.releaseJoiner(joiner);
      this.submit(entry.key, joiner.command, joiner.deadlineMs, joiner.done);
    }
  }

  joinerExpired(joiner: Joiner<Command, Outcome>): void {
    this.counts.unknown++;
    this.releaseJoiner(joiner);
    this.tell(joiner.done, undefined);
  }

  private join(joinKey: string, command: Command, deadlineMs: number, done: Done<Outcome>): boolean {
    const leader = this.byJoinKey.get(joinKey);
    if (leader === undefined || !this.options.joining!.sameSubmission(leader.command.body, command)) return false;
    const joiner = new Joiner(this, leader, command, deadlineMs, done);
    (leader.joiners ??= []).push(joiner);
    this.joiners++;
    this.counts.joined++;
    this.wheel.arm(joiner, deadlineMs - this.options.clock.nowMs());
    return true;
  }

  private releaseJoiner(joiner: Joiner<Command, Outcome>): void {
    joiner.settled = true;
    this.joiners--;
    this.wheel.disarm(joiner);
    const others = joiner.leader.joiners;
    if (others === undefined) return;
    const index = others.indexOf(joiner);
    if (index >= 0) others.splice(index, 1);
  }

  private send(entry: PendingSubmission<Command, Outcome>): void {
    let offset: number | Promise<number>;
    try {
      offset = this.options.sink.enqueue(entry.partition, entry.command);
    } catch (cause) {
      this.sendFailed(entry, cause);
      return;
    }
    if (typeof offset === 'number') this.sentAt(entry, offset);
    else
      offset.then(
        (known) => this.sentAt(entry, known),
        (cause: unknown) => this.sendFailed(entry, cause),
      );
  }

  private sentAt(entry: PendingSubmission<Command, Outcome>, offset: number): void {
    if (entry.settled) return;
    const sent = this.sent[entry.partition]!;
    entry.offset = offset;
    // Progress overtook the offset. With a pause, for a queue that was made anew would otherwise be filled in a loop.
    if (sent.isPast(offset)) this.sendLater(entry);
    else sent.add(entry);
  }

  private sendFailed(entry: PendingSubmission<Command, Outcome>, cause: unknown): void {
    if (entry.settled) return;
    if (cause instanceof AppendRefused) {
      this.counts.unknown++;
      this.settle(entry, undefined);
      return;
    }
    this.sendLater(entry);
  }

  private sendLater(entry: PendingSubmission<Command, Outcome>): void {
    this.unsent.push(entry);
    this.cancelUnsent ??= this.options.clock.after(this.options.resendDelayMs ?? 100, () => {
      this.cancelUnsent = undefined;
      const again = this.unsent;
      this.unsent = [];
      for (const waiting of again) {
        if (waiting.settled) continue;
        this.counts.resent++;
        this.send(waiting);
      }
    });
  }

  private resendLost(sent: SentList<Command, Outcome>): void {
    let entry = sent.head;
    const lost: PendingSubmission<Command, Outcome>[] = [];
    while (entry !== undefined && entry.offset <= sent.decidedUpTo) {
      if (!sent.parked.includes(entry.offset)) lost.push(entry);
      entry = entry.sentNext;
    }
    for (const one of lost) this.resend(sent, one);
  }

  private resend(sent: SentList<Command, Outcome>, entry: PendingSubmission<Command, Outcome>): void {
    sent.remove(entry);
    // Past its expiry nobody evaluates it any more: its own deadline is about to say so.
    if (this.options.clock.nowMs() >= entry.command.expiresAtMs) return;
    // An owner whose clock is ahead passes over every copy: without a pause each of its batches would bring another.
    if (entry.wasPassedOver) {
      this.sendLater(entry);
      return;
    }
    entry.wasPassedOver = true;
    this.counts.resent++;
    this.send(entry);
  }

  private settle(entry: PendingSubmission<Command, Outcome>, outcome: Outcome | undefined): void {
    if (entry.settled) return;
    entry.settled = true;
    this.wheel.disarm(entry);
    this.byCorrelationId.delete(entry.command.correlationId);
    if (entry.joinKey !== undefined && this.byJoinKey.get(entry.joinKey) === entry)
      this.byJoinKey.delete(entry.joinKey);
    this.sent[entry.partition]!.remove(entry);
    this.pendingBytes -= entry.sizeBytes;
    this.tell(entry.done, outcome);
    const joiners = entry.joiners;
    if (joiners === undefined) return;
    entry.joiners = undefined;
    const joined = outcome === undefined ? undefined : this.options.joining!.asJoined(outcome);
    for (const joiner of joiners) {
      if (joiner.settled) continue;
      this.releaseJoiner(joiner);
      this.tell(joiner.done, joined);
    }
  }

  private ask(partition: number): boolean {
    const { head } = this.sent[partition]!;
    if (head !== undefined) this.resend(this.sent[partition]!, head);
    return head !== undefined;
  }

  private tell(done: Done<Outcome>, outcome: Outcome | undefined): void {
    try {
      done(outcome);
    } catch (cause) {
      this.options.onFault?.(cause);
    }
  }
}
