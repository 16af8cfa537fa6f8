/** Measurements as a markdown table: the median of the rounds, with the least and the greatest of them. */
import type { Workload } from './load.js';

/** One measurement of one contender. */
export interface Sample {
  readonly contender: string;
  readonly workload: Workload;
  readonly callers: number;
  readonly round: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for one answer. */
  readonly cpuMicroseconds: number;
  /** Processor time of brokers for one answer; 0 where there are none. */
  readonly helperMicroseconds: number;
  /** Memory of the server right after the measurement. */
  readonly rssBytes: number;
}

/** The middle of `values`, or the mean of both middles. @throws RangeError when there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of the rounds, with the least and the greatest. */
export function cell(values: readonly number[], digits: number): string {
  const [middle, least, greatest] = [median(values), Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${greatest.toFixed(digits)})`;
}

/** Each round's rate as a share of the reference's in the same round, where the machine was in much the same state. */
function ratios(samples: readonly Sample[], reference: readonly Sample[]): number[] {
  return samples.map(({ round, perSecond }) => perSecond / reference.find((other) => other.round === round)!.perSecond);
}

type Measured = 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuMicroseconds' | 'helperMicroseconds';

const HEAD = ['callers', 'server', 'per s', 'of echo', 'p50 ms', 'p99 ms', 'CPU µs each', 'broker µs each', 'RSS MiB'];

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The table of one workload, rows in the order of the samples; every row is compared with the `reference` contender. */
export function markdownTable(samples: readonly Sample[], reference: string): string {
  const groups = new Map<string, Sample[]>();
  const keyOf = (callers: number, contender: string): string => `${callers} ${contender}`;
  for (const sample of [...samples].sort((a, b) => a.callers - b.callers)) {
    const key = keyOf(sample.callers, sample.contender);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sample]);
    else group.push(sample);
  }
  const rows = [...groups.values()].map((group) => {
    const { callers, contender } = group[0]!;
    const of = (field: Measured, digits: number): string =>
      cell(
        group.map((sample) => sample[field]),
        digits,
      );
    const rssMebibytes = Math.max(...group.map(({ rssBytes }) => rssBytes)) / 2 ** 20;
    const share = cell(ratios(group, groups.get(keyOf(callers, reference))!), 2);
    const rates = [of('perSecond', 0), share, of('p50Ms', 2), of('p99Ms', 2), of('cpuMicroseconds', 0)];
    const helpers = group.some(({ helperMicroseconds }) => helperMicroseconds > 0) ? of('helperMicroseconds', 0) : '–';
    return [String(callers), contender, ...rates, helpers, rssMebibytes.toFixed(0)];
  });
  return table(HEAD, rows);
}
