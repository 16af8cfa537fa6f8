/**
 * Directories that are there or said not to be possible. Node's own recursive `mkdir` tries for ever, on a thread that
 * nothing ends, where a file system refuses a new entry as missing (ENOENT) although its parent is there, as `/proc` does.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncDirectory } from './durable-file.js';
import { codeOf, isMissing } from './system-error.js';

const OWNER_ONLY = 0o700;

/**
 * The directory is there, with every directory above it; new ones are open to their owner alone, and outlive a loss of power
 * where what is above them may be read. @throws what the system says
 */
export async function makeDirectory(path: string): Promise<void> {
  const whole = resolve(path);
  const cause = await failureToMake(whole);
  if (cause === undefined) return;
  const parent = dirname(whole);
  if (!isMissing(cause) || parent === whole) throw cause;
  await makeDirectory(parent);
  const again = await failureToMake(whole);
  if (again !== undefined) throw again;
}

/** Why there is no directory now; `undefined` where there is one. */
async function failureToMake(path: string): Promise<unknown> {
  try {
    await mkdir(path, OWNER_ONLY);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') return cause;
    const found = await stat(path).catch(() => undefined);
    return found?.isDirectory() === true ? undefined : cause;
  }
  return failureToKeep(dirname(path));
}

/** Why the names in a directory may not last; not that they cannot be looked at. */
async function failureToKeep(path: string): Promise<unknown> {
  try {
    await syncDirectory(path);
    return undefined;
  } catch (cause) {
    return codeOf(cause) === 'EACCES' ? undefined : cause;
  }
}
