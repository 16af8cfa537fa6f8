/** Simulated worlds: every seed holds I1 to I13, and over the run everything interesting has happened. */
import { describe, expect, it } from '@jest/globals';
import { MUST_HAPPEN, Sometimes } from './sometimes.js';
import { roomSubject } from './subject.js';
import { World } from './world.js';

const FIRST_SEED = Number(process.env['SIM_SEED'] ?? 1);
const SEEDS = Number(process.env['SIM_SEEDS'] ?? 150);
const RUN_MS_MAX = 60_000;

describe('simulated worlds', () => {
  it(
    `of seeds ${FIRST_SEED} to ${FIRST_SEED + SEEDS - 1} keep every promise`,
    async () => {
      const total = new Sometimes();
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
        const result = await new World(roomSubject, seed).run();
        total.add(result.sometimes);
        if (result.violation !== undefined)
          throw new Error(`SEED=${seed}: ${String(result.violation)}`, { cause: result.violation });
        expect(result.answered).toBeGreaterThan(0);
      }
      if (process.env['SIM_VERBOSE']) console.log(String(total));
      expect(total.missing()).toEqual([]);
      expect(MUST_HAPPEN.length).toBeGreaterThan(0);
    },
    RUN_MS_MAX,
  );
});
