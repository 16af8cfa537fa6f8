/** Checkpoints and recovery: a snapshot is a shortcut, never an authority (I7). */
import { MemorySnapshotStore, wholeChange } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotStore, WholeChange } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { roomAggregate } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';

const accepted = (ordinal: number, duplicate = false) => ({ kind: 'accepted', ordinal, duplicate });

/** A store that hands out what `bend` makes of its contents. */
function bentStore(
  inner: MemorySnapshotStore,
  bend: {
    checkpoint?: (good: Checkpoint) => Checkpoint;
    entities?: (good: readonly EntitySnapshot[]) => EntitySnapshot[];
  },
): SnapshotStore {
  return {
    checkpoint: async (partition) => {
      const good = await inner.checkpoint(partition);
      return good === undefined || bend.checkpoint === undefined ? good : bend.checkpoint(good);
    },
    entities: async function* (partition) {
      for await (const chunk of inner.entities(partition)) yield bend.entities?.(chunk) ?? chunk;
    },
    endedIds: (partition) => inner.endedIds(partition),
    write: (partition, change) => inner.write(partition, change),
  };
}

/** A rig whose first owner posted, wrote a checkpoint and posted again. */
async function withHistory(): Promise<RoomRig> {
  const rig = new RoomRig();
  const worker = await rig.started();
  rig.post('a', 'm1');
  rig.post('b', 'm1');
  rig.send({ kind: 'post', room: 'a', messageId: 'm2', text: 'bad' }, 'refused');
  await rig.clock.advance(0);
  await worker.stop({ checkpoint: true });
  const second = await rig.started();
  rig.post('a', 'm3');
  await rig.clock.advance(0);
  await second.stop();
  return rig;
}

describe('recovery', () => {
  it('from checkpoint and tail is what the whole log says, byte for byte', async () => {
    const rig = await withHistory();
    const short = await rig.started();
    const whole = await rig.started({ snapshots: new MemorySnapshotStore(1) });
    const states = [short, whole].map(({ confirmed }) =>
      JSON.stringify([...confirmed!.entities].map(([, { state }]) => state)),
    );
    expect(states[0]).toBe(states[1]);
    const records = rig.seen
      .filter(({ name }) => name === 'recovered')
      .map(({ event }) => (event as { records: number }).records);
    expect(records.at(-2)!).toBeLessThan(records.at(-1)!);
  });

  it('keeps the outcomes that re-sent commands are owed, across a checkpoint', async () => {
    const rig = await withHistory();
    await rig.started();
    rig.send({ kind: 'post', room: 'a', messageId: 'm2', text: 'good now' }, 'refused');
    await rig.clock.advance(0);
    expect(rig.outcomes('refused')).toEqual([
      { kind: 'refused', why: 'bad text' },
      { kind: 'refused', why: 'bad text' },
    ]);
  });

  it.each<[string, Parameters<typeof bentStore>[1], string]>([
    ['a lost entity', { entities: (all) => all.filter(({ entity }) => entity !== 'a') }, 'state hash differs'],
    [
      'an entity of another time',
      { entities: (all) => all.map((one) => ({ ...one, state: one.state.replace('m1', 'm9') })) },
      'state hash differs',
    ],
    ['unreadable states', { entities: (all) => all.map((one) => ({ ...one, state: '{' })) }, 'unreadable'],
  ])('notices a snapshot with %s and lets the log decide', async (_what, bend, reason) => {
    const rig = await withHistory();
    const worker = rig.worker({ snapshots: bentStore(rig.snapshots, bend) });
    const serving = worker.start();
    await rig.clock.advance(1_000);
    await serving;
    expect(worker.confirmed!.stateOf('a')!.posts).toEqual(['m1', 'm3']);
    expect(rig.seen.find(({ name }) => name === 'checkpointRejected')).toMatchObject({ event: { reason } });
  });

  it.each<[string, (good: Checkpoint) => Checkpoint, string]>([
    ['lies beyond the log', (good) => ({ ...good, offset: 1_000 }), 'LogCorruption'],
    ['is of a record that the log does not have', (good) => ({ ...good, epoch: 'another' }), 'LogCorruption'],
    ['is of another log', (good) => ({ ...good, logId: 'another' }), 'LogMismatch'],
    ['is of another number of partitions', (good) => ({ ...good, partitions: 7 }), 'LogMismatch'],
  ])('refuses to start, with an alarm, when the checkpoint %s', async (_what, checkpoint, name) => {
    const rig = await withHistory();
    const worker = rig.worker({ snapshots: bentStore(rig.snapshots, { checkpoint }) });
    await expect(worker.start()).rejects.toMatchObject({ name });
  });

  it('yields to the event loop while it reads', async () => {
    const rig = await withHistory();
    const worker = rig.worker({ limits: { recoveryYieldMs: 0 } });
    const serving = worker.start();
    await Promise.resolve();
    expect(worker.phase).toBe('recovering');
    await rig.clock.advance(0);
    await serving;
    expect(worker.phase).toBe('serving');
  });
});

