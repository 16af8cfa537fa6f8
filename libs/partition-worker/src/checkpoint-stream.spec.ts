/** A checkpoint that is encoded while its store takes it: the state of one moment, or nothing. */
import { LogCorruption, MemorySnapshotStore } from '@macp/event-log';
import type { SnapshotChange, SnapshotStore } from '@macp/event-log';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { RoomRig } from './testing/room-rig.js';

const ROOMS = Array.from({ length: 30 }, (_, at) => `room-${at}`);
const NEVER = { checkpointRecords: 1_000_000, checkpointIntervalMs: 1_000_000_000 };

/** Stops taking states behind the first portion until it is told to go on. */
class SlowStore extends MemorySnapshotStore {
  isSlow = false;
  goOn: () => void = () => undefined;
  asked = 0;

  override write(partition: number, change: SnapshotChange): Promise<void> {
    return super.write(partition, this.isSlow ? { ...change, puts: this.slowly(change.puts) } : change);
  }

  private async *slowly(puts: SnapshotChange['puts']): SnapshotChange['puts'] {
    for await (const portion of puts) {
      this.asked += 1;
      yield portion;
      if (this.asked === 1) await new Promise<void>((resolve) => (this.goOn = resolve));
    }
  }
}

describe('a checkpoint that its store takes slowly', () => {
  let rig: RoomRig;
  let store: SlowStore;
  beforeEach(() => {
    rig = new RoomRig();
    store = new SlowStore(1);
  });

  const postAll = async (messageId: string): Promise<void> => {
    for (const room of ROOMS) rig.post(room, messageId);
    await rig.clock.advance(0);
  };
  const storedPosts = async (snapshots: SnapshotStore): Promise<Set<string>> => {
    const posts = new Set<string>();
    for await (const chunk of snapshots.entities(0)) {
      for (const { state } of chunk) posts.add((JSON.parse(state) as { posts: string[] }).posts.join());
    }
    return posts;
  };
  const recovers = async (posts: number): Promise<void> => {
    const next = await rig.started({ snapshots: store, log: rig.log });
    const found = [...next.confirmed!.entities.values()].map(({ state }) => state.posts.length);
    expect(found).toEqual(ROOMS.map(() => posts));
    expect(rig.count('checkpointRejected')).toBe(0);
  };

  it('holds every state as it was at one moment, whatever is appended meanwhile', async () => {
    const worker = await rig.started({ snapshots: store, limits: NEVER });
    await postAll('m1');
    store.isSlow = true;
    const written = worker.checkpoint();
    await rig.clock.advance(0);
    expect(store.asked).toBe(1);
    await postAll('m2');
    store.goOn();
    await rig.clock.advance(0);
    await written;

    expect(store.asked).toBeGreaterThan(2);
    expect(await storedPosts(store)).toEqual(new Set(['m1']));
    await worker.stop();
    await recovers(2);
  });

  it('comes to nothing when its owner fails, and is not reported besides', async () => {
    let isDamaged = false;
    const damage = (): Promise<never> => Promise.reject(new LogCorruption(0, 1, 'a record is missing'));
    const bent = rig.bentLog((partition, record, inner) => (isDamaged ? damage() : inner.append(partition, record)));
    const log: typeof bent = { ...bent, read: (...from) => (isDamaged ? damage() : rig.log.read(...from)) };
    const worker = await rig.started({ log, snapshots: store, limits: NEVER });
    await postAll('m1');
    await worker.checkpoint();
    store.isSlow = true;
    rig.post('room-29', 'm2');
    await rig.clock.advance(0);
    for (const room of ROOMS) rig.post(room, 'm3');
    await rig.clock.advance(0);
    void worker.checkpoint();
    await rig.clock.advance(0);
    isDamaged = true;
    rig.post('room-0', 'm4');
    await rig.clock.advance(0);
    expect([worker.phase, store.asked]).toEqual(['failed', 1]);
    store.goOn();
    await rig.clock.advance(0);

    expect([store.asked, rig.count('checkpointFailed')]).toEqual([1, 0]);
    expect(await storedPosts(store)).toEqual(new Set(['m1']));
    store.isSlow = false;
    const next = await rig.started({ snapshots: store, log: rig.log });
    expect(next.confirmed!.entities.get('room-29')!.state.posts).toEqual(['m1', 'm2', 'm3']);
  });

  it('that its store drops halfway is reported, and the next one has all of it', async () => {
    const worker = await rig.started({ snapshots: store, limits: NEVER });
    await postAll('m1');
    store.write = async (_partition, { puts }) => {
      for await (const _ of puts) throw new Error('disk');
    };
    await worker.checkpoint();
    expect(rig.count('checkpointFailed')).toBe(1);
    store.write = (partition, change) => MemorySnapshotStore.prototype.write.call(store, partition, change);
    await worker.checkpoint();

    expect(await storedPosts(store)).toEqual(new Set(['m1']));
    await worker.stop();
    await recovers(1);
  });
});
