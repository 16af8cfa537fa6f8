/** Topics of their own for every test, on whichever cluster it runs. */
import { randomUUID } from 'node:crypto';
import type { KafkaClient } from '../kafka-client.js';
import type { KafkaLogger } from '../kafka-settings.js';
import { ensureTopics } from '../topics.js';
import type { TopicKind, TopicPlan } from '../topics.js';

export const silent: KafkaLogger = { info: () => undefined, warn: () => undefined };

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
