/** What was measured on several numbers of partitions, as tables and as figures for verdicts. */
import {
  CPU_COLUMNS,
  RATE_COLUMNS,
  allRequestsEach,
  commandsABatch,
  requestsEach,
  totalCpu,
} from '../command-path/comparison-report.js';
import type { Column } from '../command-path/comparison-report.js';
import type { Measurement, Threads } from '../command-path/pipeline.js';
import { cell, table } from '../report.js';
import type { Series, Spent } from './verdicts.js';

/** Those of one number of partitions and callers, in order. */
export type Rounds = readonly Measurement[];

/** Beside these there are those of checkpoints, which come by time and not by command. */
export const commandRequestsEach = (of: Measurement): number => requestsEach(of, 'Produce') + requestsEach(of, 'Fetch');

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
export const steadyCpu = (measured: Measurement): number => totalCpu(measured) - brokerCompilers(measured);

/** µs for one ack, by kinds of threads. */
export const THREAD_COLUMNS: readonly Column[] = [
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

/** A row for each group: medians of its rounds, with the least and the greatest. */
export function measurementsTable(groups: readonly Rounds[], columns = COLUMNS): string {
  const rows = groups.map((rounds) => {
    const { partitions, callers } = rounds[0]!;
    return [String(partitions), String(callers), ...columns.map(([, of, digits]) => cell(rounds.map(of), digits))];
  });
  return table(['partitions', 'callers', ...columns.map(([head]) => head)], rows);
}

/** By round. */
export function series(groups: readonly Rounds[], of: (measurement: Measurement) => number): Series[] {
  return groups.map((rounds) => ({ partitions: rounds[0]!.partitions, values: rounds.map(of) }));
}

/** `each`: for one ack. */
export function spent(groups: readonly Rounds[], each: (measurement: Measurement) => number): Spent[] {
  return groups.map((rounds) => ({
    partitions: rounds[0]!.partitions,
    amounts: rounds.map((round) => each(round) * round.ingress.acks),
    acks: rounds.map(({ ingress }) => ingress.acks),
  }));
}

/** For whoever waits for the end. */
export function tell(measured: Measurement): void {
  const { partitions, callers, ingress } = measured;
  const figures = `${ingress.perSecond.toFixed(0)}/s, ${totalCpu(measured).toFixed(0)} µs each`;
  process.stderr.write(`${partitions} partitions, ${callers} callers: ${figures}\n`);
}
