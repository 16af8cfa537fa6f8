/** What becomes of ended sessions, over restarts of the real process (runtime specification §5.3, §10.4, §11.3). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RuntimeClient } from '@macp/wire';
import { connect } from './connection.js';
import { completeDecision, history, getSession, send } from './decision-script.js';
import { eventually } from './eventually.js';
import { RuntimeProcess } from './runtime-process.js';
import type { Settings } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';

jest.setTimeout(60_000);

let server: RuntimeProcess;
let client: RuntimeClient;
afterEach(async () => {
  client.close();
  await server.remove();
});

async function start(settings: Settings): Promise<void> {
  server = await RuntimeProcess.start(settings);
  client = connect(server);
}

async function restart(): Promise<void> {
  client.close();
  await server.stop();
  await server.restart();
  client = connect(server);
}

async function resolved(): Promise<string> {
  const sessionId = randomUUID();
  for (const step of completeDecision(sessionId)) expect((await send(client, step)).ok).toBe(true);
  return sessionId;
}

describe('an ended session', () => {
  it('keeps its whole history unless compaction is asked for', async () => {
    await start({ SESSION_RETENTION_SECS: '0' });
    const sessionId = await resolved();
    await restart();
    expect(await history(client, sessionId)).toHaveLength(6);
  });

  it('keeps its metadata and loses its history where compaction is asked for, for good', async () => {
    await start({ SESSION_RETENTION_SECS: '0', COMPACT_TERMINAL_LOGS: '1' });
    const sessionId = await resolved();
    for (let run = 0; run < 2; run++) {
      for (const after of [0, 5]) {
        expect(await SessionFollower.subscribe(client, sessionId, after).ended).toMatchObject({
          code: status.FAILED_PRECONDITION,
          macpCode: 'HISTORY_UNAVAILABLE',
          details: '{"lowest_available_sequence":6}',
        });
      }
      const silent = SessionFollower.subscribe(client, sessionId, 6);
      expect((await silent.halfClose()).code).toBe(status.OK);
      expect(silent.ids).toEqual([]);
      expect(await getSession(client, sessionId)).toMatchObject({ sessionId });
      await restart();
    }
  });

  it('keeps its history with compaction in memory alone, and while it is not due', async () => {
    await start({ MEMORY_ONLY: '1', COMPACT_TERMINAL_LOGS: '1' });
    expect(await history(client, await resolved())).toHaveLength(6);
    client.close();
    await server.remove();
    await start({ COMPACT_TERMINAL_LOGS: '1' });
    expect(await history(client, await resolved())).toHaveLength(6);
  });

  it('is not readable any more after its retention on disk, and its id is never taken again', async () => {
    // Sessions leave memory with checkpoints.
    const soon = { CHECKPOINT_INTERVAL: '1', CLEANUP_INTERVAL_SECS: '1' };
    await start({ SESSION_RETENTION_SECS: '0', SESSION_DISK_RETENTION_SECS: '1', ...soon });
    const sessionId = randomUUID();
    const steps = completeDecision(sessionId);
    for (const step of steps) expect((await send(client, step)).ok).toBe(true);
    const isReadable = (): Promise<boolean> =>
      getSession(client, sessionId).then(
        () => true,
        () => false,
      );
    await eventually(isReadable, false);
    const again = await send(client, steps[0]!);
    expect(again.error?.code ?? (again.duplicate ? 'duplicate' : 'ok')).toMatch(/^(SESSION_ALREADY_EXISTS|duplicate)$/);
    await restart();
    await expect(getSession(client, sessionId)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });
});
