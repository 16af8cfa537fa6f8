/**
 * What happens when the disk is slow, full or shared: nothing is acknowledged, delivered or counted before its flush, an
 * append that failed is not in the log, and the log goes on by itself when the disk does.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendUnknown } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { transformSync } from '@swc/core';
import { LmdbEventLog } from './lmdb-event-log.js';
import { LmdbStore } from './lmdb-store.js';
import type { LmdbTable } from './lmdb-store.js';

const here = dirname(fileURLToPath(import.meta.url));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'macp-faults-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Commits reach the disk only when the test lets them. */
class HeldStore extends LmdbStore {
  held: (() => void)[] = [];
  holds = false;

  override async writeIf(table: LmdbTable, key: Buffer, version: number, work: () => void): Promise<boolean> {
    if (this.holds) await new Promise<void>((resolve) => void this.held.push(resolve));
    return super.writeIf(table, key, version, work);
  }

  letGo(): void {
    this.holds = false;
    for (const go of this.held) go();
    this.held = [];
  }
}

describe('an append', () => {
  it('is pending, unseen by readers and followers, and not counted, until it is flushed', async () => {
    const store = new HeldStore(directory);
    const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 1 });
    const seen = Collector.follow(log, 0, 0);
    await log.append(0, bytes('before'));
    store.holds = true;
    let isDone = false;
    const appending = log.append(0, bytes('held')).then((offset) => {
      isDone = true;
      return offset;
    });
    for (let n = 0; n < 20; n += 1) await turn();
    expect([isDone, await log.endOffset(0), seen.offsets]).toEqual([false, 1, [0]]);
    store.letGo();
    expect(await appending).toBe(1);
    expect([await log.endOffset(0), seen.offsets]).toEqual([2, [0, 1]]);
    await store.close();
  });

  it('shares its commit with the others of the turn', async () => {
    const store = new LmdbStore(directory);
    const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 100 });
    const before = store.commits();
    await Promise.all(Array.from({ length: 100 }, (_, partition) => log.append(partition, bytes('x'))));
    expect(store.commits() - before).toBeLessThanOrEqual(3);
    await store.close();
  });
});

describe('a write that the system never settles', () => {
  const silent = { ifVersion: () => new Promise<boolean>(() => undefined) } as unknown as LmdbTable;

  it('fails in the end, and others go on', async () => {
    const store = new LmdbStore(directory, { stallMs: 20 });
    const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 1 });
    const stalled = store.writeIf(silent, Buffer.of(1), 0, () => undefined);
    await expect(stalled).rejects.toThrow('the store could not write: no answer for 20 ms');
    expect(await log.append(0, bytes('x'))).toBe(0);
    await store.close();
  });
});

