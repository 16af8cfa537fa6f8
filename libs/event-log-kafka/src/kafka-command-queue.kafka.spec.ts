/** Commands over Kafka keep the contract of the command queue, pack many into a record, and survive what is no command. */
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { AppendRefused } from '@macp/event-log';
import type { CommandEnvelope, QueuedCommand } from '@macp/event-log';
import { commandQueueContract } from '@macp/event-log/contract';
import { CommandQuarantine } from './command-quarantine.js';
import { KafkaCommandQueue } from './kafka-command-queue.js';
import type { KafkaCommandQueueOptions, Quarantined } from './kafka-command-queue.js';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { brokers, describeWithKafka, openClient } from './testing/kafka-suite.js';
import { createAnew, deleteTopic, newTopic } from './testing/test-topics.js';

const PARTITIONS = 2;
const codec = {
  encode: (body: string): Uint8Array => Buffer.from(body),
  decode: (bytes: Uint8Array): string => {
    const body = Buffer.from(bytes).toString();
    if (body === 'poison') throw new Error('no command');
    return body;
  },
};

const command = (body: string): CommandEnvelope<string> => ({
  correlationId: `c-${body.slice(0, 20)}`,
  replyTo: 'ingress-0',
  expiresAtMs: 1_700_000_000_000,
  body,
});

interface Opened {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly queue: KafkaCommandQueue<string>;
  readonly close: () => Promise<void>;
}

async function openQueue(options: Partial<KafkaCommandQueueOptions<string>> = {}): Promise<Opened> {
  const client = await openClient();
  const topic = await newTopic(client, 'queue', PARTITIONS);
  const queue = await KafkaCommandQueue.open({ client, topic, partitions: PARTITIONS, codec, ...options });
  return {
    client,
    topic,
    queue,
    close: async () => {
      await queue.close();
      await deleteTopic(client, topic);
      await client.close();
    },
  };
}

/** Commands of partition 0 until `count` came. */
async function received(queue: KafkaCommandQueue<string>, count: number): Promise<QueuedCommand<string>[]> {
  const all: QueuedCommand<string>[] = [];
  await new Promise<void>((resolve) => {
    const subscription = queue.consume(0, 0, (commands) => {
      all.push(...commands);
      if (all.length < count) return;
      void turn().then(() => subscription.close());
      resolve();
    });
  });
  return all;
}

