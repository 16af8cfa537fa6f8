/**
 * A log that has lost what it acknowledged, and has grown beyond that again, ends where it should: owners notice by the
 * record that they know, and stop instead of going on with a history that nobody else has.
 */
import { describe, expect, it } from '@jest/globals';
import { MemoryCommandQueue, MemoryEventLog } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { RoomRig } from './testing/room-rig.js';

const LOST = { name: 'LogCorruption', offset: 2, message: expect.stringContaining('was confirmed there') };

/** The rig's log until `lose` exchanges it for one that has its first records and other ones behind them. */
function losing(rig: RoomRig): { readonly log: EventLog; readonly lose: (kept: number) => Promise<void> } {
  let current: EventLog = rig.log;
  const log = rig.bentLog((partition, record) => current.append(partition, record), false);
  const lose = async (kept: number): Promise<void> => {
    const rest = new MemoryEventLog({ logId: log.logId, partitions: 1 });
    for (const { bytes } of await rig.log.read(0, 0, kept)) await rest.append(0, bytes);
    current = rest;
    // Whoever owns the partition meanwhile has no snapshot that knows more.
    const next = new RoomRig();
    next.queue = new MemoryCommandQueue({ queueId: 'queue-of-next', partitions: 1 });
    const owner = next.worker({ log: rest, owner: 'next', ids: { next: () => 'epoch-of-next' } });
    void owner.start();
    await next.clock.advance(0);
    for (const messageId of ['n1', 'n2', 'n3']) {
      next.send({ kind: 'post', room: 'b', messageId }, `of-next-${messageId}`);
      await next.clock.advance(0);
    }
    await owner.stop();
  };
  return {
    log: {
      ...log,
      read: (partition, from, limit) => current.read(partition, from, limit),
      endOffset: (partition) => current.endOffset(partition),
      startOffset: (partition) => current.startOffset(partition),
    },
    lose,
  };
}

/** An owner that has acknowledged two posts, at the offsets 1 and 2. */
async function owned(rig: RoomRig, log: EventLog) {
  const worker = await rig.started({ log });
  for (const messageId of ['m1', 'm2']) {
    rig.post('a', messageId);
    await rig.clock.advance(0);
  }
  expect(await log.endOffset(0)).toBe(3);
  return worker;
}

describe('a log that has lost acknowledged records and has others in their place', () => {
  it('stops the owner that knows of them, and answers nothing', async () => {
    const rig = new RoomRig();
    const { log, lose } = losing(rig);
    const worker = await owned(rig, log);
    await lose(2);
    const id = rig.post('a', 'm3');
    await rig.clock.advance(1_000);
    expect([worker.phase, rig.outcomes(id)]).toEqual(['failed', []]);
    expect(rig.seen.find(({ name }) => name === 'failed')).toMatchObject({ event: { cause: LOST } });
    expect(rig.count('claimed')).toBe(1);
  });

  it('lets the owner go on, with the history of the other one, that has lost nothing it knows of', async () => {
    const rig = new RoomRig();
    const { log, lose } = losing(rig);
    const worker = await owned(rig, log);
    await lose(3);
    const id = rig.post('b', 'n3');
    await rig.clock.advance(1_000);
    expect(worker.phase).toBe('serving');
    expect(rig.outcomes(id)).toEqual([{ kind: 'accepted', ordinal: 3, duplicate: true }]);
  });

  it.each([
    ['lets nobody recover from a checkpoint that knows of them', 2, 'failed'],
    ['lets others recover from a checkpoint below', 3, 'serving'],
  ] as const)('%s', async (_what, kept, phase) => {
    const rig = new RoomRig();
    const { log, lose } = losing(rig);
    await (await owned(rig, log)).stop({ checkpoint: true });
    await lose(kept);
    const worker = rig.worker({ log });
    const started = worker.start().catch((cause: unknown) => cause);
    await rig.clock.advance(1_000);
    expect(worker.phase).toBe(phase);
    if (phase === 'failed') expect(await started).toMatchObject(LOST);
  });
});
