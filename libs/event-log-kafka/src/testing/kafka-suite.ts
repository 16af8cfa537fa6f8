/** What the Kafka suites of this package share: one real cluster per file, and topics of their own for every test. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { kafkaForTests } from '@macp/testkit';
import { KafkaClient } from '../kafka-client.js';
import type { KafkaLogger, KafkaSettings } from '../kafka-settings.js';
import { ensureTopics } from '../topics.js';
import type { TopicKind, TopicPlan } from '../topics.js';

export const silent: KafkaLogger = { info: () => undefined, warn: () => undefined };

const kafka = await kafkaForTests();

/** Brokers of the suite; none when it is skipped. */
export const brokers: readonly string[] = kafka?.brokers ?? [];

/** `describe`, skipped where there is no Kafka. The broker ends with the file. */
export function describeWithKafka(name: string, declare: () => void): void {
  (kafka === undefined ? describe.skip : describe)(name, () => {
    afterAll(async () => kafka?.stop());
    declare();
  });
}

/** A started client of its own, as another process would have one. */
export async function openClient(settings: Partial<KafkaSettings> = {}): Promise<KafkaClient> {
  const client = new KafkaClient({ brokers, clientId: 'test', ...settings }, { logger: silent });
  await client.start();
  return client;
}

/** Creates a topic under a name that no other test has. */
export async function newTopic(client: KafkaClient, kind: TopicKind, partitions: number): Promise<string> {
  const plan: TopicPlan = { topic: `test.${kind}.${randomUUID()}`, kind, partitions };
  await ensureTopics(client, { plans: [plan] });
  return plan.topic;
}

export async function deleteTopic(client: KafkaClient, topic: string): Promise<void> {
  const { connection } = client;
  const body = { topics: [topic] };
  await connection.sendInner(await connection.controller(), 'read', { name: 'DeleteTopics', version: 1, body });
}
