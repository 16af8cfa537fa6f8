/**
 * `npm run bench:commands`: commands through their topic against commands over gRPC to the owner, both durable in
 * `macp.events` before any answer, over one broker and in interleaved rounds. Pipelines run from the first round to the
 * last, and their order rotates.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerHelp } from '@macp/testkit';
import { readComparisonOptions } from './comparison-options.js';
import type { ComparisonOptions } from './comparison-options.js';
import { VARIANTS, comparisonTable, ratioTable, stageTable } from './comparison-report.js';
import type { Measurement, Pipeline } from './pipeline.js';
import { Pipelines, load, machine, rotated } from './pipelines.js';
import { profileTable } from './profile-summary.js';
import type { CpuProfile } from './profile-summary.js';

/** Callers of the loads whose commands are stamped. */
const TRACED = [1, 64];
const TRACED_SECONDS = 0.75;
const PROFILED = { callers: 64, seconds: 4, isTraced: false };

interface Results {
  readonly measured: Measurement[];
  readonly traced: Measurement[];
}

async function measureRound(pipelines: readonly Pipeline[], options: ComparisonOptions, into: Results): Promise<void> {
  for (const callers of options.callers) {
    for (const pipeline of pipelines) {
      const measurement = await pipeline.measure({ callers, seconds: options.seconds, isTraced: false });
      into.measured.push(measurement);
      const { variant, partitions, ingress } = measurement;
      process.stderr.write(
        `${variant}, ${partitions} partitions, ${callers} callers: ${ingress.perSecond.toFixed(0)}/s\n`,
      );
      if (ingress.resent > 0) process.stderr.write(`${ingress.resent} commands were sent again\n`);
    }
  }
  for (const callers of TRACED) {
    for (const pipeline of pipelines) {
      into.traced.push(await pipeline.measure({ callers, seconds: TRACED_SECONDS, isTraced: true }));
    }
  }
}

async function profileAll(pipelines: readonly Pipeline[], directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const pipeline of pipelines) {
    const { variant, partitions } = pipeline.options;
    const path = (side: string): string => join(directory, `${variant}-${partitions}-${side}.cpuprofile`);
    const profiles = { ingress: path('ingress'), engine: path('engine') };
    const { ingress } = await pipeline.measure(PROFILED, profiles);
    for (const [side, file] of Object.entries(profiles)) {
      const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
      console.log(`\n${variant}, ${partitions} partitions, ${PROFILED.callers} callers: ${side}\n`);
      console.log(profileTable(profile, ingress.acks));
    }
  }
}

function bySize(measurements: readonly Measurement[]): Measurement[] {
  return [...measurements].sort((a, b) => b.partitions - a.partitions || a.callers - b.callers);
}

async function main(): Promise<void> {
  const options = readComparisonOptions(process.argv.slice(2));
  console.log(machine());
  await Pipelines.run(async (running) => {
    const pipelines = await running.start(
      options.partitions.flatMap((partitions) => VARIANTS.map((variant) => ({ variant, partitions }))),
    );
    const results: Results = { measured: [], traced: [] };
    for (let round = 0; round < options.rounds; round += 1) {
      await measureRound(rotated(pipelines, round), options, results);
    }
    console.log(`${load()} after ${options.rounds} rounds of ${options.seconds} s`);
    console.log(`\nMedian (least–greatest):\n\n${comparisonTable(bySize(results.measured))}`);
    console.log(`\nThe owner's path as a share of the topic's:\n\n${ratioTable(bySize(results.measured))}`);
    console.log(`\nStages, ms:\n\n${stageTable(bySize(results.traced))}`);
    if (options.profiles !== undefined) await profileAll(pipelines, options.profiles);
  });
}

answerHelp(
  'Usage: npm run bench:commands -- [--rounds N] [--seconds S] [--callers N,...] [--partitions N,...] [--profiles DIR]',
);
await main();
