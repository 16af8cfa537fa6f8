/** The command line of the scale-out figures is taken, or refused with a reason. */
import { describe, expect, it } from '@jest/globals';
import { readScaleOptions } from './scale-options.js';

describe('the options of the scale-out figures', () => {
  it('have defaults: everything', () => {
    expect(readScaleOptions([])).toEqual({
      parts: ['requests', 'batches', 'paced', 'engines', 'hot'],
      rounds: 5,
      starts: 1,
      seconds: 2,
      warmUpSeconds: 3,
      brokerWarmUpSeconds: 10,
      partitions: [1, 4, 12, 64],
      callers: [64, 256],
      perPartition: 32,
      rate: 9600,
      semiSpaceMb: 128,
      hot: [16],
      hotPauseMs: [100, 0],
      background: 24,
      pauseMs: 10,
    });
  });

  it('are taken as given', () => {
    const options = readScaleOptions(['--parts', 'hot,engines', '--per-partition', '16', '--hot-pause-ms', '0.5,0']);
    expect(options).toMatchObject({ parts: ['hot', 'engines'], perPartition: 16, hotPauseMs: [0.5, 0] });
  });

  it.each([
    [['--parts', 'hot,cold'], '--parts takes requests, batches, paced, engines, hot, not "cold"'],
    [['--hot', '0'], '--hot takes positive numbers, not "0"'],
    [['--partitions', '1.5'], '--partitions takes whole numbers, not "1.5"'],
  ])('%j are refused', (args, reason) => {
    expect(() => readScaleOptions(args)).toThrow(reason);
  });
});
