/**
 * Commands that this build cannot read, where they are: in their topic, for as long as that keeps records. Nothing is
 * copied, so nothing gets lost on its way aside; the cause is what reading them says. What a later build can read, or what
 * was repaired, is sent again as a new command of the same partition under the same correlation id.
 */
import { LogCorruption } from '@macp/event-log';
import type { CommandEnvelope } from '@macp/event-log';
import { COMMANDS_PER_RECORD_MAX, readCommandBatch } from './command-batch.js';
import type { CommandBodyCodec, RawCommand } from './command-batch.js';
import type { KafkaClient } from './kafka-client.js';
import type { Quarantined } from './kafka-command-queue.js';
import { KafkaEventLog } from './kafka-event-log.js';

const READ_RECORDS_MAX = 256;

export interface CommandQuarantineOptions<Command> {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly partitions: number;
  readonly codec: CommandBodyCodec<Command>;
}

export class CommandQuarantine<Command> {
  private constructor(
    private readonly options: CommandQuarantineOptions<Command>,
    private readonly topic: KafkaEventLog,
  ) {}

  /** Waits for the topic to be there. @throws KafkaSetupRefused it has another number of partitions */
  static async open<Command>(options: CommandQuarantineOptions<Command>): Promise<CommandQuarantine<Command>> {
    return new CommandQuarantine(options, await KafkaEventLog.open(options));
  }

  /** Everything up to the present end of the partition that is no command for this build, in order. */
  async *entries(partition: number): AsyncIterable<Quarantined> {
    const { topic } = this;
    const end = await topic.endOffset(partition);
    let next = await topic.startOffset(partition);
    while (next < end) {
      let records: Awaited<ReturnType<KafkaEventLog['read']>>;
      try {
        records = await topic.read(partition, next, READ_RECORDS_MAX);
      } catch (cause) {
        if (!(cause instanceof LogCorruption)) throw cause;
        yield { partition, offset: cause.offset * COMMANDS_PER_RECORD_MAX, cause };
        next = cause.offset + 1;
        continue;
      }
      for (const { offset, bytes } of records) yield* this.unreadable(partition, offset, bytes);
      next += records.length;
    }
  }

  /**
   * The command at `offset` as this build reads it, or all commands of its record.
   *
   * @throws what makes it unreadable; OffsetOutOfRange when the topic does not have it
   */
  async commands(
    partition: number,
    offset: number,
    { wholeRecord = false }: { readonly wholeRecord?: boolean } = {},
  ): Promise<readonly CommandEnvelope<Command>[]> {
    const [record] = await this.topic.read(partition, Math.floor(offset / COMMANDS_PER_RECORD_MAX), 1);
    const index = offset % COMMANDS_PER_RECORD_MAX;
    const batch = record === undefined ? [] : readCommandBatch(record.bytes);
    const raw = wholeRecord ? batch : batch.slice(index, index + 1);
    if (raw.length === 0) throw new RangeError(`partition ${partition} has no command at offset ${offset}`);
    return raw.map((command) => this.decode(command));
  }

  private *unreadable(partition: number, recordOffset: number, bytes: Uint8Array): Iterable<Quarantined> {
    const firstOffset = recordOffset * COMMANDS_PER_RECORD_MAX;
    let batch: readonly RawCommand[];
    try {
      batch = readCommandBatch(bytes);
    } catch (cause) {
      yield { partition, offset: firstOffset, cause };
      return;
    }
    for (const [index, command] of batch.entries()) {
      try {
        this.decode(command);
      } catch (cause) {
        yield { partition, offset: firstOffset + index, cause };
      }
    }
  }

  private decode({ body, ...envelope }: RawCommand): CommandEnvelope<Command> {
    return { ...envelope, body: this.options.codec.decode(body) };
  }
}
