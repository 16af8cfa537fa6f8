/**
 * Backups of a store that goes on being written to: a copy starts like any data directory and has everything that was
 * acknowledged before it was begun (I1), whatever was written while it was made.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSession } from './open-sessions.js';
import { SessionStore } from './session-store.js';

const SCRIPT = fileURLToPath(new URL('../../../scripts/backup.mjs', import.meta.url));
const WRITERS = 16;
const BEFORE = 400;

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'macp-backup-'));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

async function backUp(from: string, to: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const child = spawn(process.execPath, [SCRIPT, from, to], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stderr };
}

describe('a backup', () => {
  it('given a store under load, when it is copied and the copy is started, then nothing acknowledged before is missing', async () => {
    const [from, to] = [join(place, 'from'), join(place, 'to')];
    const store = await SessionStore.open({ path: from, limits: { checkpointRecords: 20 } });
    await store.recover();
    const acknowledged: number[] = [];
    let next = 0;
    let isOver = false;
    const write = async (): Promise<void> => {
      while (!isOver) {
        const index = next;
        next += 1;
        for (const command of openSession(index)) await store.send(command);
        acknowledged.push(index);
      }
    };
    const writers = Array.from({ length: WRITERS }, write);
    while (acknowledged.length < BEFORE) await new Promise(setImmediate);

    const before = acknowledged.slice();
    expect(await backUp(from, to)).toEqual({ code: 0, stderr: '' });
    const during = acknowledged.length - before.length;
    isOver = true;
    await Promise.all(writers);
    await store.close();

    expect(during).toBeGreaterThan(0);
    const restored = await SessionStore.open({ path: to });
    await restored.recover();
    for (const index of before) {
      for (const command of openSession(index)) {
        expect(await restored.send(command)).toMatchObject({ kind: 'accepted', duplicate: true });
      }
    }
    const [start] = openSession(next);
    expect(await restored.send(start!)).toMatchObject({ kind: 'accepted', duplicate: false });
    await restored.close();
  }, 120_000);

  it('given what is no data directory, or a place that is taken, when it is asked for, then it is refused', async () => {
    const [empty, taken] = [join(place, 'empty'), join(place, 'taken')];
    for (const path of [empty, taken]) mkdirSync(path);
    expect(await backUp(empty, join(place, 'to'))).toMatchObject({
      code: 1,
      stderr: `Error: "${empty} is no data directory: it has no macp-store.json"\n`,
    });
    const store = await SessionStore.open({ path: join(place, 'from') });
    await store.close();
    writeFileSync(join(taken, 'letter.txt'), 'dear reader');
    expect(await backUp(join(place, 'from'), taken)).toMatchObject({
      code: 1,
      stderr: `Error: "${taken} is not empty"\n`,
    });
  });
});