describe('a checkpoint', () => {
  it('is written after so many records, and after so much time', async () => {
    const rig = new RoomRig();
    await rig.started({ limits: { checkpointRecords: 3, checkpointIntervalMs: 1_000 } });
    for (const messageId of ['m1', 'm2', 'm3']) {
      rig.post('a', messageId);
      await rig.clock.advance(0);
    }
    expect(rig.count('checkpointed')).toBe(1);
    rig.post('a', 'm4');
    await rig.clock.advance(999);
    expect(rig.count('checkpointed')).toBe(1);
    await rig.clock.advance(1);
    expect(rig.count('checkpointed')).toBe(2);
  });

  it('holds what has changed since the last one only', async () => {
    const rig = new RoomRig();
    const written: WholeChange[] = [];
    const snapshots = bentStore(rig.snapshots, {});
    snapshots.write = async (partition, change) => {
      const whole = await wholeChange(change);
      written.push(whole);
      rig.snapshots.apply(partition, whole);
    };
    await rig.started({ snapshots, limits: { checkpointRecords: 1 } });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    rig.post('b', 'm1');
    await rig.clock.advance(0);
    expect(written.map(({ puts }) => puts.map(({ entity }) => entity))).toEqual([[], ['a'], ['b']]);
  });

  it('that fails is reported, and the next one holds its entities', async () => {
    const rig = new RoomRig();
    const snapshots = bentStore(rig.snapshots, {});
    let failures = 1;
    snapshots.write = async (partition, change) => {
      const whole = await wholeChange(change);
      if (whole.puts.length > 0 && (failures -= 1) >= 0) throw new Error('disk');
      rig.snapshots.apply(partition, whole);
    };
    const worker = await rig.started({ snapshots, limits: { checkpointRecords: 1 } });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    rig.post('b', 'm1');
    await rig.clock.advance(0);
    await worker.stop();
    expect([rig.count('checkpointFailed'), rig.count('checkpointed')]).toEqual([1, 2]);
    const next = await rig.started({ log: rig.log });
    expect([...next.confirmed!.entities.keys()].sort()).toEqual(['a', 'b']);
    expect(rig.count('checkpointRejected')).toBe(0);
  });
});

describe('an owner that gets a partition back', () => {
  it('builds its checkpoints on those of the owner between', async () => {
    const rig = new RoomRig();
    const limits = { endedGraceMs: 0, checkpointRecords: 1 };
    const one = await rig.started({ owner: 'one', generation: 1, limits, answerer: () => 'allow' });
    rig.post('a', 'm1');
    rig.post('b', 'm1');
    await rig.clock.advance(0);
    const two = await rig.started({ owner: 'two', generation: 2, limits, answerer: () => 'allow' });
    rig.send({ kind: 'close', room: 'a', messageId: 'm2' });
    await rig.clock.advance(0);
    rig.post('b', 'm2');
    await rig.clock.advance(0);
    expect([one.phase, [...two.confirmed!.entities.keys()]]).toEqual(['yielded', ['b']]);
    await two.stop();
    one.onGenerationChanged(3);
    await rig.clock.advance(0);
    rig.post('c', 'm1');
    await rig.clock.advance(0);
    await one.stop({ checkpoint: true });
    const three = await rig.started({ owner: 'three', generation: 4 });
    expect([...three.confirmed!.entities.keys()].sort()).toEqual(['b', 'c']);
    expect(rig.count('checkpointRejected')).toBe(0);
  });
});

