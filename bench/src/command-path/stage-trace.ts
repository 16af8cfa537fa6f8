/**
 * When a command was where, by its correlation id. Stamps of different processes on one machine can be subtracted: all of
 * them come from its monotonic clock. Off unless asked for, and then nothing is kept.
 */
import type { CommandSink, CommandSource, EventLog } from '@macp/event-log';
import type { OutcomeChannel } from '@macp/partition-worker';

/** Microseconds of the machine's monotonic clock. */
export function stampUs(): number {
  return Number(process.hrtime.bigint()) / 1000;
}

/** Stamps of the ingress. */
export interface IngressStamps {
  submitted: number;
  /** The queue has the command, as the ingress learns; after the answer where only the answer tells. */
  enqueued: number;
  answered: number;
}

/** Stamps of the engine. */
export interface EngineStamps {
  taken: number;
  appending: number;
  durable: number;
}

/** Stamps by correlation id; in the form in which they travel between processes. */
export type Stamps<Kind> = Record<string, Kind>;

/** Wraps the sink of an ingress. */
export class IngressTrace {
  isOn = false;
  stamps: Stamps<IngressStamps> = {};
  /** Of the command that was enqueued last. */
  lastCorrelationId = '';

  sink<Command>(inner: CommandSink<Command>): CommandSink<Command> {
    return {
      partitions: inner.partitions,
      enqueue: (partition, command) => {
        const { correlationId } = command;
        this.lastCorrelationId = correlationId;
        const offset = inner.enqueue(partition, command);
        if (!this.isOn || typeof offset === 'number') return offset;
        return offset.then((known) => {
          const stamps = this.stamps[correlationId];
          if (stamps !== undefined) stamps.enqueued = stampUs();
          return known;
        });
      },
    };
  }
}

/** Wraps what the workers of an engine talk to. */
export class EngineTrace {
  isOn = false;
  stamps: Stamps<EngineStamps> = {};
  private readonly appendingAt: number[] = [];

  source<Command>(inner: CommandSource<Command>): CommandSource<Command> {
    return {
      queueId: inner.queueId,
      partitions: inner.partitions,
      release: (partition, offset) => inner.release(partition, offset),
      consume: (partition, fromOffset, onCommands) =>
        inner.consume(partition, fromOffset, (commands) => {
          if (this.isOn) {
            const taken = stampUs();
            for (const { command } of commands)
              this.stamps[command.correlationId] = { taken, appending: taken, durable: taken };
          }
          onCommands(commands);
        }),
    };
  }

  /** One append of a partition is under way at a time, so the last one began when the batch was decided. */
  log(inner: EventLog): EventLog {
    const { logId, partitions } = inner;
    return {
      logId,
      partitions,
      append: (partition, record) => {
        if (this.isOn) this.appendingAt[partition] = stampUs();
        return inner.append(partition, record);
      },
      read: (...args) => inner.read(...args),
      endOffset: (partition) => inner.endOffset(partition),
      startOffset: (partition) => inner.startOffset(partition),
      follow: (...args) => inner.follow(...args),
      provesOwnershipWithoutAppend: () => inner.provesOwnershipWithoutAppend(),
      trim: (...args) => inner.trim(...args),
      close: () => inner.close(),
    };
  }

  outcomes<Outcome>(inner: OutcomeChannel<Outcome>): OutcomeChannel<Outcome> {
    return {
      push: (partition, deliveries, progress, passedOver) => {
        if (this.isOn) {
          const durable = stampUs();
          for (const { correlationId } of deliveries) {
            const stamps = this.stamps[correlationId];
            if (stamps !== undefined) Object.assign(stamps, { appending: this.appendingAt[partition], durable });
          }
        }
        inner.push(partition, deliveries, progress, passedOver);
      },
    };
  }
}
