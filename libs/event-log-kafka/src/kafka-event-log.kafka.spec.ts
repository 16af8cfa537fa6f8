/** The log in Kafka keeps the contract of the log, claimed log included, against a real broker. */
import { describe, expect, it } from '@jest/globals';
import { RECORD_BYTES_MAX } from '@macp/event-log';
import { CONTRACT_PARTITIONS, Collector, eventLogContract } from '@macp/event-log/contract';
import type { EventLogHarness } from '@macp/event-log/contract';
import type { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { describeWithKafka, openClient } from './testing/kafka-suite.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

async function openHarness(): Promise<EventLogHarness> {
  const clients: KafkaClient[] = [];
  const open = async (): Promise<KafkaEventLog> => {
    const client = await openClient();
    clients.push(client);
    return KafkaEventLog.open({ client, topic, partitions: CONTRACT_PARTITIONS });
  };
  const maker = await openClient();
  const topic = await newTopic(maker, 'log', CONTRACT_PARTITIONS);
  return {
    log: await open(),
    second: open,
    reopen: async () => {
      for (const client of clients.splice(0)) await client.close();
      return open();
    },
    close: async () => {
      for (const client of clients) await client.close();
      await deleteTopic(maker, topic);
      await maker.close();
    },
  };
}

describeWithKafka('over a real broker', () => {
  eventLogContract('KafkaEventLog', { open: openHarness, recordBytesMax: RECORD_BYTES_MAX });

  describe('KafkaEventLog', () => {
    it('shares what comes among all who follow in a process, and closes only its own', async () => {
      const client = await openClient();
      const topic = await newTopic(client, 'log', 1);
      const open = (): Promise<KafkaEventLog> => KafkaEventLog.open({ client, topic, partitions: 1 });
      const [first, second] = [await open(), await open()];
      for (const each of ['a', 'b']) await first.append(0, Buffer.from(each));
      const followers = [first, second, first].map((log, index) => Collector.follow(log, 0, index));
      await Promise.all(followers.map((follower) => follower.reached(1)).slice(0, 2));
      expect(await second.append(0, Buffer.from('c'))).toBe(2);
      expect(followers.map(({ offsets }) => offsets).slice(0, 2)).toEqual([
        [0, 1, 2],
        [1, 2],
      ]);
      await followers[2]!.reached(2);
      await first.close();
      await second.append(0, Buffer.from('d'));
      expect(followers.map(({ offsets }) => offsets)).toEqual([[0, 1, 2], [1, 2, 3], [2]]);
      await second.close();
      await deleteTopic(client, topic);
      await client.close();
    });

    it('takes up many partitions at once, and more while those are waited for', async () => {
      const client = await openClient({ fetchWaitMs: 20_000 });
      const writer = await openClient();
      const topic = await newTopic(client, 'log', 12);
      const [log, other] = await Promise.all(
        [client, writer].map((each) => KafkaEventLog.open({ client: each, topic, partitions: 12 })),
      );
      const followers: Collector[] = [];
      for (let partition = 0; partition < 12; partition += 1) {
        followers.push(Collector.follow(log!, partition, 0));
        // With those before in a fetch that is held for longer than the test may take.
        await other!.append(partition, Buffer.from('a'));
        await followers[partition]!.reached(0);
      }
      await Promise.all(followers.map((_, partition) => other!.append(partition, Buffer.from('b'))));
      await Promise.all(followers.map((follower) => follower.reached(1)));
      await deleteTopic(client, topic);
      await writer.close();
      await client.close();
    });
  });
});
