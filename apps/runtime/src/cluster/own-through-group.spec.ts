/** What is done, and in which order, with partitions that a group gives and takes, by every service that decides. */
import { describe, expect, it } from '@jest/globals';
import { OwnedPartitions } from '@macp/partition-worker';
import { RoomRig, roomAggregate } from '@macp/partition-worker/testing';
import type { RoomTypes } from '@macp/partition-worker/testing';
import { leave, partitionKeeper } from './own-through-group.js';

class Rig extends RoomRig {
  readonly steps: string[] = [];
  readonly channel = { forget: (partition: number) => void this.steps.push(`forget ${partition}`) };
  private ids = 0;

  owner(name: string): OwnedPartitions<RoomTypes> {
    return new OwnedPartitions<RoomTypes>({
      owner: name,
      log: this.log,
      snapshots: this.snapshots,
      commands: this.queue,
      outcomes: { push: (_partition, { length }) => void (length > 0 && this.steps.push(`${name} answers`)) },
      clock: this.clock,
      ids: { next: () => `${name}-${(this.ids += 1)}` },
      aggregate: roomAggregate(60_000),
      answerer: () => Promise.reject(new Error('nobody asks')),
      eventsOf: () => ({
        claimed: () => this.steps.push(`${name} claims`),
        checkpointed: () => this.steps.push(`${name} checkpoints`),
        handedOver: () => this.steps.push(`${name} hands over`),
      }),
    });
  }

  async owning(name: string, generation: number): Promise<OwnedPartitions<RoomTypes>> {
    const owner = this.owner(name);
    await this.done(owner.own([0], generation));
    return owner;
  }

  async done<Result>(work: Promise<Result>): Promise<Result> {
    await this.clock.advance(0);
    return work;
  }

  async say(messageId: string): Promise<void> {
    this.post('a', messageId);
    await this.clock.advance(0);
  }
}

describe('the keeper of partitions that a group shares out', () => {
  it('lets nobody be told of the progress of a partition that may be with others', async () => {
    const rig = new Rig();
    const owned = await rig.owning('one', 1);
    await rig.done(Promise.resolve(partitionKeeper(owned, rig.channel).disown([0])));
    expect(rig.steps.at(-1)).toBe('forget 0');
    expect(owned.workers.size).toBe(0);
  });

  it('answers for a partition that goes to another until that one has claimed it, and then forgets it', async () => {
    const rig = new Rig();
    const owned = await rig.owning('one', 1);
    const handedOver = partitionKeeper(owned, rig.channel).handOver!([0]);
    await rig.say('m1');
    await rig.owning('two', 2);
    await rig.done(handedOver);
    expect(rig.steps).toEqual(['one claims', 'one answers', 'one hands over', 'two claims', 'forget 0']);
  });

  it('does not forget a partition that has come back meanwhile', async () => {
    const rig = new Rig();
    const owned = await rig.owning('one', 1);
    const keeper = partitionKeeper(owned, rig.channel);
    const handedOver = keeper.handOver!([0]);
    const back = keeper.own([0], 3);
    await rig.done(Promise.all([handedOver, back]));
    expect(rig.steps).not.toContain('forget 0');
  });
});

describe('a process that leaves', () => {
  /** A membership that tells when it is left, and whose group has nobody once `empty` is called. */
  function membership(rig: Rig) {
    let empty = (): void => undefined;
    const isEmpty = new Promise<void>((resolve) => (empty = resolve));
    return {
      empty,
      leave: async (): Promise<void> => void rig.steps.push('leaves the group'),
      abandoned: (signal: AbortSignal): Promise<void> =>
        Promise.race([isEmpty, new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))]),
    };
  }

  it('checkpoints, leaves the group, and serves until everything is claimed by others', async () => {
    const rig = new Rig();
    const owned = await rig.owning('one', 1);
    await rig.say('m1');
    const left = leave(owned, membership(rig));
    await rig.clock.advance(0);
    await rig.say('m2');
    await rig.owning('two', 2);
    await rig.done(left);
    await rig.say('m3');
    expect(rig.steps).toEqual([
      'one claims',
      'one answers',
      'one checkpoints',
      'leaves the group',
      'one answers',
      'one hands over',
      'two claims',
      'two answers',
    ]);
  });

  it('waits for nobody when the group has nobody, and has checkpointed everything', async () => {
    const rig = new Rig();
    const owned = await rig.owning('one', 1);
    const group = membership(rig);
    const left = leave(owned, group);
    await rig.clock.advance(0);
    await rig.say('m1');
    group.empty();
    await rig.done(left);
    await rig.say('m2');
    expect(rig.steps).toEqual(['one claims', 'one checkpoints', 'leaves the group', 'one answers', 'one checkpoints']);
  });
});
