/** The gauge of projections, as it is scraped. */
import { expect, it } from '@jest/globals';
import { MacpMetrics } from '@macp/telemetry';
import { observeProjection } from './projection-gauges.js';

const ENDS = [10, 20, 30];

function world() {
  const followed = new Map([
    [0, 10],
    [2, 4],
  ]);
  const late: (() => void)[] = [];
  const log = { partitions: ENDS.length, endOffset: (partition: number) => Promise.resolve(ENDS[partition]!) };
  const projection = {
    owns: (partition: number) => followed.has(partition),
    nextOffset: (partition: number) => {
      const offset = followed.get(partition);
      if (offset === undefined) throw new Error(`partition ${partition} is not followed here`);
      return offset;
    },
  };
  const clock = {
    after: (_ms: number, task: () => void) => {
      late.push(task);
      return () => undefined;
    },
  };
  const metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
  observeProjection(metrics, { projection, log, clock });
  const told = async (): Promise<string[]> =>
    (await metrics.exposition()).split('\n').filter((line) => line.startsWith('macp_projection_'));
  return { followed, late, log, told };
}

const line = (partition: number, behind: number) =>
  `macp_projection_partition_records_behind{partition="${partition}"} ${behind}`;

it('tells of each partition that is followed how far behind its log it is, and of no other', async () => {
  const { followed, told } = world();
  expect(await told()).toEqual([line(0, 0), line(2, 26)]);
  followed.delete(2);
  expect(await told()).toEqual([line(0, 0)]);
});

it('leaves out a partition that goes to another process while its log is asked', async () => {
  const { followed, log, told } = world();
  log.endOffset = async (partition) => {
    followed.delete(2);
    return ENDS[partition]!;
  };
  expect(await told()).toEqual([line(0, 0)]);
});

it('leaves out what the log does not answer in time, or at all', async () => {
  const { late, log, told } = world();
  log.endOffset = (partition) =>
    partition === 0 ? Promise.reject(new Error('no broker')) : new Promise(() => undefined);
  const scraped = told();
  while (late.length < 2) await new Promise((resolve) => setImmediate(resolve));
  for (const task of late) task();
  expect(await scraped).toEqual([]);
});
