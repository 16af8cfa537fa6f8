/** Every planted bug is caught within a few worlds, by a promise that it breaks; the honest worker breaks none in them. */
import { describe, expect, it } from '@jest/globals';
import { Violation } from './invariants.js';
import { MUTANTS } from './mutants.js';
import { roomSubject } from './subject.js';
import { World } from './world.js';

const SEEDS_MAX = 150;

describe('a worker that', () => {
  it.each(Object.keys(MUTANTS))(
    '%s is caught',
    async (name) => {
      let caught: unknown;
      let seed = 0;
      while (caught === undefined && seed < SEEDS_MAX) {
        seed += 1;
        caught = (await new World(roomSubject, seed, MUTANTS[name]).run()).violation;
      }
      expect(caught).toBeInstanceOf(Violation);
      expect((await new World(roomSubject, seed).run()).violation).toBeUndefined();
    },
    30_000,
  );
});
