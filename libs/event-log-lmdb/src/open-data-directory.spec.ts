/** What a data directory must be, and the one sentence for each way in which it is not. */
import { fork } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockDirectory } from './directory-lock.js';
import { DataDirectoryRefused, openDataDirectory } from './open-data-directory.js';
import { openLmdbData } from './open-lmdb-data.js';

let parent: string;
let path: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'macp-data-'));
  path = join(parent, 'deep', 'data');
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

async function refusalOf(opening: Promise<unknown>): Promise<DataDirectoryRefused> {
  const refusal = await opening.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(refusal).toBeInstanceOf(DataDirectoryRefused);
  return refusal as DataDirectoryRefused;
}

const open = (partitions = 3, at = path) => openDataDirectory({ path: at, partitions });

describe('openDataDirectory creates', () => {
  it('a missing directory, for its owner only, with a marker', async () => {
    const directory = await open();
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    const marker: unknown = JSON.parse(await readFile(join(path, 'macp-store.json'), 'utf8'));
    expect(marker).toEqual({ format: 1, logId: directory.logId, partitions: 3 });
    expect([directory.path, directory.partitions]).toEqual([path, 3]);
    await directory.release();
  });

  it('keeps the number of partitions it has where only that of new ones is said', async () => {
    const first = await openDataDirectory({ path, partitions: { ofNew: 2 } });
    expect(first.partitions).toBe(2);
    await first.release();
    const again = await openDataDirectory({ path, partitions: { ofNew: 4 } });
    expect(again.partitions).toBe(2);
    await again.release();
  });

  it.each(['events', 'snapshots', 'projections'])('%s anew whose creation failed before', async (store) => {
    for (const bytes of [0, 100, 4_096, 8_192, 12_288]) {
      const at = { path: join(path, String(bytes)), partitions: 3 };
      await (await openDataDirectory(at)).release();
      await mkdir(join(at.path, store));
      await writeFile(join(at.path, store, 'data.mdb'), Buffer.alloc(bytes));
      const data = await openLmdbData(at);
      expect(await data.eventLog.append(0, Buffer.from('a'))).toBe(0);
      await data.close();
    }
  });

  it('in an empty directory, and in one with what a file system or a crash leaves behind', async () => {
    await mkdir(join(path, 'lost+found'), { recursive: true });
    await writeFile(join(path, 'macp-store.json.draft'), '{"form');
    const directory = await open();
    await directory.release();
    const again = await open();
    expect(again.logId).toBe(directory.logId);
    await again.release();
  });

  it('another log in another directory', async () => {
    const first = await open();
    const second = await open(3, join(parent, 'other'));
    expect(first.logId).not.toBe(second.logId);
    await first.release();
    await second.release();
  });
});

