/** Topics of their own for every test, on whichever cluster it runs. */
import { randomUUID } from 'node:crypto';
import type { KafkaClient } from '../kafka-client.js';
import { KafkaUnavailable } from '../kafka-errors.js';
import type { KafkaLogger } from '../kafka-settings.js';
import { createTopicsRequest } from '../topic-apis.js';
import { ensureTopics } from '../topics.js';
import type { TopicKind, TopicPlan } from '../topics.js';

export const silent: KafkaLogger = { info: () => undefined, warn: () => undefined };

/** Creates a topic under a name that no other test has. */
export async function newTopic(client: KafkaClient, kind: TopicKind, partitions: number): Promise<string> {
  const plan: TopicPlan = { topic: `test.${kind}.${randomUUID()}`, kind, partitions };
  await ensureTopics(client, { plans: [plan] });
  return plan.topic;
}

/** Deletes the topic and makes one of the same name. */
export async function createAnew(client: KafkaClient, topic: string, partitions: number): Promise<void> {
  const { connection } = client;
  await deleteTopic(client, topic);
  const settings = { 'max.message.bytes': '5000000' };
  await connection.retried('creating the topic anew', async () => {
    const request = createTopicsRequest([{ topic, partitions, replicationFactor: 1, settings }]);
    const [answer] = await connection.send(await connection.controller(), 'read', request);
    if (answer?.code !== 0) throw new KafkaUnavailable('the old one is still being deleted');
  });
}

export async function deleteTopic(client: KafkaClient, topic: string): Promise<void> {
  const { connection } = client;
  const body = { topics: [topic] };
  await connection.sendInner(await connection.controller(), 'read', { name: 'DeleteTopics', version: 1, body });
}
