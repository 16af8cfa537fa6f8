/** The printed feed of a real topic: from its start to its end, without repeats. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { kafkaForTests } from '@macp/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { FeedGap } from './feed-deduplication.js';
import { printFeed } from './print-feed.js';

const kafka = await kafkaForTests();
const brokers = kafka?.brokers ?? [];

/** A topic with these values, each in the partition that is named. */
async function topicWith(values: readonly (readonly [partition: number, value: object])[]): Promise<string> {
  const topic = `test.history.${randomUUID()}`;
  const client = new Kafka({ brokers: [...brokers], clientId: 'spec', logLevel: logLevel.NOTHING });
  const [admin, producer] = [client.admin(), client.producer()];
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] });
  await admin.disconnect();
  await producer.connect();
  const messages = values.map(([partition, value]) => ({ partition, key: 'k', value: JSON.stringify(value) }));
  if (messages.length > 0) await producer.send({ topic, messages });
  await producer.disconnect();
  return topic;
}

const envelope = (session_id: string, ordinal: number, payload = '') => ({
  format: 1,
  kind: 'envelope',
  session_id,
  ordinal,
  accepted_at_unix_ms: 1_790_000_000_000 + ordinal,
  envelope: {
    mode: 'macp.mode.decision.v1',
    message_type: ordinal === 1 ? 'SessionStart' : 'Proposal',
    message_id: `m-${ordinal}`,
    sender: 'lead',
    payload_base64: Buffer.from(payload).toString('base64'),
  },
});
const created = (session_id: string) => ({
  format: 1,
  kind: 'lifecycle',
  session_id,
  ordinal: 1,
  change: 'CREATED',
  change_number: 1,
  changed_at_unix_ms: 1_790_000_000_001,
});

(kafka === undefined ? describe.skip : describe)('printFeed', () => {
  afterAll(async () => kafka?.stop());

  it('given a feed with repeats, when it is printed once, then there is a line for each record and it ends', async () => {
    const a = [
      created('s-a'),
      envelope('s-a', 1),
      created('s-a'),
      envelope('s-a', 1),
      envelope('s-a', 2, 'yes'),
    ] as const;
    const topic = await topicWith([
      ...a.map((value) => [0, value] as const),
      [1, created('s-b')],
      [1, envelope('s-b', 1)],
    ]);
    const lines: string[] = [];

    await printFeed({ brokers, topic, isOnce: true, write: (line) => lines.push(line) });

    expect(lines.filter((line) => line.includes('s-a'))).toEqual([
      '2026-09-21T14:13:20.001Z s-a CREATED',
      '2026-09-21T14:13:20.001Z s-a #1 SessionStart by lead in macp.mode.decision.v1 (0 bytes)',
      '2026-09-21T14:13:20.002Z s-a #2 Proposal by lead in macp.mode.decision.v1 (3 bytes)',
    ]);
    expect(lines.filter((line) => line.includes('s-b'))).toHaveLength(2);
  });

  it('given a feed that is followed, when it is told to end, then it ends behind what it has printed', async () => {
    const topic = await topicWith([[0, created('s-a')]]);
    const ending = new AbortController();
    const lines: string[] = [];
    const write = (line: string): void => {
      lines.push(line);
      ending.abort();
    };

    await printFeed({ brokers, topic, write, signal: ending.signal });

    expect(lines).toHaveLength(1);
  });

  it('given a feed with a gap, when it is printed, then it fails there', async () => {
    const topic = await topicWith([
      [0, envelope('s-a', 1)],
      [0, envelope('s-a', 3)],
      [0, envelope('s-a', 4)],
    ]);
    const lines: string[] = [];

    const printing = printFeed({ brokers, topic, isOnce: true, write: (line) => lines.push(line) });

    await expect(printing).rejects.toBeInstanceOf(FeedGap);
    expect(lines).toHaveLength(1);
  });

  it('given an empty feed, when it is printed once, then there is nothing', async () => {
    const lines: string[] = [];
    await printFeed({ brokers, topic: await topicWith([]), isOnce: true, write: (line) => lines.push(line) });

    expect(lines).toEqual([]);
  });
});
