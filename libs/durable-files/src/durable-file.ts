/** Files and names that are on disk once a promise has resolved, whatever becomes of the machine's power. */
import { open } from 'node:fs/promises';

/**
 * Writes a file for its owner only; its name lasts once its directory is synced. With `wx` it must be new, with `w` one that
 * is there is written over. What a failed write has left of the file stays.
 *
 * @throws what the system says, with its `code`
 */
export async function writeDurably(path: string, content: string | Uint8Array, flag: 'wx' | 'w'): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What the directory shows lasts: names that were made, changed or removed. @throws what the system says, with its `code` */
export async function syncDirectory(path: string): Promise<void> {
  // Directories cannot be opened there.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