describeWithKafka('over a real broker', () => {
  it('given commands fetched with large ones, when they are kept, then those of their own record are kept with them', async () => {
    const kept: Uint8Array[] = [];
    const viewing = { ...codec, decode: (bytes: Uint8Array) => `${kept.push(bytes)}` };
    const { queue, close } = await openQueue({ codec: viewing });
    await queue.enqueue(0, command('x'.repeat(500_000)));
    await Promise.all(['a', 'b'].map((body) => queue.enqueue(0, command(body))));
    await received(queue, 3);
    expect(kept.map(({ length }) => length)).toEqual([500_000, 1, 1]);
    expect(kept[1]!.buffer).toBe(kept[2]!.buffer);
    expect(kept[1]!.buffer.byteLength).toBeLessThan(200);
    await close();
  });

  commandQueueContract('KafkaCommandQueue', async () => {
    const { queue, close } = await openQueue();
    return { sink: queue, source: queue, close };
  });

  describe('KafkaCommandQueue', () => {
    it('packs the commands of one turn into one record, and no more than a record may carry', async () => {
      const { queue, client, topic, close } = await openQueue();
      const bodies = Array.from({ length: 5000 }, (_, n) => `${n}`);
      const offsets = await Promise.all(bodies.map((body) => queue.enqueue(0, command(body))));
      expect(offsets.slice(0, 2)).toEqual([0, 1]);
      expect([offsets[4095], offsets[4096], offsets[4999]]).toEqual([4095, 4096, 4096 + 903]);
      expect(await client.ends.ask(topic, 0)).toBe(2);
      await close();
    });

    it('sends a large command alone, and refuses one that no record can carry', async () => {
      const { queue, close } = await openQueue();
      const large = 'x'.repeat(3 * 1024 * 1024);
      const sent = [command('before'), command(large), command('after')].map((each) => queue.enqueue(0, each));
      await expect(queue.enqueue(0, command('x'.repeat(4 * 1024 * 1024)))).rejects.toBeInstanceOf(AppendRefused);
      expect(await Promise.all(sent)).toEqual([0, 4096, 8192]);
      const commands = await received(queue, 3);
      expect(commands.map(({ command: { body } }) => body.length)).toEqual([6, large.length, 5]);
      await close();
    });

    it('sets aside what cannot be decoded, says so, and goes on', async () => {
      const quarantined: Quarantined[] = [];
      const { queue, client, topic, close } = await openQueue({ onQuarantined: (each) => quarantined.push(each) });
      const raw = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
      await queue.enqueue(0, command('first'));
      await raw.append(0, Buffer.from('no batch of commands'));
      await raw.append(0, Buffer.of(2, 0));
      await raw.append(0, Buffer.of(1, 9, 65));
      await Promise.all(['good', 'poison', 'fine'].map((body) => queue.enqueue(0, command(body))));
      const commands = await received(queue, 3);
      expect(commands.map(({ offset, command: { body } }) => [offset, body])).toEqual([
        [0, 'first'],
        [4 * 4096, 'good'],
        [4 * 4096 + 2, 'fine'],
      ]);
      expect(quarantined.map(({ offset }) => offset)).toEqual([4096, 2 * 4096, 3 * 4096, 4 * 4096 + 1]);
      expect(queue.quarantined).toBe(4);
      await close();
    });

    it('keeps what was set aside where it is, with its cause, and sends it again once it can be read', async () => {
      // Given a record that is no batch at all, and a command whose body cannot be read
      const { queue, client, topic, close } = await openQueue();
      const raw = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
      await queue.enqueue(0, command('first'));
      await raw.append(0, Buffer.of(2, 0));
      await Promise.all(['good', 'poison'].map((body) => queue.enqueue(0, command(body))));
      const poisonAt = 2 * 4096 + 1;
      const quarantine = await CommandQuarantine.open({ client, topic, partitions: PARTITIONS, codec });
      const causes: [number, string][] = [];
      for await (const { offset, cause } of quarantine.entries(0)) causes.push([offset, (cause as Error).message]);
      expect(causes).toEqual([
        [4096, expect.stringContaining('record format 2 is newer')],
        [poisonAt, 'no command'],
      ]);
      await expect(quarantine.commands(0, poisonAt)).rejects.toThrow('no command');
      await expect(quarantine.commands(0, 4096, { wholeRecord: true })).rejects.toThrow('newer');
      await expect(quarantine.commands(0, poisonAt + 1)).rejects.toThrow('has no command');
      // When another build can read it
      const reader = { ...codec, decode: (bytes: Uint8Array): string => `cured of ${Buffer.from(bytes).toString()}` };
      const later = await CommandQuarantine.open({ client, topic, partitions: PARTITIONS, codec: reader });
      const cured = await later.commands(0, poisonAt);
      expect(cured).toEqual([{ ...command('poison'), body: 'cured of poison' }]);
      expect(await later.commands(0, poisonAt, { wholeRecord: true })).toHaveLength(2);
      for (const each of cured) await queue.enqueue(0, each);
      const commands = await received(queue, 3);
      expect(commands.map(({ command: { body } }) => body)).toEqual(['first', 'good', 'cured of poison']);
      await close();
    });

    it('goes on behind records that the topic has dropped, and says what is missing', async () => {
      const missing: unknown[] = [];
      const { queue, client, topic, close } = await openQueue({ onMissing: (each) => missing.push(each) });
      const raw = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
      for (const body of ['a', 'b', 'c']) await queue.enqueue(0, command(body));
      await raw.trim(0, 2);
      const commands = await received(queue, 1);
      expect(commands.map(({ offset }) => offset)).toEqual([2 * 4096]);
      expect(missing).toEqual([{ partition: 0, fromOffset: 0, toOffset: 2 * 4096 }]);
      await close();
    });

    it('says that the process has to be started again when the topic was created anew, and is quiet until then', async () => {
      let said = (): void => undefined;
      const anew = new Promise<void>((resolve) => (said = resolve));
      const warn = (line: string): void => {
        if (line.includes('was created anew: this process has to be started again')) said();
      };
      const client = new KafkaClient({ brokers, clientId: 'test' }, { logger: { info: () => undefined, warn } });
      await client.start();
      const topic = await newTopic(client, 'queue', PARTITIONS);
      const queue = await KafkaCommandQueue.open({ client, topic, partitions: PARTITIONS, codec });
      for (const body of ['a', 'b']) await queue.enqueue(0, command(body));
      await received(queue, 2);
      await createAnew(client, topic, PARTITIONS);
      while (client.connection.topic(topic)?.topicId === queue.queueId) await client.connection.refresh();
      const commands: unknown[] = [];
      queue.consume(0, 0, (given) => commands.push(...given));
      await anew;
      expect(commands).toEqual([]);
      await queue.close();
      await deleteTopic(client, topic);
      await client.close();
    });

    it('tells how many records are behind what is decided', async () => {
      const { queue, close } = await openQueue();
      expect(await queue.recordsBehind(0, -1)).toBe(0);
      for (const body of ['a', 'b', 'c']) await queue.enqueue(0, command(body));
      expect(await queue.recordsBehind(0, -1)).toBe(3);
      expect(await queue.recordsBehind(0, 4096)).toBe(1);
      expect(await queue.recordsBehind(0, 2 * 4096)).toBe(0);
      expect(await queue.recordsBehind(1, -1)).toBe(0);
      await close();
    });

    it('tells up to which record commands were released', async () => {
      const released: number[] = [];
      const { queue, close } = await openQueue({ onReleased: (_, recordOffset) => released.push(recordOffset) });
      await Promise.all(['a', 'b'].map((body) => queue.enqueue(0, command(body))));
      await received(queue, 2);
      queue.release(0, 1);
      queue.release(0, 2);
      expect(released).toEqual([0, 1]);
      await close();
    });
  });
});
