/** What the Kafka suites of this package share: one real cluster per file. */
import { afterAll, describe } from '@jest/globals';
import { kafkaForTests } from '@macp/testkit';
import { KafkaClient } from '../kafka-client.js';
import type { KafkaSettings } from '../kafka-settings.js';
import { silent } from './test-topics.js';

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
