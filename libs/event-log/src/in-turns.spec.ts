/** Work in parts lets everything else have its turn, and comes to the same. */
import { describe, expect, it } from '@jest/globals';
import { inTurns } from './in-turns.js';

describe('work in turns', () => {
  it('lets what has come up go first, after each of its parts', async () => {
    const steps: string[] = [];
    function* work(): Generator<void, string> {
      for (const part of ['a', 'b', 'c']) {
        steps.push(part);
        setImmediate(() => steps.push(`after ${part}`));
        yield;
      }
      return 'done';
    }

    expect(await inTurns(work())).toBe('done');
    expect(steps).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c']);
  });

  it('fails with what its parts throw', async () => {
    function* work(): Generator<void, string> {
      yield;
      throw new Error('broken');
    }

    await expect(inTurns(work())).rejects.toThrow('broken');
  });
});
