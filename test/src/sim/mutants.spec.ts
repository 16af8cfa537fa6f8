/** Every planted bug is caught within a few worlds, by a promise that it breaks; the honest parts break none in them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CAUGHT_ELSEWHERE } from './caught-elsewhere.js';
import { MUTANTS } from './mutants.js';
import { runWorld } from './world.js';

const SEEDS_MAX = 500;

describe('a runtime that', () => {
  it.each(MUTANTS.map(({ name, planted }) => [name, planted] as const))(
    '%s is caught',
    async (_name, planted) => {
      let seed = 0;
      let caught: Error | undefined;
      while (caught === undefined && seed < SEEDS_MAX) {
        seed += 1;
        caught = (await runWorld({ seed, planted })).violation;
      }
      expect(caught?.name).toBe('Violation');
      expect((await runWorld({ seed, planted: { subject: planted.subject, mutant: {} } })).violation).toBeUndefined();
    },
    300_000,
  );

  it.each(CAUGHT_ELSEWHERE)('$name is caught elsewhere', ({ by }) => {
    const file = new URL(`../../../${by.file}`, import.meta.url);
    expect(readFileSync(file, 'utf8')).toContain(`it('${by.test}'`);
  });
});
