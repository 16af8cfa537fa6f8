/** A limit of many sessions (runtime specification §3 row 14): a refusal is cheap, and never wrong about a place. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SessionMetadata, SessionOutcome } from '@macp/kernel';
import { LISTED_MAX } from '@macp/policy-rules';
import { createLogger } from '@macp/telemetry';
import { RegistryDouble } from '../testing/registry-double.js';
import { OpenSessionLimit } from './open-session-limit.js';
import { LOOKUPS_AT_ONCE } from './place-search.js';

const NOW_MS = 1_000_000;
const START = {
  macpVersion: '1.0',
  mode: 'macp.mode.decision.v1',
  messageType: 'SessionStart',
  messageId: 'm-start',
  sender: 'lead',
  timestampUnixMs: 0n,
  payload: Buffer.from([1]),
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** History that answers a lookup in its own time, and counts. */
class SlowHistory {
  readonly sessions = new Map<string, SessionMetadata>();
  lookups = 0;
  atOnce = 0;
  peak = 0;
  /** While set, lookups of sessions that there are have read and do not answer. */
  gate: Promise<void> | undefined;
  failure: Error | undefined;

  async session(sessionId: string): Promise<SessionMetadata | undefined> {
    this.lookups++;
    this.peak = Math.max(this.peak, ++this.atOnce);
    const found = this.sessions.get(sessionId);
    await ((found && this.gate) ?? turn());
    this.atOnce--;
    if (this.failure !== undefined) throw this.failure;
    return found;
  }

  set(sessionId: string, state: SessionMetadata['state']): void {
    this.sessions.set(sessionId, { state, initiator: 'lead', expiresAtMs: NOW_MS * 2 } as SessionMetadata);
  }

  /** Holds every answer back until what it returns is called. */
  hold(): () => void {
    let open: () => void;
    this.gate = new Promise((resolve) => (open = resolve));
    return () => {
      this.gate = undefined;
      open();
    };
  }
}

let history: SlowHistory;
let limit: OpenSessionLimit;
let nowMs: number;
let started: number;
beforeEach(() => {
  history = new SlowHistory();
  nowMs = NOW_MS;
  started = 0;
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  const submit = (sessionId: string, _command: unknown, _deadlineMs: number, done: (o: SessionOutcome) => void) => {
    history.set(sessionId, 'OPEN');
    done({ kind: 'accepted' } as SessionOutcome);
  };
  limit = new OpenSessionLimit({
    clock,
    history,
    log: createLogger({ level: 'silent' }),
    registry: new RegistryDouble([], clock.nowMs),
    sessions: { pending: 0, submit },
  } as never);
});

async function start(places: number, sessionId = `s-${started++}`): Promise<string> {
  const outcome = await limit.start({ envelope: { ...START, sessionId }, limit: places, deadlineMs: nowMs + 30_000 });
  return outcome === undefined ? 'unknown' : outcome.kind === 'rejected' ? outcome.rejection.code : 'ok';
}
const starts = (count: number, places: number) => Promise.all(Array.from({ length: count }, () => start(places)));
/** As many open sessions as there may be. */
async function fill(places: number): Promise<void> {
  expect(new Set(await starts(places, places))).toEqual(new Set(['ok']));
  history.lookups = 0;
  history.peak = 0;
}

describe('a start when all of many places are taken', () => {
  it('is refused after one look at each, few at once', async () => {
    await fill(500);
    expect(await start(500)).toBe('RATE_LIMITED');
    expect(history.lookups).toBe(501);
    expect(history.peak).toBe(LOOKUPS_AT_ONCE);
  });

  it('gets the first place that is found to be free, and nobody looks further', async () => {
    await fill(500);
    for (let n = 0; n < 500; n++) history.set(`s-${n}`, 'CANCELLED');
    expect(await start(500)).toBe('ok');
    expect(history.lookups).toBe(LOOKUPS_AT_ONCE + 1);
  });

  it('is refused with a hundred others at the cost of two', async () => {
    await fill(500);
    const refused = await starts(100, 500);
    expect(new Set(refused)).toEqual(new Set(['RATE_LIMITED']));
    // Each also looks for its own session.
    expect(history.lookups).toBeLessThanOrEqual(2 * 500 + 100);
  });

  it('is refused or not exactly as many places have become free, however many ask at once', async () => {
    await fill(500);
    for (const n of [3, 250, 251, 499]) history.set(`s-${n}`, 'CANCELLED');
    for (const n of [5, 300]) history.set(`s-${n}`, 'SUSPENDED');
    const results = await starts(50, 500);
    expect(results.filter((result) => result === 'ok')).toHaveLength(6);
    expect(results.filter((result) => result === 'RATE_LIMITED')).toHaveLength(44);
  });

  it('gets the place of a session that ended before it, although a search from before that end is under way', async () => {
    await fill(10);
    const open = history.hold();
    const early = start(10);
    while (history.lookups < 11) await turn();
    history.set('s-4', 'CANCELLED');
    const late = start(10);
    while (history.lookups < 12) await turn();
    open();
    expect([await early, await late]).toEqual(['RATE_LIMITED', 'ok']);
    expect(await start(10)).toBe('RATE_LIMITED');
  });

  it('is refused when only suspended sessions beside the limit are open, and admitted by each that is suspended', async () => {
    await fill(3);
    for (let n = 0; n < 3; n++) history.set(`s-${n}`, 'SUSPENDED');
    expect(await starts(3, 3)).toEqual(['ok', 'ok', 'ok']);
    expect(await start(3)).toBe('RATE_LIMITED');
  });

  it('is not known when the search does not end in time', async () => {
    await fill(500);
    const open = history.hold();
    const slow = start(500);
    while (history.lookups < 2) await turn();
    nowMs += 40_000;
    open();
    expect(await slow).toBe('unknown');
  });

  it('fails when the history cannot be read, and the next one does not', async () => {
    await fill(10);
    const open = history.hold();
    const failing = start(10);
    while (history.lookups < 2) await turn();
    history.failure = new Error('no owner');
    open();
    await expect(failing).rejects.toThrow('no owner');
    history.failure = undefined;
    expect(await start(10)).toBe('RATE_LIMITED');
  });
});

describe('an identity with more places than a refusal can name', () => {
  it('gets the place of an ended session within three starts, even with the same id, at a bounded cost each', async () => {
    const places = LISTED_MAX + 5_000;
    await fill(places);
    expect(await start(places, 'again')).toBe('RATE_LIMITED');
    for (const ended of ['s-7', 's-5000', `s-${places - 1}`]) {
      history.set(ended, 'CANCELLED');
      const results: string[] = [];
      for (let n = 0; n < 3 && results.at(-1) !== 'ok'; n++) {
        history.lookups = 0;
        results.push(await start(places, `again-${ended}`));
        expect(history.lookups).toBeLessThanOrEqual(LISTED_MAX + 1);
      }
      expect(results.at(-1)).toBe('ok');
    }
    expect(await start(places)).toBe('RATE_LIMITED');
  });
});
