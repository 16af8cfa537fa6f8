/** What operators are told of partitions that move, that are behind, and that are in trouble. */
import { describe, expect, it } from '@jest/globals';
import { SnapshotFenced } from '@macp/event-log';
import { OwnedPartitions } from '@macp/partition-worker';
import type { WorkerEvents } from '@macp/partition-worker';
import { RoomRig, roomAggregate } from '@macp/partition-worker/testing';
import type { RoomTypes } from '@macp/partition-worker/testing';
import { MacpMetrics, createLogger } from '@macp/telemetry';
import { observeOwnedPartitions } from './partition-gauges.js';
import { WorkerTelemetry } from './worker-telemetry.js';

const INFO = 30;
const WARN = 40;
const ERROR = 50;

class Rig extends RoomRig {
  readonly metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
  private readonly written: string[] = [];
  private readonly logger = createLogger({
    level: 'debug',
    destination: { write: (line: string) => void this.written.push(line) },
  });
  readonly telemetry = new WorkerTelemetry('room', this.metrics, this.logger, this.clock);
  private ids = 0;
  /** What the queue of every partition is said to have behind what is decided. */
  recordsBehind: (decidedUpTo: number) => Promise<number> = (decidedUpTo) => Promise.resolve(9 - decidedUpTo);

  owner(name: string): OwnedPartitions<RoomTypes> {
    return new OwnedPartitions<RoomTypes>({
      owner: name,
      log: this.log,
      snapshots: this.snapshots,
      commands: this.queue,
      outcomes: { push: () => undefined },
      clock: this.clock,
      ids: { next: () => `${name}-${(this.ids += 1)}` },
      aggregate: roomAggregate(60_000),
      answerer: () => new Promise(() => undefined),
      eventsOf: (partition) => this.telemetry.events(partition),
    });
  }

  async owning(): Promise<OwnedPartitions<RoomTypes>> {
    const owned = this.owner('one');
    observeOwnedPartitions(this.metrics, {
      aggregate: 'room',
      owned,
      telemetry: this.telemetry,
      clock: this.clock,
      recordsBehind: (_partition, decidedUpTo) => this.recordsBehind(decidedUpTo),
    });
    const serving = owned.own([0], 1);
    await this.clock.advance(0);
    await serving;
    return owned;
  }

  /** The listener of partition 0, which this owner has just claimed. */
  claimed(): WorkerEvents {
    const events = this.telemetry.events(0) as WorkerEvents;
    events.claimed({ epoch: 'e', offset: 1, generation: 1 });
    return events;
  }

  /** Lines that are seen at the level that is usual, but for CLAIMs. */
  told(): readonly { readonly level: number; readonly msg: string }[] {
    return this.lines().filter(({ level, msg }) => level >= INFO && msg !== 'partition claimed');
  }

  async total(name: string): Promise<number> {
    const text = await this.metrics.exposition();
    return Number(new RegExp(`^macp_room_${name}_total (\\d+)$`, 'm').exec(text)?.[1]);
  }

  lines(): readonly { readonly level: number; readonly msg: string }[] {
    return this.written.map((line) => JSON.parse(line) as { level: number; msg: string });
  }

  async value(name: string): Promise<number | undefined> {
    const line = (await this.metrics.exposition())
      .split('\n')
      .find((each) => each.startsWith(`macp_room_partition_${name}{partition="0"} `));
    return line === undefined ? undefined : Number(line.split(' ')[1]);
  }
}

describe('the metrics of an owned partition', () => {
  it('say since when it is owned, how far behind it is, and how old its checkpoint is', async () => {
    const rig = new Rig();
    const owned = await rig.owning();
    const claimedAtMs = rig.clock.nowMs();
    expect(await rig.value('owned')).toBe(1);
    expect(await rig.value('epoch_start_seconds')).toBe(claimedAtMs / 1000);
    // When one message is decided and time goes by
    rig.post('a', 'm1');
    await rig.clock.advance(2_000);
    expect(await rig.value('commands_waiting')).toBe(0);
    expect(await rig.value('queue_records_behind')).toBe(9);
    expect(await rig.value('checkpoint_age_seconds')).toBe(2);
    await owned.checkpoint();
    expect(await rig.value('checkpoint_age_seconds')).toBe(0);
    expect(await rig.value('epoch_start_seconds')).toBe(claimedAtMs / 1000);
  });

  it('count what waits for an answer', async () => {
    const rig = new Rig();
    await rig.owning();
    rig.post('a', 'm1');
    rig.send({ kind: 'close', room: 'a', messageId: 'q1' });
    rig.post('a', 'm2');
    await rig.clock.advance(0);
    expect(await rig.value('commands_waiting')).toBe(2);
  });

  it('are there although the brokers do not say how far behind it is', async () => {
    const rig = new Rig();
    await rig.owning();
    rig.recordsBehind = () => Promise.reject(new Error('no broker'));
    expect(await rig.value('queue_records_behind')).toBeUndefined();
    expect(await rig.value('owned')).toBe(1);
    rig.recordsBehind = () => new Promise(() => undefined);
    const told = rig.value('owned');
    await rig.clock.advance(1_000);
    expect(await told).toBe(1);
  });

  it('are gone once it is owned by another', async () => {
    const rig = new Rig();
    const owned = await rig.owning();
    const gone = owned.disown([0]);
    await rig.clock.advance(0);
    await gone;
    for (const name of ['owned', 'epoch_start_seconds', 'commands_waiting', 'checkpoint_age_seconds']) {
      expect(await rig.value(name)).toBeUndefined();
    }
  });
});