describe('openDataDirectory refuses', () => {
  it('a path that is a file, and one below a file', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    expect((await refusalOf(open(3, file))).message).toBe(
      `The data directory ${file} cannot be read and written (EEXIST).`,
    );
    expect((await refusalOf(open(3, join(file, 'below')))).message).toBe(
      `The data directory ${join(file, 'below')} cannot be read and written (ENOTDIR).`,
    );
  });

  it('a directory without access, unless the process may do anything', async () => {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o000);
    if (process.getuid?.() === 0) {
      await (await open()).release();
    } else {
      const { reason, message } = await refusalOf(open());
      expect([reason, message]).toEqual([
        'not-accessible',
        `The data directory ${path} cannot be read and written (EACCES).`,
      ]);
    }
    await chmod(path, 0o700);
  });

  it('a directory in use, by whatever path, until it is released', async () => {
    const directory = await open();
    const link = join(parent, 'link');
    await symlink(path, link);
    const { reason, message } = await refusalOf(open(3, link));
    expect([reason, message]).toEqual(['in-use', `The data directory ${link} is in use by another process.`]);
    await directory.release();
    await (await open(3, link)).release();
  });

  it('files of another MACP runtime', async () => {
    const why = `The data directory ${path} holds files of another MACP runtime.`;
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'storage_version.json'), '{"version":1}');
    expect((await refusalOf(open())).message).toBe(why);
    await rm(path, { recursive: true });
    await mkdir(join(path, 'sessions', 'some-session'), { recursive: true });
    await writeFile(join(path, 'sessions', 'some-session', 'log.jsonl'), '');
    expect((await refusalOf(open())).message).toBe(why);
  });

  it('anything else that is not ours', async () => {
    await mkdir(join(path, 'sessions', 'no log here'), { recursive: true });
    const { reason, message } = await refusalOf(open());
    expect([reason, message]).toEqual([
      'not-ours',
      `The data directory ${path} is not empty and has no macp-store.json.`,
    ]);
    expect((await stat(join(path, 'sessions', 'no log here'))).isDirectory()).toBe(true);
  });

  it('another number of partitions', async () => {
    await (await open(3)).release();
    const { reason, message } = await refusalOf(open(4));
    expect([reason, message]).toEqual([
      'other-partitions',
      `The data directory ${path} was created with 3 partitions, not with 4.`,
    ]);
    await (await open(3)).release();
  });

  it('a newer format', async () => {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'macp-store.json'), '{"format":2,"shards":[]}');
    const { reason, message } = await refusalOf(open());
    expect([reason, message]).toEqual([
      'newer-format',
      `The data directory ${path} was written by a newer version (format 2; this one reads up to 1).`,
    ]);
  });

  it('a marker that is not readable', async () => {
    await mkdir(path, { recursive: true });
    for (const text of ['', 'x', 'null', '[]', '{"format":1}', '{"format":1,"logId":"","partitions":3}']) {
      await writeFile(join(path, 'macp-store.json'), text);
      const { reason, message } = await refusalOf(open());
      expect([reason, message]).toEqual([
        'damaged',
        `The data directory ${path} has a macp-store.json that is not readable.`,
      ]);
    }
  });

  it.each(['events', 'snapshots', 'projections'])('%s whose file is none of the store', async (store) => {
    const at = { path, partitions: 3 };
    await (await openLmdbData(at)).close();
    const file = join(path, store, 'data.mdb');
    for (const bytes of [Buffer.alloc(40_960), Buffer.alloc(40_960, 7), Buffer.from('x'), Buffer.alloc(8_192, 1)]) {
      await writeFile(file, bytes);
      const { reason, message } = await refusalOf(openLmdbData(at));
      expect([reason, message]).toEqual([
        'damaged',
        `The data directory ${path} has a ${store}/data.mdb that is not readable.`,
      ]);
      expect(await readFile(file)).toEqual(bytes);
    }
  });

  it('parts of two directories put together', async () => {
    const at = (name: string) => ({ path: join(parent, name), partitions: 3 });
    for (const name of ['a', 'b']) await (await openLmdbData(at(name))).close();
    await rm(join(parent, 'a', 'events'), { recursive: true });
    const { cp } = await import('node:fs/promises');
    await cp(join(parent, 'b', 'events'), join(parent, 'a', 'events'), { recursive: true });
    const { message } = await refusalOf(openLmdbData(at('a')));
    expect(message).toBe(`The data directory ${join(parent, 'a')} holds events of another data directory.`);
    await (await openLmdbData(at('b'))).close();
  });
});

describe('the lock of a data directory', () => {
  it('is free again after its process was killed', async () => {
    const script = join(parent, 'hold.mjs');
    const { dev: device, ino: inode } = await stat(parent, { bigint: true });
    const name = `macp-${device.toString(16)}-${inode.toString(16)}`;
    const address = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
    await writeFile(
      script,
      `import { createServer } from 'node:net';
       createServer().listen(${JSON.stringify(address)}, () => process.send('held'));`,
    );
    const holder = fork(script, { execArgv: [] });
    await new Promise<void>((resolve) => void holder.once('message', () => resolve()));
    const options = { device, inode, platform: process.platform, path: parent };
    expect(await lockDirectory(options)).toBeUndefined();
    holder.kill('SIGKILL');
    await new Promise<void>((resolve) => void holder.once('exit', () => resolve()));
    const lock = await lockDirectory(options);
    expect(lock).toBeDefined();
    await lock?.release();
  });

  (process.platform === 'linux' ? it : it.skip)(
    'is kept from another container that shares the volume, whose names of sockets are others',
    async () => {
      const { dev: device, ino: inode } = await stat(parent, { bigint: true });
      const here = { device, inode, platform: 'linux' as const, path: parent };
      const there = { ...here, device: device + 1n };
      const lock = await lockDirectory(here);
      expect(lock).toBeDefined();
      expect(await lockDirectory(there)).toBeUndefined();
      await lock?.release();
      const next = await lockDirectory(there);
      expect(next).toBeDefined();
      await next?.release();
      // What a process that was killed leaves is in nobody's way.
      await writeFile(join(parent, 'macp-store.lock'), '');
      const again = await lockDirectory(here);
      expect(again).toBeDefined();
      await again?.release();
    },
  );

  it('works where sockets are files, over one that a dead process left', async () => {
    const { dev: device, ino: inode } = await stat(parent, { bigint: true });
    const options = { device, inode, platform: 'darwin' as const, path: parent };
    const socket = join(tmpdir(), `macp-${device.toString(16)}-${inode.toString(16)}.sock`);
    await writeFile(socket, '');
    const lock = await lockDirectory(options);
    expect(lock).toBeDefined();
    expect(await lockDirectory(options)).toBeUndefined();
    await lock?.release();
    const again = await lockDirectory(options);
    expect(again).toBeDefined();
    await again?.release();
  });
});
