/** Starts that must not succeed (runtime specification §11.1): exit code 1 and one sentence that names what is wrong. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RuntimeProcess, scratchDirectory } from './runtime-process.js';
import type { Settings } from './server-under-test.js';

jest.setTimeout(60_000);

let scratch: ReturnType<typeof scratchDirectory>;
let running: RuntimeProcess[] = [];
beforeEach(() => {
  scratch = scratchDirectory();
});
afterEach(async () => {
  for (const server of running) await server.remove();
  running = [];
  scratch.remove();
});

async function start(settings: Settings): Promise<RuntimeProcess> {
  const server = await RuntimeProcess.start(settings);
  running.push(server);
  return server;
}

/** The one line that a start ended with, without its frame; the exit code was 1. */
async function sentence(settings: Settings): Promise<string> {
  const { code, stderr } = await RuntimeProcess.refusal(settings);
  expect(code).toBe(1);
  const line = /^Error: "(.*)"\n$/.exec(stderr);
  expect(line).not.toBeNull();
  return line![1]!;
}

const refused = (path: string, why: string): string => `The data directory ${path} ${why}.`;

describe('a data directory is refused', () => {
  it('while another process has it', async () => {
    const first = await start({ DATA_DIR: scratch.path });
    expect(await sentence({ DATA_DIR: scratch.path })).toBe(refused(scratch.path, 'is in use by another process'));
    await first.remove();
    await start({ DATA_DIR: scratch.path });
  });

  it("that holds another product's files", async () => {
    writeFileSync(join(scratch.path, 'storage_version.json'), '{"version":3}');
    expect(await sentence({ DATA_DIR: scratch.path })).toBe(
      refused(scratch.path, 'holds files of another MACP runtime'),
    );
  });

  it("that holds somebody's files", async () => {
    writeFileSync(join(scratch.path, 'letter.txt'), 'dear reader');
    expect(await sentence({ DATA_DIR: scratch.path })).toBe(
      refused(scratch.path, 'is not empty and has no macp-store.json'),
    );
  });

  it('that is a file', async () => {
    const path = join(scratch.path, 'file');
    writeFileSync(path, '');
    expect(await sentence({ DATA_DIR: path })).toBe(refused(path, 'cannot be read and written (EEXIST)'));
  });

  it('below a file', async () => {
    writeFileSync(join(scratch.path, 'file'), '');
    const path = join(scratch.path, 'file', 'data');
    expect(await sentence({ DATA_DIR: path })).toBe(refused(path, 'cannot be read and written (ENOTDIR)'));
  });

  it('whose marker cannot be read', async () => {
    mkdirSync(join(scratch.path, 'macp-store.json'));
    expect(await sentence({ DATA_DIR: scratch.path })).toBe(
      refused(scratch.path, 'cannot be read and written (EISDIR)'),
    );
  });

  it('of another number of partitions', async () => {
    const first = await start({ DATA_DIR: scratch.path, PARTITIONS: '3' });
    await first.remove();
    expect(await sentence({ DATA_DIR: scratch.path, PARTITIONS: '4' })).toBe(
      refused(scratch.path, 'was created with 3 partitions, not with 4'),
    );
  });

  // Permissions stop nobody who is root: this one is skipped there, and the runner says so.
  const itAsUser = process.getuid?.() === 0 ? it.skip : it;
  itAsUser('that may not be written', async () => {
    const path = join(scratch.path, 'locked');
    mkdirSync(path);
    chmodSync(path, 0o500);
    expect(await sentence({ DATA_DIR: path })).toBe(refused(path, 'cannot be read and written (EACCES)'));
  });
});

describe('a setting is refused by name', () => {
  it('for a port in use', async () => {
    const first = await start({ MEMORY_ONLY: '1' });
    expect(await sentence({ MEMORY_ONLY: '1', BIND_ADDR: first.address })).toBe(
      `MACP_BIND_ADDR: cannot listen on ${first.address}: the address is already in use`,
    );
  });

  it('together with every other that is wrong', async () => {
    const text = await sentence({ MEMORY_ONLY: '1', MAX_PAYLOAD_BYTES: 'many', PARTITIONS: '0' });
    expect(text).toMatch(/^startup aborted: 2 configuration error\(s\): MACP_/);
    expect(text).toContain('MACP_MAX_PAYLOAD_BYTES');
    expect(text).toContain('MACP_PARTITIONS');
  });

  it('without credentials and without leave to be insecure', async () => {
    expect(await sentence({ MEMORY_ONLY: '1', ALLOW_INSECURE: '0' })).toMatch(/MACP_ALLOW_INSECURE=1/);
  });

  it('for a store that this build does not have', async () => {
    expect(await sentence({ STORAGE_BACKEND: 'redis', DATA_DIR: scratch.path })).toMatch(
      /^unknown storage backend: redis/,
    );
  });
});

it('goes on without metrics when their port is in use', async () => {
  const first = await start({ MEMORY_ONLY: '1' });
  const second = await start({ MEMORY_ONLY: '1', METRICS_ADDR: first.address });
  await expect(second.metric('macp_streams_open')).rejects.toThrow();
});
