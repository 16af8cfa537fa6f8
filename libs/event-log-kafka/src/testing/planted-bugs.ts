/**
 * What a client library does when it is left to itself, planted in place of our adapters: each breaks a promise of the
 * claimed log (ADR 0002), which specs show on a real broker.
 */
import { AppendUnknown, OffsetOutOfRange } from '@macp/event-log';
import { bentLog } from '@macp/event-log/testing';
import type { CommandSource, EventLog, QueuedCommand } from '@macp/event-log';
import { Kafka, KafkaJSProtocolError, logLevel } from 'kafkajs';
import type { Admin } from 'kafkajs';
import { COMMANDS_PER_RECORD_MAX } from '../command-batch.js';
import { GroupRequests } from '../group-requests.js';
import type { KafkaClient } from '../kafka-client.js';

type FetchedOffsets = Awaited<ReturnType<Admin['fetchOffsets']>>[number];

/** Appends with the library's idempotent producer, whose sequence goes back after an answer that was lost. */
export async function withIdempotentProducer(
  honest: EventLog,
  { topic, brokers }: { readonly topic: string; readonly brokers: readonly string[] },
): Promise<EventLog> {
  const kafka = new Kafka({
    clientId: 'idempotent',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    requestTimeout: 1_000,
    // It insists on one.
    retry: { retries: 1, initialRetryTime: 50 },
  });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return bentLog(honest, {
    append: async (partition, record) => {
      try {
        const messages = [{ value: Buffer.from(record), partition }];
        const [written] = await producer.send({ topic, messages, acks: -1, timeout: 800 });
        return Number(written!.baseOffset);
      } catch (cause) {
        throw new AppendUnknown('the producer failed', { cause });
      }
    },
    close: async () => {
      await producer.disconnect();
      await honest.close();
    },
  });
}

/** Goes on with what is left when the log has nothing where it stands, as a consumer does that resets its offset. */
export function goingOnWhereItCan(honest: EventLog): EventLog {
  return bentLog(honest, {
    follow: (partition, from, onRecords, onFault) => {
      let isClosed = false;
      let subscription = honest.follow(partition, from, onRecords, (cause) => {
        if (!(cause instanceof OffsetOutOfRange)) return onFault(cause);
        void honest.startOffset(partition).then((start) => {
          if (!isClosed) subscription = honest.follow(partition, start, onRecords, onFault);
        });
      });
      return {
        close: () => {
          isClosed = true;
          subscription.close();
        },
      };
    },
  });
}

/** Tried again while the broker is still finding out who coordinates groups. */
async function offsetsOf(admin: Admin, groupId: string, topic: string): Promise<FetchedOffsets> {
  for (;;) {
    try {
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return found!;
    } catch (cause) {
      if (!(cause instanceof KafkaJSProtocolError) || !cause.retriable) throw cause;
    }
  }
}

export interface GroupOffsets {
  readonly client: KafkaClient;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly groupId: string;
}

/** Commits what it was given, and goes on at what the group has committed, whatever the log says was decided. */
export class QueueAtGroupOffset<Command> implements CommandSource<Command> {
  readonly queueId: string;
  readonly partitions: number;
  /** Invariant: ends when everything given so far is committed. */
  committed: Promise<void> = Promise.resolve();

  constructor(
    private readonly honest: CommandSource<Command>,
    private readonly offsets: GroupOffsets,
    /** Record offset that the group has committed; `undefined` when it has not. */
    private readonly start: number | undefined,
  ) {
    this.queueId = honest.queueId;
    this.partitions = honest.partitions;
  }

  static async open<Command>(
    honest: CommandSource<Command>,
    offsets: GroupOffsets,
  ): Promise<QueueAtGroupOffset<Command>> {
    const { brokers, groupId, topic } = offsets;
    const kafka = new Kafka({ clientId: 'offsets', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const found = await offsetsOf(admin, groupId, topic);
    await admin.disconnect();
    const start = Number(found.partitions[0]?.offset ?? -1);
    return new QueueAtGroupOffset(honest, offsets, start < 0 ? undefined : start);
  }

  consume(
    partition: number,
    fromOffset: number,
    onCommands: (commands: readonly QueuedCommand<Command>[]) => void,
  ): ReturnType<CommandSource<Command>['consume']> {
    const from = this.start === undefined ? fromOffset : this.start * COMMANDS_PER_RECORD_MAX;
    return this.honest.consume(partition, from, (commands) => {
      onCommands(commands);
      const next = Math.floor(commands.at(-1)!.offset / COMMANDS_PER_RECORD_MAX) + 1;
      this.committed = this.committed.then(() => this.commit(partition, next));
    });
  }

  release(partition: number, offset: number): void {
    this.honest.release(partition, offset);
  }

  private async commit(partition: number, offset: number): Promise<void> {
    const { client, topic, groupId } = this.offsets;
    const topics = [{ topic, partitions: [{ partition, offset: String(offset) }] }];
    await new GroupRequests(client, groupId).commit({ groupGenerationId: -1, memberId: '', topics });
  }
}
