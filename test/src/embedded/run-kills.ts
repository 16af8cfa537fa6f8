/**
 * `npm run kills -- [--times N] [--seed S]`: one embedded process is killed with `kill -9` N times under load, in the
 * middle of checkpoints, while it starts and while it leaves; the journal of what was acknowledged is held against its
 * histories after every restart and at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '@macp/testkit';
import { Random } from '../sim/random.js';
import { FLAWLESS } from './journaled-sessions.js';
import type { Figures } from './journaled-sessions.js';
import { KillLoop } from './kill-loop.js';

const PROGRESS_KILLS = 25;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function figuresText(loop: KillLoop): string {
  const figures = Object.entries(loop.figures).map(([name, value]) => `${name}=${value}`);
  const moments = Object.entries(loop.kills).map(([name, value]) => `${name} ${value}`);
  return `kills=${loop.killed} (${moments.join(', ')}) ${figures.join(' ')}`;
}

function isFlawless(figures: Figures): boolean {
  return Object.keys(FLAWLESS).every((name) => figures[name as keyof Figures] === 0);
}

/** True when every promise was kept. */
async function run(times: number, seed: number): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'macp-kills-'));
  const startedAtMs = performance.now();
  say(`SEED=${seed}: ${times} kills over ${directory}`);
  const loop = new KillLoop(directory, new Random(seed));
  let isKept = false;
  try {
    for (let told = PROGRESS_KILLS; loop.killed < times;) {
      await loop.next();
      if (!isFlawless(loop.figures)) break;
      if (loop.killed < told) continue;
      say(figuresText(loop));
      told += PROGRESS_KILLS;
    }
    await loop.end();
    isKept = isFlawless(loop.figures);
  } finally {
    await loop.abandon();
    // The data stay where a promise was broken.
    if (isKept) rmSync(directory, { recursive: true });
    say(`SEED=${seed}: ${figuresText(loop)} in ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
  }
  return isKept;
}

answerHelp('Usage: npm run kills -- [--times 30] [--seed S]');
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
const isKept = await run(Number(values.times), Number(values.seed)).catch((cause: unknown) => {
  console.error(cause);
  return false;
});
say(isKept ? 'every promise was kept' : `a promise was broken; SEED=${values.seed} kills at the same moments`);
process.exit(isKept ? 0 : 1);
