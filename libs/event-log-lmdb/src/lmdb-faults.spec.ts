/**
 * What happens when the disk is slow, full or shared: nothing is acknowledged, delivered or counted before its flush, an
 * append that failed is not in the log, and the log goes on by itself when the disk does.
 */
import { execFileSync, fork, spawnSync } from 'node:child_process';
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
import { LmdbStore, StoreWriteFault } from './lmdb-store.js';
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

describe('a disk that is as good as full', () => {
  it('is not written to, and is when there is room', async () => {
    const store = new LmdbStore(directory, { reserveBytes: Number.MAX_SAFE_INTEGER });
    const table = store.table('any');
    const write = (): Promise<void> => store.write(() => void table.put(Buffer.of(1), Buffer.of(2)));
    await expect(write()).rejects.toThrow(/^the store could not write: ENOSPC, \d+ bytes are free$/);
    expect([table.get(Buffer.of(1)), store.isLost]).toEqual([undefined, false]);
    await store.close();
    const roomy = new LmdbStore(directory, { reserveBytes: 0 });
    await roomy.write(() => void roomy.table('any').put(Buffer.of(1), Buffer.of(2)));
    expect(roomy.table('any').get(Buffer.of(1))).toEqual(Buffer.of(2));
    await roomy.close();
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

/** Fails as many conditional writes as it is told to, as a full disk does. */
class FailingStore extends LmdbStore {
  failures = 0;

  override async writeIf(table: LmdbTable, key: Buffer, version: number, work: () => void): Promise<boolean> {
    if (this.failures === 0) return super.writeIf(table, key, version, work);
    this.failures -= 1;
    throw new StoreWriteFault('no space left');
  }
}

describe('an append that fails', () => {
  it('is unknown, with its cause; the next takes its offset', async () => {
    const store = new FailingStore(directory);
    const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 2 });
    const seen = Collector.follow(log, 0, 0);
    await log.append(0, bytes('a'));
    store.failures = 2;
    const failures = await Promise.all([0, 1].map((n) => log.append(n, bytes('x')).catch((cause: unknown) => cause)));
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(AppendUnknown);
      expect((failure as Error).cause).toBeInstanceOf(StoreWriteFault);
    }
    expect([await log.endOffset(0), await log.endOffset(1)]).toEqual([1, 0]);
    expect([await log.append(0, bytes('b')), await log.append(1, bytes('c'))]).toEqual([1, 0]);
    expect(seen.records.map((record) => new TextDecoder().decode(record.bytes))).toEqual(['a', 'b']);
    await store.close();
  });

  it('lets those behind it have other offsets, without a hole', async () => {
    const store = new FailingStore(directory);
    const log = await LmdbEventLog.open({ store, logId: 'log-0', partitions: 1 });
    store.failures = 1;
    const results = await Promise.all(
      ['a', 'b', 'c'].map((text) => log.append(0, bytes(text)).catch((cause: unknown) => cause)),
    );
    expect(results[0]).toBeInstanceOf(AppendUnknown);
    expect(new Set(results.slice(1))).toEqual(new Set([0, 1]));
    expect(await log.read(0, 0, 10)).toHaveLength(2);
    await store.close();
  });
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

/** A process of its own around the store: it does what messages say, and answers each. */
const CHILD = `
import { LmdbStore } from './lmdb-store.js';
const store = new LmdbStore(process.argv[2]);
const ends = store.table('ends', { versions: true });
const key = Buffer.from([1]);
const value = Buffer.alloc(20000, 7);
await store.write(() => void ends.put(key, key, 0));
const write = (version) => store.writeIf(ends, key, version, () => {
  void ends.put(Buffer.from([2, version]), value, 0);
  void ends.put(key, key, version + 1);
});
const end = () => ends.getEntry(key).version;
let state = 'idle';
const commands = {
  append: () => { state = 'pending'; write(end()).then(() => process.send((state = 'done'))); },
  fill: async () => {
    let failure;
    while (failure === undefined && end() < 100) await write(end()).catch((cause) => (failure = cause));
    const again = await write(end()).catch((cause) => cause);
    process.send([failure?.name, again?.name, end()].join(' '));
  },
  try: () => write(end()).then(() => process.send('done'), (cause) => process.send(cause.name)),
  ask: () => process.send([state, end()].join(' ')),
  count: () => process.send([...ends.getKeys()].length),
  end: () => store.close().then(() => process.exit(0)),
};
process.on('message', (command) => void commands[command]());
process.send('ready');
`;

describe('the store in a process of its own', () => {
  let workspace: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'macp-child-'));
    for (const name of ['lmdb-store', 'commit-failures', 'environment-file']) {
      const source = readFileSync(join(here, `${name}.ts`), 'utf8');
      const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
      writeFileSync(join(workspace, `${name}.js`), code);
    }
    writeFileSync(join(workspace, 'package.json'), '{"type":"module"}');
    writeFileSync(join(workspace, 'child.mjs'), CHILD);
    symlinkSync(join(here, '..', '..', '..', 'node_modules'), join(workspace, 'node_modules'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(workspace, { recursive: true });
  });

  /** What the child answers to `command`. */
  const ask = (command?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child?.once('message', resolve);
      child?.once('exit', (code) => reject(new Error(`the child ended with ${code}`)));
      if (command !== undefined) child?.send(command);
    });
  const start = async (env: NodeJS.ProcessEnv = {}): Promise<void> => {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
    child = fork(join(workspace, 'child.mjs'), [directory], { stdio: [...stdio], execArgv: [], env });
    expect(await ask()).toBe('ready');
  };
  const end = async (): Promise<void> => {
    child?.send('end');
    await new Promise<unknown>((resolve) => void child?.once('exit', resolve));
  };

  const canCompile = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
  const whereCompiled = canCompile ? it : it.skip;
  whereCompiled('neither acknowledges nor shows a write before fdatasync has returned', async () => {
    writeFileSync(join(workspace, 'shim.c'), SHIM);
    const shim = join(workspace, 'shim.so');
    execFileSync('cc', ['-shared', '-fPIC', '-o', shim, join(workspace, 'shim.c'), '-ldl']);
    await start({ LD_PRELOAD: shim, SHIM_DIRECTORY: workspace });
    writeFileSync(join(workspace, 'hold'), '');
    child?.send('append');
    while (!existsSync(join(workspace, 'held'))) await turn();
    expect(await ask('ask')).toBe('pending 0');
    rmSync(join(workspace, 'hold'));
    expect(await ask()).toBe('done');
    expect(await ask('ask')).toBe('done 1');
    await end();
  });

  const canLimit = spawnSync('prlimit', ['--version']).status === 0;
  const whereLimited = canLimit ? it : it.skip;
  whereLimited(
    'refuses what does not fit on the disk, keeps the rest, and goes on when it is opened again',
    async () => {
      await start();
      const limit = (fileBytes: string): void =>
        void execFileSync('prlimit', ['--pid', `${child?.pid}`, `--fsize=${fileBytes}:unlimited`]);
      limit(`${statSync(join(directory, 'data.mdb')).size + 400_000}`);
      const [failure, again, written] = String(await ask('fill')).split(' ');
      expect([failure, again]).toEqual(['StoreWriteFault', 'StoreWriteFault']);
      expect(Number(written)).toBeGreaterThan(1);
      expect(Number(written)).toBeLessThan(100);
      limit('unlimited');
      // Not even now: what became of the last commit is known only when the store is opened again.
      expect(await ask('try')).toBe('StoreWriteFault');
      await end();
      await start();
      expect(await ask('count')).toBe(Number(written) + 1);
      expect(await ask('append')).toBe('done');
      await end();
    },
  );
});
