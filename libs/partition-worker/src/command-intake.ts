/**
 * Commands taken from the queue and not decided yet, in offset order, each once: what the log says is decided is skipped,
 * what it says is parked is taken again, whatever the queue delivers.
 */
import type { QueuedCommand } from '@macp/event-log';

const COMPACT_AT = 1024;

export class CommandIntake<Command> {
  private commands: (QueuedCommand<Command> | undefined)[] = [];
  private head = 0;
  private deliveredUpTo = -1;
  /** Invariant: ascending; offsets below `awaited[awaitedAt]` have been delivered or are lost. */
  private readonly awaited: readonly number[];
  private awaitedAt = 0;
  private heldBytes = 0;

  /**
   * `decidedUpTo` and `parked` as the log has them; `onLost` hears of parked commands that the queue does not hold any
   * more.
   */
  constructor(
    private readonly decidedUpTo: number,
    parked: readonly number[],
    private readonly onLost: (offset: number) => void,
  ) {
    this.awaited = parked;
  }

  get size(): number {
    return this.commands.length - this.head;
  }

  /** Of the commands that came over a wire. */
  get bytes(): number {
    return this.heldBytes;
  }

  /** Lowest offset to ask the queue for: behind what was delivered. */
  get fromOffset(): number {
    return Math.max(this.awaited[0] ?? this.decidedUpTo + 1, this.deliveredUpTo + 1);
  }

  take(delivered: readonly QueuedCommand<Command>[]): void {
    for (const queued of delivered) {
      const { offset } = queued;
      if (offset <= this.deliveredUpTo) continue;
      this.deliveredUpTo = offset;
      if (this.awaitedAt < this.awaited.length) this.reportLostBelow(offset);
      if (offset > this.decidedUpTo) this.hold(queued);
      else if (this.awaited[this.awaitedAt] === offset) {
        this.awaitedAt += 1;
        this.hold(queued);
      }
    }
  }

  peek(): QueuedCommand<Command> | undefined {
    return this.commands[this.head];
  }

  /** Removes what `peek` returned. */
  drop(): void {
    this.heldBytes -= this.commands[this.head]?.bytes ?? 0;
    this.commands[this.head] = undefined;
    this.head += 1;
    if (this.head === this.commands.length) {
      this.commands.length = 0;
      this.head = 0;
    } else if (this.head >= COMPACT_AT && this.head * 2 >= this.commands.length) {
      this.commands = this.commands.slice(this.head);
      this.head = 0;
    }
  }

  private hold(queued: QueuedCommand<Command>): void {
    this.commands.push(queued);
    this.heldBytes += queued.bytes ?? 0;
  }

  private reportLostBelow(offset: number): void {
    for (let lost = this.awaited[this.awaitedAt]; lost !== undefined && lost < offset;) {
      this.awaitedAt += 1;
      this.onLost(lost);
      lost = this.awaited[this.awaitedAt];
    }
  }
}
