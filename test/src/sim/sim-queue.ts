/**
 * The command queue of the simulated world: one order per partition, any number of senders and consumers, each with its
 * own delay. A sending can be lost, late or repeated without its sender knowing.
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

/** What there is of one partition. */
interface QueuePartition<Command> {
  readonly commands: QueuedCommand<Command>[];
  /** Commands below were released and are gone. */
  releasedTo: number;
  readonly consumers: Set<() => void>;
}

export class SimQueueStore<Command> {
  /** Every command that was ever sent, by its correlation id. */
  readonly sent = new Map<string, Command>();
  /** Every queue there ever was, by its id. */
  readonly queues = new Map<string, readonly QueuePartition<Command>[]>();
  queueId = '';

  constructor(readonly partitions: number) {
    this.create();
  }

  /** The queue of now. */
  get current(): readonly QueuePartition<Command>[] {
    return this.queues.get(this.queueId)!;
  }

  /** A new queue: what the old one held is lost, and offsets start over. */
  create(): void {
    this.queueId = `queue-${this.queues.size}`;
    const created = Array.from({ length: this.partitions }, () => {
      return { commands: [], releasedTo: 0, consumers: new Set<() => void>() };
    });
    this.queues.set(this.queueId, created);
  }

  land(partition: number, command: CommandEnvelope<Command>): number {
    const { commands, consumers } = this.current[partition]!;
    const offset = commands.push({ offset: commands.length, command }) - 1;
    for (const wake of consumers) wake();
    return offset;
  }
}

/** One process's client of the queue that is there when it starts. */
export class SimQueue<Command> implements CommandSource<Command> {
  readonly queueId: string;
  readonly partitions: number;
  private readonly queue: readonly QueuePartition<Command>[];

  constructor(
    store: SimQueueStore<Command>,
    private readonly process: SimProcess,
    private readonly context: SimContext,
  ) {
    this.queueId = store.queueId;
    this.partitions = store.partitions;
    this.queue = store.current;
  }

  consume(partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription {
    const queue = this.queue[partition]!;
    return simFeed({
      process: this.process,
      random: this.context.random,
      items: () => queue.commands,
      from: fromOffset,
      most: { items: 8, delay: 4 },
      wakers: queue.consumers,
      lowest: () => queue.releasedTo,
      onItems: onCommands,
    });
  }

  release(partition: number, offset: number): void {
    const queue = this.queue[partition]!;
    queue.releasedTo = Math.max(queue.releasedTo, offset);
  }
}

/** What the nemesis turns on and off. */
export interface SinkFaults {
  unknownRate: number;
  repeatRate: number;
}

/** One ingress's way into the queue. A queue inside the process takes a command at once and without fault. */
export class SimSink<Command> implements CommandSink<Command> {
  readonly partitions: number;

  constructor(
    private readonly store: SimQueueStore<Command>,
    private readonly process: SimProcess,
    private readonly parts: {
      readonly context: SimContext;
      readonly faults: SinkFaults;
      readonly isInProcess: boolean;
    },
  ) {
    this.partitions = store.partitions;
  }

  enqueue(partition: number, command: CommandEnvelope<Command>): number | Promise<number> {
    const { store, process } = this;
    const { faults, isInProcess } = this.parts;
    const { random, scheduler, sometimes } = this.parts.context;
    store.sent.set(command.correlationId, command.body);
    if (isInProcess) return store.land(partition, command);
    if (random.chance(faults.unknownRate)) return this.unknown(partition, command);
    if (random.chance(faults.repeatRate)) {
      sometimes.note('command was queued twice');
      scheduler.after(random.between(5, 300), () => store.land(partition, command));
    }
    return new Promise((resolve) => {
      scheduler.after(random.between(0, 3), () => {
        const offset = store.land(partition, command);
        process.later(random.between(0, 3), () => resolve(offset));
      });
    });
  }

  private unknown(partition: number, command: CommandEnvelope<Command>): Promise<number> {
    const { random, scheduler, sometimes } = this.parts.context;
    if (random.chance(0.6)) {
      sometimes.note('command was queued late');
      scheduler.after(random.between(0, 400), () => this.store.land(partition, command));
    }
    return new Promise((_resolve, reject) => {
      this.process.later(random.between(5, 40), () => reject(new AppendUnknown('time-out')));
    });
  }
}
