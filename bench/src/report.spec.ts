import { describe, expect, it } from '@jest/globals';
import { markdownTable, median } from './report.js';
import type { Sample } from './report.js';

function sample(contender: string, round: number, perSecond: number): Sample {
  const measured = {
    perSecond,
    p50Ms: 1,
    p99Ms: 2,
    cpuMicroseconds: 100,
    helperMicroseconds: 0,
    rssBytes: (round + 1) * 2 ** 20,
  };
  return { contender, workload: 'sessions', callers: 8, round, ...measured };
}

describe('the report', () => {
  it('given an odd and an even number of values, then the median is the middle or between both middles', () => {
    expect(median([10, 2, 3])).toBe(3);
    expect(median([10, 2, 3, 5])).toBe(4);
    expect(() => median([])).toThrow(RangeError);
  });

  it('given rounds of two contenders, then rates have median and spread, and ratios are those within a round', () => {
    const echo = [sample('echo', 0, 100), sample('echo', 1, 200), sample('echo', 2, 400)];
    const ours = [sample('ours', 0, 50), sample('ours', 1, 150), sample('ours', 2, 100)];

    const rows = markdownTable([...echo, ...ours], 'echo').split('\n');

    expect(rows).toHaveLength(4);
    expect(rows[3]).toBe(
      '| 8 | ours | 100 (50–150) | 0.50 (0.25–0.75) | 1.00 (1.00–1.00) | 2.00 (2.00–2.00) | 100 (100–100) | – | 3 |',
    );
  });
});
