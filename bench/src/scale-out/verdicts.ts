/** What figures of interleaved rounds say about a claim, in one line each: ratios within a round, medians of those. */
import { cell, median } from '../report.js';

/** Of what is called flat or even. */
const TOLERANCE = 0.1;
/** Below, batches are too small for a claim about batches of the same size. */
const BATCH_COMMANDS_MIN = 16;
/** Of a rate that is asked for. */
const PACE_TOLERANCE = 0.02;
const HOT_RATIO_MAX = 1.2;

/** Figures of one number of partitions, in the order of the rounds. */
export interface Series {
  readonly partitions: number;
  readonly values: readonly number[];
}

/** What rounds of one number of partitions took in all: `amounts` for so many `acks`, in the order of the rounds. */
export interface Spent {
  readonly partitions: number;
  readonly amounts: readonly number[];
  readonly acks: readonly number[];
}

/** `reference` and `values` have the same rounds. */
export function ratiosWithin(values: readonly number[], reference: readonly number[]): number[] {
  return values.map((value, round) => value / reference[round]!);
}

/** The first series is what the others are compared with. */
export function flatVerdict(what: string, [reference, ...others]: readonly Series[]): string {
  const compared = others.map(({ partitions, values }) => ({
    partitions,
    ratios: ratiosWithin(values, reference!.values),
  }));
  const figures = compared.map(({ partitions, ratios }) => `${partitions}: ${cell(ratios, 2)}`).join(', ');
  const medians = compared.map(({ ratios }) => median(ratios));
  return `${what}, against ${reference!.partitions}: ${figures}. ${flatness(medians)}`;
}

/**
 * As `flatVerdict`, of all rounds together, each with what it is without one of its rounds at worst: what comes by time, such
 * as checkpoints, falls on few rounds and is a part of the cost all the same.
 */
export function flatTotalVerdict(what: string, [reference, ...others]: readonly Spent[]): string {
  const compared = others.map((spent) => ({ partitions: spent.partitions, ratios: totalRatios(spent, reference!) }));
  const figures = compared.map(({ partitions, ratios: [all, ...without] }) => {
    const range = ` (${Math.min(...without).toFixed(2)}–${Math.max(...without).toFixed(2)})`;
    return `${partitions}: ${all!.toFixed(2)}${without.length > 1 ? range : ''}`;
  });
  const all = compared.map(({ ratios }) => ratios[0]!);
  return `${what}, all rounds, against ${reference!.partitions}: ${figures.join(', ')}. ${flatness(all)}`;
}

/** Of all rounds, then of all but one for each of them. */
function totalRatios(spent: Spent, reference: Spent): number[] {
  const left = [-1, ...spent.amounts.keys()];
  return left.map((round) => costWithout(spent, round) / costWithout(reference, round));
}

function costWithout({ amounts, acks }: Spent, round: number): number {
  const sum = (values: readonly number[]): number =>
    values.reduce((total, value, at) => (at === round ? total : total + value), 0);
  return sum(amounts) / sum(acks);
}

/** `ratios` to the first level. Flat is what lies within a tenth of the mean of all, since the first may be the odd one. */
function flatness(ratios: readonly number[]): string {
  const off = furthestFromMean([1, ...ratios]);
  const spread = `±${(100 * off).toFixed(0)} % around their mean`;
  if (off <= TOLERANCE) return `Flat: ${spread}.`;
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)];
  if (greatest - 1 > 1 - least) return `Not flat: grows to ${greatest.toFixed(2)}, ${spread}.`;
  return `Not flat: falls to ${least.toFixed(2)}, ${spread}.`;
}

function furthestFromMean(levels: readonly number[]): number {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return Math.max(...levels.map((level) => Math.abs(level / mean - 1)));
}

/** Says when a claim about equal batches cannot be judged by these. */
export function batchVerdict(series: readonly Series[]): string {
  const figures = series.map(({ partitions, values }) => `${partitions}: ${cell(values, 1)}`).join(', ');
  const isEnough = series.every(({ values }) => median(values) >= BATCH_COMMANDS_MIN);
  const said = isEnough ? `at least ${BATCH_COMMANDS_MIN} everywhere` : `below ${BATCH_COMMANDS_MIN}: says nothing`;
  return `Commands a batch: ${figures}; ${said}.`;
}

/** Says when a claim about one rate cannot be judged by these. */
export function paceVerdict(series: readonly Series[], perSecond: number): string {
  const figures = series.map(({ partitions, values }) => `${partitions}: ${cell(values, 0)}`).join(', ');
  const isKept = series.every(({ values }) => median(values) >= perSecond * (1 - PACE_TOLERANCE));
  return `Acks a second: ${figures}; ${isKept ? `the rate was kept` : `below ${perSecond}: says nothing`}.`;
}

/** `shares`: of each round, what each of the engines had. */
export function evenVerdict(what: string, shares: readonly (readonly number[])[]): string {
  const engines = shares[0]!.length;
  const each = Array.from({ length: engines }, (_, engine) =>
    shares.map((round) => round[engine]! / round.reduce((sum, value) => sum + value, 0)),
  );
  const furthest = Math.max(...each.map((values) => Math.abs(median(values) * engines - 1)));
  const figures = each.map((values) => cell(values, 3)).join(' and ');
  return `${what}: ${figures}. ${furthest <= TOLERANCE ? 'Even within 10 %.' : `Not even: ${(furthest * 100).toFixed(0)} % off.`}`;
}

/** `ratios`: p99 of the others, by round, with `callers` on one session against what it is compared with. */
export function hotVerdict(callers: string, against: string, ratios: readonly number[]): string {
  const said = median(ratios) <= HOT_RATIO_MAX ? `Not above ${HOT_RATIO_MAX}.` : `Above ${HOT_RATIO_MAX}.`;
  return `p99 of others with ${callers} on one session, against ${against}: ${cell(ratios, 2)}. ${said}`;
}