describe('a full disk', () => {
  const limit = (fileBytes: string): void =>
    void execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${fileBytes}:unlimited`]);
  const canLimit = spawnSync('prlimit', ['--version']).status === 0;
  const whereLimits = canLimit ? it : it.skip;

  whereLimits(
    'makes the append unknown, with its cause, and no more is lost than that; then the log goes on',
    async () => {
      const store = new LmdbStore(directory);
      const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 2 });
      const seen = Collector.follow(log, 0, 0);
      const record = new Uint8Array(20_000).fill(7);
      for (let n = 0; n < 10; n += 1) await log.append(0, record);
      const { size } = statSync(join(directory, 'data.mdb'));
      // The runner writes nothing of that size meanwhile.
      limit(`${size + 200_000}`);
      let failure: unknown;
      try {
        for (let n = 0; n < 100 && failure === undefined; n += 1) {
          await log.append(0, record).catch((cause: unknown) => (failure = cause));
        }
        await expect(log.append(1, record)).rejects.toBeInstanceOf(AppendUnknown);
      } finally {
        limit('unlimited');
      }
      expect(failure).toBeInstanceOf(AppendUnknown);
      expect((failure as Error).cause).toMatchObject({ name: 'StoreWriteFault' });
      const end = await log.endOffset(0);
      expect(end).toBeGreaterThan(10);
      expect(seen.offsets).toHaveLength(end);
      expect(await log.append(0, record)).toBe(end);
      expect(await log.append(1, record)).toBe(0);
      await store.close();
      const again = new LmdbStore(directory);
      const reopened = await LmdbEventLog.open({ store: again, logId: 'log-0', partitions: 2 });
      expect(await reopened.read(0, 0, 1000)).toHaveLength(end + 1);
      await again.close();
    },
  );
});

/** Holds up every fdatasync and fsync while a file called `hold` is there, and says so by making one called `held`. */
const SHIM = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void wait_while_held(void) {
  char hold[4096], held[4096];
  strcpy(stpcpy(hold, getenv("SHIM_DIRECTORY")), "/hold");
  strcpy(stpcpy(held, getenv("SHIM_DIRECTORY")), "/held");
  if (access(hold, F_OK) != 0) return;
  close(open(held, O_CREAT | O_WRONLY, 0600));
  while (access(hold, F_OK) == 0) usleep(1000);
}
int fdatasync(int fd) { wait_while_held(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
int fsync(int fd) { wait_while_held(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
`;

/** Appends one entry when told to, and says what has become of it when asked. */
const CHILD = `
import { LmdbStore } from './lmdb-store.mjs';
const store = new LmdbStore(process.argv[2]);
const ends = store.table('ends', { versions: true });
const key = Buffer.from([1]);
await store.write(() => void ends.put(key, key, 0));
let state = 'idle';
process.on('message', (message) => {
  if (message === 'append') {
    state = 'pending';
    store.writeIf(ends, key, 0, () => void ends.put(key, key, 1)).then(() => process.send((state = 'done')));
  }
  if (message === 'ask') process.send([state, ends.getEntry(key).version].join(' '));
  if (message === 'end') store.close().then(() => process.exit(0));
});
process.send('ready');
`;

describe('the store, when the system does not flush', () => {
  const compiler = spawnSync('cc', ['--version']).status === 0 && process.platform === 'linux';
  const whereCompiled = compiler ? it : it.skip;

  const next = (child: ChildProcess): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)));
    });

  whereCompiled('neither acknowledges nor shows a write before fdatasync has returned', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'macp-shim-'));
    let child: ChildProcess | undefined;
    try {
      const source = readFileSync(join(here, 'lmdb-store.ts'), 'utf8');
      const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
      writeFileSync(join(workspace, 'lmdb-store.mjs'), code);
      symlinkSync(join(here, '..', '..', '..', 'node_modules'), join(workspace, 'node_modules'));
      writeFileSync(join(workspace, 'child.mjs'), CHILD);
      writeFileSync(join(workspace, 'shim.c'), SHIM);
      const shim = join(workspace, 'shim.so');
      execFileSync('cc', ['-shared', '-fPIC', '-o', shim, join(workspace, 'shim.c'), '-ldl']);
      child = spawn(process.execPath, [join(workspace, 'child.mjs'), directory], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: { PATH: '/usr/bin:/bin', LD_PRELOAD: shim, SHIM_DIRECTORY: workspace },
      });
      expect(await next(child)).toBe('ready');
      writeFileSync(join(workspace, 'hold'), '');
      child.send('append');
      while (!existsSync(join(workspace, 'held'))) await turn();
      child.send('ask');
      expect(await next(child)).toBe('pending 0');
      rmSync(join(workspace, 'hold'));
      expect(await next(child)).toBe('done');
      child.send('ask');
      expect(await next(child)).toBe('done 1');
      child.send('end');
      await new Promise<unknown>((resolve) => void child?.once('exit', resolve));
    } finally {
      child?.kill('SIGKILL');
      rmSync(workspace, { recursive: true });
    }
  });
});
