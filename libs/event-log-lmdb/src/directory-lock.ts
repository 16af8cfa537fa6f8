/**
 * At most one process per data directory. The lock is a listening Unix socket, which the system takes back when its
 * process ends in whatever way: in Linux's abstract namespace, named after the directory's device and inode; elsewhere a
 * socket file beside the data, where a file that nobody answers at is left over and replaced.
 */
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DirectoryLock {
  release(): Promise<void>;
}

export interface DirectoryLockOptions {
  /** Device and inode of the directory: the same however its path is written. */
  readonly device: bigint;
  readonly inode: bigint;
  readonly platform: NodeJS.Platform;
}

/** The lock, or `undefined` while another process holds it. */
export async function lockDirectory(options: DirectoryLockOptions): Promise<DirectoryLock | undefined> {
  const name = `macp-${options.device.toString(16)}-${options.inode.toString(16)}`;
  if (options.platform === 'linux') return listen(`\0${name}`);
  if (options.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  const path = join(tmpdir(), `${name}.sock`);
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
