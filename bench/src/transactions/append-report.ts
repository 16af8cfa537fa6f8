/** Transactions beside plain appends, as markdown: medians of the rounds with their spread, and ratios within a round. */
import { RATIO_COLUMNS, allRequestsEach, commandsABatch } from '../command-path/comparison-report.js';
import type { Column } from '../command-path/comparison-report.js';
import type { Measurement } from '../command-path/pipeline.js';
import type { Append } from '../command-path/pipeline-parts.js';
import { cell, table } from '../report.js';

/** In the order of the tables; the first one is what the others are compared with. */
export const APPENDS: readonly Append[] = ['plain', 'transaction each', 'transaction shared'];

const COLUMNS: readonly Column[] = [
  ...RATIO_COLUMNS,
  ['requests each', allRequestsEach, 3],
  ['commands a batch', commandsABatch, 1],
];

interface Group {
  readonly partitions: number;
  readonly callers: number;
  readonly byAppend: ReadonlyMap<Append, readonly Measurement[]>;
}

function groups(measurements: readonly Measurement[]): Group[] {
  const keys = [...new Set(measurements.map(({ partitions, callers }) => `${partitions}/${callers}`))];
  return keys.map((key) => {
    const [partitions, callers] = key.split('/').map(Number) as [number, number];
    const of = measurements.filter((each) => each.partitions === partitions && each.callers === callers);
    const byAppend = new Map(APPENDS.map((append) => [append, of.filter((each) => each.append === append)]));
    return { partitions, callers, byAppend };
  });
}

export function appendTable(measurements: readonly Measurement[]): string {
  const rows = groups(measurements).flatMap(({ partitions, callers, byAppend }) =>
    [...byAppend].map(([append, rounds]) => {
      const cells = COLUMNS.map(([, value, digits]) => cell(rounds.map(value), digits));
      return [String(partitions), String(callers), append, ...cells];
    }),
  );
  return table(['partitions', 'callers', 'append', ...COLUMNS.map(([head]) => head)], rows);
}

/** Each round of transactions as a share of the plain appends of the same round. */
export function appendRatios(measurements: readonly Measurement[]): string {
  const rows = groups(measurements).flatMap(({ partitions, callers, byAppend }) => {
    const plain = byAppend.get('plain')!;
    return APPENDS.slice(1).map((append) => {
      const rounds = byAppend.get(append)!;
      const cells = RATIO_COLUMNS.map(([, value]) =>
        cell(
          rounds.map((each, round) => value(each) / value(plain[round]!)),
          2,
        ),
      );
      return [String(partitions), String(callers), append, ...cells];
    });
  });
  return table(['partitions', 'callers', 'append', ...RATIO_COLUMNS.map(([head]) => head)], rows);
}
