/**
 * The real process over a disk that fails, at I/Os spread over a script and over a start (every one of them: `npm run
 * disk-faults`): nothing is acknowledged that is lost, what failed is in the log with the system's error, and the process
 * serves again when the disk does, in a new start where it has ended.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IS_CI } from '@macp/testkit';
import { SEED } from '../e2e/config.js';
import { DISK_ERRORS, canInjectDiskFaults } from './disk-faults.js';
import type { DiskFault } from './disk-faults.js';
import { FaultyRuntime } from './faulty-runtime.js';
import type { StartedUnder } from './faulty-runtime.js';

jest.setTimeout(300_000);

/** I/Os between two faults: the first is at a random one below. */
const SCRIPT_STRIDE = 9;
const NEW_START_STRIDE = 64;
const USED_START_STRIDE = 36;
/** Up to the files of the first store: the marker, and directories. */
const FIRST_IOS = 12;
const NONE: DiskFault = { error: 'EIO', times: 0 };

let workspace: string;
let runtime: FaultyRuntime;
beforeEach(() => {
  console.info(`SEED=${SEED}`);
  workspace = mkdtempSync(join(tmpdir(), 'macp-disk-'));
});
afterEach(async () => {
  await runtime.kill();
  runtime.faults.close();
  rmSync(workspace, { recursive: true });
});

/** Another error with every round, and every other time until the disk is repaired. */
function faultOf(round: number, after: number): DiskFault {
  const error = DISK_ERRORS[(SEED + round) % DISK_ERRORS.length]!;
  return { error, after, ...(round % 2 === 0 ? { times: 1 } : {}) };
}

// Without a compiler there is no library to inject faults with; under CI there has to be one.
const itWhereCompiled = canInjectDiskFaults || IS_CI ? it : it.skip;

describe('a disk that fails', () => {
  itWhereCompiled(
    'given a fault at one I/O after another, when a script is played, then its histories are what was acknowledged',
    async () => {
      runtime = new FaultyRuntime(workspace);
      await runtime.start();
      let rounds = 0;
      for (let after = SEED % SCRIPT_STRIDE; await runtime.play(faultOf(rounds, after)); after += SCRIPT_STRIDE)
        rounds += 1;
      expect(rounds).toBeGreaterThan(1);
      await runtime.kill();
      await runtime.start();
      await runtime.checkAll();
      expect(runtime.figures.unanswered).toBeGreaterThan(0);
    },
  );

  itWhereCompiled.each([
    ['a new', true, NEW_START_STRIDE],
    ['a used', false, USED_START_STRIDE],
  ])(
    'given a fault at one I/O after another, when it starts over %s directory, then it ends with a reason, or serves',
    async (_name, isNew, stride) => {
      let rounds = 0;
      for (let after = SEED % stride; ; after += stride) {
        runtime = new FaultyRuntime(mkdtempSync(join(workspace, 'start-')));
        if (!isNew) {
          await runtime.start();
          await runtime.play(NONE);
          await runtime.kill();
        }
        const before = runtime.faults.failed;
        await runtime.startUnder(faultOf(rounds, after));
        await runtime.play(NONE);
        await runtime.checkAll();
        if (runtime.faults.failed === before) break;
        rounds += 1;
        await runtime.kill();
        runtime.faults.close();
      }
      expect(rounds).toBeGreaterThan(0);
    },
  );

  itWhereCompiled('given EIO where a first start makes a directory, then it is not said to be missing', async () => {
    const outcomes: StartedUnder[] = [];
    for (let after = 0; after < FIRST_IOS; after += 1) {
      runtime = new FaultyRuntime(mkdtempSync(join(workspace, 'start-')));
      outcomes.push(await runtime.startUnder({ error: 'EIO', times: 1, after }));
      await runtime.kill();
      if (after < FIRST_IOS - 1) runtime.faults.close();
    }
    // A process that ends without a sentence that says EIO is no outcome, but an error.
    expect(outcomes).toContain('refused with a sentence');
  });
});
