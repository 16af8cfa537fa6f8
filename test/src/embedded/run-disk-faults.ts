/**
 * `npm run disk-faults`: the real process with a fault at every I/O of a script, and at every I/O of its start over a new
 * and over a used directory, one after another and with every error, once and lasting.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '@macp/testkit';
import type { DiskError, DiskFault } from './disk-faults.js';
import { DISK_ERRORS } from './disk-faults.js';
import { FaultyRuntime } from './faulty-runtime.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Each of the errors once, and until the disk is repaired. */
function variantsOf(errors: readonly DiskError[]): readonly DiskFault[] {
  return errors.flatMap((error) => [{ error, times: 1 }, { error }]);
}

const nameOf = ({ error, times }: DiskFault): string => `${error} ${times === 1 ? 'once' : 'until repaired'}`;

/** Every I/O of the script, with every variant. */
async function playAll(workspace: string, variants: readonly DiskFault[]): Promise<void> {
  const runtime = new FaultyRuntime(workspace);
  await runtime.start();
  for (const variant of variants) {
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
async function startAll(workspace: string, variants: readonly DiskFault[], isNew: boolean): Promise<void> {
  for (const variant of variants) {
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
  'new-start': (workspace: string, variants: readonly DiskFault[]) => startAll(workspace, variants, true),
  'used-start': (workspace: string, variants: readonly DiskFault[]) => startAll(workspace, variants, false),
};

/** What an option lists, all of it by default. @throws an error that names what is wrong */
function listed<Name extends string>(option: string, all: readonly Name[], text = all.join(',')): Name[] {
  return text.split(',').map((each) => {
    const known = all.find((name) => name === each);
    if (known === undefined) throw new Error(`--${option} takes ${all.join(', ')}, not "${each}"`);
    return known;
  });
}

const PLAY_NAMES = Object.keys(PLAYS) as (keyof typeof PLAYS)[];

answerHelp(`Usage: npm run disk-faults -- [--play ${PLAY_NAMES.join(',')}] [--errors ${DISK_ERRORS.join(',')}]`);
const { values } = parseArgs({ options: { play: { type: 'string' }, errors: { type: 'string' } } });
const plays = listed('play', PLAY_NAMES, values.play);
const variants = variantsOf(listed('errors', DISK_ERRORS, values.errors));
const workspace = mkdtempSync(join(tmpdir(), 'macp-disk-faults-'));
const startedAtMs = performance.now();
for (const play of plays) await PLAYS[play](workspace, variants);
rmSync(workspace, { recursive: true });
say(`every promise was kept, in ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
