/** Partitions that go to another owner in order: nobody waits for the next owner's recovery, and nothing is decided twice. */
import { AppendUnknown, decodeRecord } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { OwnedPartitions } from './owned-partitions.js';
import { roomAggregate } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';
import type { RoomTypes } from './testing/room-aggregate.js';

const HAND_OVER_MS = 3000;

class Rig extends RoomRig {
  /** What happened, in order. */
  readonly steps: string[] = [];
  private ids = 0;

  owner(name: string, log: EventLog = this.log): OwnedPartitions<RoomTypes> {
    return new OwnedPartitions<RoomTypes>({
      owner: name,
      log,
      snapshots: this.snapshots,
      commands: this.queue,
      outcomes: {
        push: (_partition, deliveries) => {
          this.deliveries.push(...deliveries);
          for (const { correlationId } of deliveries) this.steps.push(`${name} answers ${correlationId}`);
        },
      },
      clock: this.clock,
      ids: { next: () => `${name}-${(this.ids += 1)}` },
      aggregate: roomAggregate(60_000),
      answerer: () => Promise.reject(new Error('nobody asks')),
      limits: { handOverMs: HAND_OVER_MS },
      eventsOf: () => ({
        claimed: () => this.steps.push(`${name} claims`),
        checkpointed: () => this.steps.push(`${name} checkpoints`),
        handedOver: ({ owner }) => this.steps.push(`${name} hands over to ${owner}`),
        fenced: () => this.steps.push(`${name} is fenced`),
      }),
    });
  }

  /** A log of which nothing can be read until it is opened. */
  closedLog(): { readonly log: EventLog; readonly open: () => void } {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const log: EventLog = {
      ...this.bentLog((partition, record, inner) => inner.append(partition, record)),
      read: (partition, from, limit) => opened.then(() => this.log.read(partition, from, limit)),
    };
    return { log, open };
  }

  /** A log without proof of ownership whose batches land when they are told to. */
  heldLog(): { readonly log: EventLog; readonly land: () => void } {
    const held: (() => void)[] = [];
    const log = this.bentLog(async (partition, record, inner) => {
      if (decodeRecord(record).kind === 'batch') await new Promise<void>((resolve) => held.push(resolve));
      return inner.append(partition, record);
    }, false);
    return { log, land: () => held.splice(0).forEach((resolve) => resolve()) };
  }

  settle(): Promise<void> {
    return this.clock.advance(0);
  }

  async owning(name: string, generation: number, log?: EventLog): Promise<OwnedPartitions<RoomTypes>> {
    const owner = this.owner(name, log);
    const owned = owner.own([0], generation);
    await this.settle();
    await owned;
    return owner;
  }
}

