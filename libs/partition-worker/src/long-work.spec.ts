/** However much there is to do at once, others get their turn between portions of it, and what they do meanwhile counts. */
import { MemorySnapshotStore } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { STEPS_MAX } from './batcher.js';
import { PartitionState } from './partition-state.js';
import { roomAggregate } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';
import { Turns } from './turns.js';

const ROOMS = 5_000;
const INTERVAL_MS = 1_000;
const limits = { endedGraceMs: 0, checkpointIntervalMs: INTERVAL_MS };
const room = (at: number): string => `r${at}`;

/** A rig whose worker calls `onTurn` in every turn that it waits for. */
class TurnRig extends RoomRig {
  onTurn = (): void => undefined;
  readonly counting = {
    nowMs: () => this.clock.nowMs(),
    after: (delayMs: number, task: () => void) => this.clock.after(delayMs, task),
    soon: (task: () => void) =>
      this.clock.soon(() => {
        this.onTurn();
        task();
      }),
  };

  /** The largest growth of `count` between two turns so far. */
  largestStep(count: () => number): () => number {
    let [last, most] = [count(), 0];
    const look = (): void => {
      most = Math.max(most, Math.abs(count() - last));
      last = count();
    };
    this.onTurn = look;
    return () => {
      look();
      return most;
    };
  }
}

describe('an owner with very much to do at once', () => {
  it('given very many reads, when none has to be recorded, then a bounded number of them is answered in a turn', async () => {
    const rig = new TurnRig();
    for (let at = 0; at < ROOMS; at += 1) rig.send({ kind: 'read', room: room(at) });
    const largest = rig.largestStep(() => rig.deliveries.length);
    await rig.started({ clock: rig.counting });

    expect(rig.deliveries).toHaveLength(ROOMS);
    expect(largest()).toBeLessThan(STEPS_MAX + 512);
  });

  it('given very many commands that have expired, then a bounded number of them is passed over in a turn', async () => {
    const rig = new TurnRig();
    for (let at = 0; at < ROOMS; at += 1) {
      rig.send({ kind: 'post', room: room(at), messageId: 'm1' }, `c${at}`, rig.clock.nowMs() - 1);
    }
    const largest = rig.largestStep(() => rig.count('commandExpired'));
    await rig.started({ clock: rig.counting });

    expect([rig.count('commandExpired'), rig.deliveries]).toEqual([ROOMS, []]);
    expect(largest()).toBeLessThanOrEqual(STEPS_MAX);
  });

  it('given very many deadlines that nobody misses, then a bounded number of them is looked at in a turn', async () => {
    const rig = new TurnRig();
    const worker = await rig.started({ clock: rig.counting });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    const { deadlines } = worker.confirmed!;
    for (let at = 0; at < ROOMS; at += 1) deadlines.push(rig.clock.nowMs() - 1, room(at));
    const largest = rig.largestStep(() => deadlines.size);
    const read = rig.send({ kind: 'read', room: 'a' });
    await rig.clock.advance(0);

    expect([deadlines.size, rig.outcomes(read)]).toEqual([1, [{ kind: 'view', posts: 1, end: '' }]]);
    expect(largest()).toBeLessThanOrEqual(STEPS_MAX);
  });
});

describe('very many that have ended', () => {
  it('leave in portions, oldest first, and their deadlines with them', () => {
    const state = new PartitionState(roomAggregate(60_000));
    const ended = { openedAtMs: 0, ttlMs: 60_000, posts: [], end: 'closed' } as const;
    for (let at = 0; at < ROOMS; at += 1) state.restore(room(at), { ...ended, room: room(at) }, '');
    for (let at = 0; at < 4 * ROOMS; at += 1) state.deadlines.push(at, room(at));
    const bounds = { nowMs: 1, graceMs: 0, residentMax: Infinity };
    const sizes: [number, number][] = [];
    for (let isMore = true; isMore;) {
      isMore = state.retire(bounds);
      sizes.push([state.entities.size, state.deadlines.size]);
    }

    const [leaving, swept] = [sizes.filter(([entities]) => entities > 0), sizes.filter(([entities]) => entities === 0)];
    expect(leaving).toEqual(Array.from({ length: 19 }, (_, at) => [ROOMS - (at + 1) * 256, 4 * ROOMS]));
    expect(swept).toEqual([15_904, 11_808, 7_712, 3_616, 0].map((deadlines) => [0, deadlines]));
    expect(state.left.map(({ entity }) => entity)).toEqual(Array.from({ length: ROOMS }, (_, at) => room(at)));
  });

  it('given posts that come while they leave, when the checkpoint is read again, then it is what the log says', async () => {
    const rig = new TurnRig();
    let turns = 0;
    let isLeaving = false;
    const between = {
      soon: (task: () => void) => {
        if (isLeaving) rig.post('open', `m${(turns += 1)}`);
        // Later than the append of what was just posted, and its confirmation.
        setImmediate(task);
      },
    };
    const worker = await rig.started({ turns: new Turns(between), limits, answerer: () => 'allow' });
    rig.post('open', 'm0');
    for (let at = 0; at < ROOMS / 2; at += 1) {
      rig.post(room(at), 'm1');
      rig.send({ kind: 'close', room: room(at), messageId: 'm2' });
    }
    await rig.clock.advance(0);
    isLeaving = true;
    await worker.checkpoint();
    isLeaving = false;
    await worker.stop();

    expect(turns).toBeGreaterThan(1);
    expect([...worker.confirmed!.entities.keys()]).toEqual(['open']);
    const next = await rig.started();
    const whole = await rig.started({ snapshots: new MemorySnapshotStore(1), limits });
    expect(rig.count('checkpointRejected')).toBe(0);
    expect(next.confirmed!.stateOf('open')!.posts).toHaveLength(turns + 1);
    expect(next.confirmed!.stateOf('open')).toEqual(whole.confirmed!.stateOf('open'));
  });
});
