/**
 * A batch of a snapshot that is damaged on the broker's disk is noticed, and the next whole change takes its place (I7); a
 * log that has lost its end there is noticed by who has read it.
 */
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppendUnknown, CorruptRecord, LogCorruption, streamedChange } from '@macp/event-log';
import type { SnapshotChange, SnapshotStore } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { checkpointAt } from '@macp/event-log/testing';
import { LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import { newestCheckpoint } from './newest-checkpoint.js';
import { newTopic, silent } from './testing/test-topics.js';

const change = (offset: number, puts: Readonly<Record<string, string>>, endedId?: number): SnapshotChange =>
  streamedChange({
    checkpoint: checkpointAt(offset, 1),
    puts: Object.entries(puts).map(([entity, state]) => ({ entity, state })),
    ended: endedId === undefined ? [] : [{ entity: '', idHash: Buffer.alloc(16, endedId) }],
  });

async function contentsOf(store: SnapshotStore): Promise<unknown> {
  const states: Record<string, string> = {};
  let ended = 0;
  for await (const chunk of store.entities(0)) for (const { entity, state } of chunk) states[entity] = state;
  for await (const chunk of store.endedIds(0)) ended += chunk.length;
  return { states, ended };
}

/** The broker may be on its way back. */
async function untilAppended(log: KafkaEventLog, text: string): Promise<number> {
  for (;;) {
    try {
      return await log.append(0, Buffer.from(text));
    } catch (cause) {
      if (!(cause instanceof AppendUnknown)) throw cause;
    }
  }
}

const START_WITHIN_MS = 120_000;
const isLocal = await hasJavaAndMaven();

(isLocal ? describe : describe.skip)('a batch that is damaged on the disk of a broker', () => {
  let directory: string;
  let kafka: LocalKafka | undefined;
  let client: KafkaClient;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'macp-corruption-'));
    kafka = await LocalKafka.start({ directory });
    client = new KafkaClient({ brokers: kafka.addresses, clientId: 'test' }, { logger: silent });
    await client.start();
  }, START_WITHIN_MS);
  afterAll(async () => {
    await client.close();
    await kafka?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (topic: string): Promise<KafkaSnapshotStore> =>
    KafkaSnapshotStore.open({ client, topic, partitions: 1 });

  const fileOf = (topic: string): string => join(directory, 'node-1', 'data', `${topic}-0`, '00000000000000000000.log');

  /** Turns a bit of the first place where the text stands in the partition's file. */
  function damage(topic: string, text: string): void {
    const path = fileOf(topic);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(text);
    expect(at).toBeGreaterThan(0);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.of(bytes[at]! ^ 0x01), 0, 1, at);
    closeSync(file);
  }

  it.each([
    ['between others', 'of the second'],
    ['at the end', 'of the third'],
  ])('given one %s, then the snapshot is of no use until everything was written again', async (_where, text) => {
    const topic = await newTopic(client, 'table', 1);
    const owner = await open(topic);
    await owner.write(0, change(1, { s: 'of the first' }, 1));
    await owner.write(0, change(2, { t: 'of the second' }, 2));
    await owner.write(0, change(3, { u: 'of the third' }));
    expect(await contentsOf(owner)).toEqual({
      states: { s: 'of the first', t: 'of the second', u: 'of the third' },
      ended: 2,
    });
    damage(topic, text);

    const next = await open(topic);
    await expect(next.checkpoint(0)).rejects.toBeInstanceOf(CorruptRecord);
    await expect((await open(topic)).checkpoint(0)).rejects.toThrow(/checksum of the batch/);
    await next.checkpoint(0).catch(() => undefined);
    await next.write(0, change(4, { s: 'anew' }, 7));

    const third = await open(topic);
    expect((await third.checkpoint(0))?.offset).toBe(4);
    expect(await contentsOf(third)).toEqual({ states: { s: 'anew' }, ended: 1 });
    expect(await newestCheckpoint(client, { topic, partition: 0 })).toBe(4);
    await third.write(0, change(5, { t: 'added' }));
    const fourth = await open(topic);
    expect((await fourth.checkpoint(0))?.offset).toBe(5);
    expect(await contentsOf(fourth)).toEqual({ states: { s: 'anew', t: 'added' }, ended: 1 });
  });

  it(
    'given a log that has lost its last record and has others since, then who has read that one stops',
    async () => {
      const topic = await newTopic(client, 'log', 1);
      const log = await KafkaEventLog.open({ client, topic, partitions: 1 });
      const far = new KafkaClient({ brokers: kafka!.proxiedAddresses, clientId: 'far' }, { logger: silent });
      await far.start();
      const seen = Collector.follow(await KafkaEventLog.open({ client: far, topic, partitions: 1 }), 0, 0);
      const sizes: number[] = [];
      for (const [offset, text] of ['a', 'b', 'c'].entries()) {
        await log.append(0, Buffer.from(text));
        await seen.reached(offset);
        sizes.push(statSync(fileOf(topic)).size);
      }
      const [broker, proxy] = [kafka!.brokers[0]!, kafka!.proxies[0]!];
      proxy.refuse();
      proxy.cut();
      await broker.stop('SIGKILL');
      truncateSync(fileOf(topic), sizes[1]);
      await broker.start();
      for (const text of ['x', 'y']) expect(await untilAppended(log, text)).toBeGreaterThan(1);
      proxy.accept();
      await seen.failed();
      expect(seen.faults).toEqual([expect.objectContaining({ name: LogCorruption.name, offset: 2 })]);
      await far.close();
    },
    START_WITHIN_MS,
  );
});