describe('a partition that is handed over', () => {
  it('is served while the next owner recovers, until that one has claimed it', async () => {
    const rig = new Rig();
    const first = await rig.owning('first', 1);
    const [a] = [rig.post('a', 'm1')];
    await rig.settle();
    // Given a checkpoint, and a next owner that takes its time
    await first.checkpoint();
    const left = first.handOver([0]);
    const closed = rig.closedLog();
    const second = rig.owner('second', closed.log);
    const owned = second.own([0], 2);
    // When messages come meanwhile
    const b = rig.post('a', 'm2');
    await rig.settle();
    expect(rig.outcomes(b)).toEqual([{ kind: 'accepted', ordinal: 2, duplicate: false }]);
    closed.open();
    await rig.settle();
    await Promise.all([left, owned]);
    const c = rig.post('a', 'm3');
    await rig.settle();
    // Then each was decided once, by who owned the partition, and the last checkpoint is from before
    expect(rig.outcomes(c)).toEqual([{ kind: 'accepted', ordinal: 3, duplicate: false }]);
    expect(rig.steps).toEqual([
      'first claims',
      `first answers ${a}`,
      'first checkpoints',
      `first answers ${b}`,
      'first hands over to second',
      'second claims',
      `second answers ${c}`,
    ]);
    expect(first.workers.size).toBe(0);
  });

  it('is claimed only when what the owner before has appended meanwhile is nearly read', async () => {
    // Given a next owner that is far behind when it begins
    const rig = new Rig();
    const first = await rig.owning('first', 1);
    for (let n = 0; n < 100; n++) {
      rig.post('a', `m${n}`);
      await rig.settle();
    }
    const left = first.handOver([0]);
    const reads: number[] = [];
    const log: EventLog = {
      ...rig.bentLog((partition, record, inner) => inner.append(partition, record)),
      read: async (partition, from, limit) => {
        reads.push(from);
        // While it reads the past, more is appended
        if (reads.length === 1) {
          for (let n = 100; n < 200; n++) {
            rig.post('a', `m${n}`);
            await rig.settle();
          }
        }
        return rig.log.read(partition, from, limit);
      },
    };
    const second = rig.owner('second', log);
    const owned = second.own([0], 2);
    await rig.settle();
    await rig.settle();
    await Promise.all([left, owned]);
    // Then all of it was read before the CLAIM, and behind it the CLAIM alone
    const claimAt = (await rig.log.endOffset(0)) - 1;
    expect(reads.at(-1)).toBe(claimAt);
    expect(claimAt).toBe(201);
  });

  it('answers nothing of a batch that the CLAIM of the next owner was faster than; that one decides it', async () => {
    const rig = new Rig();
    const held = rig.heldLog();
    const first = await rig.owning('first', 1, held.log);
    const a = rig.post('a', 'm1');
    await rig.settle();
    const left = first.handOver([0]);
    await rig.owning('second', 2);
    expect(rig.steps).toContain('first hands over to second');
    held.land();
    await rig.settle();
    await left;
    expect(rig.outcomes(a)).toHaveLength(1);
    expect(rig.steps.filter((step) => step.includes('answers'))).toEqual([`second answers ${a}`]);
    expect(rig.steps).not.toContain('first is fenced');
  });

  it('is not claimed again by who hands it over, also when nobody knows what became of a batch', async () => {
    const rig = new Rig();
    let isBroken = false;
    const log = rig.bentLog((partition, record, inner) =>
      isBroken ? Promise.reject(new AppendUnknown('no answer')) : inner.append(partition, record),
    );
    const first = await rig.owning('first', 1, log);
    const left = first.handOver([0]);
    isBroken = true;
    const a = rig.post('a', 'm1');
    await rig.settle();
    await left;
    expect(rig.outcomes(a)).toEqual([]);
    await rig.clock.advance(10_000);
    expect(rig.steps).toEqual(['first claims']);
    // The next owner decides it, when it comes
    await rig.owning('second', 2);
    expect(rig.outcomes(a)).toHaveLength(1);
  });

  it('is given up after a time when nobody claims it, with a last checkpoint', async () => {
    const rig = new Rig();
    const first = await rig.owning('first', 1);
    const left = first.handOver([0]);
    await rig.clock.advance(HAND_OVER_MS - 1);
    const a = rig.post('a', 'm1');
    await rig.settle();
    expect(rig.outcomes(a)).toHaveLength(1);
    await rig.clock.advance(1);
    await left;
    const b = rig.post('a', 'm2');
    await rig.clock.advance(60_000);
    expect(rig.outcomes(b)).toEqual([]);
    expect(rig.steps.at(-1)).toBe('first checkpoints');
  });

  it('is given up at once when everything is stopped', async () => {
    const rig = new Rig();
    const first = await rig.owning('first', 1);
    const left = first.handOver([0]);
    await first.stop();
    await left;
    const a = rig.post('a', 'm1');
    await rig.settle();
    expect(rig.outcomes(a)).toEqual([]);
  });

  it('is claimed anew when it comes back before anybody else had it', async () => {
    const rig = new Rig();
    const first = await rig.owning('first', 1);
    const left = first.handOver([0]);
    const back = first.own([0], 3);
    await rig.settle();
    await Promise.all([left, back]);
    const a = rig.post('a', 'm1');
    await rig.settle();
    expect(rig.outcomes(a)).toHaveLength(1);
    expect(rig.steps.filter((step) => step === 'first claims')).toHaveLength(2);
    // What was once timed to end is another worker's
    await rig.clock.advance(HAND_OVER_MS);
    expect(first.workers.get(0)?.phase).toBe('serving');
  });

  it('simply stops when it is not served yet', async () => {
    const rig = new Rig();
    const closed = rig.closedLog();
    const first = rig.owner('first', closed.log);
    const owned = first.own([0], 1);
    const left = first.handOver([0]);
    closed.open();
    await rig.settle();
    await Promise.all([owned, left]);
    expect(rig.steps).toEqual([]);
  });
});
