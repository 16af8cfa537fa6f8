/**
 * The public feed in a Kafka topic, as any Kafka client reads it: keyed records with headers. Records travel in batches, which
 * the broker takes as a whole or not at all, and the next is sent when the one before is acknowledged: whatever fails,
 * nothing stands in the topic without what comes before it.
 */
import { AppendRefused, AppendUnknown, RECORD_BYTES_MAX } from '@macp/event-log';
import type { FeedRecord, FeedSink } from '@macp/ports';
import { produceRequest } from './kafka-apis.js';
import type { KafkaClient } from './kafka-client.js';
import { check } from './kafka-connection.js';
import { KafkaSetupRefused, KafkaUnavailable } from './kafka-errors.js';
import { readPartition } from './partition-read.js';
import { BATCH_OVERHEAD_BYTES, writeBatch } from './record-batch.js';
import type { KeyedRecord, ReadKeyedRecord } from './record-batch.js';

const BATCH_BYTES_WANTED_MAX = 512 * 1024;

export interface KafkaFeedSinkOptions {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly partitions: number;
}

export class KafkaFeedSink implements FeedSink {
  readonly partitions: number;

  private constructor(private readonly options: KafkaFeedSinkOptions) {
    this.partitions = options.partitions;
  }

  /** Waits for the topic to be there. @throws KafkaSetupRefused it has another number of partitions */
  static async open(options: KafkaFeedSinkOptions): Promise<KafkaFeedSink> {
    const { client, topic, partitions } = options;
    const { leaders } = await client.connection.track(topic);
    if (leaders.length !== partitions) {
      throw new KafkaSetupRefused([`topic ${topic} has ${leaders.length} partitions instead of ${partitions}`]);
    }
    return new KafkaFeedSink(options);
  }

  /** @throws AppendRefused a record is larger than any may be; AppendUnknown */
  async put(partition: number, records: readonly FeedRecord[]): Promise<void> {
    let batch: KeyedRecord[] = [];
    let bytes = 0;
    for (const record of records) {
      const keyed = keyedRecord(record);
      const recordBytes = bytesOf(keyed);
      if (recordBytes > RECORD_BYTES_MAX) throw new AppendRefused('record-too-large');
      if (batch.length > 0 && bytes + recordBytes > BATCH_BYTES_WANTED_MAX) {
        await this.send(partition, batch, bytes);
        batch = [];
        bytes = 0;
      }
      batch.push(keyed);
      bytes += recordBytes;
    }
    if (batch.length > 0) await this.send(partition, batch, bytes);
  }

  /** @throws KafkaUnavailable, KafkaError */
  async last(partition: number): Promise<FeedRecord | undefined> {
    const { client, topic } = this.options;
    const [start, end] = await Promise.all([client.starts.ask(topic, partition), client.ends.ask(topic, partition)]);
    if (start === end) return undefined;
    const position = { topic, partition, fromOffset: end - 1, bytesMax: RECORD_BYTES_MAX };
    const read = await readPartition(client.connection, position);
    const found = read.batches().flatMap(({ isControl, records }) => (isControl ? [] : records));
    const last = found.at(-1);
    if (last === undefined) throw new KafkaUnavailable(`the end of partition ${partition} of ${topic} is not readable`);
    return feedRecord(last);
  }

  private async send(partition: number, records: readonly KeyedRecord[], bytes: number): Promise<void> {
    const { client, topic } = this.options;
    const { connection } = client;
    const what = `writing the feed to partition ${partition} of ${topic}`;
    const timestampMs = Date.now();
    const batch = {
      topic,
      partition,
      writeBatch: (writer: Parameters<typeof writeBatch>[0]) => writeBatch(writer, records, { timestampMs }),
    };
    try {
      const leader = connection.leaderOf(topic, partition);
      if (leader === undefined) throw new KafkaUnavailable(`nobody leads partition ${partition} of ${topic}`);
      const { acksTimeoutMs } = connection.settings;
      const [result] = await connection.send(
        leader,
        'feed',
        produceRequest({ batches: [batch], bytes, acksTimeoutMs }),
      );
      check(result?.code ?? -1, what);
    } catch (cause) {
      await connection.refresh().catch(() => undefined);
      throw new AppendUnknown(`${what} has no known result`, { cause });
    }
  }
}

function keyedRecord({ key, value, headers }: FeedRecord): KeyedRecord {
  const pairs = Object.entries(headers);
  return {
    key: Buffer.from(key),
    value,
    headers: pairs.map(([name, text]) => ({ key: Buffer.from(name), value: Buffer.from(text) })),
  };
}

function bytesOf({ key, value, headers = [] }: KeyedRecord): number {
  const inHeaders = headers.reduce((sum, header) => sum + header.key.length + header.value.length + 8, 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + inHeaders + BATCH_OVERHEAD_BYTES;
}

function feedRecord({ key, value, headers }: ReadKeyedRecord): FeedRecord {
  return {
    key: key?.toString() ?? '',
    value: value ?? new Uint8Array(),
    headers: Object.fromEntries(headers.map((header) => [header.key.toString(), header.value?.toString() ?? ''])),
  };
}
