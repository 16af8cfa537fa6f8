/** What the brokers refuse is tried again after some seconds, once, and nothing else is. */
import { describe, expect, it } from '@jest/globals';
import { AppendRefused, LogCorruption } from '@macp/event-log';
import { ManualClock } from '@macp/partition-worker/testing';
import { restartLater, retryRefused } from './refused-partitions.js';

describe('partitions that cannot go on', () => {
  it('given commands that fault again and again, when seconds pass, then each partition restarts once, and later again', async () => {
    const clock = new ManualClock();
    const restarted: number[] = [];
    const failed = restartLater(clock, async (partition) => void restarted.push(partition));
    for (const partition of [3, 3, 4, 3]) failed(partition);
    await clock.advance(4_999);
    expect(restarted).toEqual([]);
    await clock.advance(1);
    expect(restarted).toEqual([3, 4]);

    failed(3);
    await clock.advance(5_000);

    expect(restarted).toEqual([3, 4, 3]);
  });

  it('given a partition that stopped, when seconds pass, then it is restarted where the brokers refused, and not else', async () => {
    const clock = new ManualClock();
    const restarted: number[] = [];
    const failed = retryRefused(clock, async (partition) => {
      restarted.push(partition);
      throw new Error('refused again');
    });
    failed(0, new AppendRefused('not-authorized'));
    failed(1, new LogCorruption(1, 7, 'a hole'));
    await clock.advance(5_000);

    expect(restarted).toEqual([0]);
  });
});
