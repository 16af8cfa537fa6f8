/**
 * The real process on a file system of its own that is really full or read-only: writes are refused and said to be unknown,
 * reads go on, and so do writes once there is room; a start where nothing can be written ends with one sentence.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerProcess } from '@macp/testkit';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { completeDecision, history, proposalStep, send } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';
import { startOver } from './embedded-process.js';

jest.setTimeout(120_000);

const SIZE = '40m';
const CHUNK = Buffer.alloc(1024 * 1024);
const ATTEMPT_MAX_MS = 1000;
const LEVEL_ERROR = 50;
const UNKNOWN = 'the outcome is not known yet; sending the same message again is safe';

const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'macp-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', place]).status === 0;
  if (isMounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return isMounted;
})();

let place: string;
let directory: string;
let run: ServerProcess | undefined;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'macp-full-'));
  directory = join(place, 'data');
  if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', place]);
});
afterEach(async () => {
  await run?.signal('SIGKILL');
  run = undefined;
  if (canMount) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
});

function fill(): void {
  const ballast = openSync(join(place, 'ballast'), 'w');
  try {
    for (;;) writeSync(ballast, CHUNK);
  } catch (cause) {
    expect((cause as NodeJS.ErrnoException).code).toBe('ENOSPC');
  } finally {
    closeSync(ballast);
  }
}

/** What one attempt fails with; `undefined` when it was acknowledged. */
async function failureOf(client: RuntimeClient, { sender, envelope }: Step): Promise<ServiceError | undefined> {
  const options = { deadline: Date.now() + ATTEMPT_MAX_MS };
  try {
    const sent = { rpc: 'Send', request: { envelope }, metadata: bearer(sender), options } as const;
    expect((await callUnary(client, sent)).ack!.ok).toBe(true);
    return undefined;
  } catch (cause) {
    return cause as ServiceError;
  }
}

// Only root may mount; the runner says so where these are skipped.
const itWhereMounted = canMount ? it : it.skip;

/** It must not start; its exit code and everything on its stderr. */
async function refusal(): Promise<unknown> {
  const { code, stderr } = await startOver(directory).ended;
  return { code, stderr };
}

function sentence(error: string): unknown {
  return { code: 1, stderr: `Error: "The data directory ${directory} cannot be read and written (${error})."\n` };
}

describe('a disk of its own', () => {
  itWhereMounted(
    'given that it gets full, when a message is sent, then it waits for room and nothing is lost',
    async () => {
      run = startOver(directory);
      let client = connect(await run.listening());
      const sessionId = randomUUID();
      const told: string[] = [];
      const sendNow = async (step: Step): Promise<void> => {
        expect((await send(client, step)).ok).toBe(true);
        told.push(step.envelope.messageId!);
      };
      const [start, ...rest] = completeDecision(sessionId);
      await sendNow(start!);

      fill();
      const waiting = proposalStep(sessionId, 'p-0');
      const failure = await failureOf(client, waiting);
      expect(failure).toMatchObject({ code: status.UNAVAILABLE, details: UNKNOWN });
      const line = await run.said(
        ({ level, msg }) => level === LEVEL_ERROR && msg.startsWith('the result of an append'),
      );
      expect(line).toMatchObject({ partition: expect.any(Number) as unknown });
      expect((line['err'] as { message: string }).message).toContain('ENOSPC');

      rmSync(join(place, 'ballast'));
      for (const step of [waiting, ...rest]) await sendNow(step);
      expect(await history(client, sessionId)).toEqual(told);
      client.close();
      expect(await run.signal('SIGKILL')).toMatchObject({ code: null });
      run = startOver(directory);
      client = connect(await run.listening());
      expect(await history(client, sessionId)).toEqual(told);
      client.close();
    },
  );

  itWhereMounted('given that it is full, when it is told to leave, then it leaves in order', async () => {
    run = startOver(directory);
    const client = connect(await run.listening());
    expect((await send(client, completeDecision(randomUUID())[0]!)).ok).toBe(true);
    client.close();
    fill();
    expect(await run.signal('SIGTERM')).toMatchObject({ code: 0 });
  });

  itWhereMounted('given that it is full, when the process starts, then it ends with one sentence', async () => {
    mkdirSync(directory);
    fill();
    expect(await refusal()).toEqual(sentence('ENOSPC'));
    rmSync(join(place, 'ballast'));
    run = startOver(directory);
    await run.listening();
    await run.signal('SIGTERM');
    fill();
    expect(await refusal()).toEqual(sentence('ENOSPC'));
    rmSync(join(place, 'ballast'));
    run = startOver(directory);
    await run.listening();
  });

  itWhereMounted('given that it is read-only, when the process starts, then it ends with one sentence', async () => {
    run = startOver(directory);
    await run.listening();
    await run.signal('SIGTERM');
    execFileSync('mount', ['-o', 'remount,ro', place]);
    expect(await refusal()).toEqual(sentence('EROFS'));
    execFileSync('mount', ['-o', 'remount,rw', place]);
    run = startOver(directory);
    await run.listening();
  });
});
