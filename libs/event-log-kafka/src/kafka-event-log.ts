/**
 * The log in a Kafka topic (ADR 0002): one record per append, acknowledged by all replicas in sync, at the offset that the
 * broker gave it. The log's identity is the topic's id, which Kafka gives every topic at its creation and never again, so
 * that a topic of the same name that was created anew is recognised as another log.
 */
import { invariant } from '@macp/kernel';
import { AppendRefused, AppendUnknown, RECORD_BYTES_MAX } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import type { KafkaClient } from './kafka-client.js';
import { check } from './kafka-connection.js';
import { KafkaSetupRefused, KafkaUnavailable } from './kafka-errors.js';
import { OwnSubscriptions } from './log-tail.js';
import type { LogTail } from './log-tail.js';
import { deleteRecordsRequest } from './topic-apis.js';

/** What is read at once is looked through at once. */
const READ_BYTES_MAX = 2 * 1024 * 1024;
const READ_BYTES_MIN = 64 * 1024;
/** Of what is expected, so that most reads get all that was asked for. */
const READ_SPARE = 1.25;

export interface KafkaEventLogOptions {
  readonly client: KafkaClient;
  readonly topic: string;
  /** As the topic must have them: a topic that has grown is refused. */
  readonly partitions: number;
  readonly recordBytesMax?: number;
}

export class KafkaEventLog implements EventLog {
  readonly partitions: number;
  readonly #client: KafkaClient;
  readonly #topic: string;
  readonly #recordBytesMax: number;
  readonly #tails: readonly LogTail[];
  readonly #subscriptions = new OwnSubscriptions();
  /** Bytes of a record in the last read of a partition: what is read beyond the limit is read in vain. */
  readonly #bytesEach: number[] = [];

  private constructor(
    options: KafkaEventLogOptions,
    readonly logId: string,
  ) {
    const { client, topic, partitions } = options;
    this.#client = client;
    this.#topic = topic;
    this.partitions = partitions;
    this.#recordBytesMax = options.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#tails = Array.from({ length: partitions }, (_, partition) => client.tail(topic, logId, partition));
  }

  /** Waits for the topic to be there. @throws KafkaSetupRefused it has another number of partitions */
  static async open(options: KafkaEventLogOptions): Promise<KafkaEventLog> {
    const { client, topic, partitions } = options;
    const { topicId, leaders } = await client.connection.track(topic);
    if (leaders.length !== partitions) {
      throw new KafkaSetupRefused([`topic ${topic} has ${leaders.length} partitions instead of ${partitions}`]);
    }
    return new KafkaEventLog(options, topicId);
  }

  append(partition: number, record: Uint8Array): Promise<number> {
    const tail = this.#tail(partition);
    if (record.length > this.#recordBytesMax) return Promise.reject(new AppendRefused('record-too-large'));
    // A CLAIM of the old log would stop whoever owns the partition of the new one.
    if (!tail.isSameTopic) return Promise.reject(new AppendUnknown(`topic ${this.#topic} was created anew`));
    return new Promise((resolve, reject) => {
      this.#client.produces.put({
        topic: this.#topic,
        partition,
        bytesMax: record.length,
        take: () => record,
        landed: (offset) => {
          tail.appended(offset, record);
          resolve(offset);
        },
        failed: reject,
      });
    });
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const expected = limit * (this.#bytesEach[partition] ?? 0) * READ_SPARE;
    const bytesMax = Math.min(Math.max(Math.ceil(expected), READ_BYTES_MIN), READ_BYTES_MAX);
    const { records } = await this.#tail(partition).read(fromOffset, bytesMax);
    const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0);
    if (records.length > 0) this.#bytesEach[partition] = bytes / records.length;
    return records.length <= limit ? records : records.slice(0, limit);
  }

  async endOffset(partition: number): Promise<number> {
    this.#tail(partition).checkIdentity();
    return this.#client.ends.ask(this.#topic, partition);
  }

  startOffset(partition: number): Promise<number> {
    this.#tail(partition);
    return this.#client.starts.ask(this.#topic, partition);
  }

  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    return this.#subscriptions.add(this.#tail(partition).follow(fromOffset, onRecords, onFault));
  }

  /** Another process may have appended at any time. */
  provesOwnershipWithoutAppend(): boolean {
    return false;
  }

  async trim(partition: number, beforeOffset: number): Promise<void> {
    const [start, end] = await Promise.all([this.startOffset(partition), this.endOffset(partition)]);
    const offset = Math.min(beforeOffset, end);
    if (offset <= start) return;
    const { connection } = this.#client;
    await connection.retried(`trimming partition ${partition} of ${this.#topic}`, async () => {
      const leader = connection.leaderOf(this.#topic, partition);
      if (leader === undefined) throw new KafkaUnavailable(`nobody leads partition ${partition} of ${this.#topic}`);
      const code = await connection.send(leader, 'read', deleteRecordsRequest(this.#topic, partition, offset));
      check(code, `trimming partition ${partition} of ${this.#topic}`);
    });
  }

  /** Ends all subscriptions. The client stays open: who opened it closes it. */
  async close(): Promise<void> {
    this.#subscriptions.closeAll();
  }

  #tail(partition: number): LogTail {
    const tail = this.#tails[partition];
    invariant(tail !== undefined, `partition ${partition} does not exist: the log has ${this.partitions}`);
    return tail;
  }
}
