/**
 * The waiting side of every command (ADR 0002): exactly one answer per correlation id. An outcome is given to its
 * submitter once, an outcome that is not known in time is said to be unknown and never a refusal, and a command is sent
 * again, under the same correlation id, only when its first sending was unknown or its outcome was lost on the way; one
 * that no owner evaluates any more goes as a new one.
 */
import { AppendRefused } from '@macp/event-log';
import type { CommandEnvelope } from '@macp/event-log';
import type { OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import type { Submission } from '@macp/ports';
import { DeadlineWheel } from './deadline-wheel.js';
import { Joiner, PendingSubmission, SentList } from './pending-submission.js';
import type { DeadlineOwner, Done } from './pending-submission.js';
import { SilentOwners } from './silent-owners.js';
import type { PendingSubmissionsOptions, SubmissionCounts } from './submission-options.js';
import { WaitingRoom } from './waiting-room.js';

export class PendingSubmissions<Command, Outcome>
  implements Submission<Command, Outcome>, OutcomeChannel<Outcome>, DeadlineOwner<Command, Outcome>
{
  readonly counts: SubmissionCounts = { submitted: 0, joined: 0, resent: 0, renewed: 0, overflowed: 0, unknown: 0 };
  private readonly byCorrelationId = new Map<string, PendingSubmission<Command, Outcome>>();
  private readonly byJoinKey = new Map<string, PendingSubmission<Command, Outcome>>();
  private readonly sent: SentList<Command, Outcome>[];
  private readonly wheel: DeadlineWheel;
  private readonly room: WaitingRoom;
  private nextId = 0;
  private isClosed = false;
  private isSubmittingAgain = false;
  /** Commands whose sending is unknown, oldest first, waiting for the one timer. */
  private unsent: PendingSubmission<Command, Outcome>[] = [];
  private cancelUnsent: (() => void) | undefined;
  private readonly silent: SilentOwners | undefined;

  constructor(private readonly options: PendingSubmissionsOptions<Command, Outcome>) {
    const { clock, silenceMs, sink } = options;
    const { partitions } = sink;
    this.wheel = new DeadlineWheel(clock);
    this.sent = Array.from({ length: partitions }, () => new SentList<Command, Outcome>());
    if (silenceMs !== undefined)
      this.silent = new SilentOwners({ clock, partitions, silenceMs, ask: (partition) => this.ask(partition) });
    const { pendingMax = 65_536, pendingBytesMax = 256 * 1024 * 1024 } = options;
    this.room = new WaitingRoom({ partitions, countMax: pendingMax, bytesMax: pendingBytesMax });
  }

  get pending(): number {
    return this.byCorrelationId.size;
  }

  submit(key: string, command: Command, deadlineMs: number, done: Done<Outcome>): void {
    const sizeBytes = this.options.sizeOf?.(command) ?? 0;
    const partition = partitionFor(key, this.options.sink.partitions);
    if (this.isClosed || !this.room.hasRoom(partition, sizeBytes)) {
      this.counts.overflowed++;
      done(undefined);
      return;
    }
    const joinKey = this.options.joining?.joinKey(command);
    if (joinKey !== undefined && this.join(joinKey, command, deadlineMs, done)) return;
    const envelope = this.envelope(partition, command, deadlineMs);
    const entry = new PendingSubmission(this, key, partition, joinKey, sizeBytes, envelope, deadlineMs, done);
    this.byCorrelationId.set(envelope.correlationId, entry);
    // A second, different command under a key that is taken goes its own way; it is the first that others may join.
    if (joinKey !== undefined && !this.byJoinKey.has(joinKey)) this.byJoinKey.set(joinKey, entry);
    this.room.take(partition, sizeBytes);
    this.counts.submitted++;
    this.wheel.arm(entry, deadlineMs - this.options.clock.nowMs());
    this.silent?.waits(partition);
    this.send(entry);
  }

  push(partition: number, deliveries: readonly OutcomeDelivery<Outcome>[], progress: OutcomeProgress): void {
    for (const delivery of deliveries) {
      const entry = this.byCorrelationId.get(delivery.correlationId);
      if (entry !== undefined) this.settle(entry, delivery.outcome);
    }
    const sent = this.sent[partition];
    if (sent === undefined) return;
    this.silent?.heard(partition);
    sent.hear(progress, this.options.clock.nowMs());
    for (const entry of sent.expired()) this.renew(sent, entry);
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
    this.submitAgain(
      entry.key,
      (joiners ?? []).filter(({ settled }) => !settled),
    );
  }

  joinerExpired(joiner: Joiner<Command, Outcome>): void {
    this.counts.unknown++;
    this.releaseJoiner(joiner);
    this.tell(joiner.done, undefined);
  }

  private join(joinKey: string, command: Command, deadlineMs: number, done: Done<Outcome>): boolean {
    const leader = this.byJoinKey.get(joinKey);
    if (leader === undefined || !this.options.joining!.sameSubmission(leader.command.body, command)) return false;
    const joiner = new Joiner(this, leader, command, deadlineMs, done, this.isSubmittingAgain);
    (leader.joiners ??= []).push(joiner);
    this.room.take(leader.partition, 0);
    this.counts.joined++;
    this.wheel.arm(joiner, deadlineMs - this.options.clock.nowMs());
    return true;
  }

  private releaseJoiner(joiner: Joiner<Command, Outcome>): void {
    joiner.settled = true;
    this.room.give(joiner.leader.partition, 0);
    this.wheel.disarm(joiner);
    const others = joiner.leader.joiners;
    if (others === undefined) return;
    const index = others.indexOf(joiner);
    if (index >= 0) others.splice(index, 1);
  }

  /**
   * Expires when the submitter stops waiting, but by the partition's time: where that is ahead of the clock, because some
   * clock was or is wrong, the command would be passed over from the start.
   */
  private envelope(partition: number, body: Command, deadlineMs: number): CommandEnvelope<Command> {
    const correlationId = `${this.options.ingressId}-${(this.nextId++).toString(36)}`;
    const expiresAtMs = deadlineMs + this.sent[partition]!.leadMs;
    return { correlationId, replyTo: this.options.replyTo, expiresAtMs, body };
  }

  /**
   * Sends the command as a new one. Under the old correlation id a later expiry would be unsound: the first outcome may
   * have left the ledger, and there would be a second. No copy under the old id is evaluated from now on, for time in the
   * log has passed it for good; what an earlier evaluation said was told to nobody and is not listened to any more. Had
   * it accepted the message, the new one is a duplicate; had it refused, the new one is as good as a first attempt.
   * Returns false when it stays as it is: it is too late, or a second evaluation could say something false.
   */
  private renew(sent: SentList<Command, Outcome>, entry: PendingSubmission<Command, Outcome>): boolean {
    const { command, deadlineMs, partition } = entry;
    const isTooLate = this.options.clock.nowMs() >= deadlineMs;
    if (isTooLate || this.options.joining?.isRepeatable(command.body) !== true) return false;
    sent.remove(entry);
    this.byCorrelationId.delete(command.correlationId);
    entry.command = this.envelope(partition, command.body, deadlineMs);
    this.byCorrelationId.set(entry.command.correlationId, entry);
    entry.wasPassedOver = false;
    this.counts.renewed++;
    this.send(entry);
    return true;
  }

  private send(entry: PendingSubmission<Command, Outcome>): void {
    const { command, partition } = entry;
    let offset: number | Promise<number>;
    try {
      offset = this.options.sink.enqueue(partition, command);
    } catch (cause) {
      this.sendFailed(entry, command, cause);
      return;
    }
    if (typeof offset === 'number') this.sentAt(entry, command, offset);
    else
      offset.then(
        (known) => this.sentAt(entry, command, known),
        (cause: unknown) => this.sendFailed(entry, command, cause),
      );
  }

  private sentAt(entry: PendingSubmission<Command, Outcome>, command: CommandEnvelope<Command>, offset: number): void {
    // A command that went as a new one meanwhile waits for that one's offset.
    if (entry.settled || entry.command !== command) return;
    const sent = this.sent[entry.partition]!;
    entry.offset = offset;
    // Progress overtook the offset. With a pause, for a queue that was made anew would otherwise be filled in a loop.
    if (sent.isPast(offset)) this.sendLater(entry);
    else sent.add(entry);
  }

  private sendFailed(
    entry: PendingSubmission<Command, Outcome>,
    command: CommandEnvelope<Command>,
    cause: unknown,
  ): void {
    if (entry.settled || entry.command !== command) return;
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
        const sent = this.sent[waiting.partition]!;
        if (waiting.command.expiresAtMs < sent.recordedAtMs && this.renew(sent, waiting)) continue;
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
    // Nobody is left to be told in time: its own deadline is about to say so.
    if (this.options.clock.nowMs() >= entry.deadlineMs) return;
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
    this.room.give(entry.partition, entry.sizeBytes);
    this.tell(entry.done, outcome);
    const joiners = entry.joiners;
    if (joiners === undefined) return;
    entry.joiners = undefined;
    const joining = this.options.joining!;
    const isForAll = outcome === undefined || joining.holdsForLater(outcome);
    const waiting = joiners.filter(({ settled }) => !settled);
    for (const joiner of waiting) {
      if (!isForAll && !joiner.isContemporary) continue;
      this.releaseJoiner(joiner);
      this.tell(joiner.done, outcome === undefined ? undefined : joining.asJoined(outcome));
    }
    this.submitAgain(entry.key, waiting);
  }

  /** For those not answered yet one is sent, and the others join it: it goes after all of them came. */
  private submitAgain(key: string, joiners: readonly Joiner<Command, Outcome>[]): void {
    this.isSubmittingAgain = true;
    for (const joiner of joiners) {
      if (joiner.settled) continue;
      this.releaseJoiner(joiner);
      this.submit(key, joiner.command, joiner.deadlineMs, joiner.done);
    }
    this.isSubmittingAgain = false;
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
