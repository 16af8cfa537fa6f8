/** An archive that is out of reach is so as a whole: nobody takes a part of it for missing. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MountedArchive } from './mounted-archive.js';

let archive: MountedArchive;
beforeEach(() => {
  archive = new MountedArchive();
  mkdirSync(join(archive.path, '0'));
});
afterEach(() => archive.remove());

it('is there again as it was, after nobody could read or write it', () => {
  archive.unmount();
  expect(() => readdirSync(join(archive.path, '0'))).toThrow('ENOTDIR');
  expect(() => mkdirSync(join(archive.path, '1'), { recursive: true })).toThrow('ENOTDIR');
  archive.mount();
  expect(readdirSync(archive.path)).toEqual(['0']);
});

it('tells when a segment is written, and counts those that are not finished', async () => {
  const written = archive.written(new AbortController().signal);
  writeFileSync(join(archive.path, '0', '.draft-1'), '');
  await written;
  expect(archive.drafts).toBe(1);
});

it('tells of nothing for no longer than is asked for', async () => {
  await expect(archive.written(AbortSignal.timeout(1))).resolves.toBeUndefined();
});
