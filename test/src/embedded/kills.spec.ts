/** The embedded process under `kill -9`, at every kind of moment: nothing acknowledged is lost, repeated or reordered (I1 to I4). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SEED } from '../e2e/config.js';
import { Random } from '../sim/random.js';
import { FLAWLESS } from './journaled-sessions.js';
import { KillLoop } from './kill-loop.js';

const KILLS = 30;

jest.setTimeout(300_000);

let directory: string;
let loop: KillLoop;
beforeEach(() => {
  console.info(`SEED=${SEED}`);
  directory = mkdtempSync(join(tmpdir(), 'macp-kills-'));
  loop = new KillLoop(directory, new Random(SEED));
});
afterEach(async () => {
  await loop.abandon();
  rmSync(directory, { recursive: true });
});

describe('kill -9', () => {
  it(`given a process under load, when it is killed ${KILLS} times, then its histories are what its clients were told`, async () => {
    while (loop.killed < KILLS) await loop.next();
    await loop.end();
    expect(loop.figures).toMatchObject(FLAWLESS);
    expect(loop.figures.acknowledged).toBeGreaterThan(KILLS);
    // One that is leaving may be gone before it is killed.
    const { load, checkpoint, 'start-up': startUp } = loop.kills;
    expect(Math.min(load, checkpoint, startUp)).toBeGreaterThan(0);
  });
});
