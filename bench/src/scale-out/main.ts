/**
 * `npm run bench:scale`: what a command costs on few and on many partitions, how two engines divide it, and what one hot
 * session does to the others; over one local broker, without the public edge, in interleaved rounds.
 */
import { answerHelp } from '@macp/testkit';
import {
  CPU_COLUMNS,
  RATE_COLUMNS,
  allRequestsEach,
  commandsABatch,
  ownCpu,
  requestsEach,
  totalCpu,
} from '../command-path/comparison-report.js';
import type { Column } from '../command-path/comparison-report.js';
import type { HotResult } from '../command-path/hot-session.js';
import type { Measurement, Pipeline, Threads } from '../command-path/pipeline.js';
import { Pipelines, load, machine } from '../command-path/pipelines.js';
import { printProfiles } from '../command-path/print-profiles.js';
import { inBalancedOrder } from '../order.js';
import { cell, table } from '../report.js';
import { readScaleOptions } from './scale-options.js';
import type { Part, ScaleOptions } from './scale-options.js';
import { batchVerdict, evenVerdict, flatTotalVerdict, flatVerdict, hotVerdict, ratiosWithin } from './verdicts.js';
import type { Series, Spent } from './verdicts.js';

const ENGINES = { engines: 2, partitions: 12, callersEach: 16 };
const HOT_PARTITIONS = 12;

type Rounds = readonly Measurement[];

/** Beside these there are those of checkpoints, which come by time and not by command. */
const commandRequestsEach = (of: Measurement): number => requestsEach(of, 'Produce') + requestsEach(of, 'Fetch');

const COLUMNS: readonly Column[] = [
  ...RATE_COLUMNS,
  ['commands a batch', commandsABatch, 1],
  ['produces each', (of) => requestsEach(of, 'Produce'), 4],
  ['fetches each', (of) => requestsEach(of, 'Fetch'), 4],
  ['other requests each', (of) => allRequestsEach(of) - commandRequestsEach(of), 4],
  ...CPU_COLUMNS,
];

const threadUs =
  (of: (threads: Threads) => number) =>
  ({ threads, ingress }: Measurement): number =>
    (of(threads) * 1000) / ingress.acks;

const brokerCompilers = threadUs(({ broker }) => broker.compilers);

/** Without what the broker compiles, which it does no more once it has run for some time. */
const steadyCpu = (measured: Measurement): number => totalCpu(measured) - brokerCompilers(measured);

/** µs for one ack, by kinds of threads. */
const THREAD_COLUMNS: readonly Column[] = [
  ['ingress, main', threadUs(({ ingress }) => ingress.main), 1],
  ['ingress, helpers', threadUs(({ ingress }) => ingress.helpers), 1],
  ['engine, main', threadUs(({ engine }) => engine.main), 1],
  ['engine, helpers', threadUs(({ engine }) => engine.helpers), 1],
  ['broker, requests', threadUs(({ broker }) => broker.requests), 1],
  ['broker, collector', threadUs(({ broker }) => broker.collector), 1],
  ['broker, rest', threadUs(({ broker }) => broker.rest), 1],
  ['broker, compilers', brokerCompilers, 1],
  ['all but compilers', steadyCpu, 1],
];

function measurementsTable(groups: readonly Rounds[], columns = COLUMNS): string {
  const rows = groups.map((rounds) => {
    const { partitions, callers } = rounds[0]!;
    return [String(partitions), String(callers), ...columns.map(([, of, digits]) => cell(rounds.map(of), digits))];
  });
  return table(['partitions', 'callers', ...columns.map(([head]) => head)], rows);
}

