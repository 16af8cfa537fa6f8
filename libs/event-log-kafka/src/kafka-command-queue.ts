/**
 * Commands in a Kafka topic: one record carries many, so a command's offset is its record's offset times 4096 plus its
 * place in the record. Offsets ascend, with gaps. What cannot be decoded is set aside and told of, and the partition goes
 * on; what the topic's retention has dropped is passed over, since an ingress sends again what was never answered.
 */
import { invariant } from '@macp/kernel';
import { AppendRefused, LogCorruption, OffsetOutOfRange } from '@macp/event-log';
import type {
  CommandEnvelope,
  CommandListener,
  CommandSink,
  CommandSource,
  LogRecord,
  QueuedCommand,
  Subscription,
} from '@macp/event-log';
import { pause } from './backoff.js';
import { COMMANDS_PER_RECORD_MAX, readCommandBatch } from './command-batch.js';
import type { CommandBodyCodec } from './command-batch.js';
import { CommandSender } from './command-sender.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaSetupRefused } from './kafka-errors.js';
import { OwnSubscriptions } from './log-tail.js';
import type { LogTail } from './log-tail.js';

/** Something in the topic that is no command. */
export interface Quarantined {
  readonly partition: number;
  /** Offset of the command, or of the first one that the record would have had. */
  readonly offset: number;
  readonly cause: unknown;
}

export interface KafkaCommandQueueOptions<Command> {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly partitions: number;
  readonly codec: CommandBodyCodec<Command>;
  readonly onQuarantined?: (quarantined: Quarantined) => void;
  /** Commands from `fromOffset` to below `toOffset` are not in the topic any more. */
  readonly onMissing?: (missing: { partition: number; fromOffset: number; toOffset: number }) => void;
  /** Kafka offset below which the owner needs no record any more: for lag metrics. */
  readonly onReleased?: (partition: number, recordOffset: number) => void;
  /** A consumer's listener threw: its subscription has ended. */
  readonly onFault?: (partition: number, cause: unknown) => void;
}

/** Nobody but a new process can go on with a topic that was created anew. */
const CREATED_ANEW_PAUSE_MS = 10_000;

interface Partition {
  readonly tail: LogTail;
  readonly sender: CommandSender;
  /** Offset of the last command that a consumer was given. */
  lastGiven: number;
}

export class KafkaCommandQueue<Command> implements CommandSink<Command>, CommandSource<Command> {
  readonly partitions: number;
  readonly #options: KafkaCommandQueueOptions<Command>;
  readonly #partitions: readonly Partition[];
  readonly #subscriptions = new OwnSubscriptions();
  #quarantined = 0;

