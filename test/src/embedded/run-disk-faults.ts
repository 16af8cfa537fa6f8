/**
 * `npm run disk-faults`: the real process with a fault at every I/O of a script, and at every I/O of its start over a new
 * and over a used directory, one after another and with every error, once and lasting.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
      const place = join(workspace, `${nameOf(variant)} ${after}`);
      mkdirSync(place);
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
      await runtime.kill();
      runtime.faults.close();
      rmSync(place, { recursive: true });
      if (!isReached) break;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    say(
      `start, ${isNew ? 'new' : 'used'} directory, ${nameOf(variant)}: ${JSON.stringify(Object.fromEntries(outcomes))}`,
    );
  }
}

answerHelp('Usage: npm run disk-faults');
const workspace = mkdtempSync(join(tmpdir(), 'macp-disk-faults-'));
const startedAtMs = performance.now();
await playAll(workspace);
await startAll(workspace, true);
await startAll(workspace, false);
rmSync(workspace, { recursive: true });
say(`every promise was kept, in ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
