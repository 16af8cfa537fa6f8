/** An owner that cannot keep up takes no more from the queue than it has room for, and loses and reorders nothing. */
import { MemoryCommandQueue } from '@macp/event-log';
import type { CommandSource } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import type { WorkerLimits } from './limits.js';
import { RoomRig } from './testing/room-rig.js';
import type { RoomCommand } from './testing/room-aggregate.js';

const COMMANDS = 100;

class Rig extends RoomRig {
  readonly held: (() => void)[] = [];
  isHolding = false;
  /** Commands that the owner was given, those that came again included. */
  delivered = 0;

  async serving(limits: Partial<WorkerLimits>, bytes?: number) {
    const log = this.bentLog(async (partition, record, inner) => {
      if (this.isHolding) await new Promise<void>((resolve) => this.held.push(resolve));
      return inner.append(partition, record);
    });
    return this.started({ log, commands: this.source(bytes), limits });
  }

  /** The queue, one command at a time, as if each came over a wire with so many bytes. */
  private source(bytes?: number): CommandSource<RoomCommand> {
    const { queue } = this;
    return {
      queueId: queue.queueId,
      partitions: queue.partitions,
      release: (partition, offset) => queue.release(partition, offset),
      consume: (partition, from, onCommands) => {
        let isClosed = false;
        const subscription = queue.consume(partition, from, (commands) => {
          for (const command of commands) {
            if (isClosed) return;
            this.delivered += 1;
            onCommands([bytes === undefined ? command : { ...command, bytes }]);
          }
        });
        return {
          close: () => {
            isClosed = true;
            subscription.close();
          },
        };
      },
    };
  }

  async land(): Promise<void> {
    this.isHolding = false;
    for (const resolve of this.held.splice(0)) resolve();
    await this.clock.advance(0);
  }
}

describe.each([
  ['commands', { intakeMax: 10 }, undefined],
  ['bytes', { intakeBytesMax: 1000 }, 100],
] as const)('an owner with little room for %s', (_what, limits, bytes) => {
  it('leaves what it has no room for in the queue, and decides all of it in order once it can', async () => {
    const rig = new Rig();
    const worker = await rig.serving({ ...limits, commandsPerBatchMax: 4 }, bytes);
    // Given an append that takes its time
    rig.isHolding = true;
    const first = rig.post('a', 'm0');
    await rig.clock.advance(0);
    // When a flood comes
    const ids = Array.from({ length: COMMANDS }, (_, n) => rig.post('a', `m${n + 1}`));
    await rig.clock.advance(0);
    expect(worker.waiting).toBe(11);
    expect(rig.delivered).toBe(12);
    expect(rig.queue.held(0)).toBe(COMMANDS + 1);
    await rig.land();
    // Then each is decided once, in order
    const ordinals = [first, ...ids].map((id) => rig.outcomes(id));
    expect(ordinals).toEqual(
      Array.from({ length: COMMANDS + 1 }, (_, n) => [{ kind: 'accepted', ordinal: n + 1, duplicate: false }]),
    );
    expect(worker.waiting).toBe(0);
    // And what comes later is taken at once again
    const last = rig.post('a', 'last');
    await rig.clock.advance(0);
    expect(rig.outcomes(last)).toHaveLength(1);
  });
});

it('an owner with much room takes everything at once', async () => {
  const rig = new Rig();
  rig.queue = new MemoryCommandQueue({ queueId: 'other', partitions: 1 });
  const worker = await rig.serving({});
  rig.isHolding = true;
  for (let n = 0; n < COMMANDS; n += 1) rig.post('a', `m${n}`);
  await rig.clock.advance(0);
  rig.post('b', 'm');
  expect(rig.delivered).toBe(COMMANDS + 1);
  expect(worker.waiting).toBe(1);
});
