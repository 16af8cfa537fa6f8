/** Signals over a topic of a real broker, as two servers have it, keep the contract of the signal bus. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { KafkaClient, KafkaEventLog, ensureTopics } from '@macp/event-log-kafka';
import { kafkaForTests } from '@macp/testkit';
import { SignalCollector, signalBusContract, signalOf } from '../testing/signal-bus-contract.js';
import { LogSignalBus } from './log-signal-bus.js';

const PARTITIONS = 3;
/** Of 20 ms each. */
const ROUNDS_MAX = 1000;
const kafka = await kafkaForTests();
const closings: (() => Promise<void>)[] = [];

async function open(topic: string): Promise<KafkaClient> {
  const logger = { info: () => undefined, warn: () => undefined };
  const client = new KafkaClient({ brokers: kafka!.brokers, clientId: 'signals' }, { logger });
  await client.start();
  await ensureTopics(client, { plans: [{ topic, kind: 'queue', partitions: PARTITIONS }] });
  return client;
}

async function server(topic: string): Promise<LogSignalBus> {
  const client = await open(topic);
  const openLog = () => KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
  const log = await openLog();
  const after = (delayMs: number, task: () => void): (() => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  };
  const bus = new LogSignalBus({ log, reopen: openLog, clock: { after }, onFault: () => undefined });
  await bus.start();
  closings.push(async () => {
    bus.stop();
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

  it('is heard again, at every server, when its topic was deleted and made anew', async () => {
    const topic = `test.signals.${randomUUID()}`;
    const [here, there] = [await server(topic), await server(topic)];
    await here.publish(signalOf('before'));
    // When the topic is another one under the same name
    await createAnew(topic);
    // Then what is published is heard at both, once they have noticed
    const listeners = [here, there].map((bus) => ({ bus, collector: new SignalCollector() }));
    for (let n = 0; n < ROUNDS_MAX && listeners.some(({ collector }) => collector.heard.length === 0); n++) {
      for (const each of listeners) {
        if (each.collector.failure !== undefined) each.collector = new SignalCollector();
        each.bus.subscribe(each.collector);
      }
      await here.publish(signalOf(`after-${n}`)).catch(() => undefined);
      await pause(20);
    }
    await here.publish(signalOf('last', 'peer'));
    for (const { collector } of listeners) {
      await collector.until(() => collector.ids.includes('last') || collector.failure !== undefined);
      expect(collector.ids.filter((id) => id === 'last')).toHaveLength(1);
      expect(collector.ids).not.toContain('before');
    }
  }, 60_000);
});

/** Deletes the topic, and makes it again: with another identity. */
async function createAnew(topic: string): Promise<void> {
  const { connection } = await open(topic);
  const idOf = async (): Promise<string | undefined> => (await connection.describe([topic]))[0]?.topicId;
  const before = await idOf();
  const request = { name: 'DeleteTopics', version: 1, body: { topics: [topic] } };
  await connection.sendInner(await connection.controller(), 'read', request);
  for (;;) {
    const client = await open(topic);
    const isNew = (await client.connection.describe([topic]))[0]?.topicId !== before;
    await client.close();
    if (isNew) break;
  }
  await connection.close();
}
