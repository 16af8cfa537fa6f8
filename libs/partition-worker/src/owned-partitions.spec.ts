/** Partitions that come and go with the assignments of a group. */
import { decodeRecord } from '@macp/event-log';
import type { ClaimRecord, EventLog } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { OwnedPartitions } from './owned-partitions.js';
import { roomAggregate } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';
import type { RoomTypes } from './testing/room-aggregate.js';

class Rig extends RoomRig {
  private ids = 0;

  owner(name: string, log: EventLog = this.log): OwnedPartitions<RoomTypes> {
    return new OwnedPartitions<RoomTypes>({
      owner: name,
      log,
      snapshots: this.snapshots,
      commands: this.queue,
      outcomes: { push: (_partition, deliveries) => this.deliveries.push(...deliveries) },
      clock: this.clock,
      ids: { next: () => `${name}-${(this.ids += 1)}` },
      aggregate: roomAggregate(60_000),
      answerer: () => Promise.reject(new Error('nobody asks')),
    });
  }

  async claims(): Promise<readonly Pick<ClaimRecord, 'owner' | 'generation'>[]> {
    const records = (await this.log.read(0, 0, 1000)).map(({ bytes }) => decodeRecord(bytes));
    return records.flatMap((record) =>
      record.kind === 'claim' ? [{ owner: record.owner, generation: record.generation }] : [],
    );
  }

  async done<Result>(work: Promise<Result>): Promise<Result> {
    await this.clock.advance(0);
    return work;
  }

  async answered(room: string, messageId: string): Promise<boolean> {
    const id = this.post(room, messageId);
    await this.clock.advance(0);
    return this.outcomes(id).length === 1;
  }
}

describe('an assigned partition', () => {
  it('is served, and another owner takes it over without loss when it is assigned away', async () => {
    // Given an owner that has accepted something
    const rig = new Rig();
    const [first, second] = [rig.owner('first'), rig.owner('second')];
    await rig.done(first.own([0], 1));
    expect(await rig.answered('a', 'm1')).toBe(true);
    // When the partition moves
    await rig.done(first.disown([0]));
    expect(first.workers.size).toBe(0);
    await rig.done(second.own([0], 2));
    // Then the new owner goes on where the old one was, from its last checkpoint
    const id = rig.post('a', 'm2');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([{ kind: 'accepted', ordinal: 2, duplicate: false }]);
    expect(await rig.claims()).toEqual([
      { owner: 'first', generation: 1 },
      { owner: 'second', generation: 2 },
    ]);
    expect(await rig.snapshots.checkpoint(0)).toMatchObject({ decidedUpTo: 0 });
  });

  it('that stays is not claimed again, and has its new generation the next time it has to', async () => {
    const rig = new Rig();
    const owner = rig.owner('one');
    await rig.done(owner.own([0], 1));
    // When it is assigned again, and later another one claims under an older generation
    await rig.done(owner.own([0], 5));
    expect(await rig.claims()).toHaveLength(1);
    const stray = rig.owner('stray');
    await rig.done(stray.own([0], 2));
    // Then the owner notices at its next append, and claims back under the new one
    expect(await rig.answered('a', 'm1')).toBe(false);
    await rig.clock.advance(10_000);
    expect((await rig.claims()).at(-1)).toEqual({ owner: 'one', generation: 5 });
    expect(stray.workers.get(0)?.phase).not.toBe('failed');
  });

  it('that comes back while its worker is leaving starts only once that has left', async () => {
    // Given an owner whose append is under way
    const rig = new Rig();
    const held: (() => void)[] = [];
    const log = rig.bentLog(async (partition, record, inner) => {
      if (decodeRecord(record).kind === 'batch') await new Promise<void>((resolve) => held.push(resolve));
      return inner.append(partition, record);
    });
    const owner = rig.owner('one', log);
    await rig.done(owner.own([0], 1));
    const id = rig.post('a', 'm1');
    await rig.clock.advance(0);
    // When it loses the partition and gets it back at once
    const left = owner.disown([0]);
    const back = owner.own([0], 2);
    await rig.clock.advance(0);
    expect(await rig.claims()).toHaveLength(1);
    // Then the first worker answers and leaves, and the second claims after it
    for (const land of held.splice(0)) land();
    await rig.done(left);
    await rig.done(back);
    expect(rig.outcomes(id)).toHaveLength(1);
    expect(await rig.claims()).toHaveLength(2);
  });

  it('that is taken away before it serves leaves nothing running', async () => {
    const rig = new Rig();
    const owner = rig.owner('one');
    const owned = owner.own([0], 1);
    const left = owner.disown([0]);
    await rig.done(Promise.all([owned, left]));
    await rig.clock.advance(60_000);
    expect(await rig.answered('a', 'm1')).toBe(false);
  });

  it('can be owned again after it has failed', async () => {
    // Given a log that breaks its promise
    const rig = new Rig();
    let isBroken = true;
    const log: EventLog = {
      ...rig.bentLog((partition, record, inner) => inner.append(partition, record)),
      read: (partition, from, limit) =>
        isBroken ? Promise.resolve([{ offset: 99, bytes: new Uint8Array(1) }]) : rig.log.read(partition, from, limit),
    };
    const owner = rig.owner('one', log);
    await expect(rig.done(owner.own([0], 1))).rejects.toThrow();
    expect(owner.workers.get(0)?.phase).toBe('failed');
    // When it is assigned again, and the log is as it should be
    isBroken = false;
    await rig.done(owner.disown([0]));
    await rig.done(owner.own([0], 2));
    expect(await rig.answered('a', 'm1')).toBe(true);
  });

  it('has a new worker after a restart, unless it was taken away meanwhile', async () => {
    const rig = new Rig();
    const owner = rig.owner('one');
    await rig.done(owner.own([0], 3));
    await rig.done(owner.restart(0));
    expect(await rig.claims()).toEqual([
      { owner: 'one', generation: 3 },
      { owner: 'one', generation: 3 },
    ]);
    expect(await rig.answered('a', 'm1')).toBe(true);
    const restarted = owner.restart(0);
    const gone = owner.disown([0]);
    await rig.done(Promise.all([restarted, gone]));
    expect(owner.workers.size).toBe(0);
  });

  it('is not taken up any more once everything was stopped', async () => {
    const rig = new Rig();
    const owner = rig.owner('one');
    await rig.done(owner.own([0], 1));
    await rig.done(owner.stop());
    await rig.done(owner.own([0], 2));
    expect(owner.workers.size).toBe(0);
    expect(await rig.claims()).toHaveLength(1);
  });
});
