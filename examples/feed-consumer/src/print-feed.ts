/** Prints the feed from its start on, one line per record, each once. */
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { FeedDeduplication } from './feed-deduplication.js';
import { readFeedValue } from './feed-value.js';
import type { FeedValue } from './feed-value.js';

export interface PrintFeedOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly write: (line: string) => void;
  /** Ends where the feed ended at the start; otherwise when `signal` is aborted. */
  readonly isOnce?: boolean;
  readonly signal?: AbortSignal;
}

/** Resolves at the end. @throws FeedGap, Error of kafkajs */
export async function printFeed({ brokers, topic, write, isOnce = false, signal }: PrintFeedOptions): Promise<void> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'macp-feed-consumer', logLevel: logLevel.NOTHING });
  const missing = isOnce ? await ends(kafka, topic) : undefined;
  if (missing?.size === 0) return;
  // A group of its own, since it keeps what it had in memory only.
  const consumer = kafka.consumer({ groupId: `macp-feed-consumer-${randomUUID()}` });
  const deduplication = new FeedDeduplication();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        // A cluster that has just started, or moves its coordinators, is asked again by kafkajs itself.
        if (!payload.restart) reject(payload.error);
      });
      const eachMessage = async (each: { partition: number; message: { offset: string; value: Buffer | null } }) => {
        const { offset, value: bytes } = each.message;
        try {
          const value = bytes === null ? undefined : readFeedValue(bytes);
          if (value !== undefined && deduplication.isNew(value)) write(lineOf(value));
        } catch (cause) {
          // What kafkajs is told of, it tries again.
          reject(cause as Error);
          return;
        }
        if (BigInt(offset) + 1n >= (missing?.get(each.partition) ?? 2n ** 63n)) missing?.delete(each.partition);
        if (missing?.size === 0) resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

/** Where each partition that has records ends. */
async function ends(kafka: Kafka, topic: string): Promise<Map<number, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    const withRecords = offsets.filter(({ low, high }) => BigInt(high) > BigInt(low));
    return new Map(withRecords.map(({ partition, high }) => [partition, BigInt(high)]));
  } finally {
    await admin.disconnect();
  }
}

function lineOf(value: FeedValue): string {
  if (value.kind === 'lifecycle') {
    return `${timeText(value.changed_at_unix_ms)} ${value.session_id} ${value.change}`;
  }
  const { message_type: type, sender, mode, payload_base64: payload } = value.envelope;
  const bytes = Buffer.byteLength(payload, 'base64');
  return `${timeText(value.accepted_at_unix_ms)} ${value.session_id} #${value.ordinal} ${type} by ${sender} in ${mode} (${bytes} bytes)`;
}

function timeText(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
