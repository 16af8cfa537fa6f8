import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { RuntimeClient } from '@macp/wire';
import { runtimeService } from '@macp/wire';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startBaseline } from './baseline-server.js';
import { decisionSession } from './decision-session.js';
import { openChannels, runLoad } from './load.js';

describe('the load', () => {
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function channelsTo(address: string): Promise<RuntimeClient[]> {
    const channels = await openChannels(address, 2);
    cleanups.push(() => channels.forEach((channel) => channel.close()));
    return channels;
  }

  async function refusingServer(): Promise<string> {
    const server = new Server();
    cleanups.push(() => server.forceShutdown());
    const refusal = { ack: { ok: false, error: { code: 'RATE_LIMITED' } } };
    const { Send } = runtimeService;
    server.addService(
      { Send },
      { Send: (_call: unknown, answer: (e: null, r: unknown) => void) => answer(null, refusal) },
    );
    const port = await new Promise<number>((resolve) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, bound) => resolve(bound));
    });
    return `127.0.0.1:${port}`;
  }

  it.each(['sessions', 'reads'] as const)('given an echo, when %s run, then answers are counted', async (workload) => {
    const baseline = await startBaseline();
    cleanups.push(() => baseline.stop());
    const result = await runLoad(await channelsTo(baseline.address), { workload, callers: 3, seconds: 0.1 });
    expect(result.answers).toBeGreaterThan(0);
    expect(result.p99Ms).toBeGreaterThanOrEqual(result.p50Ms);
  });

  it('given a file to append to, then it holds every answered message of complete sessions', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'macp-bench-spec-'));
    cleanups.push(() => rmSync(directory, { recursive: true }));
    const path = join(directory, 'appended');
    const baseline = await startBaseline(path);
    cleanups.push(() => baseline.stop());

    const channels = await channelsTo(baseline.address);
    const { answers } = await runLoad(channels, { workload: 'sessions', callers: 3, seconds: 0.1 });

    const written = readFileSync(path, 'latin1').split('macp.mode.decision.v1').length - 1;
    expect(written).toBe(answers);
    expect(answers % decisionSession('s').length).toBe(0);
  });

  it('given a server that refuses, then the measurement fails with the code', async () => {
    const channels = await channelsTo(await refusingServer());
    const load = runLoad(channels, { workload: 'sessions', callers: 1, seconds: 0.1 });
    await expect(load).rejects.toThrow('SessionStart was refused: RATE_LIMITED');
  });
});
