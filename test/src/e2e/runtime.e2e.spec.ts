/** The built product from outside: a decision through the public port, restarts, and crashes under load. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { connect } from './connection.js';
import { completeDecision, getSession, history, proposalStep, send, startStep } from './decision-script.js';
import { DURABLE_PROFILES, PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';

jest.setTimeout(240_000);

let server: ServerUnderTest;
afterEach(() => server.remove());

describe.each(PROFILES)('$name', ({ start }) => {
  it('resolves a decision, answers repeats as duplicates and streams what it accepted', async () => {
    server = await start();
    const client = connect(server);
    const sessionId = randomUUID();
    const steps = completeDecision(sessionId);
    const acks = [];
    for (const step of steps) acks.push(await send(client, step));
    expect(acks.map(({ ok, duplicate }) => [ok, duplicate])).toEqual(steps.map(() => [true, false]));
    expect(acks.at(-1)!.sessionState).toBe(SessionState.SESSION_STATE_RESOLVED);
    const again = await send(client, steps[1]!);
    expect([again.ok, again.duplicate, again.sessionState]).toEqual([true, true, SessionState.SESSION_STATE_RESOLVED]);
    const late = await send(client, proposalStep(sessionId, 'late'));
    expect(late.error!.code).toBe('SESSION_NOT_OPEN');
    expect((await getSession(client, sessionId)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
    expect(await history(client, sessionId)).toEqual(steps.map(({ envelope }) => envelope.messageId));
    client.close();
    for (const end of await server.stop()) expect(end).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.each(DURABLE_PROFILES)('$name: a restart', ({ start }) => {
  it('keeps every open session', async () => {
    server = await start();
    const before = connect(server);
    const sessionId = randomUUID();
    const steps = completeDecision(sessionId);
    for (const step of steps.slice(0, 4)) expect((await send(before, step)).ok).toBe(true);
    const open = await getSession(before, sessionId);
    before.close();
    await server.stop();

    await server.restart();
    const client = connect(server);
    expect(await getSession(client, sessionId)).toEqual(open);
    for (const step of steps.slice(4)) expect((await send(client, step)).ok).toBe(true);
    expect((await getSession(client, sessionId)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
    client.close();
  });
});

describe.each(DURABLE_PROFILES)('$name: kill -9 under load', ({ start, kills }) => {
  const SESSIONS = 8;

  /** Sends proposals one after another to each session until the server dies; journals what was acknowledged. */
  async function load(journal: Map<string, string[]>): Promise<void> {
    const client = connect(server);
    const pump = async (sessionId: string): Promise<void> => {
      for (;;) {
        const next = proposalStep(sessionId, `p-${randomUUID()}`);
        const ack = await send(client, next);
        if (!ack.ok) throw new Error(`refused: ${ack.error!.code}`);
        journal.get(sessionId)!.push(next.envelope.messageId!);
      }
    };
    const results = await Promise.allSettled([...journal.keys()].map(pump));
    client.close();
    for (const result of results) {
      const reason = String((result as PromiseRejectedResult).reason);
      if (reason.includes('refused')) throw new Error(reason);
    }
  }

  it(`loses, repeats and reorders no acknowledged envelope over ${kills} kills`, async () => {
    const journal = new Map(Array.from({ length: SESSIONS }, () => [randomUUID() as string, [] as string[]]));
    server = await start(UNLIMITED);
    const first = connect(server);
    for (const [sessionId, ids] of journal) {
      const opening = startStep(sessionId);
      expect((await send(first, opening)).ok).toBe(true);
      ids.push(opening.envelope.messageId!);
    }
    first.close();
    for (let kill = 0; kill < kills; kill++) {
      const loaded = load(journal);
      const target = [...journal.values()].flat().length + 5 + Math.floor(Math.random() * 100);
      while ([...journal.values()].flat().length < target) await new Promise((resolve) => setImmediate(resolve));
      await server.kill();
      await loaded;
      await server.restart();
    }
    const client = connect(server);
    for (const [sessionId, acked] of journal) {
      const ids = await history(client, sessionId);
      const isAcked = new Set(acked);
      expect(ids.filter((id) => isAcked.has(id))).toEqual(acked);
      expect(new Set(ids).size).toBe(ids.length);
    }
    client.close();
  });
});
