/** Simulated worlds: every seed holds I1 to I13, and over the run everything interesting has happened. */
import { describe, expect, it } from '@jest/globals';
import { SIM_CONFIG } from './config.js';
import { Sometimes } from './sometimes.js';
import { runWorld } from './world.js';

/** Never a measure of speed: only so that a world that hangs ends. */
const RUN_MS_MAX = 1_200_000;
/** So many worlds have met every situation. */
const ENOUGH_SEEDS = 1_000;
const { firstSeed, seeds } = SIM_CONFIG;

describe('simulated worlds', () => {
  it(
    `of seeds ${firstSeed} to ${firstSeed + seeds - 1} keep every promise`,
    async () => {
      const total = new Sometimes();
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const { violation, answered, sometimes } = await runWorld({ seed });
        if (violation !== undefined)
          throw new Error(`npm run sim -- --seed ${seed}: ${violation.message}`, { cause: violation });
        expect(answered).toBeGreaterThan(0);
        total.add(sometimes);
      }
      if (seeds >= ENOUGH_SEEDS) expect(total.missing()).toEqual([]);
    },
    RUN_MS_MAX,
  );

  it.each([
    ['of sessions, shared', 1],
    ['of sessions, embedded', 4],
    ['of registries', 5],
  ])('%s, are the same world for the same seed, and another for another', async (_what, seed) => {
    const [first, again, other] = [
      await runWorld({ seed, isTraced: true }),
      await runWorld({ seed, isTraced: true }),
      await runWorld({ seed: seed + 20, isTraced: true }),
    ];
    expect(again.trace).toEqual(first.trace);
    expect(again.sometimes.toString()).toBe(first.sometimes.toString());
    expect([again.answered, again.records]).toEqual([first.answered, first.records]);
    expect(other.trace).not.toEqual(first.trace);
  });
});
