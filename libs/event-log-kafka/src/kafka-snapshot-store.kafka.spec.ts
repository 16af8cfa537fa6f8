/** Snapshots over Kafka keep the contract, fence who was replaced, and show no half-written change. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CorruptRecord, SnapshotFenced, streamedChange } from '@macp/event-log';
import type { SnapshotChange, SnapshotStore } from '@macp/event-log';
import { snapshotStoreContract } from '@macp/event-log/contract';
import { checkpointAt } from '@macp/event-log/testing';
import type { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import { recordsOf, emptyShape } from './snapshot-records.js';
import { SnapshotTransaction } from './snapshot-transaction.js';
import type { RecordStream } from './snapshot-transaction.js';
import { describeWithKafka, openClient } from './testing/kafka-suite.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

const PARTITIONS = 2;

const change = (
  offset: number,
  puts: Readonly<Record<string, string>>,
  ended: readonly string[] = [],
): SnapshotChange =>
  streamedChange({
    checkpoint: checkpointAt(offset, PARTITIONS),
    puts: Object.entries(puts).map(([entity, state]) => ({ entity, state })),
    ended: ended.map((entity) => ({ entity, idHash: Buffer.alloc(16, entity) })),
  });

async function statesOf(store: SnapshotStore): Promise<Record<string, string>> {
  const states: Record<string, string> = {};
  for await (const chunk of store.entities(0)) for (const { entity, state } of chunk) states[entity] = state;
  return states;
}

async function endedOf(store: SnapshotStore): Promise<number> {
  let count = 0;
  for await (const chunk of store.endedIds(0)) count += chunk.length;
  return count;
}

describeWithKafka('over a real broker', () => {
  let client: KafkaClient;
  let topic: string;
  const open = (): Promise<KafkaSnapshotStore> => KafkaSnapshotStore.open({ client, topic, partitions: PARTITIONS });
  const create = async (): Promise<void> => {
    client = await openClient();
    topic = await newTopic(client, 'table', PARTITIONS);
  };
  const remove = async (): Promise<void> => {
    await deleteTopic(client, topic);
    await client.close();
  };

  snapshotStoreContract('KafkaSnapshotStore', async () => {
    await create();
    return { store: await open(), reopen: open, close: remove };
  });

  describe('KafkaSnapshotStore', () => {
    beforeEach(create);
    afterEach(remove);

    it('lets the newest reader write, and nobody who read before', async () => {
      const [first, second] = [await open(), await open()];
      await first.write(0, change(1, { s: 'of the first' }));
      expect((await second.checkpoint(0))?.offset).toBe(1);
      await expect(first.write(0, change(2, { s: 'too late' }))).rejects.toBeInstanceOf(SnapshotFenced);
      await second.write(0, change(3, { t: 'of the second' }));
      await expect(first.write(0, change(4, {}))).rejects.toBeInstanceOf(SnapshotFenced);
      expect((await first.checkpoint(0))?.offset).toBe(3);
      expect(await statesOf(first)).toEqual({ s: 'of the first', t: 'of the second' });
      await first.write(0, change(5, { s: 'of the first again' }));
      await expect(second.write(0, change(6, {}))).rejects.toBeInstanceOf(SnapshotFenced);
    });

    it('shows nothing of a change that was not committed', async () => {
      const store = await open();
      await store.write(0, change(1, { s: 'committed' }));
      const zombie = new SnapshotTransaction({ client, topic, partition: 0, transactionalId: `${topic}.0` });
      await zombie.take();
      const torn = async function* (): RecordStream<never> {
        yield* recordsOf(change(2, { s: 'x'.repeat(3_000_000), t: 'torn' }), emptyShape());
        throw new Error('the process died');
      };
      await expect(zombie.commit(torn())).rejects.toThrow('the process died');
      const successor = await open();
      expect((await successor.checkpoint(0))?.offset).toBe(1);
      expect(await statesOf(successor)).toEqual({ s: 'committed' });
      await expect(zombie.commit(recordsOf(change(3, {}), emptyShape()))).rejects.toBeInstanceOf(SnapshotFenced);
      await successor.write(0, change(4, { t: 'whole' }));
      expect(await statesOf(successor)).toEqual({ s: 'committed', t: 'whole' });
    });

    it('goes on after a change that took longer than brokers wait for', async () => {
      const options = { client, topic, partition: 0, transactionalId: `${topic}.0` };
      const slow = new SnapshotTransaction({ ...options, transactionTimeoutMs: 250 });
      await slow.take();
      const neverEnding = async function* (): RecordStream<void> {
        for (let at = 0; ; at += 1) yield [{ key: Buffer.of(2, 0, at & 1), value: Buffer.alloc(200_000) }];
      };
      await expect(slow.commit(neverEnding())).rejects.toMatchObject({ name: 'KafkaError' });
      await slow.commit(recordsOf(change(7, { s: 'in time' }), emptyShape()));
      const again = await open();
      expect((await again.checkpoint(0))?.offset).toBe(7);
      expect(await statesOf(again)).toEqual({ s: 'in time' });
      await expect(slow.commit(recordsOf(change(8, {}), emptyShape()))).rejects.toBeInstanceOf(SnapshotFenced);
    });

    it('goes on after a change that failed before its end', async () => {
      const store = await open();
      await store.write(0, change(1, { s: 'one' }));
      const outcomes = [{ correlationId: '\ud800', commandOffset: 0, expiresAtMs: 0, outcome: Buffer.of(1) }];
      const broken = { ...change(2, { s: 'two' }), checkpoint: { ...checkpointAt(2, PARTITIONS), outcomes } };
      await expect(store.write(0, broken)).rejects.toThrow('not well-formed');
      await store.write(0, change(3, { s: 'three' }));
      const again = await open();
      expect((await again.checkpoint(0))?.offset).toBe(3);
      expect(await statesOf(again)).toEqual({ s: 'three' });
    });

    it('keeps states larger than any record, as they grow and shrink', async () => {
      const store = await open();
      const huge = 'ä'.repeat(2_600_000);
      await store.write(0, change(1, { s: huge, t: 'small' }));
      const lengthsOf = async (each: SnapshotStore): Promise<unknown> =>
        Object.entries(await statesOf(each)).map(([entity, state]) => [entity, state.length, state[0]]);
      expect(await lengthsOf(store)).toEqual([
        ['s', huge.length, 'ä'],
        ['t', 5, 's'],
      ]);
      await store.write(0, change(2, { s: 'small', t: huge }));
      const again = await open();
      expect((await again.checkpoint(0))?.offset).toBe(2);
      expect(await lengthsOf(again)).toEqual([
        ['s', 5, 's'],
        ['t', huge.length, 'ä'],
      ]);
      await again.write(0, change(3, {}, ['t']));
      expect(await statesOf(again)).toEqual({ s: 'small' });
    });

    it('counts every ended id once over many changes and owners', async () => {
      let store = await open();
      let next = 0;
      for (const count of [3, 1030, 1, 2000, 5]) {
        const ended = Array.from({ length: count }, () => ({ entity: `e-${next}`, idHash: hashOf(next++) }));
        await store.write(0, { ...change(next, {}), ended });
        // The same again, as after a write with an unknown result.
        await store.write(0, { ...change(next, {}), ended: ended.slice(-3) });
        store = await open();
        expect((await store.checkpoint(0))?.offset).toBe(next);
        expect(await endedOf(store)).toBe(next);
      }
    });

    it('refuses what no snapshot writer wrote', async () => {
      const store = await open();
      await store.write(0, change(1, { s: 'one' }));
      const stray = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
      await expect(stray.append(0, Buffer.from('no key'))).rejects.toThrow();
      const transaction = new SnapshotTransaction({ client, topic, partition: 0, transactionalId: 'stray' });
      await transaction.take();
      const strange = async function* (): RecordStream<void> {
        yield [{ key: Buffer.from([9, 9]), value: Buffer.from('?') }];
      };
      await transaction.commit(strange());
      while ((await client.stableEnds.ask(topic, 0)) <= transaction.writtenUpTo);
      await expect(store.checkpoint(0)).rejects.toBeInstanceOf(CorruptRecord);
    });
  });
});

function hashOf(n: number): Uint8Array {
  return Buffer.from((n + 1).toString(16).padStart(32, '0'), 'hex');
}
