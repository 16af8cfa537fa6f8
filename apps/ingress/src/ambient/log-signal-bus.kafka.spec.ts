/** Signals over a topic of a real broker, as two servers have it, keep the contract of the signal bus. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { KafkaClient, KafkaEventLog, ensureTopics } from '@macp/event-log-kafka';
import { kafkaForTests } from '@macp/testkit';
import { signalBusContract } from '../testing/signal-bus-contract.js';
import { LogSignalBus } from './log-signal-bus.js';

const PARTITIONS = 3;
const kafka = await kafkaForTests();
const closings: (() => Promise<void>)[] = [];

async function server(topic: string): Promise<LogSignalBus> {
  const logger = { info: () => undefined, warn: () => undefined };
  const client = new KafkaClient({ brokers: kafka!.brokers, clientId: 'signals' }, { logger });
  await client.start();
  await ensureTopics(client, { plans: [{ topic, kind: 'queue', partitions: PARTITIONS }] });
  const log = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
  const after = (delayMs: number, task: () => void): (() => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  };
  const bus = new LogSignalBus({ log, clock: { after }, onFault: () => undefined });
  await bus.start();
  closings.push(async () => {
    bus.stop();
    await log.close();
    await client.close();
  });
  return bus;
}

(kafka === undefined ? describe.skip : describe)('with a real broker', () => {
  afterAll(async () => {
    for (const close of closings.splice(0).reverse()) await close();
    await kafka?.stop();
  });

  signalBusContract('over a Kafka topic', async () => {
    const topic = `test.signals.${randomUUID()}`;
    return [await server(topic), await server(topic)];
  });
});
