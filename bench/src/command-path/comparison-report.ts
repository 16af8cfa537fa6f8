/** The comparison as markdown tables: medians of the rounds with the least and the greatest, and ratios within a round. */
import { cell, median, table } from '../report.js';
import type { Measurement } from './pipeline.js';
import type { Variant } from './pipeline-parts.js';

/** In the order of the tables. */
export const VARIANTS: readonly Variant[] = ['topic', 'owner'];

/** Rounds of one row, in order. */
type Rounds = readonly Measurement[];

/** Rows of both variants for each number of partitions and callers, in the order in which they were measured. */
function groups(measurements: readonly Measurement[]): { readonly topic: Rounds; readonly owner: Rounds }[] {
  const byKey = new Map<string, Record<Variant, Measurement[]>>();
  for (const measurement of measurements) {
    const key = `${measurement.partitions}/${measurement.callers}`;
    const group = byKey.get(key) ?? { topic: [], owner: [] };
    byKey.set(key, group);
    group[measurement.variant].push(measurement);
  }
  return [...byKey.values()];
}

/** Requests to the broker of this name for one ack, of all processes. */
export function requestsEach({ ingress, engine }: Measurement, name: string): number {
  return ((ingress.requests[name] ?? 0) + (engine.requests[name] ?? 0)) / ingress.acks;
}

/** Requests to the broker for one ack, of all processes. */
export function allRequestsEach(measurement: Measurement): number {
  const names = new Set([measurement.ingress, measurement.engine].flatMap(({ requests }) => Object.keys(requests)));
  return [...names].reduce((sum, name) => sum + requestsEach(measurement, name), 0);
}

/** µs for one ack, of the product's processes. */
export const ownCpu = ({ cpuUs }: Measurement): number => cpuUs.ingress + cpuUs.engine;
/** µs for one ack, of all processes. */
export const totalCpu = ({ cpuUs }: Measurement): number => cpuUs.ingress + cpuUs.engine + cpuUs.broker;

/** A column of a table: its head, what it shows of one measurement, and with how many digits. */
export type Column = readonly [head: string, value: (of: Measurement) => number, digits: number];

export const commandsABatch = ({ engine }: Measurement): number => engine.commands / engine.batches;

export const RATE_COLUMNS: readonly Column[] = [
  ['acks/s', ({ ingress }) => ingress.perSecond, 0],
  ['p50 ms', ({ ingress }) => ingress.p50Ms, 2],
  ['p99 ms', ({ ingress }) => ingress.p99Ms, 2],
];

export const CPU_COLUMNS: readonly Column[] = [
  ['ingress CPU µs', ({ cpuUs }) => cpuUs.ingress, 0],
  ['engine CPU µs', ({ cpuUs }) => cpuUs.engine, 0],
  ['broker CPU µs', ({ cpuUs }) => cpuUs.broker, 0],
  ['all CPU µs', totalCpu, 0],
];

/** What is compared within a round. */
export const RATIO_COLUMNS: readonly Column[] = [...RATE_COLUMNS, ...CPU_COLUMNS];

const COLUMNS: readonly Column[] = [
  ...RATIO_COLUMNS,
  ['produces each', (of) => requestsEach(of, 'Produce'), 3],
  ['fetches each', (of) => requestsEach(of, 'Fetch'), 3],
  ['commands a batch', commandsABatch, 1],
];

/** Every column for both variants. */
export function comparisonTable(measurements: readonly Measurement[]): string {
  const rows = groups(measurements).flatMap((group) =>
    VARIANTS.map((variant) => {
      const rounds = group[variant];
      const { partitions, callers } = rounds[0]!;
      const cells = COLUMNS.map(([, value, digits]) => cell(rounds.map(value), digits));
      return [String(partitions), String(callers), variant, ...cells];
    }),
  );
  return table(['partitions', 'callers', 'path', ...COLUMNS.map(([head]) => head)], rows);
}

/** The owner's path as a share of the topic's in the same round. */
export function ratioTable(measurements: readonly Measurement[]): string {
  const rows = groups(measurements).map(({ topic, owner }) => {
    const { partitions, callers } = topic[0]!;
    const cells = RATIO_COLUMNS.map(([, value]) =>
      cell(
        owner.map((each, round) => value(each) / value(topic[round]!)),
        2,
      ),
    );
    return [String(partitions), String(callers), ...cells];
  });
  return table(['partitions', 'callers', ...RATIO_COLUMNS.map(([head]) => head)], rows);
}

/** Where the time of one command goes; each stage begins where the one before ends. */
const STAGES = ['to the engine', 'decide and encode', 'append to events', 'outcome to the caller', 'all'] as const;

/** µs of every stage, by command; `produce answered` overlaps with `to the engine`. */
export function stagesOf({ ingress, engine }: Measurement): Record<string, number[]> {
  const stages: Record<string, number[]> = { 'produce answered': [] };
  for (const stage of STAGES) stages[stage] = [];
  for (const [correlationId, { submitted, enqueued, answered }] of Object.entries(ingress.stamps)) {
    const there = engine.stamps[correlationId];
    if (there === undefined || answered === 0 || there.durable <= there.taken) continue;
    const { taken, appending, durable } = there;
    const spans = [taken - submitted, appending - taken, durable - appending, answered - durable, answered - submitted];
    for (const [index, stage] of STAGES.entries()) stages[stage]!.push(spans[index]!);
    if (enqueued > 0 && enqueued < answered) stages['produce answered']!.push(enqueued - submitted);
  }
  return stages;
}

/** Medians of the stages, in ms, over the rounds. */
export function stageTable(traced: readonly Measurement[]): string {
  const heads = ['produce answered', ...STAGES];
  const rows = groups(traced).flatMap((group) =>
    VARIANTS.map((variant) => {
      const rounds = group[variant].map(stagesOf);
      const { partitions, callers } = group[variant][0]!;
      const cells = heads.map((stage) => {
        const medians = rounds.map((round) => round[stage]!).filter((spans) => spans.length > 0);
        return medians.length === 0
          ? '–'
          : cell(
              medians.map((spans) => median(spans) / 1000),
              2,
            );
      });
      return [String(partitions), String(callers), variant, ...cells];
    }),
  );
  return table(['partitions', 'callers', 'path', ...heads], rows);
}
