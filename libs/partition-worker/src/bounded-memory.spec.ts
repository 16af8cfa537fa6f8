/** What ended leaves memory, whatever becomes of checkpoints and however far away its deadline was. */
import { MemorySnapshotStore, SnapshotFenced } from '@macp/event-log';
import type { SnapshotStore } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { PartitionState } from './partition-state.js';
import type { PartitionWorker } from './partition-worker.js';
import { roomAggregate } from './testing/room-aggregate.js';
import type { RoomTypes } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';

const ROOMS = 1_200;
const INTERVAL_MS = 1_000;
const limits = { endedGraceMs: 0, checkpointIntervalMs: INTERVAL_MS };

/** Opens a room and closes it. */
async function lived(rig: RoomRig, room: string): Promise<void> {
  rig.post(room, 'm1');
  rig.send({ kind: 'close', room, messageId: 'm2' });
  await rig.clock.advance(0);
}

/** A store that can be read once and never written. */
function broken(): SnapshotStore {
  const inner = new MemorySnapshotStore(1);
  let reads = 0;
  return {
    checkpoint: async (partition) => {
      reads += 1;
      if (reads > 1) throw new Error('the brokers say that it is damaged');
      return inner.checkpoint(partition);
    },
    entities: (partition) => inner.entities(partition),
    endedIds: (partition) => inner.endedIds(partition),
    write: () => Promise.reject(new SnapshotFenced('what is stored was not read')),
  };
}

const resident = (worker: PartitionWorker<RoomTypes>): string[] => [...worker.confirmed!.entities.keys()];

describe('memory of a worker', () => {
  it('is left by what ended though no checkpoint can be written', async () => {
    const rig = new RoomRig();
    const worker = await rig.started({ answerer: () => 'allow', limits, snapshots: broken() });
    await lived(rig, 'a');
    await rig.clock.advance(INTERVAL_MS);
    await lived(rig, 'b');
    rig.post('open', 'm1');
    await rig.clock.advance(INTERVAL_MS);
    expect(rig.count('checkpointed')).toBe(0);
    expect(resident(worker)).toEqual(['open']);
  });

  it('is left so, too, between two attempts that are far apart', async () => {
    const rig = new RoomRig();
    const records = { ...limits, checkpointRecords: 3 };
    const worker = await rig.started({ answerer: () => 'allow', limits: records, snapshots: broken() });
    await lived(rig, 'a');
    await rig.clock.advance(INTERVAL_MS);
    for (const room of ['b', 'c', 'd', 'e']) await lived(rig, room);
    expect(resident(worker).length).toBeLessThan(4);
  });

  it('has no more of what ended than its bound, long before a checkpoint is due', async () => {
    const rig = new RoomRig();
    const bounds = { endedResidentMax: 5, checkpointIntervalMs: 1_000_000 };
    const worker = await rig.started({ answerer: () => 'allow', limits: bounds });
    rig.post('open', 'm1');
    for (let at = 0; at < 20; at += 1) await lived(rig, `r${at}`);
    expect(rig.count('checkpointed')).toBe(0);
    expect(resident(worker)).toEqual(['open', 'r15', 'r16', 'r17', 'r18', 'r19']);
  });

  it('keeps no deadlines of what left long before them, and those of all others', async () => {
    const rig = new RoomRig();
    const worker = await rig.started({ answerer: () => 'allow', limits });
    rig.post('open', 'm1');
    for (let at = 0; at < ROOMS; at += 1) rig.post(`r${at}`, 'm1');
    await rig.clock.advance(0);
    for (let at = 0; at < ROOMS; at += 1) rig.send({ kind: 'close', room: `r${at}`, messageId: 'm2' });
    await rig.clock.advance(0);
    expect(worker.confirmed!.deadlines.size).toBe(ROOMS + 1);
    await rig.clock.advance(INTERVAL_MS);
    expect([resident(worker), worker.confirmed!.deadlines.size]).toEqual([['open'], 1]);
    await rig.clock.advance(60_000 + INTERVAL_MS);
    expect([resident(worker), worker.confirmed!.deadlines.size]).toEqual([[], 0]);
  });

  it('is taken by the bytes of the outcomes of a batch, and not by the buffers they came in', () => {
    const state = new PartitionState(roomAggregate(60_000));
    const outcomes = ['a', 'b'].map((correlationId, commandOffset) => {
      const outcome = Buffer.alloc(8_192, correlationId).subarray(100, 112);
      return { correlationId, commandOffset, expiresAtMs: 1_000, outcome };
    });
    state.confirm({ recordedAtMs: 1, decidedUpTo: 1, parked: [], states: new Map(), outcomes }, 0);
    for (const correlationId of ['a', 'b']) {
      const { outcome } = state.outcomes.get(correlationId)!;
      expect(outcome).toEqual(new Uint8Array(12).fill(correlationId.charCodeAt(0)));
      expect(outcome.buffer.byteLength).toBe(12);
    }
  });
});