describe('an ended entity', () => {
  it('leaves memory after its grace, and its id is never accepted again', async () => {
    const rig = new RoomRig();
    const worker = await rig.started({
      limits: { endedGraceMs: 10_000, checkpointIntervalMs: 1_000 },
      answerer: () => 'allow',
    });
    rig.post('a', 'm1');
    rig.post('b', 'm1');
    rig.send({ kind: 'close', room: 'a', messageId: 'm2' });
    await rig.clock.advance(9_000);
    expect(worker.confirmed!.entities.has('a')).toBe(true);
    rig.post('b', 'm2');
    await rig.clock.advance(3_000);
    expect([...worker.confirmed!.entities.keys()]).toEqual(['b']);
    await worker.stop();
    await rig.started();
    const again = rig.post('a', 'm1');
    const other = rig.post('b', 'm1');
    await rig.clock.advance(0);
    expect(rig.outcomes(again)).toEqual([{ kind: 'refused', why: 'gone' }]);
    expect(rig.outcomes(other)).toEqual([accepted(1, true)]);
    expect(rig.count('checkpointRejected')).toBe(0);
  });

  it('leaves memory after its grace though nothing is recorded any more, and stays away after a restart', async () => {
    const rig = new RoomRig();
    const limits = { endedGraceMs: 10_000, checkpointIntervalMs: 1_000 };
    const worker = await rig.started({ limits, answerer: () => 'allow' });
    rig.post('a', 'm1');
    rig.post('b', 'm1');
    rig.send({ kind: 'close', room: 'a', messageId: 'm2' });
    await rig.clock.advance(9_000);
    expect([...worker.confirmed!.entities.keys()].sort()).toEqual(['a', 'b']);
    await rig.clock.advance(2_000);
    expect([...worker.confirmed!.entities.keys()]).toEqual(['b']);
    expect(rig.count('checkpointed')).toBe(2);
    const next = await rig.started({ limits, log: rig.log });
    expect([...next.confirmed!.entities.keys()]).toEqual(['b']);
  });

  it('leaves earlier when too many are resident, oldest first', async () => {
    const rig = new RoomRig();
    const worker = await rig.started({
      limits: { endedResidentMax: 1, checkpointRecords: 1 },
      answerer: () => 'allow',
    });
    for (const room of ['a', 'b', 'c']) {
      rig.post(room, 'm1');
      rig.send({ kind: 'close', room, messageId: 'm2' });
      await rig.clock.advance(0);
    }
    expect([...worker.confirmed!.entities.keys()]).toEqual(['c']);
    expect(worker.confirmed!.endedIds.size).toBe(2);
  });

  it('leaves while a long history is read, too, so that memory stays bounded', async () => {
    const rig = new RoomRig();
    const first = await rig.started({ answerer: () => 'allow' });
    for (const room of ['a', 'b', 'c']) {
      rig.post(room, 'm1');
      rig.send({ kind: 'close', room, messageId: 'm2' });
      await rig.clock.advance(0);
    }
    await first.stop();
    const second = await rig.started({ limits: { endedResidentMax: 1 } });
    expect([...second.confirmed!.entities.keys()]).toEqual(['c']);
    const again = rig.post('a', 'm9');
    await rig.clock.advance(0);
    expect(rig.outcomes(again)).toEqual([{ kind: 'refused', why: 'gone' }]);
  });

  it('stays while a history is read in which it has a later fact', async () => {
    const rig = new RoomRig();
    const rooms = roomAggregate(60_000);
    let folded = '';
    // Rooms that take a post after their end, as a session takes a receipt.
    const aggregate: typeof rooms = {
      ...rooms,
      decide: (state, command, context) =>
        state?.end === undefined || command.kind !== 'post'
          ? rooms.decide(state, command, context)
          : {
              kind: 'decided',
              facts: [
                {
                  kind: 'posted',
                  room: command.room,
                  messageId: command.messageId,
                  ordinal: state.posts.length + 1,
                  text: '',
                },
              ],
              outcome: { kind: 'accepted', ordinal: state.posts.length + 1, duplicate: false },
            },
      evolve: (state, fact) => {
        if (state === undefined || fact.kind !== 'posted') return rooms.evolve(state, fact);
        const posts = [...state.posts, fact.messageId];
        folded = `${fact.room}: ${posts.join()}`;
        return { ...state, posts };
      },
    };
    const first = await rig.started({ aggregate, answerer: () => 'allow' });
    for (const room of ['a', 'b', 'c']) {
      rig.post(room, 'm1');
      rig.send({ kind: 'close', room, messageId: 'm2' });
      await rig.clock.advance(0);
    }
    rig.post('a', 'm3');
    await rig.clock.advance(0);
    await first.stop();
    folded = '';
    const second = await rig.started({ aggregate, limits: { endedResidentMax: 1 } });
    expect([second.phase, folded]).toEqual(['serving', 'a: m1,m2,m3']);
  });
});
