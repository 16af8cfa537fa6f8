import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('the command line', () => {
  it('given nothing, then every option has its default', () => {
    expect(readOptions([])).toMatchObject({ rounds: 5, seconds: 3, callers: [1, 8, 64, 256], channels: 8 });
  });

  it('given values, then they are taken', () => {
    const args = ['--rounds', '2', '--seconds', '0.5', '--callers', '1,64'];
    expect(readOptions(args)).toMatchObject({ rounds: 2, seconds: 0.5, callers: [1, 64] });
  });

  it.each([
    [['--rounds', '1.5'], '--rounds takes whole numbers, not "1.5"'],
    [['--seconds', '0'], '--seconds takes positive numbers, not "0"'],
    [['--callers', '1,x'], '--callers takes positive numbers, not "x"'],
    [['--unknown', '1'], 'Unknown option'],
  ])('given %j, then it is refused', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
