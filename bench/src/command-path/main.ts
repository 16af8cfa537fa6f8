/**
 * `npm run bench:commands`: commands through their topic against commands over gRPC to the owner, both durable in
 * `macp.events` before any answer, over one broker and in interleaved rounds. Pipelines run from the first round to the
 * last, in balanced orders.
 */
import { answerHelp } from '@macp/testkit';
import { inBalancedOrder } from '../order.js';
import { readComparisonOptions } from './comparison-options.js';
import type { ComparisonOptions } from './comparison-options.js';
import { VARIANTS, comparisonTable, ratioTable, stageTable } from './comparison-report.js';
import type { Measurement, Pipeline } from './pipeline.js';
import { Pipelines, load, machine } from './pipelines.js';
import { printProfiles } from './print-profiles.js';

/** Callers of the loads whose commands are stamped. */
const TRACED = [1, 64];
const TRACED_SECONDS = 0.75;
const PROFILED_CALLERS = 64;

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
      await measureRound(inBalancedOrder(pipelines, round), options, results);
    }
    console.log(`${load()} after ${options.rounds} rounds of ${options.seconds} s`);
    console.log(`\nMedian (least–greatest):\n\n${comparisonTable(bySize(results.measured))}`);
    console.log(`\nThe owner's path as a share of the topic's:\n\n${ratioTable(bySize(results.measured))}`);
    console.log(`\nStages, ms:\n\n${stageTable(bySize(results.traced))}`);
    if (options.profiles === undefined) return;
    for (const pipeline of pipelines) await printProfiles(pipeline, { callers: PROFILED_CALLERS }, options.profiles);
  });
}

answerHelp(
  'Usage: npm run bench:commands -- [--rounds N] [--seconds S] [--callers N,...] [--partitions N,...] [--profiles DIR]',
);
await main();
