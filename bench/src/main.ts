/**
 * `npm run bench`: measures the contenders in interleaved rounds and prints markdown tables. All of them run from the
 * first round to the last, in orders that are balanced, so that what else the machine does falls on all of them alike.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { answerHelp } from '@macp/testkit';
import { Contender, contenderPlans } from './contender.js';
import { kafkaContenders } from './kafka-contenders.js';
import { openChannels, runLoad } from './load.js';
import type { Workload } from './load.js';
import { readOptions } from './options.js';
import type { BenchOptions } from './options.js';
import { inBalancedOrder } from './order.js';
import { markdownTable } from './report.js';
import type { Sample } from './report.js';

interface Cell {
  readonly workload: Workload;
  readonly callers: number;
  readonly round: number;
}

const WORKLOADS: readonly Workload[] = ['sessions', 'reads'];
const WARM_UP = { callers: 64, seconds: 1 };

async function measure(contender: Contender, cell: Cell, options: BenchOptions): Promise<Sample> {
  const { channels: channelCount, seconds } = options;
  const channels = await openChannels(contender.address, channelCount);
  try {
    const [before, helpersBefore] = [contender.usage(), contender.helperUsage()];
    const { answers, ...rates } = await runLoad(channels, { ...cell, seconds });
    const [after, helpersAfter] = [contender.usage(), contender.helperUsage()];
    const cpuMicroseconds = ((after.cpuMs - before.cpuMs) * 1000) / answers;
    const helperMicroseconds = ((helpersAfter.cpuMs - helpersBefore.cpuMs) * 1000) / answers;
    const { rssBytes } = after;
    return { contender: contender.plan.name, ...cell, ...rates, cpuMicroseconds, helperMicroseconds, rssBytes };
  } finally {
    for (const channel of channels) channel.close();
  }
}

function cellsOf({ rounds, callers }: BenchOptions): Cell[] {
  const everyRound = Array.from({ length: rounds }, (_, round) => round);
  return everyRound.flatMap((round) =>
    callers.flatMap((count) => WORKLOADS.map((workload) => ({ workload, callers: count, round }))),
  );
}

async function measureAll(contenders: readonly Contender[], options: BenchOptions): Promise<Sample[]> {
  for (const contender of contenders) {
    const warmUp = { ...options, seconds: WARM_UP.seconds };
    await measure(contender, { workload: 'sessions', callers: WARM_UP.callers, round: -1 }, warmUp);
  }
  const samples: Sample[] = [];
  for (const cell of cellsOf(options)) {
    for (const contender of inBalancedOrder(contenders, cell.round)) {
      if (cell.workload === 'reads' && !contender.plan.reads) continue;
      const sample = await measure(contender, cell, options);
      samples.push(sample);
      const { workload, callers, round } = cell;
      const rate = sample.perSecond.toFixed(0);
      process.stderr.write(`round ${round + 1}, ${callers} callers, ${workload}: ${sample.contender} ${rate}/s\n`);
    }
  }
  return samples;
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[0]!.toFixed(1);
  const [{ model } = { model: 'unknown' }] = cpus();
  return `${availableParallelism()} cores (${model}), ${memory}, Node ${process.versions.node}; load before: ${load}`;
}

/** The rows of one workload, contenders in the order of their plans. */
function tableOf(workload: Workload, samples: readonly Sample[], names: readonly string[]): string {
  const chosen = samples.filter((sample) => sample.workload === workload);
  const order = (sample: Sample): number => names.indexOf(sample.contender);
  return markdownTable(
    chosen.sort((a, b) => order(a) - order(b)),
    names[0]!,
  );
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const machineBefore = machine();
  const directory = mkdtempSync(join(options.directory, 'macp-bench-'));
  const contenders: Contender[] = [];
  const kafka = await kafkaContenders(options.kafka);
  try {
    for (const plan of [...contenderPlans(directory), ...kafka.plans]) contenders.push(await Contender.start(plan));
    const samples = await measureAll(contenders, options);
    const names = contenders.map(({ plan }) => plan.name);
    const { rounds, seconds, channels } = options;
    console.log(
      `${machineBefore}\n\n${rounds} rounds of ${seconds} s over ${channels} connections: median (least–greatest)`,
    );
    console.log(`\nDecision sessions, acks:\n\n${tableOf('sessions', samples, names)}`);
    console.log(`\nGetSession:\n\n${tableOf('reads', samples, names)}`);
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
    await kafka.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

answerHelp(
  'Usage: npm run bench -- [--rounds 5] [--seconds 3] [--callers 1,8,64,256] [--channels 8] [--kafka 12,...] [--dir PATH]',
);
await main();
