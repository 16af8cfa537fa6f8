/** Where a log can be read: in the partitions it has, and there from its first offset to its end. */
import { invariant } from '@macp/kernel';
import { OffsetOutOfRange } from './event-log.js';

/** The partition called `index`; there must be one. */
export function partitionAt<Partition>(partitions: readonly Partition[], index: number): Partition {
  const found = partitions[index];
  invariant(found !== undefined, `partition ${index} does not exist: there are ${partitions.length}`);
  return found;
}

/** Refuses to read where the partition has nothing; its end, where nothing is yet, will do. @throws OffsetOutOfRange */
export function requireOffset(partition: number, offset: number, bounds: { start: number; end: number }): void {
  const { start, end } = bounds;
  if (offset >= start && offset <= end) return;
  throw new OffsetOutOfRange(`partition ${partition}: offset ${offset} is outside of ${start}..${end}`);
}
