/**
 * `npm run bench:scale`: what a command costs on few and on many partitions, how two engines divide it, and what one hot
 * session does to the others; over one local broker, without the public edge, in interleaved rounds.
 */
import { answerHelp } from '@macp/testkit';
import { totalCpu } from '../command-path/comparison-report.js';
import type { HotResult } from '../command-path/hot-session.js';
import type { Measurement, Pipeline } from '../command-path/pipeline.js';
import { Pipelines, load, machine } from '../command-path/pipelines.js';
import { inBalancedOrder } from '../order.js';
import { cell, table } from '../report.js';
import { measureBatches, measurePaced } from './equal-batches.js';
import { measureEach, topicPipeline } from './rounds.js';
import { readScaleOptions } from './scale-options.js';
import type { Part, ScaleOptions } from './scale-options.js';
import { commandRequestsEach, measurementsTable, series } from './tables.js';
import { evenVerdict, flatVerdict, hotVerdict, ratiosWithin } from './verdicts.js';

const ENGINES = { engines: 2, partitions: 12, callersEach: 16 };
const HOT_PARTITIONS = 12;

async function measureRequests(running: Pipelines, options: ScaleOptions): Promise<void> {
  const all = options.partitions.map((partitions) => topicPipeline(partitions, options));
  const pipelines = await running.start(all, { seconds: options.warmUpSeconds });
  for (const callers of options.callers) {
    const groups = await measureEach(pipelines, options, () => ({ callers }));
    console.log(`\n### ${callers} callers, whatever the number of partitions\n\n${measurementsTable(groups)}\n`);
    console.log(flatVerdict('Produces and fetches for one command', series(groups, commandRequestsEach)));
    console.log(flatVerdict('CPU for one command', series(groups, totalCpu)));
  }
}

async function measureEngines(running: Pipelines, options: ScaleOptions): Promise<void> {
  const { engines, partitions, callersEach } = ENGINES;
  const pipelines = await running.start([{ variant: 'topic', partitions, engines }], {
    seconds: options.warmUpSeconds,
  });
  const [rounds] = (await measureEach(pipelines, options, (each) => ({ callers: each * callersEach }))) as [
    Measurement[],
  ];
  console.log(`\n### ${engines} engines\n\n${measurementsTable([rounds])}\n`);
  for (const what of ['partitions', 'commands', 'cpuMs'] as const) {
    const shares = rounds.map((round) => round.shares.map((share) => share[what]));
    console.log(evenVerdict(`Share of ${what === 'cpuMs' ? 'CPU' : what}`, shares));
  }
}

const HOT_COLUMNS: readonly (readonly [head: string, value: (of: HotResult) => number, digits: number])[] = [
  ['their acks/s', ({ hotPerSecond }) => hotPerSecond, 0],
  ['others, acks/s', ({ othersPerSecond }) => othersPerSecond, 0],
  ['others, p50 ms', ({ othersP50Ms }) => othersP50Ms, 2],
  ['others, p99 ms', ({ othersP99Ms }) => othersP99Ms, 2],
];

interface HotGroup {
  readonly hot: number;
  readonly hotPauseMs: number;
  readonly isSpread: boolean;
  readonly results: HotResult[];
}

function callersOf({ hot, hotPauseMs }: HotGroup): string {
  if (hot === 0) return 'none';
  return hotPauseMs === 0 ? `${hot}, no pause` : `${hot}, ${hotPauseMs} ms`;
}

/** No hot session, and for each number of callers a hot session and the same load on sessions of their own. */
async function hotRounds(pipeline: Pipeline, options: ScaleOptions): Promise<HotGroup[]> {
  const { background, pauseMs, seconds, rounds } = options;
  const loads = options.hot.flatMap((hot) => options.hotPauseMs.map((hotPauseMs) => ({ hot, hotPauseMs })));
  const kinds = loads.flatMap((each) => [false, true].map((isSpread) => ({ ...each, isSpread })));
  const none = { hot: 0, hotPauseMs: 0, isSpread: false };
  const groups = [none, ...kinds].map((kind) => ({ ...kind, results: [] as HotResult[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const group of inBalancedOrder(groups, round)) {
      const { hot, hotPauseMs, isSpread, results } = group;
      const result = await pipeline.measureHot({ background, pauseMs, hot, hotPauseMs, isSpread, seconds });
      results.push(result);
      process.stderr.write(`${callersOf(group)}: others wait for ${result.othersP99Ms.toFixed(1)} ms\n`);
    }
  }
  return groups;
}

async function measureHot(running: Pipelines, options: ScaleOptions): Promise<void> {
  const hotPipeline = [{ variant: 'topic', partitions: HOT_PARTITIONS }] as const;
  const [pipeline] = (await running.start(hotPipeline, { seconds: options.warmUpSeconds })) as [Pipeline];
  const groups = await hotRounds(pipeline, options);
  const rows = groups.map((group) => [
    callersOf(group),
    group.hot === 0 ? '–' : group.isSpread ? 'their own' : 'one',
    ...HOT_COLUMNS.map(([, of, digits]) => cell(group.results.map(of), digits)),
  ]);
  const head = ['more callers, pause', 'on sessions', ...HOT_COLUMNS.map(([name]) => name)];
  const what = `${HOT_PARTITIONS} partitions, ${options.background} other callers`;
  console.log(`\n### One hot session, ${what}\n\n${table(head, rows)}\n`);
  const p99s = ({ results }: HotGroup): number[] => results.map(({ othersP99Ms }) => othersP99Ms);
  const [none, ...loaded] = groups as [HotGroup, ...HotGroup[]];
  for (let at = 0; at < loaded.length; at += 2) {
    const [one, spread] = loaded.slice(at, at + 2) as [HotGroup, HotGroup];
    const callers = `${one.hot} callers (${one.hotPauseMs} ms)`;
    console.log(hotVerdict(callers, 'none', ratiosWithin(p99s(one), p99s(none))));
    console.log(hotVerdict(callers, 'the same on sessions of their own', ratiosWithin(p99s(one), p99s(spread))));
  }
}

const MEASURE: Readonly<Record<Part, (running: Pipelines, options: ScaleOptions) => Promise<void>>> = {
  requests: measureRequests,
  batches: measureBatches,
  paced: measurePaced,
  engines: measureEngines,
  hot: measureHot,
};

answerHelp(
  'Usage: npm run bench:scale -- [--parts requests,batches,paced,engines,hot] [--rounds N] [--starts N] [--seconds S]\n' +
    '  [--warm-up-secs S] [--broker-warm-up-secs S] [--partitions N,...] [--callers N,...] [--per-partition N] [--rate N]\n' +
    '  [--semi-space-mb N] [--profiles DIR] [--hot N,...] [--hot-pause-ms MS,...] [--background N] [--pause-ms MS]',
);
const options = readScaleOptions(process.argv.slice(2));
console.log(machine());
await Pipelines.run(async (running) => {
  for (const part of options.parts) {
    await MEASURE[part](running, options);
    await running.stopAll();
    console.log(`\n${load()} after ${options.rounds} rounds of ${options.seconds} s`);
  }
});
