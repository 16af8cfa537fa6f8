import { MemoryCommandQueue, MemoryEventLog, MemorySnapshotStore } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { checkpointPace } from './checkpoint-pace.js';
import { DEFAULT_WORKER_LIMITS } from './limits.js';
import { OwnedPartitions } from './owned-partitions.js';
import { ManualClock, roomAggregate } from './testing/index.js';
import type { RoomTypes } from './testing/index.js';

const PARTITIONS = 12;

/** Twelve partitions of one process that hear of a command each at the same moments. */
async function askedAlike(): Promise<{ readonly clock: ManualClock; readonly writtenAtMs: number[][]; ask(): void }> {
  const clock = new ManualClock();
  const queue = new MemoryCommandQueue<RoomTypes['command']>({ queueId: 'queue', partitions: PARTITIONS });
  const writtenAtMs = Array.from({ length: PARTITIONS }, (): number[] => []);
  let lastId = 0;
  const owned = new OwnedPartitions<RoomTypes>({
    owner: 'one',
    aggregate: roomAggregate(60_000),
    log: new MemoryEventLog({ logId: 'log', partitions: PARTITIONS, recordBytesMax: 64 * 1024 }),
    commands: queue,
    outcomes: { push: () => undefined },
    snapshots: new MemorySnapshotStore(PARTITIONS),
    answerer: () => new Promise(() => undefined),
    clock,
    ids: { next: () => `id-${(lastId += 1)}` },
    limits: { checkpointIntervalMs: 1_000 },
    eventsOf: (partition) => ({ checkpointed: () => writtenAtMs[partition]!.push(clock.nowMs()) }),
  });
  const serving = owned.own(Array(PARTITIONS).keys(), 0);
  await clock.advance(0);
  await serving;
  const ask = (): void => {
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const id = `m-${(lastId += 1)}`;
      const body: RoomTypes['command'] = { kind: 'post', room: `room-${partition}`, messageId: id, text: '' };
      const expiresAtMs = clock.nowMs() + 30_000;
      void queue.enqueue(partition, { correlationId: id, replyTo: 'ingress', expiresAtMs, body });
    }
  };
  return { clock, writtenAtMs, ask };
}

describe('checkpoints of partitions that are asked alike', () => {
  it('are written at a moment of each partition’s own, none later than the interval', async () => {
    const asked = await askedAlike();
    const { clock, writtenAtMs } = asked;
    const startedMs = clock.nowMs();
    asked.ask();
    for (let ms = 0; ms < 1_000; ms += 1) await clock.advance(1);
    const first = writtenAtMs.map(([ms]) => ms! - startedMs);
    expect(new Set(first).size).toBe(PARTITIONS);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(750);
    expect(Math.max(...first)).toBe(1_000);
  });
});

describe('the pace of a partition', () => {
  it.each([2, 12, 64])('lies apart from that of every other of %i partitions', (partitions) => {
    const paces = Array.from({ length: partitions }, (_, each) => checkpointPace(each, DEFAULT_WORKER_LIMITS));
    const sorted = paces.map(({ intervalMs }) => intervalMs).sort((one, other) => one - other);
    const gaps = sorted.slice(1).map((ms, index) => ms - sorted[index]!);
    // As far as they would lie when evenly spread, or at worst a third of that.
    const even = (DEFAULT_WORKER_LIMITS.checkpointIntervalMs * 0.25) / partitions;
    expect(Math.min(...gaps)).toBeGreaterThan(even / 3);
  });

  it('is that of the limits, or up to a quarter below, for records and for time', () => {
    for (let partition = 0; partition < 1_000; partition += 1) {
      const { records, intervalMs } = checkpointPace(partition, DEFAULT_WORKER_LIMITS);
      expect(records / DEFAULT_WORKER_LIMITS.checkpointRecords).toBeGreaterThan(0.75);
      expect(records).toBeLessThanOrEqual(DEFAULT_WORKER_LIMITS.checkpointRecords);
      expect([Number.isInteger(records), Number.isInteger(intervalMs)]).toEqual([true, true]);
      expect(intervalMs / DEFAULT_WORKER_LIMITS.checkpointIntervalMs).toBeCloseTo(
        records / DEFAULT_WORKER_LIMITS.checkpointRecords,
      );
    }
    expect(checkpointPace(0, DEFAULT_WORKER_LIMITS).records).toBe(DEFAULT_WORKER_LIMITS.checkpointRecords);
  });
});
