/**
 * Looks at the file of an LMDB environment before LMDB does, which ends its process by a signal, again with every start,
 * over a file that is not of its making.
 */
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'data.mdb';
/** In native byte order behind the header of the first page, from the creation on. */
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;
/** A store has three pages when its first table has been created; whatever is put into it takes more. */
const UNBORN_BYTES_MAX = 3 * 4096;

/** The environment's file is there and is none. */
export class NoEnvironment extends Error {
  override readonly name = 'NoEnvironment';
  constructor(readonly path: string) {
    super(`${path} is not a file of LMDB`);
  }
}

/**
 * Returns when the directory `path` has an environment, or none, so that LMDB makes one: what a creation that failed has
 * left is taken away, since nothing was ever in it. @throws NoEnvironment, or what the system says, with its `code`
 */
export function checkEnvironment(path: string): void {
  const file = join(path, FILE);
  const found = read(file);
  if (found === undefined || found.size === 0 || hasMagic(found.start)) return;
  if (!isUnborn(found)) throw new NoEnvironment(file);
  rmSync(file);
}

interface Found {
  readonly size: number;
  /** As much of it as an unborn file may have. */
  readonly start: Buffer;
}

/** `undefined` without a file. */
function read(file: string): Found | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  try {
    const { size } = fstatSync(descriptor);
    const start = Buffer.alloc(Math.min(size, UNBORN_BYTES_MAX));
    return { size, start: start.subarray(0, readSync(descriptor, start, 0, start.length, 0)) };
  } finally {
    closeSync(descriptor);
  }
}

/** All of it was read, and there is nothing in it. */
function isUnborn({ size, start }: Found): boolean {
  return start.length === size && start.every((byte) => byte === 0);
}

function hasMagic(start: Buffer): boolean {
  if (start.length < MAGIC_AT + 4) return false;
  return new Uint32Array(start.buffer, start.byteOffset + MAGIC_AT, 1)[0] === MAGIC;
}
