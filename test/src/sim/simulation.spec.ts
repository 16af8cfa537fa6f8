/** Simulated worlds: every seed holds I1 to I13, and over the run everything interesting has happened. */
import { describe, expect, it } from '@jest/globals';
import { SIM_CONFIG } from './config.js';
import { Sometimes } from './sometimes.js';
import { World } from './world.js';

const RUN_MS_MAX = 600_000;
const { firstSeed, seeds } = SIM_CONFIG;

describe('simulated worlds', () => {
  it(
    `of seeds ${firstSeed} to ${firstSeed + seeds - 1} keep every promise`,
    async () => {
      const total = new Sometimes();
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const { violation, answered, sometimes } = await new World({ seed }).run();
        if (violation !== undefined) throw new Error(`SEED=${seed}: ${violation.message}`, { cause: violation });
        expect(answered).toBeGreaterThan(0);
        total.add(sometimes);
      }
      expect(total.missing()).toEqual([]);
    },
    RUN_MS_MAX,
  );

  it('are the same world for the same seed, and another for another', async () => {
    const [first, again, other] = [
      await new World({ seed: firstSeed, isTraced: true }).run(),
      await new World({ seed: firstSeed, isTraced: true }).run(),
      await new World({ seed: firstSeed + 1, isTraced: true }).run(),
    ];
    expect(again.trace).toEqual(first.trace);
    expect(again.sometimes.toString()).toBe(first.sometimes.toString());
    expect([again.answered, again.records]).toEqual([first.answered, first.records]);
    expect(other.trace).not.toEqual(first.trace);
  });
});
