/**
 * The command queue in memory: both ends in one process, for the embedded runtime and for tests. Commands of a partition
 * keep the order of their `enqueue` calls and are held until the owner releases them, so that an owner that recovers
 * within the process gets them again.
 */
import type { CommandEnvelope, CommandListener, CommandSink, CommandSource, QueuedCommand } from './command-queue.js';
import { AppendRefused } from './event-log.js';
import type { Subscription } from './event-log.js';
import { partitionAt } from './log-bounds.js';

/** Released commands are cut off the array once they are this many and at least half of it: constant cost each. */
const CUT_COMMANDS_MIN = 1024;

interface Consumer<Command> {
  readonly fromOffset: number;
  readonly onCommands: CommandListener<Command>;
}

class MemoryQueue<Command> {
  /** Offset of `held[0]`. */
  baseOffset = 0;
  /** Released commands at the front of `held`, already emptied. */
  released = 0;
  held: (QueuedCommand<Command> | undefined)[] = [];
  readonly consumers = new Set<Consumer<Command>>();
  isAbandoned = false;

  endOffset(): number {
    return this.baseOffset + this.held.length;
  }

  from(offset: number): QueuedCommand<Command>[] {
    const index = Math.max(offset - this.baseOffset, this.released);
    return this.held.slice(index) as QueuedCommand<Command>[];
  }

  release(offset: number): void {
    const released = Math.min(offset, this.endOffset()) - this.baseOffset;
    for (let index = this.released; index < released; index += 1) this.held[index] = undefined;
    this.released = Math.max(this.released, released);
    if (this.released < CUT_COMMANDS_MIN || this.released * 2 < this.held.length) return;
    this.held = this.held.slice(this.released);
    this.baseOffset += this.released;
    this.released = 0;
  }
}

export interface MemoryCommandQueueOptions {
  /** Random: offsets start over with each queue. */
  readonly queueId: string;
  readonly partitions: number;
}

export class MemoryCommandQueue<Command> implements CommandSink<Command>, CommandSource<Command> {
  readonly queueId: string;
  readonly partitions: number;
  readonly #queues: readonly MemoryQueue<Command>[];

  constructor(options: MemoryCommandQueueOptions) {
    this.queueId = options.queueId;
    this.partitions = options.partitions;
    this.#queues = Array.from({ length: options.partitions }, () => new MemoryQueue<Command>());
  }

  /** Consumers have the command when this returns. @throws AppendRefused after `abandon` */
  enqueue(partition: number, command: CommandEnvelope<Command>): number {
    const queue = partitionAt(this.#queues, partition);
    if (queue.isAbandoned) throw new AppendRefused('nobody-serves');
    const offset = queue.endOffset();
    const queued = { offset, command };
    queue.held.push(queued);
    if (queue.consumers.size > 0) {
      const batch = [queued];
      for (const consumer of queue.consumers) if (offset >= consumer.fromOffset) consumer.onCommands(batch);
    }
    return offset;
  }

  /** What is held already is delivered before this returns. */
  consume(partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription {
    const queue = partitionAt(this.#queues, partition);
    const waiting = queue.from(fromOffset);
    if (waiting.length > 0) onCommands(waiting);
    const consumer = { fromOffset, onCommands };
    queue.consumers.add(consumer);
    return { close: () => void queue.consumers.delete(consumer) };
  }

  release(partition: number, offset: number): void {
    partitionAt(this.#queues, partition).release(offset);
  }

  /** The owner of the partition has stopped for good: what is held is let go of, and nothing is taken any more. */
  abandon(partition: number): void {
    const queue = partitionAt(this.#queues, partition);
    queue.isAbandoned = true;
    queue.release(queue.endOffset());
  }

  /** Commands that are not released yet. */
  held(partition: number): number {
    const queue = partitionAt(this.#queues, partition);
    return queue.held.length - queue.released;
  }
}
