/** The command line of the replay figures is taken, or refused with a reason. */
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { readReplayOptions } from './replay-options.js';

describe('the options of the replay figures', () => {
  it('have defaults', () => {
    const options = readReplayOptions([]);

    expect(options).toEqual({
      sessions: 20_000,
      rounds: 5,
      checkpointEvents: 100,
      directory: tmpdir(),
      profiles: undefined,
    });
  });

  it('are taken as given', () => {
    const options = readReplayOptions([
      '--sessions',
      '7',
      '--checkpoint-events',
      '1',
      '--profiles',
      'p',
      '--dir',
      '/d',
    ]);

    expect(options).toMatchObject({ sessions: 7, checkpointEvents: 1, profiles: 'p', directory: '/d' });
  });

  it.each([
    [['--sessions', '0'], '--sessions takes positive numbers, not "0"'],
    [['--checkpoint-events', '1.5'], '--checkpoint-events takes whole numbers, not "1.5"'],
  ])('%j are refused', (args, reason) => {
    expect(() => readReplayOptions(args)).toThrow(reason);
  });
});
