/**
 * `npm run bench:replay`: how many stored events a core folds in a second, with hashes on the way and at the end of each
 * session and without any, in interleaved rounds. Every end is held against the hash of the live session.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answerHelp } from '@macp/testkit';
import { Measured } from '../command-path/child-commands.js';
import { load, machine } from '../command-path/pipelines.js';
import { profileTable } from '../command-path/profile-summary.js';
import type { CpuProfile, StageRule } from '../command-path/profile-summary.js';
import { inBalancedOrder } from '../order.js';
import type { PassRequest } from './replay-main.js';
import { readReplayOptions } from './replay-options.js';
import { perCoreSecond, replayTable, replayVerdict } from './replay-report.js';
import type { Pass } from './replay-report.js';
import type { StoredLog } from './stored-place.js';

const STAGES: readonly StageRule[] = [
  [/\/partition-worker\/.*\/state-hash\.js$/, 'SHA-256'],
  [/\/kernel\/.*\/(session-codec|canonical-json)\.js$|\/modes\/.*-state-codec\.js$/, 'canonical encoding'],
  [/\/kernel\/.*\/evolve-session\.js$/, 'evolve'],
  [/\/modes\//, 'evolve'],
  [/\/records\/.*\/(history-entry-codec|session-fact-codec|envelope-record)\.js$/, 'decode stored facts'],
  [/\/event-log-lmdb\/|\/node_modules\/lmdb\//, 'read the store'],
  [/\/replay\/.*\/session-summary\.js$/, 'parse summaries'],
  [/\/replay\/|\/records\//, 'go from fact to fact'],
];

const options = readReplayOptions(process.argv.slice(2));

async function inProcess<Result>(
  script: string,
  settings: unknown,
  work: (process: Measured) => Promise<Result>,
): Promise<Result> {
  const { process } = await Measured.start(new URL(script, import.meta.url), settings);
  try {
    return await work(process);
  } finally {
    await process.stop();
  }
}

async function measure(replaying: Measured): Promise<void> {
  const pass = async (request: Omit<PassRequest, 'checkpointEvents'>): Promise<Pass> => {
    const { checkpointEvents } = options;
    const passed = (await replaying.ask('pass', { ...request, checkpointEvents })) as Pass;
    process.stderr.write(`${passed.isHashed ? 'with hashes' : 'without'}: ${perCoreSecond(passed).toFixed(0)}/s\n`);
    return passed;
  };
  const first = await pass({ isHashed: true });
  await pass({ isHashed: false });
  const passes: Pass[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const isHashed of inBalancedOrder([true, false], round)) passes.push(await pass({ isHashed }));
  }
  console.log(`${load()} after ${options.rounds} rounds\n\nMedian (least–greatest):\n\n${replayTable(passes)}\n`);
  console.log(`The first pass of the process: ${perCoreSecond(first).toFixed(0)} events per core second.`);
  console.log(replayVerdict(passes));
  if (options.profiles === undefined) return;
  mkdirSync(options.profiles, { recursive: true });
  const path = join(options.profiles, 'replay.cpuprofile');
  const { events } = await pass({ isHashed: true, profile: path });
  const profile = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;
  console.log(`\nWhere the time goes, with hashes:\n\n${profileTable(profile, events, STAGES)}`);
}

answerHelp(
  'Usage: npm run bench:replay -- [--sessions N] [--rounds N] [--checkpoint-events N] [--dir DIR] [--profiles DIR]',
);
console.log(machine());
const directory = mkdtempSync(join(options.directory, 'macp-replay-'));
try {
  const log = await inProcess('./fill-main.js', directory, (filling) => filling.ask('fill', options.sessions));
  process.stderr.write(`${options.sessions} sessions are stored\n`);
  await inProcess('./replay-main.js', { directory, ...(log as StoredLog) }, measure);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
