/**
 * At most one process per data directory. The lock is a listening Unix socket, which the system takes back when its
 * process ends in whatever way: in Linux's abstract namespace, named after the directory's device and inode, and, since
 * containers that share a volume do not share that namespace, in a file inside the directory, too; elsewhere a file beside
 * the data alone. A file that nobody answers at is left over and replaced.
 */
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the directory while it is locked, and where its process was killed. */
export const LOCK_FILE = 'macp-store.lock';

export interface DirectoryLock {
  release(): Promise<void>;
}

export interface DirectoryLockOptions {
  /** Device and inode of the directory: the same however its path is written. */
  readonly device: bigint;
  readonly inode: bigint;
  readonly platform: NodeJS.Platform;
  /** Of the directory. */
  readonly path: string;
}

/** The lock, or `undefined` while another process holds it. */
export async function lockDirectory(options: DirectoryLockOptions): Promise<DirectoryLock | undefined> {
  const name = `macp-${options.device.toString(16)}-${options.inode.toString(16)}`;
  if (options.platform === 'linux') return lockBoth(`\0${name}`, options.path);
  if (options.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  return lockFile(join(tmpdir(), `${name}.sock`));
}

/** The file comes second: who has the name knows that no other process of its own container replaces a left-over file. */
async function lockBoth(name: string, path: string): Promise<DirectoryLock | undefined> {
  const lock = await listen(name);
  if (lock === undefined) return undefined;
  // A path of the length that sockets allow, however long the directory's is; it has to stay open until the release.
  const directory = openSync(path, 'r');
  const release = async (): Promise<void> => {
    closeSync(directory);
    await lock.release();
  };
  try {
    const file = await lockFile(`/proc/self/fd/${directory}/${LOCK_FILE}`);
    if (file !== undefined) return { release: () => file.release().finally(release) };
  } catch {
    // A file system without sockets, or one that cannot be written, which is said of the data itself.
    return { release };
  }
  await release();
  return undefined;
}

async function lockFile(path: string): Promise<DirectoryLock | undefined> {
  const lock = await listen(path);
  if (lock !== undefined || (await answers(path))) return lock;
  await rm(path, { force: true });
  return listen(path);
}

async function listen(address: string): Promise<DirectoryLock | undefined> {
  const server = createServer((socket) => socket.destroy());
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(address, () => resolve(undefined));
  });
  if (error?.code === 'EADDRINUSE') return undefined;
  if (error !== undefined) throw error;
  // Holding the lock is no reason to go on living.
  server.unref();
  return { release: () => close(server) };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
