/**
 * What a command costs in batches of one size on one partition and on more of them: at one rate for all, or each with as
 * many callers for a partition, who ask for as much as they can get.
 */
import { commandsABatch, ownCpu, totalCpu } from '../command-path/comparison-report.js';
import type { Measurement } from '../command-path/pipeline.js';
import type { Pipelines } from '../command-path/pipelines.js';
import { printProfiles } from '../command-path/print-profiles.js';
import { inBalancedOrder } from '../order.js';
import { measureEach, topicPipeline } from './rounds.js';
import type { LoadOf } from './rounds.js';
import type { ScaleOptions } from './scale-options.js';
import { THREAD_COLUMNS, commandRequestsEach, measurementsTable, series, spent, steadyCpu } from './tables.js';
import type { Rounds } from './tables.js';
import { batchVerdict, flatTotalVerdict, flatVerdict, paceVerdict } from './verdicts.js';

/** As many callers for each partition, each of whom submits again once it is answered. */
export async function measureBatches(running: Pipelines, options: ScaleOptions): Promise<void> {
  const { perPartition } = options;
  const groups = await measureStarts(running, options, (partitions) => ({ callers: partitions * perPartition }));
  report(groups, options, `${perPartition} callers for each partition`);
}

/** One rate and as many sessions on any number of partitions, in batches that go to one after the other. */
export async function measurePaced(running: Pipelines, options: ScaleOptions): Promise<void> {
  const { perPartition: perTurn, rate: commandsPerSecond } = options;
  const cohorts = Math.max(...options.partitions);
  const load = { callers: perTurn * cohorts, pace: { perTurn, commandsPerSecond, cohorts } };
  const groups = await measureStarts(running, options, () => load);
  report(groups, options, `${commandsPerSecond} commands a second, ${perTurn} at once`);
  const rates = series(groups, ({ ingress }) => ingress.perSecond);
  console.log(paceVerdict(rates, commandsPerSecond));
}

/**
 * One pipeline runs at a time, in processes that are started for it: what another one does once its load has ended, such as
 * its last checkpoints, would fall on who is measured next.
 */
async function measureStarts(running: Pipelines, options: ScaleOptions, loadOf: LoadOf): Promise<Rounds[]> {
  const { starts } = options;
  await warmBroker(running, options);
  const byPartitions = new Map<number, Measurement[]>(options.partitions.map((partitions) => [partitions, []]));
  for (let start = 1; start <= starts; start += 1) {
    for (const partitions of inBalancedOrder(options.partitions, start - 1)) {
      byPartitions.get(partitions)!.push(...(await measureAlone(running, options, { partitions, start, loadOf })));
    }
  }
  return [...byPartitions.values()];
}

/** As fast as it goes, whatever is measured then: until it is translated, what it runs costs it several times as much. */
async function warmBroker(running: Pipelines, options: ScaleOptions): Promise<void> {
  for (const partitions of options.partitions) {
    const load = { callers: partitions * options.perPartition, seconds: options.brokerWarmUpSeconds };
    await running.start([topicPipeline(partitions, options, '-0')], load);
    await running.stopAll();
  }
}

interface Alone {
  readonly partitions: number;
  readonly start: number;
  readonly loadOf: LoadOf;
}

/** Starts the pipeline for the time of the call. */
async function measureAlone(
  running: Pipelines,
  options: ScaleOptions,
  { partitions, start, loadOf }: Alone,
): Promise<Measurement[]> {
  const { warmUpSeconds: seconds, profiles } = options;
  const load = loadOf(partitions);
  const pipelines = await running.start([topicPipeline(partitions, options, `-${start}`)], { ...load, seconds });
  const [rounds] = (await measureEach(pipelines, options, loadOf)) as [Measurement[]];
  if (profiles !== undefined) await printProfiles(pipelines[0]!, load, profiles);
  await running.stopAll();
  return rounds;
}

function report(groups: readonly Rounds[], { starts }: ScaleOptions, title: string): void {
  const times = starts === 1 ? '' : `, ${starts} starts`;
  console.log(`\n### ${title}${times}\n\n${measurementsTable(groups)}\n`);
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
