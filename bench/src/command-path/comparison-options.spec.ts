/** The command line of the comparison is taken, or refused with a reason. */
import { describe, expect, it } from '@jest/globals';
import { readComparisonOptions } from './comparison-options.js';

describe('the options of the comparison', () => {
  it('have defaults', () => {
    expect(readComparisonOptions([])).toEqual({
      rounds: 5,
      seconds: 1.5,
      callers: [1, 8, 64, 256],
      partitions: [12, 1],
      profiles: undefined,
    });
  });

  it('are taken as given', () => {
    const options = readComparisonOptions(['--seconds', '0.5', '--callers', '4', '--profiles', 'p']);
    expect(options).toMatchObject({ seconds: 0.5, callers: [4], profiles: 'p' });
  });

  it.each([
    [['--callers', '1,x'], '--callers takes positive numbers, not "x"'],
    [['--partitions', '1.5'], '--partitions takes whole numbers, not "1.5"'],
    [['--seconds', '0'], '--seconds takes positive numbers, not "0"'],
  ])('%j are refused', (args, reason) => {
    expect(() => readComparisonOptions(args)).toThrow(reason);
  });
});
