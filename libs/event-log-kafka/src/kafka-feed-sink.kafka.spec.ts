/** The feed in a topic keeps the contract of the feed sink, as a consumer of plain Kafka reads it. */
import { describe, expect, it } from '@jest/globals';
import { AppendRefused, AppendUnknown } from '@macp/event-log';
import type { FeedRecord } from '@macp/ports';
import { feedSinkContract } from '@macp/ports/contract';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';
import { KafkaFeedSink } from './kafka-feed-sink.js';
import { brokers, describeWithKafka, openClient } from './testing/kafka-suite.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

const PARTITIONS = 2;

/** Every record of the partition, through kafkajs' own consumer. */
async function consumed(client: KafkaClient, topic: string, partition: number): Promise<FeedRecord[]> {
  const end = await client.ends.ask(topic, partition);
  const found: FeedRecord[] = [];
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'outside', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `outside-${topic}-${partition}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async (each: { partition: number; message: KafkaMessageLike }): Promise<void> => {
      if (each.partition === partition) found.push(recordOf(each.message));
      if (found.length >= end) resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return found;
}

interface KafkaMessageLike {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: object;
}

function recordOf({ key, value, headers = {} }: KafkaMessageLike): FeedRecord {
  const texts = Object.entries(headers).map(([name, text]) => [name, String(text)]);
  return {
    key: key?.toString() ?? '',
    value: value ?? Buffer.of(),
    headers: Object.fromEntries(texts) as FeedRecord['headers'],
  };
}

describeWithKafka('over a real broker', () => {
  feedSinkContract('KafkaFeedSink', async () => {
    const [client, other] = [await openClient(), await openClient()];
    const topic = await newTopic(client, 'log', PARTITIONS);
    const open = (by: KafkaClient) => KafkaFeedSink.open({ client: by, topic, partitions: PARTITIONS });
    return {
      sink: await open(client),
      elsewhere: await open(other),
      read: (partition) => consumed(client, topic, partition),
      close: async () => {
        await deleteTopic(client, topic);
        await client.close();
        await other.close();
      },
    };
  });

  describe('KafkaFeedSink', () => {
    it('given a topic of another size, when it is opened, then it is refused', async () => {
      const client = await openClient();
      const topic = await newTopic(client, 'log', PARTITIONS);

      await expect(KafkaFeedSink.open({ client, topic, partitions: 3 })).rejects.toThrow('2 partitions instead of 3');
      await deleteTopic(client, topic);
      await client.close();
    });

    it('given a record that no batch can carry, when it is put, then it is refused and what came before it stays', async () => {
      const client = await openClient();
      const topic = await newTopic(client, 'log', PARTITIONS);
      const sink = await KafkaFeedSink.open({ client, topic, partitions: PARTITIONS });
      const large = { key: 's', value: Buffer.alloc(5 * 1024 * 1024), headers: {} };

      await expect(sink.put(0, [large])).rejects.toBeInstanceOf(AppendRefused);
      expect(await sink.last(0)).toBeUndefined();
      await deleteTopic(client, topic);
      await client.close();
    });

    it('given a client that is closed, when records are put, then nobody knows of them', async () => {
      const client = await openClient();
      const topic = await newTopic(client, 'log', PARTITIONS);
      const sink = await KafkaFeedSink.open({ client, topic, partitions: PARTITIONS });
      await deleteTopic(client, topic);
      await client.close();

      const put = sink.put(0, [{ key: 's', value: Buffer.from('x'), headers: {} }]);
      await expect(put).rejects.toBeInstanceOf(AppendUnknown);
    });
  });
});