/** One group for each pipeline, in their order; who comes first changes with every round. */
async function measureEach(
  pipelines: readonly Pipeline[],
  { rounds, seconds }: ScaleOptions,
  callersOf: (partitions: number) => number,
): Promise<Measurement[][]> {
  const groups = new Map<Pipeline, Measurement[]>(pipelines.map((pipeline) => [pipeline, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const pipeline of inBalancedOrder(pipelines, round)) {
      const callers = callersOf(pipeline.options.partitions);
      const measured = await pipeline.measure({ callers, seconds, isTraced: false });
      groups.get(pipeline)!.push(measured);
      tell(measured);
    }
  }
  return [...groups.values()];
}

function series(groups: readonly Rounds[], of: (measurement: Measurement) => number): Series[] {
  return groups.map((rounds) => ({ partitions: rounds[0]!.partitions, values: rounds.map(of) }));
}

function spent(groups: readonly Rounds[], each: (measurement: Measurement) => number): Spent[] {
  return groups.map((rounds) => ({
    partitions: rounds[0]!.partitions,
    amounts: rounds.map((round) => each(round) * round.ingress.acks),
    acks: rounds.map(({ ingress }) => ingress.acks),
  }));
}

function topicPipeline(partitions: number, { semiSpaceMb }: ScaleOptions, label = '') {
  return { variant: 'topic', partitions, semiSpaceMb, label } as const;
}

function tell(measured: Measurement): void {
  const { partitions, callers, ingress } = measured;
  const figures = `${ingress.perSecond.toFixed(0)}/s, ${totalCpu(measured).toFixed(0)} µs each`;
  process.stderr.write(`${partitions} partitions, ${callers} callers: ${figures}\n`);
}

async function measureRequests(running: Pipelines, options: ScaleOptions): Promise<void> {
  const all = options.partitions.map((partitions) => topicPipeline(partitions, options));
  const pipelines = await running.start(all, { seconds: options.warmUpSeconds });
  for (const callers of options.callers) {
    const groups = await measureEach(pipelines, options, () => callers);
    console.log(`\n### ${callers} callers, whatever the number of partitions\n\n${measurementsTable(groups)}\n`);
    console.log(flatVerdict('Produces and fetches for one command', series(groups, commandRequestsEach)));
    console.log(flatVerdict('CPU for one command', series(groups, totalCpu)));
  }
}

/**
 * One pipeline runs at a time, in processes that are started for it: what another one does once its load has ended, such as
 * its last checkpoints, would fall on who is measured next. The broker is loaded by each of them before any is measured.
 */
async function measureBatches(running: Pipelines, options: ScaleOptions): Promise<void> {
  const { perPartition, starts } = options;
  for (const partitions of options.partitions) await measureAlone(running, { ...options, rounds: 0 }, partitions, 0);
  const byPartitions = new Map<number, Measurement[]>(options.partitions.map((partitions) => [partitions, []]));
  for (let start = 0; start < starts; start += 1) {
    for (const partitions of inBalancedOrder(options.partitions, start)) {
      byPartitions.get(partitions)!.push(...(await measureAlone(running, options, partitions, start + 1)));
    }
  }
  const groups = [...byPartitions.values()];
  const times = starts === 1 ? '' : `, ${starts} starts`;
  console.log(`\n### ${perPartition} callers for each partition${times}\n\n${measurementsTable(groups)}\n`);
  console.log(`${measurementsTable(groups, THREAD_COLUMNS)}\n`);
  console.log(batchVerdict(series(groups, commandsABatch)));
  console.log(flatVerdict('Produces and fetches for one command', series(groups, commandRequestsEach)));
  for (const [what, of] of [
    ['CPU of ingress and engine for one command', ownCpu],
    ['CPU for one command', totalCpu],
    ["CPU for one command without the broker's compilers", steadyCpu],
  ] as const) {
    console.log(flatVerdict(what, series(groups, of)));
    console.log(flatTotalVerdict(what, spent(groups, of)));
  }
}

/** Starts the pipeline for the time of the call. */
async function measureAlone(
  running: Pipelines,
  options: ScaleOptions,
  partitions: number,
  start: number,
): Promise<Measurement[]> {
  const { perPartition, warmUpSeconds: seconds } = options;
  const callers = partitions * perPartition;
  const pipelines = await running.start([topicPipeline(partitions, options, `-${start}`)], { callers, seconds });
  const [rounds] = (await measureEach(pipelines, options, () => callers)) as [Measurement[]];
  const { profiles } = options;
  if (profiles !== undefined && start > 0) await printProfiles(pipelines[0]!, callers, profiles);
  await running.stopAll();
  return rounds;
}

async function measureEngines(running: Pipelines, options: ScaleOptions): Promise<void> {
  const { engines, partitions, callersEach } = ENGINES;
  const pipelines = await running.start([{ variant: 'topic', partitions, engines }], {
    seconds: options.warmUpSeconds,
  });
  const [rounds] = (await measureEach(pipelines, options, (each) => each * callersEach)) as [Measurement[]];
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
  engines: measureEngines,
  hot: measureHot,
};

answerHelp(
  'Usage: npm run bench:scale -- [--parts requests,batches,engines,hot] [--rounds N] [--starts N] [--seconds S] [--warm-up-secs S] [--partitions N,...]\n' +
    '  [--callers N,...] [--per-partition N] [--semi-space-mb N] [--profiles DIR] [--hot N,...] [--hot-pause-ms MS,...] [--background N] [--pause-ms MS]',
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
