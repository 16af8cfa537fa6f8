/** Loads on pipelines in interleaved rounds. */
import type { Measurement, Pipeline } from '../command-path/pipeline.js';
import type { WarmUp } from '../command-path/pipelines.js';
import { inBalancedOrder } from '../order.js';
import { tell } from './tables.js';
import type { ScaleOptions } from './scale-options.js';

/** What a pipeline of so many partitions is asked for, but for how long. */
export type LoadOf = (partitions: number) => Omit<WarmUp, 'seconds'>;

/** A pipeline of one engine over the commands topic, as the options want it. */
export function topicPipeline(partitions: number, { semiSpaceMb }: ScaleOptions, label = '') {
  return { variant: 'topic', partitions, semiSpaceMb, label } as const;
}

/** One group for each pipeline, in their order; who comes first changes with every round. */
export async function measureEach(
  pipelines: readonly Pipeline[],
  { rounds, seconds }: ScaleOptions,
  loadOf: LoadOf,
): Promise<Measurement[][]> {
  const groups = new Map<Pipeline, Measurement[]>(pipelines.map((pipeline) => [pipeline, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const pipeline of inBalancedOrder(pipelines, round)) {
      const load = loadOf(pipeline.options.partitions);
      const measured = await pipeline.measure({ ...load, seconds, isTraced: false });
      groups.get(pipeline)!.push(measured);
      tell(measured);
    }
  }
  return [...groups.values()];
}
