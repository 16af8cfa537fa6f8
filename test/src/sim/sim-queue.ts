/**
 * The command queue of the simulated world: one order, any number of senders and consumers, each with its own delay. A
 * sending can be lost, late or repeated without its sender knowing.
 */
import { AppendUnknown } from '@macp/event-log';
import type {
  CommandEnvelope,
  CommandListener,
  CommandSink,
  CommandSource,
  QueuedCommand,
  Subscription,
} from '@macp/event-log';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import { simFeed } from './sim-feed.js';

export class SimQueueStore<Command> {
  /** Every command that was ever sent, by its correlation id. */
  readonly sent = new Map<string, Command>();
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
    private readonly context: SimContext,
  ) {
    this.queueId = store.queueId;
  }

  consume(_partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription {
    const { store, process } = this;
    return simFeed({
      process,
      random: this.context.random,
      items: () => store.commands,
      from: fromOffset,
      most: { items: 8, delay: 4 },
      wakers: store.consumers,
      lowest: () => store.releasedTo,
      onItems: onCommands,
    });
  }

  release(_partition: number, offset: number): void {
    this.store.releasedTo = Math.max(this.store.releasedTo, offset);
  }
}

/** What the nemesis turns on and off. */
export interface SinkFaults {
  unknownRate: number;
  repeatRate: number;
}

/** One ingress's way into the queue. A queue inside the process takes a command at once and without fault. */
export class SimSink<Command> implements CommandSink<Command> {
  readonly partitions = 1;

  constructor(
    private readonly store: SimQueueStore<Command>,
    private readonly process: SimProcess,
    private readonly parts: {
      readonly context: SimContext;
      readonly faults: SinkFaults;
      readonly isInProcess: boolean;
    },
  ) {}

  enqueue(_partition: number, command: CommandEnvelope<Command>): number | Promise<number> {
    const { store, process } = this;
    const { faults, isInProcess } = this.parts;
    const { random, scheduler, sometimes } = this.parts.context;
    store.sent.set(command.correlationId, command.body);
    if (isInProcess) return store.land(command);
    if (random.chance(faults.unknownRate)) return this.unknown(command);
    if (random.chance(faults.repeatRate)) {
      sometimes.note('command was queued twice');
      scheduler.after(random.between(5, 300), () => store.land(command));
    }
    return new Promise((resolve) => {
      scheduler.after(random.between(0, 3), () => {
        const offset = store.land(command);
        process.later(random.between(0, 3), () => resolve(offset));
      });
    });
  }

  private unknown(command: CommandEnvelope<Command>): Promise<number> {
    const { random, scheduler, sometimes } = this.parts.context;
    if (random.chance(0.6)) {
      sometimes.note('command was queued late');
      scheduler.after(random.between(0, 400), () => this.store.land(command));
    }
    return new Promise((_resolve, reject) => {
      this.process.later(random.between(5, 40), () => reject(new AppendUnknown('time-out')));
    });
  }
}
