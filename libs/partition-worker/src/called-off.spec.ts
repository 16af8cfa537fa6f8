/** An owner that is told to stop while its calls fail has not failed: nobody hears that the partition has stopped. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { WorkerRig, roomAggregate } from './testing/index.js';
import type { RoomTypes } from './testing/index.js';

/** A log whose end is not known before `fail` says why not. */
function unreachable(rig: WorkerRig<RoomTypes>): { readonly log: EventLog; readonly fail: (cause: Error) => void } {
  let fail: (cause: Error) => void = () => undefined;
  const log = rig.bentLog((partition, record, honest) => honest.append(partition, record));
  const endOffset = (): Promise<number> =>
    new Promise((_resolve, reject) => {
      fail = reject;
    });
  return { log: { ...log, endOffset }, fail: (cause) => fail(cause) };
}

async function stoppedWhile(cause: Error): Promise<WorkerRig<RoomTypes>> {
  const rig = new WorkerRig(roomAggregate(1_000));
  const { log, fail } = unreachable(rig);
  const worker = rig.worker({ log });
  const started = worker.start();
  await rig.clock.advance(0);
  const stopped = worker.stop();
  fail(cause);
  await rig.clock.advance(0);
  await Promise.all([started, stopped]);
  expect(worker.phase).toBe('stopped');
  return rig;
}

describe('a worker that is stopped while it recovers', () => {
  it.each([new Error('no connection'), new LogCorruption(0, 0, 'whatever is read now')])(
    'has not failed when its last call ends with %p',
    async (cause) => {
      expect((await stoppedWhile(cause)).count('failed')).toBe(0);
    },
  );

  it('has failed when it was not stopped and the log is damaged', async () => {
    const rig = new WorkerRig(roomAggregate(1_000));
    const { log, fail } = unreachable(rig);
    const worker = rig.worker({ log });
    const started = worker.start();
    await rig.clock.advance(0);
    fail(new LogCorruption(0, 0, 'a hole'));
    await expect(started).rejects.toBeInstanceOf(LogCorruption);
    expect(rig.count('failed')).toBe(1);
  });
});
