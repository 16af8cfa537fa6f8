/**
 * `npm run disk-faults`: the real process with a fault at every I/O of a script, and at every I/O of its start over a new
 * and over a used directory, one after another and with every error, once and lasting.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '@macp/testkit';
import type { DiskFault } from './disk-faults.js';
import { DISK_ERRORS } from './disk-faults.js';
import { FaultyRuntime } from './faulty-runtime.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const VARIANTS: readonly DiskFault[] = DISK_ERRORS.flatMap((error) => [{ error, times: 1 }, { error }]);

const nameOf = ({ error, times }: DiskFault): string => `${error} ${times === 1 ? 'once' : 'until repaired'}`;

/** Every I/O of the script, with every error. */
async function playAll(workspace: string): Promise<void> {
  const runtime = new FaultyRuntime(workspace);
  await runtime.start();
  for (const variant of VARIANTS) {
    let after = 0;
    while (await runtime.play({ ...variant, after })) after += 1;
    say(`script, ${nameOf(variant)}: ${after} I/Os, ${JSON.stringify(runtime.figures)}`);
  }
  await runtime.kill();
  await runtime.start();
  await runtime.checkAll();
  await runtime.kill();
  say('script: after kill -9 every history is what was acknowledged');
}

/** Every I/O of a start, over a new directory or one that was killed while it was used. */
async function startAll(workspace: string, isNew: boolean): Promise<void> {
  for (const variant of VARIANTS) {
    const outcomes = new Map<string, number>();
    for (let after = 0; ; after += 1) {
      const place = mkdtempSync(join(workspace, 'start-'));
      const runtime = new FaultyRuntime(place);
      if (!isNew) {
        await runtime.start();
        await runtime.play({ error: 'EIO', times: 0 });
        await runtime.kill();
      }
      const failed = runtime.faults.failed;
      const outcome = await runtime.startUnder({ ...variant, after });
      const isReached = runtime.faults.failed > failed;
      await runtime.play({ error: 'EIO', times: 0 });
      await runtime.checkAll();
      await runtime.kill();
      runtime.faults.close();
      rmSync(place, { recursive: true });
      if (!isReached) break;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    if (outcomes.size === 0) throw new Error('no I/O of a start failed: the faults do not reach the process');
    say(
      `start, ${isNew ? 'new' : 'used'} directory, ${nameOf(variant)}: ${JSON.stringify(Object.fromEntries(outcomes))}`,
    );
  }
}

const PLAYS = {
  script: playAll,
  'new-start': (workspace: string) => startAll(workspace, true),
  'used-start': (workspace: string) => startAll(workspace, false),
};

function isPlay(text: string): text is keyof typeof PLAYS {
  return Object.hasOwn(PLAYS, text);
}

/** What is played. @throws an error that names what is wrong */
function playsOf(args: readonly string[]): (keyof typeof PLAYS)[] {
  const { values } = parseArgs({ args: [...args], options: { play: { type: 'string' } } });
  return (values.play?.split(',') ?? Object.keys(PLAYS)).map((each) => {
    if (!isPlay(each)) throw new Error(`--play takes ${Object.keys(PLAYS).join(', ')}, not "${each}"`);
    return each;
  });
}

answerHelp(`Usage: npm run disk-faults -- [--play ${Object.keys(PLAYS).join(',')}]`);
const plays = playsOf(process.argv.slice(2));
const workspace = mkdtempSync(join(tmpdir(), 'macp-disk-faults-'));
const startedAtMs = performance.now();
for (const play of plays) await PLAYS[play](workspace);
rmSync(workspace, { recursive: true });
say(`every promise was kept, in ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
