/** Directories that are made, and those that cannot be. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeDirectory } from './make-directory.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'make-directory-'));
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('a directory', () => {
  it('is made with those above it, for their owner alone, and is left as it is the second time', async () => {
    const path = join(scratch, 'a', 'b', 'c');
    await makeDirectory(path);
    await makeDirectory(path);
    for (const made of [path, join(scratch, 'a')]) expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('that is a file, or would be below one, is refused', async () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    await expect(makeDirectory(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeDirectory(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'that the file system never lets be made is refused, not tried for ever',
    async () => {
      await expect(makeDirectory('/proc/nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
