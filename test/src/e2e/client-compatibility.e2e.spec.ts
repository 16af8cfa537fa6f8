/**
 * What existing clients rely on, row by row (client compatibility §1, B1–B28), over the wire: each row is played here, but
 * for what is not offered yet.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CLIENT_CALL_ROWS } from './edge/client-call-rows.js';
import { CLIENT_DENIAL_ROWS, CLIENT_SERVERS } from './edge/client-server-rows.js';
import { CLIENT_SESSION_ROWS } from './edge/client-session-rows.js';
import { CLIENT_STREAM_ROWS } from './edge/client-stream-rows.js';
import { EdgeWorld, playableServers } from './edge/edge-world.js';
import { PROFILES } from './profiles.js';
import { scratchDirectory } from './runtime-process.js';

jest.setTimeout(60_000);

const ROWS = [...CLIENT_CALL_ROWS, ...CLIENT_STREAM_ROWS, ...CLIENT_SESSION_ROWS, ...CLIENT_DENIAL_ROWS];

const NOT_PLAYED = new Map([['B27', 'receipts are not offered yet: B3 holds the capability against it']]);

it('every row is played, or it is said why not', () => {
  const played = [...ROWS, ...CLIENT_SERVERS.flatMap(({ rows }) => rows)];
  const known = [...played.map(({ row }) => row), ...NOT_PLAYED.keys()].map((row) => Number(row.slice(1)));
  expect(known.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
});

describe.each(PROFILES)('$name', (profile) => {
  describe('one server for all', () => {
    let world: EdgeWorld;
    beforeAll(async () => {
      world = await EdgeWorld.start(profile);
    });
    afterAll(() => world.remove());

    it.each(ROWS)('$row: $outcome', ({ play }) => play(world));
  });

  describe.each(playableServers(CLIENT_SERVERS, profile))('a server $name', ({ settings, rows }) => {
    const scratch = scratchDirectory();
    let world: EdgeWorld;
    beforeAll(async () => {
      world = await EdgeWorld.start(profile, settings(scratch.path));
    });
    afterAll(async () => {
      await world.remove();
      scratch.remove();
    });

    it.each(rows)('$row: $outcome', ({ play }) => play(world));
  });
});
