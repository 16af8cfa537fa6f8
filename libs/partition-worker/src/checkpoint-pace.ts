/**
 * When checkpoints of a partition are due. Partitions that were taken up together, and are asked for alike, would write
 * their checkpoints together for ever, and everybody's appends would wait for all of them at once; so each partition has
 * bounds of its own, up to a quarter below those that are set.
 */
import type { WorkerLimits } from './limits.js';

const EARLIER_MAX = 0.25;
/** Its multiples, modulo 1, lie as far apart as points can, however many there are: the golden ratio's fraction. */
const GOLDEN_FRACTION = 0.618_033_988_749_895;

/** The bounds of one partition: those of `limits`, or less. Whole numbers: time is told in whole milliseconds everywhere. */
export interface CheckpointPace {
  /** Confirmed batches. */
  readonly records: number;
  readonly intervalMs: number;
}

/** Always the same for a partition; of partition 0 the limits themselves. */
export function checkpointPace(partition: number, limits: WorkerLimits): CheckpointPace {
  const part = 1 - EARLIER_MAX * ((partition * GOLDEN_FRACTION) % 1);
  const of = (limit: number): number => Math.ceil(limit * part);
  return { records: of(limits.checkpointRecords), intervalMs: of(limits.checkpointIntervalMs) };
}
