/** An owner that was fenced off writes checkpoints again, and never over those of a newer owner (I7). */
import { CorruptRecord, MemorySnapshotStore, SnapshotFenced, streamedChange } from '@macp/event-log';
import type { Checkpoint, SnapshotStore } from '@macp/event-log';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { RoomRig } from './testing/room-rig.js';
import { Turns } from './turns.js';

const INTERVAL_MS = 1_000;
const limits = { checkpointIntervalMs: INTERVAL_MS, endedGraceMs: 0 };

/** Snapshots of several processes: whoever has read the checkpoint last is the only one to write. */
class SharedSnapshots {
  contents = new MemorySnapshotStore(1);
  reads = 0;
  private holder = 0;

  process(reading: () => void = () => undefined): SnapshotStore {
    let held = -1;
    return {
      checkpoint: async () => {
        this.reads += 1;
        held = this.holder += 1;
        reading();
        return this.contents.checkpoint(0);
      },
      entities: () => this.contents.entities(0),
      endedIds: () => this.contents.endedIds(0),
      write: async (_partition, change) => {
        if (held !== this.holder) throw new SnapshotFenced('taken over');
        await this.contents.write(0, change);
      },
    };
  }

  stored(): Promise<Checkpoint | undefined> {
    return this.contents.checkpoint(0);
  }
}

