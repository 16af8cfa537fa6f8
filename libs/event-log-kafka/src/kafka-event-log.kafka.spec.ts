/** The log in Kafka keeps the contract of the log, claimed log included, against a real broker. */
import { RECORD_BYTES_MAX } from '@macp/event-log';
import { CONTRACT_PARTITIONS, eventLogContract } from '@macp/event-log/contract';
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
});
