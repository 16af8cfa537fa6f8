/** The time of a partition under clocks that go wrong: it never falls, never stands still for long, and comes back. */
import { describe, expect, it } from '@jest/globals';
import { PartitionTime } from './partition-time.js';

const HOUR_MS = 3_600_000;

describe('the time of a partition', () => {
  it('is the clock while that is ahead', () => {
    const time = new PartitionTime();
    expect([time.at(1_000, 0), time.at(1_005, 1_000), time.at(9_000, 1_005)]).toEqual([1_000, 1_005, 9_000]);
  });

  it("goes on at half the clock's speed while the log is ahead, however often it is looked at", () => {
    for (const everyMs of [1, 3, 250]) {
      const time = new PartitionTime();
      let nowMs = time.at(0, HOUR_MS);
      for (let clockMs = everyMs; clockMs <= 30_000; clockMs += everyMs) nowMs = time.at(clockMs, nowMs);
      expect(nowMs).toBe(HOUR_MS + 15_000);
    }
  });

  it('is the clock again after as long as they were apart, and not before', () => {
    const time = new PartitionTime();
    let nowMs = time.at(0, 10_000);
    for (let clockMs = 0; clockMs < 19_900; clockMs += 100) {
      nowMs = time.at(clockMs, nowMs);
      expect(nowMs).toBeGreaterThan(clockMs);
    }
    expect(time.at(20_001, nowMs)).toBe(20_001);
  });

  it('does not take a clock that is set for time that has passed', () => {
    const time = new PartitionTime();
    const first = time.at(0, 10 * HOUR_MS);
    expect(time.at(8 * HOUR_MS, first)).toBe(first + 5_000);
  });

  it('never falls when the clock does', () => {
    const time = new PartitionTime();
    time.at(HOUR_MS, 0);
    expect([time.at(0, HOUR_MS), time.at(-HOUR_MS, HOUR_MS), time.at(2 - HOUR_MS, HOUR_MS)]).toEqual([
      HOUR_MS,
      HOUR_MS,
      HOUR_MS + 1,
    ]);
  });
});
