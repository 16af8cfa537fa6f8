/** The built product from outside: a decision through the public port, restarts, crashes, and refusals to start. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { completeDecision, getSession, history, proposalStep, send, startStep } from './decision-script.js';
import { RuntimeProcess, scratchDirectory } from './runtime-process.js';

jest.setTimeout(120_000);

let scratch: ReturnType<typeof scratchDirectory>;
beforeEach(() => {
  scratch = scratchDirectory();
});
afterEach(() => scratch.remove());

const rates = { SESSION_START_LIMIT_PER_MINUTE: '1000000', MESSAGE_LIMIT_PER_MINUTE: '1000000' };

describe.each([
  ['durable', (path: string) => ({ DATA_DIR: path })],
  ['memory only', () => ({ MEMORY_ONLY: '1' })],
])('%s', (_name, settings) => {
  it('resolves a decision, answers repeats as duplicates and streams what it accepted', async () => {
    const runtime = await RuntimeProcess.start(settings(scratch.path));
    const client = await runtime.client();
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
    const ids = await history(client, sessionId, steps.length);
    expect(ids).toEqual(steps.map(({ envelope }) => envelope.messageId));
    client.close();
    expect((await runtime.signal('SIGTERM')).code).toBe(0);
  });
});

describe('a data directory', () => {
  it('keeps every session over a restart', async () => {
    const first = await RuntimeProcess.start({ DATA_DIR: scratch.path });
    const before = await first.client();
    const sessionId = randomUUID();
    const steps = completeDecision(sessionId);
    for (const step of steps.slice(0, 4)) expect((await send(before, step)).ok).toBe(true);
    const open = await getSession(before, sessionId);
    before.close();
    expect((await first.signal('SIGTERM')).code).toBe(0);

    const second = await RuntimeProcess.start({ DATA_DIR: scratch.path });
    const client = await second.client();
    expect(await getSession(client, sessionId)).toEqual(open);
    for (const step of steps.slice(4)) expect((await send(client, step)).ok).toBe(true);
    expect((await getSession(client, sessionId)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
    client.close();
    await second.signal('SIGTERM');
  });

  it('belongs to one process: a second one is refused with a sentence', async () => {
    const first = await RuntimeProcess.start({ DATA_DIR: scratch.path });
    const { code, stderr } = await RuntimeProcess.spawn({ DATA_DIR: scratch.path }).ended;
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toContain(scratch.path);
    await first.signal('SIGTERM');
  });

  it("is refused when it holds another product's files", async () => {
    writeFileSync(join(scratch.path, 'storage_version.json'), '{"version":3}');
    const { code, stderr } = await RuntimeProcess.spawn({ DATA_DIR: scratch.path }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('holds files of another MACP runtime');
  });
});

it('refuses a port in use with a sentence that names the setting', async () => {
  const first = await RuntimeProcess.start({ MEMORY_ONLY: '1' });
  const { code, stderr } = await RuntimeProcess.spawn({ MEMORY_ONLY: '1', BIND_ADDR: await first.address }).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('MACP_BIND_ADDR');
  await first.signal('SIGTERM');
});

describe('kill -9 under load', () => {
  const KILLS = 20;
  const SESSIONS = 8;

  /** Sends proposals one after another to each session until the process dies; returns what was acknowledged. */
  async function load(runtime: RuntimeProcess, journal: Map<string, string[]>): Promise<void> {
    const client = await runtime.client();
    const pump = async (sessionId: string): Promise<void> => {
      for (let n = 0; ; n++) {
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

  it(`loses, repeats and reorders no acknowledged envelope over ${KILLS} kills`, async () => {
    const settings = { DATA_DIR: scratch.path, ...rates };
    const journal = new Map(Array.from({ length: SESSIONS }, () => [randomUUID() as string, [] as string[]]));
    let runtime = await RuntimeProcess.start(settings);
    const first = await runtime.client();
    for (const [sessionId, ids] of journal) {
      const start = startStep(sessionId);
      expect((await send(first, start)).ok).toBe(true);
      ids.push(start.envelope.messageId!);
    }
    first.close();
    for (let kill = 0; kill < KILLS; kill++) {
      const loaded = load(runtime, journal);
      const target = [...journal.values()].flat().length + 5 + Math.floor(Math.random() * 100);
      while ([...journal.values()].flat().length < target) await new Promise((resolve) => setImmediate(resolve));
      await runtime.signal('SIGKILL');
      await loaded;
      runtime = await RuntimeProcess.start(settings);
    }
    const client = await runtime.client();
    for (const [sessionId, acked] of journal) {
      const ids = await history(client, sessionId, acked.length);
      const isAcked = new Set(acked);
      expect(ids.filter((id) => isAcked.has(id))).toEqual(acked);
      expect(new Set(ids).size).toBe(ids.length);
    }
    client.close();
    await runtime.signal('SIGTERM');
  });
});
