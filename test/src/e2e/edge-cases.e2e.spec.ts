/**
 * The edge cases of the specification through gRPC, row by row (runtime specification §13, modes and policy §7): by hand
 * where the edge or the clock decides, and otherwise as the kernel's suite has them, each answer held against the
 * kernel's. Every row of both pages is played here.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DECISION_ROWS } from '../conformance/decision-rows.js';
import { MODE } from '../conformance/edge-case.js';
import { KERNEL_EDGE_ROWS, MODE_EDGE_ROWS } from '../conformance/edge-rows.js';
import { GOVERNANCE_ROWS } from '../conformance/governance-rows.js';
import { HANDOFF_ROWS } from '../conformance/handoff-rows.js';
import { KERNEL_ROWS } from '../conformance/kernel-rows.js';
import { MODE_ROWS } from '../conformance/mode-rows.js';
import { CLOCK_WIRE_ROWS } from './edge/edge-clock-rows.js';
import { MESSAGE_WIRE_ROWS } from './edge/edge-message-rows.js';
import { MODE_WIRE_ROWS } from './edge/edge-mode-rows.js';
import { OWN_SERVERS } from './edge/edge-process-rows.js';
import { STREAM_WIRE_ROWS } from './edge/edge-stream-rows.js';
import { EdgeWorld, playableServers } from './edge/edge-world.js';
import { playRecorded, recorded } from './edge/recorded-case.js';
import { PROFILES } from './profiles.js';
import { scratchDirectory } from './runtime-process.js';

jest.setTimeout(240_000);

const PAGES = [
  {
    page: 'the kernel',
    rows: 46,
    cases: KERNEL_ROWS,
    elsewhere: KERNEL_EDGE_ROWS,
    byHand: [...MESSAGE_WIRE_ROWS, ...STREAM_WIRE_ROWS, ...CLOCK_WIRE_ROWS],
    ownServer: OWN_SERVERS.flatMap((server) => server.rows),
  },
  {
    page: 'the modes',
    rows: 44,
    cases: [...DECISION_ROWS, ...GOVERNANCE_ROWS, ...HANDOFF_ROWS, ...MODE_ROWS],
    elsewhere: MODE_EDGE_ROWS,
    byHand: MODE_WIRE_ROWS,
    ownServer: [],
  },
];

/** Policies that cases name without having rules of their own. */
const NAMED_POLICIES = [
  { policyId: 'task-only', mode: MODE.task },
  { policyId: 'decision-only', mode: MODE.decision },
];

const title = '$row: given $given, when $when, then $outcome';
const ascending = (rows: readonly number[]): number[] => [...new Set(rows)].sort((one, other) => one - other);

/** Cases that a client can play, with what the kernel answered. */
const playable = (cases: (typeof PAGES)[number]['cases']) =>
  cases.flatMap((edgeCase) => {
    const script = recorded(edgeCase);
    return script === undefined ? [] : [{ ...edgeCase, script }];
  });

describe.each(PAGES)('edge cases of $page', ({ rows, cases, byHand, ownServer, elsewhere }) => {
  const played = [...playable(cases), ...byHand, ...ownServer].map(({ row }) => row);

  it('are all played by a client', () => {
    expect(ascending(played)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  });

  it('that the kernel does not decide are played by hand', () => {
    const handled = new Set([...byHand, ...ownServer].map(({ row }) => row));
    const left = elsewhere.filter(({ row }) => !handled.has(row));
    expect(left).toEqual([]);
  });
});

describe.each(PROFILES)('$name', (profile) => {
  let world: EdgeWorld;
  beforeAll(async () => {
    world = await EdgeWorld.start(profile);
    for (const policy of NAMED_POLICIES) {
      const policyDescriptor = { ...policy, description: '', rules: '{}', schemaVersion: 3 };
      expect(await world.call('RegisterPolicy', { policyDescriptor })).toMatchObject({ ok: true });
    }
  });
  afterAll(() => world.remove());

  describe.each(PAGES)('$page', ({ cases, byHand }) => {
    it.each(byHand)(title, ({ play }) => play(world));

    it.each(playable(cases))(`${title}, as in the kernel`, async ({ script }) => {
      const { expected, answered } = await playRecorded(world, script);
      expect(answered).toEqual(expected);
    });
  });
});

describe.each(PROFILES)('$name, a server of its own', (profile) => {
  describe.each(playableServers(OWN_SERVERS, profile))('$name', ({ settings, rows }) => {
    const scratch = scratchDirectory();
    let world: EdgeWorld;
    beforeAll(async () => {
      world = await EdgeWorld.start(profile, settings(scratch.path));
    });
    afterAll(async () => {
      await world.remove();
      scratch.remove();
    });

    it.each(rows)(title, ({ play }) => play(world));
  });
});
