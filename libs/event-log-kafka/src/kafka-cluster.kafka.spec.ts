/** In a cluster of three, what is acknowledged survives the loss of a leader, and owners and followers go on with the next. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AppendUnknown, ClaimedLogReader, encodeBatch, encodeClaim } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { newTopic, silent } from './testing/test-topics.js';

const PARTITIONS = 3;
const hasBroker = await hasJavaAndMaven();
// Brokers start and stop here, on a machine that may be busy.
jest.setTimeout(120_000);

/** An owner of one partition, reduced to what concerns the log: claim, append, and claim again when a result is unknown. */
class Owner {
  /** `epoch/seq` of acknowledged batches by offset. */
  readonly acknowledged = new Map<number, string>();
  claims = 0;
  #isOver = false;
  readonly #running: Promise<void>;

  constructor(
    private readonly log: KafkaEventLog,
    private readonly partition: number,
  ) {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      try {
        await this.#own(`E${(this.claims += 1)}`);
      } catch (cause) {
        if (!(cause instanceof AppendUnknown)) throw cause;
      }
    }
  }

  async #own(epoch: string): Promise<void> {
    const { log, partition } = this;
    let expected = await log.append(
      partition,
      encodeClaim({
        epoch,
        owner: 'owner',
        generation: 0,
        partitions: PARTITIONS,
        logId: log.logId,
        commandLogId: 'q',
        claimedAtMs: 0,
      }),
    );
    for (let seq = 1; !this.#isOver; seq += 1) {
      const record = encodeBatch({
        epoch,
        seq,
        decidedUpTo: seq,
        parked: [],
        recordedAtMs: 0,
        outcomes: [],
        facts: [],
      });
      const offset = await log.append(partition, record);
      expected += 1;
      if (offset !== expected) return;
      this.acknowledged.set(offset, `${epoch}/${seq}`);
    }
  }
}

(hasBroker ? describe : describe.skip)('a cluster of three', () => {
  let kafka: LocalKafka;
  beforeAll(async () => {
    // A dead broker is replaced within the test's patience.
    const properties = { 'broker.session.timeout.ms': '2000', 'broker.heartbeat.interval.ms': '500' };
    kafka = await LocalKafka.start({ brokers: 3, properties });
  });
  afterAll(async () => {
    await kafka.stop();
  });

  it('keeps what was acknowledged while leaders are killed and come back', async () => {
    const quick = { requestTimeoutMs: 2000, acksTimeoutMs: 1500, connectTimeoutMs: 500 };
    const client = new KafkaClient({ brokers: kafka.addresses, clientId: 'test', ...quick }, { logger: silent });
    await client.start();
    const topic = await newTopic(client, 'log', PARTITIONS);
    const log = await KafkaEventLog.open({ client, topic, partitions: PARTITIONS });
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const followers = partitions.map((partition) => Collector.follow(log, partition, 0));
    const owners = partitions.map((partition) => new Owner(log, partition));
    const progress = async (): Promise<void> => {
      await Promise.all(followers.map((follower) => follower.reached((follower.records.at(-1)?.offset ?? 0) + 20)));
    };
    await progress();
    for (const broker of kafka.brokers.slice(0, 2)) {
      await broker.stop('SIGKILL');
      await progress();
      await broker.start();
      await progress();
    }
    await Promise.all(owners.map((owner) => owner.stop()));
    for (const [partition, owner] of owners.entries()) {
      const end = await log.endOffset(partition);
      await followers[partition]!.reached(end - 1);
      const reader = new ClaimedLogReader({ partition, partitions: PARTITIONS, logId: log.logId });
      const valid = new Map<number, string>();
      for (const record of followers[partition]!.records) {
        const read = reader.read(record);
        if (read.kind === 'batch') valid.set(read.offset, `${read.record.epoch}/${read.record.seq}`);
      }
      for (const [offset, batch] of owner.acknowledged) expect([offset, valid.get(offset)]).toEqual([offset, batch]);
      expect(followers[partition]!.faults).toEqual([]);
    }
    expect(owners.some(({ claims }) => claims > 1)).toBe(true);
    await client.close();
  });
});