describe('an owner whose snapshot somebody else has taken', () => {
  let rig: RoomRig;
  let shared: SharedSnapshots;
  beforeEach(() => {
    rig = new RoomRig();
    shared = new SharedSnapshots();
  });

  const posted = async (room: string, messageId: string, passMs = INTERVAL_MS): Promise<void> => {
    rig.post(room, messageId);
    await rig.clock.advance(0);
    await rig.clock.advance(passMs);
  };
  const tookBack = () => rig.seen.filter(({ name }) => name === 'snapshotTakenBack').map(({ event }) => event);
  const recovers = async (rooms: readonly string[]): Promise<void> => {
    const next = await rig.started({ owner: 'next', generation: 9, snapshots: shared.process() });
    expect([...next.confirmed!.entities.keys()].sort()).toEqual(rooms);
    expect(rig.count('checkpointRejected')).toBe(0);
  };

  it('given that nothing else was written, when its next append is confirmed, then it adds to what it wrote', async () => {
    const owner = await rig.started({ snapshots: shared.process(), limits });
    await posted('a', 'm1');
    await shared.process().checkpoint(0);
    await posted('b', 'm1');
    expect(rig.count('checkpointFailed')).toBe(1);

    await posted('c', 'm1');
    expect(tookBack()).toEqual([{ isWhole: false }]);
    expect((await shared.stored())?.offset).toBe(owner.confirmed!.offset);
    await recovers(['a', 'b', 'c']);
  });

  it('given no append since, when a checkpoint is asked for, then it does not even look', async () => {
    const owner = await rig.started({ snapshots: shared.process(), limits });
    await posted('a', 'm1');
    await shared.process().checkpoint(0);
    await posted('b', 'm1');
    const { reads } = shared;
    const before = await shared.stored();
    await owner.checkpoint();
    expect([shared.reads, await shared.stored(), tookBack()]).toEqual([reads, before, []]);
  });

  it('given that the partition is being handed over, when appends are confirmed, then the writer is left alone', async () => {
    const owner = await rig.started({ snapshots: shared.process(), limits });
    await posted('a', 'm1');
    await shared.process().checkpoint(0);
    await posted('b', 'm1');
    void owner.handOver();
    await posted('c', 'm1', 20 * INTERVAL_MS);
    expect([tookBack(), (await shared.stored())?.offset]).toEqual([[], 1]);
    await owner.stop();
  });

  it('given an older snapshot in its place, when it has proved itself, then it writes everything, ended ids too', async () => {
    await rig.started({ snapshots: shared.process(), limits, answerer: () => 'allow' });
    await posted('a', 'm1');
    rig.send({ kind: 'close', room: 'a', messageId: 'm2' });
    await posted('b', 'm1', 3 * INTERVAL_MS);
    await posted('c', 'm1');
    shared.contents = new MemorySnapshotStore(1);
    await shared.process().checkpoint(0);
    await posted('d', 'm1');
    await posted('d', 'm2');
    expect(tookBack()).toEqual([{ isWhole: true }]);
    await recovers(['b', 'c', 'd']);
    const again = rig.post('a', 'm9');
    await rig.clock.advance(0);
    expect(rig.outcomes(again)).toEqual([{ kind: 'refused', why: 'gone' }]);
  });

  it('given an older snapshot in its place, when it looks at it, then others get their turn, and what leaves meanwhile leaves once', async () => {
    const steps: string[] = [];
    let onTurn = (): void => undefined;
    const turns = new Turns({
      soon: (task) => {
        onTurn();
        queueMicrotask(task);
      },
    });
    const snapshots = shared.process();
    const owner = await rig.started({ snapshots, limits, turns, answerer: () => 'allow' });
    for (const room of ['a', 'b', 'c']) rig.post(room, 'm1');
    await posted('d', 'm1', 2 * INTERVAL_MS);
    const older = shared.contents;
    shared.contents = new MemorySnapshotStore(1);
    shared.contents.apply(0, {
      checkpoint: { ...(await older.checkpoint(0))!, seq: 0 },
      puts: ['a', 'b', 'c'].map((entity) => ({ entity, state: '{}' })),
      ended: [],
    });
    shared.contents.entities = async function* () {
      for (const entity of ['a', 'b', 'c']) {
        steps.push(entity);
        yield [{ entity, state: '{}' }];
      }
    };
    await shared.process().checkpoint(0);
    rig.send({ kind: 'close', room: 'a', messageId: 'm2' });
    await posted('d', 'm2');
    onTurn = () => {
      steps.push('turn');
      // Looked at, and gone before the change is made.
      if (steps.length === 4) owner.confirmed!.retire({ nowMs: Infinity, graceMs: 0, residentMax: 0 });
    };
    rig.send({ kind: 'close', room: 'b', messageId: 'm2' });
    const written: string[] = [];
    const { contents } = shared;
    const write = contents.write.bind(contents);
    shared.contents.write = (partition, change) => {
      written.push(...change.ended.map(({ entity }) => entity));
      return write(partition, change);
    };
    await posted('d', 'm3');

    expect(steps.slice(0, 6)).toEqual(['a', 'turn', 'b', 'turn', 'c', 'turn']);
    expect(written.filter((entity) => entity !== '').sort()).toEqual(['a', 'b']);
  });

  it("given a newer owner's checkpoint, when a stale proof lets it look, then it leaves that as it is", async () => {
    const owner = await rig.started({ snapshots: shared.process(), limits });
    await posted('a', 'm1');
    const thief = shared.process();
    const mine = (await thief.checkpoint(0))!;
    await posted('b', 'm1');
    const newer = { ...mine, offset: 1_000, epoch: 'newer' };
    await thief.write(0, streamedChange({ checkpoint: newer, puts: [], ended: [] }));
    await posted('c', 'm1', 0);
    await owner.checkpoint();
    expect([tookBack(), await shared.stored()]).toEqual([[], newer]);
  });

  it('given a stored checkpoint that cannot be read, then it is replaced only after one more append', async () => {
    let isDamaged = false;
    const snapshots = shared.process(() => {
      if (isDamaged) throw new CorruptRecord('damaged');
    });
    await rig.started({ snapshots, limits });
    await posted('a', 'm1');
    await shared.process().checkpoint(0);
    await posted('b', 'm1');
    isDamaged = true;
    await posted('c', 'm1');
    expect([tookBack(), (await shared.stored())?.offset]).toEqual([[], 1]);
    await posted('d', 'm1', 16 * INTERVAL_MS);
    expect(tookBack()).toEqual([{ isWhole: true }]);
    await recovers(['a', 'b', 'c', 'd']);
  });

  it('given somebody who takes it again and again, then it waits longer each time', async () => {
    await rig.started({ snapshots: shared.process(), limits });
    const looks: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await shared.process().checkpoint(0);
      await posted('a', `m${round}`);
      const { reads } = shared;
      let waited = 0;
      for (; shared.reads === reads; waited += 1) await posted('a', `m${round}-${waited}`);
      looks.push(waited);
    }
    expect(looks[0]).toBe(1);
    expect(looks.at(-1)!).toBeGreaterThan(looks[0]!);
  });
});