describe('the log of an owner', () => {
  it('names the epoch with every CLAIM, and the next owner when that one takes over, without alarm', async () => {
    const rig = new Rig();
    const owned = await rig.owning();
    const left = owned.handOver([0]);
    const taken = rig.owner('two').own([0], 2);
    await rig.clock.advance(0);
    await Promise.all([left, taken]);
    expect(rig.lines()).toContainEqual(
      expect.objectContaining({ level: INFO, msg: 'partition claimed', epoch: 'one-1', generation: 1 }),
    );
    expect(rig.lines()).toContainEqual(
      expect.objectContaining({ level: INFO, msg: 'the next owner has claimed the partition', owner: 'two' }),
    );
    expect(rig.lines().filter(({ level }) => level > INFO)).toEqual([]);
  });

  it('does not worry about an owner of a higher generation, but about one that takes turns', () => {
    const rig = new Rig();
    const events = rig.telemetry.events(0);
    const claimed = { epoch: 'e', offset: 1, generation: 1 };
    const fenced = { expectedOffset: 2, offset: 3 };
    events.claimed!(claimed);
    events.fenced!(fenced);
    events.yielded!({ generation: 1, generationSeen: 2 });
    events.claimed!(claimed);
    expect(rig.lines().filter(({ level }) => level > INFO)).toEqual([]);
    events.fenced!(fenced);
    events.claimed!(claimed);
    expect(rig.lines().at(-1)).toMatchObject({ level: WARN, msg: 'partition claimed back from another owner' });
  });

  it('takes a checkpoint that could not be written for a fault', async () => {
    const rig = new Rig();
    const events = rig.claimed();
    events.checkpointFailed({ cause: new Error('disk full') });
    expect(rig.lines().at(-1)).toMatchObject({ level: ERROR, msg: 'a checkpoint could not be written' });
    expect(await rig.total('checkpoint_failures')).toBe(1);
  });
});

describe('the log of an owner whose checkpoints somebody else has', () => {
  const fenced = { cause: new SnapshotFenced('taken over') };
  const written = { offset: 3, entities: 1, ms: 1 };
  const WITH_NEXT = { level: INFO, msg: 'checkpoints of the partition are with its next owner', partition: 0 };
  const TAKEN_BACK = { level: INFO, msg: 'checkpoints of the partition are taken back', whole: true };
  const CONTENDED = { level: WARN, msg: 'the checkpoints of the partition are taken again and again' };
  const UNWRITTEN = { level: ERROR, msg: 'no checkpoint could be written for long: another process is in the way' };

  it('says once that the next owner has them, and when they are taken back, however often it is tried', async () => {
    const rig = new Rig();
    const events = rig.claimed();
    for (let n = 0; n < 5; n += 1) events.checkpointFailed(fenced);
    expect(rig.told()).toEqual([expect.objectContaining(WITH_NEXT)]);
    events.snapshotTakenBack({ isWhole: true });
    expect(rig.told().slice(1)).toEqual([expect.objectContaining(TAKEN_BACK)]);
    // Once one was written, it is told anew
    events.checkpointed(written);
    events.checkpointFailed(fenced);
    expect(rig.told().slice(2)).toEqual([expect.objectContaining(WITH_NEXT)]);
    expect(await rig.total('checkpoint_failures')).toBe(0);
  });

  it('warns once of one who takes them again and again, and lets it be an error once none was written for long', async () => {
    const rig = new Rig();
    const events = rig.claimed();
    const duel = (): void => {
      events.snapshotTakenBack({ isWhole: true });
      events.checkpointFailed(fenced);
    };
    events.checkpointFailed(fenced);
    for (let n = 0; n < 4; n += 1) duel();
    expect(rig.told().slice(2)).toEqual([expect.objectContaining(CONTENDED)]);
    await rig.clock.advance(30 * 60_000 - 1);
    duel();
    expect(rig.told().slice(3)).toEqual([]);
    await rig.clock.advance(1);
    for (let n = 0; n < 4; n += 1) duel();
    expect(rig.told().slice(3)).toEqual([expect.objectContaining(UNWRITTEN)]);
    events.checkpointed(written);
    duel();
    expect(rig.told().at(-1)).toMatchObject(WITH_NEXT);
  });

  it('makes no error of a long silence between two attempts', async () => {
    const rig = new Rig();
    const events = rig.claimed();
    events.checkpointFailed(fenced);
    await rig.clock.advance(24 * 3_600_000);
    events.checkpointFailed(fenced);
    expect(rig.told()).toEqual([expect.objectContaining(WITH_NEXT)]);
  });

  it('has them told anew by the next CLAIM', () => {
    const rig = new Rig();
    rig.claimed().checkpointFailed(fenced);
    rig.claimed().checkpointFailed(fenced);
    expect(rig.told()).toEqual([expect.objectContaining(WITH_NEXT), expect.objectContaining(WITH_NEXT)]);
  });
});
