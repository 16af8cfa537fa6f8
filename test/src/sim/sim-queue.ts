/** The command queue of the simulated world: one order, any number of consumers, each with its own delay. */
import type { CommandEnvelope, CommandListener, CommandSource, QueuedCommand, Subscription } from '@macp/event-log';
import type { Random } from './random.js';
import type { SimProcess } from './sim-process.js';

export class SimQueueStore<Command> {
  /** Every queue there ever was, by its id. */
  readonly queues = new Map<string, QueuedCommand<Command>[]>();
  queueId = '';
  commands: QueuedCommand<Command>[] = [];
  /** Commands below were released and are gone. */
  releasedTo = 0;
  readonly consumers = new Set<() => void>();

  constructor() {
    this.create();
  }

  /** A new queue: what the old one held is lost, and offsets start over. */
  create(): void {
    this.queueId = `queue-${this.queues.size}`;
    this.commands = [];
    this.queues.set(this.queueId, this.commands);
    this.releasedTo = 0;
    this.consumers.clear();
  }

  land(command: CommandEnvelope<Command>): number {
    const offset = this.commands.length;
    this.commands.push({ offset, command });
    for (const wake of this.consumers) wake();
    return offset;
  }
}

/** One process's client of the queue that is there when it starts. */
export class SimQueue<Command> implements CommandSource<Command> {
  readonly queueId: string;
  readonly partitions = 1;

  constructor(
    private readonly store: SimQueueStore<Command>,
    private readonly process: SimProcess,
    private readonly random: Random,
  ) {
    this.queueId = store.queueId;
  }

  consume(_partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription {
    const { store, process, random } = this;
    let next = fromOffset;
    let isOpen = true;
    let isScheduled = false;
    const deliver = (): void => {
      isScheduled = false;
      if (!isOpen) return;
      next = Math.max(next, store.releasedTo);
      const chunk = store.commands.slice(next, next + random.between(1, 8));
      next += chunk.length;
      if (chunk.length > 0) onCommands(chunk);
      wake();
    };
    const wake = (): void => {
      if (isScheduled || !isOpen || next >= store.commands.length) return;
      isScheduled = true;
      process.later(random.between(0, 4), deliver);
    };
    store.consumers.add(wake);
    wake();
    return {
      close: () => {
        isOpen = false;
        store.consumers.delete(wake);
      },
    };
  }

  release(_partition: number, offset: number): void {
    this.store.releasedTo = Math.max(this.store.releasedTo, offset);
  }
}