  private constructor(
    options: KafkaCommandQueueOptions<Command>,
    /** The topic's id. */
    readonly queueId: string,
  ) {
    const { client, topic, partitions } = options;
    this.#options = options;
    this.partitions = partitions;
    this.#partitions = Array.from({ length: partitions }, (_, partition) => {
      const tail = client.tail(topic, queueId, partition);
      return { tail, sender: new CommandSender(client.produces, tail), lastGiven: -1 };
    });
  }

  /** Waits for the topic to be there. @throws KafkaSetupRefused it has another number of partitions */
  static async open<Command>(options: KafkaCommandQueueOptions<Command>): Promise<KafkaCommandQueue<Command>> {
    const { client, topic, partitions } = options;
    const { topicId, leaders } = await client.connection.track(topic);
    if (leaders.length !== partitions) {
      throw new KafkaSetupRefused([`topic ${topic} has ${leaders.length} partitions instead of ${partitions}`]);
    }
    return new KafkaCommandQueue(options, topicId);
  }

  /** What was set aside since the start. */
  get quarantined(): number {
    return this.#quarantined;
  }

  enqueue(partition: number, command: CommandEnvelope<Command>): Promise<number> {
    const { sender } = this.#partition(partition);
    let body: Uint8Array;
    try {
      body = this.#options.codec.encode(command.body);
    } catch (cause) {
      return Promise.reject(new AppendRefused('invalid-record', { cause }));
    }
    return sender.enqueue(command, body);
  }

  consume(partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription {
    const { tail } = this.#partition(partition);
    let isClosed = false;
    let subscription: Subscription | undefined;
    const follow = (recordOffset: number): void => {
      if (isClosed) return;
      let next = recordOffset;
      subscription = tail.follow(
        recordOffset,
        (records) => {
          next += records.length;
          this.#deliver(partition, fromOffset, records, onCommands);
        },
        (cause) => void this.#recover(partition, next, cause, follow),
      );
    };
    follow(Math.floor(fromOffset / COMMANDS_PER_RECORD_MAX));
    return this.#subscriptions.add({
      close: () => {
        isClosed = true;
        subscription?.close();
      },
    });
  }

  release(partition: number, offset: number): void {
    const { lastGiven } = this.#partition(partition);
    const recordOffset = Math.floor(offset / COMMANDS_PER_RECORD_MAX);
    const isWholeRecord = offset > lastGiven && recordOffset === Math.floor(lastGiven / COMMANDS_PER_RECORD_MAX);
    this.#options.onReleased?.(partition, isWholeRecord ? recordOffset + 1 : recordOffset);
  }

  /** Records behind the one of the command at `decidedUpTo`, as of now. @throws KafkaUnavailable, KafkaError */
  async recordsBehind(partition: number, decidedUpTo: number): Promise<number> {
    const { client, topic } = this.#options;
    const end = await client.ends.ask(topic, this.#partition(partition).tail.partition);
    return Math.max(0, end - 1 - Math.floor(decidedUpTo / COMMANDS_PER_RECORD_MAX));
  }

  /** Ends all subscriptions. The client stays open: who opened it closes it. */
  async close(): Promise<void> {
    this.#subscriptions.closeAll();
  }

  #deliver(
    partition: number,
    fromOffset: number,
    records: readonly LogRecord[],
    onCommands: CommandListener<Command>,
  ): void {
    const commands: QueuedCommand<Command>[] = [];
    for (const record of records) this.#decode(partition, fromOffset, record, commands);
    const last = commands.at(-1);
    if (last === undefined) return;
    const held = this.#partition(partition);
    held.lastGiven = Math.max(held.lastGiven, last.offset);
    onCommands(commands);
  }

  #decode(partition: number, fromOffset: number, record: LogRecord, into: QueuedCommand<Command>[]): void {
    const firstOffset = record.offset * COMMANDS_PER_RECORD_MAX;
    let raw: ReturnType<typeof readCommandBatch>;
    try {
      // A view of everything that was fetched: commands that wait would keep those of all other partitions in memory.
      raw = readCommandBatch(new Uint8Array(record.bytes));
    } catch (cause) {
      this.#quarantine({ partition, offset: firstOffset, cause });
      return;
    }
    for (const [index, { correlationId, replyTo, expiresAtMs, body }] of raw.entries()) {
      const offset = firstOffset + index;
      if (offset < fromOffset) continue;
      try {
        const command = { correlationId, replyTo, expiresAtMs, body: this.#options.codec.decode(body) };
        into.push({ offset, command, bytes: body.length });
      } catch (cause) {
        this.#quarantine({ partition, offset, cause });
      }
    }
  }

  #quarantine(quarantined: Quarantined): void {
    this.#quarantined += 1;
    this.#options.onQuarantined?.(quarantined);
  }

  /** Goes on behind damage, and where the topic still has, or will next have, records. */
  async #recover(
    partition: number,
    recordOffset: number,
    cause: unknown,
    follow: (recordOffset: number) => void,
  ): Promise<void> {
    const { client, topic, onFault, onMissing } = this.#options;
    if (cause instanceof LogCorruption) {
      this.#quarantine({ partition, offset: cause.offset * COMMANDS_PER_RECORD_MAX, cause });
      follow(cause.offset + 1);
      return;
    }
    if (!(cause instanceof OffsetOutOfRange)) {
      onFault?.(partition, cause);
      return;
    }
    await client.connection.refresh().catch(() => undefined);
    if (!this.#partition(partition).tail.isSameTopic) {
      const { logger, closing } = client.connection;
      logger.warn('the topic of commands was created anew: this process has to be started again', { topic, partition });
      await pause(CREATED_ANEW_PAUSE_MS, closing);
      if (!closing.aborted) follow(recordOffset);
      return;
    }
    try {
      const [start, end] = await Promise.all([client.starts.ask(topic, partition), client.ends.ask(topic, partition)]);
      const next = recordOffset < start ? start : Math.min(recordOffset, end);
      const [fromOffset, toOffset] = [recordOffset, next].map((offset) => offset * COMMANDS_PER_RECORD_MAX);
      if (next !== recordOffset) onMissing?.({ partition, fromOffset: fromOffset!, toOffset: toOffset! });
      follow(next);
    } catch (failure) {
      if (!client.connection.closing.aborted) onFault?.(partition, failure);
    }
  }

  #partition(partition: number): Partition {
    const found = this.#partitions[partition];
    invariant(found !== undefined, `partition ${partition} does not exist: the queue has ${this.partitions}`);
    return found;
  }
}
