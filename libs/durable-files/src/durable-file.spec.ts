/** What a durable file is once it was written, and what the system says where it cannot be. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { syncDirectory, writeDurably } from './durable-file.js';
import { codeOf, isMissing } from './system-error.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'macp-durable-'));
  path = join(directory, 'file');
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (cause: unknown) => cause,
  );

describe('writeDurably', () => {
  it('given no file, when one is written, then it has the content and is its owner’s alone', async () => {
    await writeDurably(path, Buffer.from('content'), 'wx');

    expect(await readFile(path, 'utf8')).toBe('content');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('given a longer file, when it is written over, then nothing of it is left', async () => {
    await writeFile(path, 'a long content');
    await writeDurably(path, 'short', 'w');

    expect(await readFile(path, 'utf8')).toBe('short');
  });

  it('given a file, when a new one is to be written there, then it stays as it is', async () => {
    await writeFile(path, 'first');

    expect(codeOf(await failureOf(writeDurably(path, 'second', 'wx')))).toBe('EEXIST');
    expect(await readFile(path, 'utf8')).toBe('first');
  });
});

describe('syncDirectory', () => {
  it('given a directory, when it is synced, then that succeeds; given none, then it is known to be missing', async () => {
    await syncDirectory(directory);

    const failure = await failureOf(syncDirectory(join(directory, 'none')));
    expect([codeOf(failure), isMissing(failure)]).toEqual(['ENOENT', true]);
  });
});

describe('codeOf', () => {
  it('is the system’s code, or what else there is to say', () => {
    expect(codeOf(Object.assign(new Error('x'), { code: 'EROFS' }))).toBe('EROFS');
    expect(codeOf(new Error('why'))).toBe('Error: why');
    expect(codeOf(null)).toBe('null');
    expect([isMissing(new Error('ENOENT')), isMissing(undefined)]).toEqual([false, false]);
  });
});
