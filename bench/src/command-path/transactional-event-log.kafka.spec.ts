/** The log of transactions does what it is compared for: whole appends at offsets of their own, and fenced producers. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { KafkaEventLog, ensureTopics, topicNames, topicPlans } from '@macp/event-log-kafka';
import { kafkaForTests } from '@macp/testkit';
import { CountedClient } from './pipeline-parts.js';
import { TransactionalEventLog } from './transactional-event-log.js';

const PARTITIONS = 2;
const kafka = await kafkaForTests();
const brokers = kafka?.brokers ?? [];
const closing: (() => Promise<void>)[] = [];

async function plainLog(): Promise<{ readonly plain: KafkaEventLog; readonly topic: string }> {
  const { client } = new CountedClient(brokers, 'test');
  await client.start();
  closing.push(() => client.close());
  const prefix = `${randomUUID()}.`;
  await ensureTopics(client, { plans: topicPlans({ prefix, partitions: PARTITIONS }) });
  const topic = topicNames(prefix).events;
  return { plain: await KafkaEventLog.open({ client, topic, partitions: PARTITIONS }), topic };
}

async function openOver(plain: KafkaEventLog, topic: string, producers: number, requests: string[] = []) {
  const onRequest = (name: string): void => void requests.push(name);
  const log = await TransactionalEventLog.open({ plain, brokers, topic, producers, onRequest });
  closing.push(() => log.close());
  return log;
}

(kafka === undefined ? describe.skip : describe)('a log of transactions', () => {
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(async () => kafka?.stop());

  it.each([PARTITIONS, 1])(
    'counts records, not markers, with %d producers',
    async (producers) => {
      const { plain, topic } = await plainLog();
      const log = await openOver(plain, topic, producers);

      const first = await Promise.all([log.append(0, Buffer.from('a')), log.append(1, Buffer.from('b'))]);
      const second = await log.append(0, Buffer.from('c'));

      expect([...first, second]).toEqual([0, 0, 1]);
      expect(await log.endOffset(0)).toBe(2);
      expect((await log.read(0, 1, 10)).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['c']);
    },
    30_000,
  );

  it('ends one transaction for what waits for several partitions, where they share a producer', async () => {
    const { plain, topic } = await plainLog();
    const requests: string[] = [];
    const log = await openOver(plain, topic, 1, requests);

    await Promise.all([log.append(0, Buffer.from('a')), log.append(1, Buffer.from('b'))]);

    expect(requests.filter((name) => name === 'EndTxn')).toHaveLength(1);
  }, 30_000);

  it('fences an owner whose transactional id another one has taken', async () => {
    const { plain, topic } = await plainLog();
    const old = await openOver(plain, topic, 1);
    await old.append(0, Buffer.from('a'));
    const next = await openOver(plain, topic, 1);

    expect(await next.append(1, Buffer.from('b'))).toBe(0);

    await expect(old.append(0, Buffer.from('late'))).rejects.toThrow('a transaction has no known result');
  }, 30_000);
});
