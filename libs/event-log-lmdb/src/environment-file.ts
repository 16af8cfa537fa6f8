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
/** A creation that fails leaves up to three pages without anything in them; the first table takes a fourth. */
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
  const start = startOf(file);
  if (start === undefined || start.length === 0 || hasMagic(start)) return;
  if (start.length > UNBORN_BYTES_MAX || start.some((byte) => byte !== 0)) throw new NoEnvironment(file);
  rmSync(file);
}

/** Bytes from the start, more than `UNBORN_BYTES_MAX` only where there are more; `undefined` without a file. */
function startOf(file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  try {
    const start = Buffer.alloc(Math.min(fstatSync(descriptor).size, UNBORN_BYTES_MAX + 1));
    return start.subarray(0, readSync(descriptor, start, 0, start.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function hasMagic(start: Buffer): boolean {
  if (start.length < MAGIC_AT + 4) return false;
  return new Uint32Array(start.buffer, start.byteOffset + MAGIC_AT, 1)[0] === MAGIC;
}
