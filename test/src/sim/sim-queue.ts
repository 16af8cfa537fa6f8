/** The command queue of the simulated world: one order, any number of consumers, each with its own delay. */
import type { CommandEnvelope, CommandListener, CommandSource, QueuedCommand, Subscription } from '@macp/event-log';
import type { Random } from './random.js';
import type { SimProcess } from './sim-process.js';

export class SimQueueStore<Command> {
  readonly commands: QueuedCommand<Command>[] = [];
  /** Commands below were released and are gone. */
  releasedTo = 0;
  readonly consumers = new Set<() => void>();

  land(command: CommandEnvelope<Command>): number {
    const offset = this.commands.length;
    this.commands.push({ offset, command });
    for (const wake of this.consumers) wake();
    return offset;
  }
}

export class SimQueue<Command> implements CommandSource<Command> {
  readonly queueId = 'sim-queue';
  readonly partitions = 1;

  constructor(
    private readonly store: SimQueueStore<Command>,
    private readonly process: SimProcess,
    private readonly random: Random,
  ) {}

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
