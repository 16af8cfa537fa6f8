/** Watched files come, change, go, and cannot always be looked at. */
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { watchFiles } from './watch-files.js';

let directory: string;
let path: string;
let changes = 0;
let wake: (() => void) | undefined;
let stop: () => void;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'watched-'));
  path = join(directory, 'file');
  changes = 0;
});

afterEach(() => {
  stop();
  rmSync(directory, { recursive: true, force: true });
});

function watch(): void {
  const onChange = (): void => {
    changes += 1;
    wake?.();
  };
  stop = watchFiles({ paths: [path], onChange, intervalMs: 5 });
}

/** The next call is awaited. */
async function changed(): Promise<number> {
  // Its timer does not keep the process alive.
  const alive = setInterval(() => undefined, 1_000);
  const before = changes;
  while (changes === before) await new Promise<void>((resolve) => (wake = resolve));
  clearInterval(alive);
  return changes;
}

it('given a file that comes and goes, then each is told', async () => {
  watch();
  expect(await changed()).toBe(1);
  writeFileSync(path, 'here');
  const before = await changed();
  rmSync(path);
  expect(await changed()).toBe(before + 1);
});

it('given a file that cannot be looked at for a while, then that is told, and the watch goes on', async () => {
  writeFileSync(path, 'good');
  watch();
  await changed();
  // A link to itself, which the system refuses to follow.
  symlinkSync(path, join(directory, 'loop'));
  renameSync(join(directory, 'loop'), path);
  expect(await changed()).toBe(2);
  writeFileSync(join(directory, 'better'), 'better');
  renameSync(join(directory, 'better'), path);
  expect(await changed()).toBe(3);
});
