/**
 * Archiving and trimming at any interleaving of writes, checkpoints, passes, crashes and late calls of the dead: nothing
 * that is needed is ever gone (ADR 0008), and a world in which a rule is broken is found out.
 */
import { describe, expect, it } from '@jest/globals';
import { logArchiveContract } from './contract/index.js';
import { ArchiveWorld } from './testing/archive-world.js';
import type { ArchiveMutant } from './testing/archive-world.js';
import { LOG_ID } from './testing/history.js';
import { MemoryLogArchive } from './testing/memory-log-archive.js';

const STEPS = 400;
const WORLDS = 60;
/** Always the same, so that what is red was made red by a change. */
const FIRST_SEED = 1;

logArchiveContract('MemoryLogArchive', async () => {
  const archive = new MemoryLogArchive({ logId: LOG_ID, partitions: 3 });
  return { archive, second: async () => archive, close: async () => undefined };
});

/** Mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

describe('the archive of a log', () => {
  it(`given worlds at random (seeds from ${FIRST_SEED}), when they are played, then nothing that is needed is gone`, async () => {
    let [trimmed, crashes, recoveries] = [0, 0, 0];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed += 1) {
      const world = new ArchiveWorld(randomOf(seed));
      await world.run(STEPS).catch((cause: unknown) => {
        throw new Error(`seed ${seed}: ${String(cause)}`, { cause });
      });
      if ((await world.log.startOffset(0)) > 0) trimmed += 1;
      crashes += world.crashes;
      recoveries += world.recoveries;
    }
    // A world in which nothing happens shows nothing.
    expect(trimmed).toBeGreaterThan(0);
    expect(crashes).toBeGreaterThan(WORLDS);
    expect(recoveries).toBeGreaterThan(WORLDS);
  });

  it.each<[ArchiveMutant, RegExp]>([
    ['trims-without-archive', /record \d+ is nowhere|is not in its archive|the log begins at/],
    [
      'replaces-segments',
      /record \d+ is nowhere|segments do not follow|cannot go on at|not in its archive|its archive ends there/,
    ],
    ['trims-without-margin', /the log begins at \d+, after \d+/],
  ])(
    `given a bug that %s, when worlds are played (seeds from ${FIRST_SEED}), then one of them finds it`,
    async (mutant, finding) => {
      const found: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + 10 * WORLDS && found.length === 0; seed += 1) {
        await new ArchiveWorld(randomOf(seed), mutant).run(STEPS).catch((cause: unknown) => found.push(String(cause)));
      }
      expect(found).toEqual([expect.stringMatching(finding)]);
    },
  );
});
