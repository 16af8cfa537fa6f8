/**
 * What existing clients rely on, row by row (client compatibility §1, B1–B28), over the wire: each row is played here, or
 * it says where it is tested, or why there is nothing to test yet.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CLIENT_CALL_ROWS } from './edge/client-call-rows.js';
import { CLIENT_SESSION_ROWS } from './edge/client-session-rows.js';
import { CLIENT_STREAM_ROWS } from './edge/client-stream-rows.js';
import { EdgeWorld } from './edge/edge-world.js';
import { PROFILES } from './profiles.js';

jest.setTimeout(60_000);

const ROWS = [...CLIENT_CALL_ROWS, ...CLIENT_STREAM_ROWS, ...CLIENT_SESSION_ROWS];

const NOT_PLAYED = new Map([
  ['B6', 'the table of codes and statuses is held against the registry in the wire library'],
  ['B7', 'every reason of a denial has its case among those of the policy rules and of the edge cases'],
  ['B9', 'an unknown outcome cannot be brought about by a client; the edge’s suite and the simulation do'],
  ['B13', 'histories are whole unless compaction is asked for; compacted ones are in the suites of history and edge'],
  ['B27', 'receipts are not offered yet: B3 holds the capability against it'],
  ['B28', 'HTTP is not offered yet'],
]);

it('every row is played, or it is said why not', () => {
  const known = [...ROWS.map(({ row }) => row), ...NOT_PLAYED.keys()].map((row) => Number(row.slice(1)));
  expect(known.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
});

describe.each(PROFILES)('$name', (profile) => {
  let world: EdgeWorld;
  beforeAll(async () => {
    world = await EdgeWorld.start(profile);
  });
  afterAll(() => world.remove());

  it.each(ROWS)('$row: $outcome', ({ play }) => play(world));
});
