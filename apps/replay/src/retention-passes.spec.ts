/** Passes come one after another until they are stopped, whatever becomes of one. */
import { expect, it } from '@jest/globals';
import { startRetentionPasses } from './retention-passes.js';

it('passes at each interval, after failures too, and not after the stop', async () => {
  // Given a clock that is moved by hand, and a second pass that fails
  let nowMs = 1000;
  let due: (() => void) | undefined;
  const clock = {
    nowMs: () => nowMs,
    after: (delayMs: number, task: () => void) => {
      expect(delayMs).toBe(60_000);
      due = task;
      return () => (due = undefined);
    },
  };
  const passes: number[] = [];
  const faults: unknown[] = [];
  const passTime = async (atMs: number): Promise<void> => {
    passes.push(atMs);
    if (passes.length === 2) throw new Error('the disk is full');
  };
  // When three intervals go by
  const stop = startRetentionPasses(
    { passTime },
    { clock, intervalMs: 60_000, onFault: (cause) => void faults.push(cause) },
  );
  for (let count = 0; count < 3; count += 1) {
    const task = due!;
    due = undefined;
    nowMs += 60_000;
    task();
    await new Promise(setImmediate);
  }
  // Then there were three passes, and none is due once they are stopped
  expect(passes).toEqual([61_000, 121_000, 181_000]);
  expect(faults).toEqual([new Error('the disk is full')]);
  stop();
  expect(due).toBeUndefined();
});
