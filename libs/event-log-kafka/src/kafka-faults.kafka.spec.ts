/**
 * What happens when brokers stall, vanish, come back and lose answers: an append is acknowledged only if it is in the log,
 * an unknown one is settled by the next CLAIM, and everything goes on by itself.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppendUnknown, ClaimedLogReader, encodeBatch, encodeClaim, streamedChange } from '@macp/event-log';
import type { Checkpoint, SnapshotChange } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { KafkaSnapshotStore } from './kafka-snapshot-store.js';
import type { KafkaSettings } from './kafka-settings.js';
import { readPartition } from './partition-read.js';
import { RecordedOwnership } from './testing/recorded-ownership.js';
import { newTopic, silent } from './testing/test-topics.js';
import { createTopicsRequest } from './topic-apis.js';

const PRODUCE = 0;
const END_TRANSACTION = 26;
const PARTITIONS = 2;
const text = (record: { readonly bytes: Uint8Array }): string => Buffer.from(record.bytes).toString();
const hasBroker = await hasJavaAndMaven();
// Brokers start and stop here, on a machine that may be busy.
jest.setTimeout(120_000);

(hasBroker ? describe : describe.skip)('with a broker that suffers', () => {
  let kafka: LocalKafka;
  let clients: KafkaClient[] = [];
  /** Reaches the broker directly. */
  let direct: KafkaClient;
  let topic: string;

  beforeAll(async () => {
    kafka = await LocalKafka.start();
  });
  afterAll(async () => {
    await kafka.stop();
  });
  beforeEach(async () => {
    clients = [];
    direct = await client(kafka.addresses);
    topic = await newTopic(direct, 'log', PARTITIONS);
  });
  afterEach(async () => {
    for (const each of clients) await each.close();
  });

  async function client(brokers: readonly string[], settings: Partial<KafkaSettings> = {}): Promise<KafkaClient> {
    const quick = { requestTimeoutMs: 1000, acksTimeoutMs: 800, connectTimeoutMs: 500 };
    const opened = new KafkaClient({ brokers, clientId: 'test', ...quick, ...settings }, { logger: silent });
    clients.push(opened);
    await opened.start();
    return opened;
  }

  const openLog = (over: KafkaClient): Promise<KafkaEventLog> =>
    KafkaEventLog.open({ client: over, topic, partitions: PARTITIONS });

  const claim = (log: KafkaEventLog, epoch: string): Uint8Array =>
    encodeClaim({
      epoch,
      owner: epoch,
      generation: 0,
      partitions: PARTITIONS,
      logId: log.logId,
      commandLogId: 'queue-0',
      claimedAtMs: 0,
    });

  const batch = (epoch: string, seq: number): Uint8Array =>
    encodeBatch({ epoch, seq, decidedUpTo: seq, parked: [], recordedAtMs: 0, outcomes: [], facts: [] });

  async function readAll(log: KafkaEventLog): Promise<string[]> {
    const reader = new ClaimedLogReader({ partition: 0, partitions: PARTITIONS, logId: log.logId });
    return (await log.read(0, 0, 100)).map((record) => {
      const { kind, record: said } = reader.read(record);
      return `${kind} ${said.epoch}${said.kind === 'batch' ? `/${said.seq}` : ''}`;
    });
  }

  it('says unknown when the answer is lost, and the next claim finds the record in the log', async () => {
    const log = await openLog(await client(kafka.proxiedAddresses));
    await log.append(0, claim(log, 'E1'));
    const swallowed = kafka.proxies[0]!.swallowResponse(PRODUCE);
    await expect(log.append(0, batch('E1', 1))).rejects.toBeInstanceOf(AppendUnknown);
    await swallowed;
    expect(await log.append(0, claim(log, 'E2'))).toBe(2);
    expect(await log.append(0, batch('E2', 1))).toBe(3);
    expect(await readAll(log)).toEqual(['claim E1', 'batch E1/1', 'claim E2', 'batch E2/1']);
  });

  it('voids what a frozen owner had on its way when another has claimed, and shows him the gap', async () => {
    const zombie = await openLog(await client(kafka.proxiedAddresses, { requestTimeoutMs: 20_000 }));
    const owner = await openLog(direct);
    await zombie.append(0, claim(zombie, 'E1'));
    kafka.proxies[0]!.freeze();
    const late = zombie.append(0, batch('E1', 1));
    await owner.append(0, claim(owner, 'E2'));
    await owner.append(0, batch('E2', 1));
    kafka.proxies[0]!.thaw();
    expect(await late).toBe(3);
    await owner.append(0, batch('E2', 2));
    expect(await readAll(owner)).toEqual(['claim E1', 'claim E2', 'batch E2/1', 'void E1/1', 'batch E2/2']);
  });

  it('fails appends of a frozen connection in time, follows on, and works when the network does', async () => {
    const log = await openLog(await client(kafka.proxiedAddresses));
    const other = await openLog(direct);
    const seen = Collector.follow(log, 0, 0);
    await log.append(0, Buffer.from('a'));
    await seen.reached(0);
    kafka.proxies[0]!.freeze();
    await expect(log.append(0, Buffer.from('on its way'))).rejects.toBeInstanceOf(AppendUnknown);
    await other.append(0, Buffer.from('meanwhile'));
    kafka.proxies[0]!.cut();
    kafka.proxies[0]!.thaw();
    await seen.reached(1);
    await expect(untilAppended(log, 'again')).resolves.toBeGreaterThan(1);
    expect(seen.faults).toEqual([]);
    expect(seen.records.map(text)).toContain('meanwhile');
  });

  it('goes on after the broker was killed and came back, with everything that was acknowledged', async () => {
    const log = await openLog(direct);
    const seen = Collector.follow(log, 0, 0);
    for (const each of ['a', 'b']) await log.append(0, Buffer.from(each));
    await kafka.brokers[0]!.stop('SIGTERM');
    await expect(log.append(0, Buffer.from('nobody there'))).rejects.toBeInstanceOf(AppendUnknown);
    const end = log.endOffset(0);
    await kafka.brokers[0]!.start();
    expect(await end).toBe(2);
    expect(await untilAppended(log, 'c')).toBe(2);
    await seen.reached(2);
    expect(seen.records.map(text)).toEqual(['a', 'b', 'c']);
  });

  it('waits for a broker that is not there yet, says so, and can be told to stop', async () => {
    const lines: string[] = [];
    const logger = { info: () => undefined, warn: (line: string) => void lines.push(line) };
    kafka.proxies[0]!.refuse();
    const early = new KafkaClient({ brokers: kafka.proxiedAddresses, clientId: 'early' }, { logger });
    const given = new KafkaClient({ brokers: kafka.proxiedAddresses, clientId: 'given up' }, { logger: silent });
    clients.push(early, given);
    const started = early.start();
    const stopped = given.start();
    while (lines.length === 0) await new Promise((resolve) => void setImmediate(resolve));
    await given.close();
    await expect(stopped).rejects.toThrow();
    kafka.proxies[0]!.accept();
    await started;
    expect(lines[0]).toMatch(/reaching the brokers/);
  });

  it('loses no snapshot whose commit was not answered, and takes the next', async () => {
    const table = await newTopic(direct, 'table', 1);
    const store = await KafkaSnapshotStore.open({
      client: await client(kafka.proxiedAddresses),
      topic: table,
      partitions: 1,
    });
    const put = (offset: number, state: string): SnapshotChange =>
      streamedChange({ checkpoint: checkpointAt(offset), puts: [{ entity: 's', state }], ended: [] });
    await store.write(0, put(1, 'one'));
    void kafka.proxies[0]!.swallowResponse(END_TRANSACTION);
    await expect(store.write(0, put(2, 'two'))).rejects.toThrow();
    await store.write(0, put(3, 'three'));
    const successor = await KafkaSnapshotStore.open({ client: direct, topic: table, partitions: 1 });
    expect((await successor.checkpoint(0))?.offset).toBe(3);
    for await (const chunk of successor.entities(0)) expect(chunk).toEqual([{ entity: 's', state: 'three' }]);
  });

  it('reads a snapshot that the broker has compacted', async () => {
    const table = `compacted.${topic}`;
    const settings = {
      'cleanup.policy': 'compact',
      'segment.ms': '50',
      'min.cleanable.dirty.ratio': '0.001',
      'delete.retention.ms': '50',
    };
    const request = createTopicsRequest([{ topic: table, partitions: 1, replicationFactor: 1, settings }]);
    await direct.connection.send(await direct.connection.controller(), 'read', request);
    const open = (): Promise<KafkaSnapshotStore> =>
      KafkaSnapshotStore.open({ client: direct, topic: table, partitions: 1 });
    const store = await open();
    const write = (offset: number): Promise<void> =>
      store.write(
        0,
        streamedChange({
          checkpoint: checkpointAt(offset),
          puts: [`s-${offset % 3}`, `once-${offset}`].map((entity) => ({ entity, state: `as of ${offset}` })),
          ended: offset === 0 ? [] : [{ entity: `once-${offset - 1}`, idHash: Buffer.alloc(16, offset) }],
        }),
      );
    let offset = 0;
    let written = 0;
    const stored = async (): Promise<number> => {
      const options = { topic: table, partition: 0, fromOffset: 0, bytesMax: 4_000_000 };
      const batches = (await readPartition(direct.connection, options)).batches();
      return batches.reduce((sum, each) => sum + each.records.length, 0);
    };
    do {
      await write(offset);
      offset += 1;
      written += 6;
    } while (offset < 20 || (await stored()) > written / 2);
    const successor = await open();
    expect((await successor.checkpoint(0))?.offset).toBe(offset - 1);
    const states: Record<string, string> = {};
    for await (const chunk of successor.entities(0)) for (const { entity, state } of chunk) states[entity] = state;
    const last = [1, 2, 3].map((back) => offset - back);
    expect(states).toEqual({
      [`once-${offset - 1}`]: `as of ${offset - 1}`,
      ...Object.fromEntries(last.map((each) => [`s-${each % 3}`, `as of ${each}`])),
    });
  });

  it('tells an owner that cannot reach the group that his partitions are lost, and lets him in again', async () => {
    const options = { groupId: `group-${topic}`, topics: [topic], partitions: PARTITIONS };
    const cutOff = new RecordedOwnership(await client(kafka.proxiedAddresses), { ...options, address: 'cut off' });
    const healthy = new RecordedOwnership(direct, { ...options, address: 'healthy' });
    await RecordedOwnership.until(() => cutOff.ownership.owned.length === 1 && healthy.ownership.owned.length === 1);
    const held = cutOff.owned;
    kafka.proxies[0]!.freeze();
    await RecordedOwnership.until(() => cutOff.happened.includes(`lost ${held}`));
    await RecordedOwnership.until(() => healthy.owned === '0,1');
    kafka.proxies[0]!.thaw();
    await RecordedOwnership.until(() => cutOff.ownership.owned.length === 1 && healthy.ownership.owned.length === 1);
    await cutOff.ownership.leave();
    await healthy.ownership.leave();
  });

  it('gives partitions back to an owner who gave them up while the group knew nothing of it', async () => {
    const options = {
      groupId: `group-${topic}`,
      topics: [topic],
      partitions: PARTITIONS,
      address: 'only',
      lostAfterMs: 500,
    };
    const only = new RecordedOwnership(await client(kafka.proxiedAddresses), options);
    await RecordedOwnership.until(() => only.owned === '0,1');
    // Shorter than the group's patience, as for a coordinator that takes over from one that is gone.
    kafka.proxies[0]!.freeze();
    await RecordedOwnership.until(() => only.happened.includes('lost 0,1'));
    kafka.proxies[0]!.thaw();
    await RecordedOwnership.until(() => only.owned === '0,1');
    await only.ownership.leave();
  });
});

function checkpointAt(offset: number): Checkpoint {
  return {
    offset,
    epoch: 'E1',
    seq: 1,
    decidedUpTo: 0,
    parked: [],
    recordedAtMs: 0,
    stateHash: new Uint8Array(32),
    logId: 'l',
    commandLogId: 'q',
    partitions: 1,
    outcomes: [],
  };
}

/** Appends as an owner would: until the result is known. */
async function untilAppended(log: KafkaEventLog, record: string): Promise<number> {
  for (;;) {
    try {
      return await log.append(0, Buffer.from(record));
    } catch (cause) {
      if (!(cause instanceof AppendUnknown)) throw cause;
    }
  }
}
