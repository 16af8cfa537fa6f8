/** The newest checkpoint is found from outside, whatever lies around it, and its owner notices nothing. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { streamedChange } from '@macp/event-log';
import type { SnapshotChange } from '@macp/event-log';
import { checkpointAt } from '@macp/event-log/testing';
import type { KafkaClient } from './kafka-client.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import { newestCheckpoint } from './newest-checkpoint.js';
import { emptyShape, recordsOf } from './snapshot-records.js';
import { SnapshotTransaction } from './snapshot-transaction.js';
import type { RecordStream } from './snapshot-transaction.js';
import { describeWithKafka, openClient } from './testing/kafka-suite.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

function change(offset: number, states: number, bytes = 10): SnapshotChange {
  const checkpoint = checkpointAt(offset, 2);
  const puts = Array.from({ length: states }, (_, index) => ({ entity: `s-${index}`, state: 'x'.repeat(bytes) }));
  return streamedChange({ checkpoint, puts, ended: [] });
}

describeWithKafka('a look at the newest checkpoint', () => {
  let client: KafkaClient;
  let topic: string;
  let owner: KafkaSnapshotStore;
  beforeEach(async () => {
    client = await openClient();
    topic = await newTopic(client, 'table', 2);
    owner = await KafkaSnapshotStore.open({ client, topic, partitions: 2 });
  });
  afterEach(async () => {
    await deleteTopic(client, topic);
    await client.close();
  });
  /** A commit is acknowledged a moment before it stands in the topic. */
  const untilSeen = async (offset: number): Promise<void> => {
    while ((await look()) !== offset) await new Promise(setImmediate);
  };
  const look = (partition = 0): Promise<number | undefined> => newestCheckpoint(client, { topic, partition });

  it('given none, then there is none; given several, then it is the last, of its own partition', async () => {
    expect(await look()).toBeUndefined();
    for (const offset of [3, 1_000_000, 2_000_000]) {
      await owner.write(0, change(offset, 3));
      await untilSeen(offset);
    }
    expect(await look(1)).toBeUndefined();
  });

  it('given one whose owner goes on, when it is looked at, then the owner is not replaced', async () => {
    await owner.write(0, change(1, 1));
    await untilSeen(1);
    await owner.write(0, change(2, 1));

    await untilSeen(2);
  });

  it('given a large change, and a larger one that came to nothing behind it, then it is the committed one', async () => {
    await owner.write(0, change(7, 5_000));
    await untilSeen(7);
    const zombie = new SnapshotTransaction({ client, topic, partition: 0, transactionalId: `${topic}.0` });
    await zombie.take();
    const torn = async function* (): RecordStream<never> {
      yield* recordsOf(change(9, 6_000, 400), emptyShape());
      throw new Error('the process died');
    };
    await expect(zombie.commit(torn())).rejects.toThrow('the process died');

    expect(await look()).toBe(7);
    const successor = await KafkaSnapshotStore.open({ client, topic, partitions: 2 });
    await successor.checkpoint(0);
    expect(await look()).toBe(7);
    await successor.write(0, change(11, 1));
    await untilSeen(11);
  });
});
