/** Simulated worlds: every seed holds I1 to I13, and over the run everything interesting has happened. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { SIM_CONFIG } from './config.js';
import { runWorld } from './world.js';

/** Never a measure of speed: only so that a world that hangs ends. */
const RUN_MS_MAX = 1_200_000;
/** What `npm run sim` runs, in a process of its own: those of jest are slower, by what the suites before have left in them. */
const RUN_SIM = fileURLToPath(new URL('../../dist/sim/run-sim.js', import.meta.url));
const { firstSeed, seeds } = SIM_CONFIG;

describe('simulated worlds', () => {
  it(
    `of seeds ${firstSeed} to ${firstSeed + seeds - 1} keep every promise`,
    async () => {
      const range = ['--seed', String(firstSeed), '--seeds', String(seeds)];
      const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', RUN_SIM, ...range]);
      expect(stdout).toContain(`${seeds} worlds from seed ${firstSeed} keep every promise`);
      process.stdout.write(stdout);
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
