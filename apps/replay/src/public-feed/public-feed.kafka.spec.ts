/** The feed from a log in Kafka to a topic in Kafka: writers die with puts on their way, and outside nobody misses a record. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeBatch, encodeClaim } from '@macp/event-log';
import { KafkaClient, KafkaEventLog, KafkaFeedSink, ensureTopics } from '@macp/event-log-kafka';
import type { FeedRecord, FeedSink } from '@macp/ports';
import { encodeSessionFact } from '@macp/records';
import { kafkaForTests } from '@macp/testkit';
import { PlayedSession } from '../testing/projected-log.js';
import { PublicFeed } from './public-feed.js';
import { deduplicated, lineOf, valueOf } from './testing/feed-consumer.js';
import { idOf, named } from './testing/feed-world.js';

const EPOCH = 'epoch-1';
const kafka = await kafkaForTests();
const logger = { info: () => undefined, warn: () => undefined };
const after = (delayMs: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

/** One process, with connections of its own. */
class Process {
  private constructor(
    readonly client: KafkaClient,
    readonly log: KafkaEventLog,
    readonly sink: KafkaFeedSink,
  ) {}

  static async start({ events, history }: { events: string; history: string }): Promise<Process> {
    const client = new KafkaClient({ brokers: kafka!.brokers, clientId: 'replay' }, { logger });
    await client.start();
    const plans = [events, history].map((topic) => ({ topic, kind: 'log' as const, partitions: 1 }));
    await ensureTopics(client, { plans });
    const log = await KafkaEventLog.open({ client, topic: events, partitions: 1 });
    const sink = await KafkaFeedSink.open({ client, topic: history, partitions: 1 });
    return new Process(client, log, sink);
  }

  /** Follows the log's partition. */
  feed(sink: FeedSink = this.sink): PublicFeed {
    const feed = new PublicFeed({ log: this.log, sink, after });
    feed.own([0]);
    return feed;
  }

  /** Cuts all connections, whatever is on its way. */
  async kill(): Promise<void> {
    await this.client.close();
  }
}

/** Tells nobody of the puts that arrived: what a process knows that dies right after. */
function tellingNobody(sink: FeedSink): FeedSink & { readonly arrived: Promise<void> } {
  let tell: () => void;
  const arrived = new Promise<void>((resolve) => (tell = resolve));
  return {
    partitions: sink.partitions,
    arrived,
    last: (partition) => sink.last(partition),
    put: async (partition, records) => {
      await sink.put(partition, records);
      tell();
      await new Promise<never>(() => undefined);
    },
  };
}

(kafka === undefined ? describe.skip : describe)('the public feed over a real broker', () => {
  let topics: { events: string; history: string };
  let engine: Process;
  let seq: number;
  const processes: Process[] = [];
  afterAll(async () => kafka?.stop());
  beforeEach(async () => {
    topics = { events: `test.events.${randomUUID()}`, history: `test.history.${randomUUID()}` };
    seq = 0;
    engine = await start();
    const claim = { epoch: EPOCH, owner: 'spec', generation: 0, partitions: 1, logId: engine.log.logId };
    await engine.log.append(0, encodeClaim({ ...claim, commandLogId: 'commands', claimedAtMs: 1 }));
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.kill();
  });

  async function start(): Promise<Process> {
    const process = await Process.start(topics);
    processes.push(process);
    return process;
  }

  async function write(...sessions: PlayedSession[]): Promise<void> {
    seq += 1;
    const facts = sessions.flatMap((session) => session.take().map((fact) => encodeSessionFact(fact)));
    const batch = { epoch: EPOCH, seq, decidedUpTo: seq, parked: [], recordedAtMs: seq, outcomes: [], facts };
    await engine.log.append(0, encodeBatch(batch));
  }

  async function untilWritten(process: Process, feed: PublicFeed): Promise<void> {
    const end = await process.log.endOffset(0);
    while ((feed.position(0) ?? 0) < end) await new Promise(setImmediate);
  }

  /** Everything in the topic. */
  async function published(process: Process): Promise<FeedRecord[]> {
    const end = await process.client.ends.ask(topics.history, 0);
    const raw = await KafkaEventLog.open({ client: process.client, topic: topics.history, partitions: 1 });
    const values: FeedRecord[] = [];
    while (values.length < end) {
      for (const { bytes } of await raw.read(0, values.length, 1_000))
        values.push({ key: '', value: bytes, headers: {} });
    }
    return values;
  }

  it('given a writer that dies after its produce and before anything else, when the next owner comes, then nothing is there twice or missing', async () => {
    const session = new PlayedSession(idOf('s-1'));
    session.propose();
    await write(session);
    const dying = await start();
    const sink = tellingNobody(dying.sink);
    const lost = dying.feed(sink);
    await sink.arrived;
    lost.stop();
    await dying.kill();
    session.commit();
    await write(session);

    const next = await start();
    const feed = next.feed();
    await untilWritten(next, feed);
    feed.stop();

    const lines = (await published(next)).map((record) => named(lineOf(valueOf(record))));
    expect(lines).toEqual(['s-1 CREATED 1', 's-1 envelope 1', 's-1 envelope 2', 's-1 envelope 3', 's-1 RESOLVED 2']);
  });

  it('given writers that are killed one after the other while sessions go on, when the last one is done, then every session is whole and in order', async () => {
    const sessions = Array.from({ length: 20 }, (_, index) => new PlayedSession(idOf(`s-${index}`)));
    let isOver = false;
    const playing = (async () => {
      for (let round = 0; round < 30; round += 1) {
        for (const session of sessions) session.propose();
        await write(...sessions);
      }
      for (const session of sessions) session.commit();
      await write(...sessions);
      isOver = true;
    })();
    for (let kills = 0; kills < 6 || !isOver; kills += 1) {
      const process = await start();
      const feed = process.feed();
      // Two of three die in the middle of it, every third one hands over in order.
      const wanted = feed.written + 1 + kills * 20;
      while (feed.written < wanted && feed.position(0) !== (await process.log.endOffset(0))) {
        await new Promise(setImmediate);
      }
      if (kills % 3 !== 2) await process.kill();
      feed.stop();
    }
    await playing;
    const last = await start();
    const feed = last.feed();
    await untilWritten(last, feed);
    feed.stop();

    const values = deduplicated(await published(last));
    for (const { sessionId } of sessions) {
      const own = values.filter((value) => value.session_id === sessionId);
      const ordinals = own.filter(({ kind }) => kind === 'envelope').map(({ ordinal }) => ordinal);
      expect(ordinals).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
      const changes = own.flatMap((value) => (value.kind === 'lifecycle' ? [value.change] : []));
      expect(changes).toEqual(['CREATED', 'RESOLVED']);
    }
    expect(values).toHaveLength(20 * 34);
  });

  it('given a log that was created anew, when the old feed is to be continued, then it is left as it is', async () => {
    await write(new PlayedSession(idOf('s-1')));
    const first = engine.feed();
    await untilWritten(engine, first);
    first.stop();
    topics = { ...topics, events: `test.events.${randomUUID()}` };
    const other = await start();
    const faults: unknown[] = [];
    const onFault = (_partition: number, cause: unknown): void => void faults.push(cause);
    const feed = new PublicFeed({ log: other.log, sink: other.sink, after, onFault });
    feed.own([0]);
    while (faults.length === 0) await new Promise(setImmediate);

    expect(faults[0]).toMatchObject({ name: 'FeedMismatch' });
    expect(await published(other)).toHaveLength(2);
    feed.stop();
  });
});
