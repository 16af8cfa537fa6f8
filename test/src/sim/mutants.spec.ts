/** Every planted bug is caught within a few worlds, by a promise that it breaks; the honest parts break none in them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CAUGHT_ELSEWHERE, MUTANTS } from './mutants.js';
import { World } from './world.js';

const SEEDS_MAX = 500;

describe('a runtime that', () => {
  it.each(MUTANTS.map(({ name, mutant }) => [name, mutant] as const))(
    '%s is caught',
    async (_name, mutant) => {
      let seed = 0;
      let caught: Error | undefined;
      while (caught === undefined && seed < SEEDS_MAX) {
        seed += 1;
        caught = (await new World({ seed, mutant }).run()).violation;
      }
      expect(caught?.name).toBe('Violation');
      expect((await new World({ seed }).run()).violation).toBeUndefined();
    },
    60_000,
  );

  it.each(CAUGHT_ELSEWHERE)('$name is caught elsewhere', ({ by }) => {
    if (by === 'the Kafka suites') return;
    const file = new URL(`../../../${by.file}`, import.meta.url);
    expect(readFileSync(file, 'utf8')).toContain(`it('${by.test}'`);
  });
});
