/**
 * What one ingress has not been told yet: outcomes by partition, bounded in bytes, and which partitions' progress it has
 * not heard. An outcome that finds no room is dropped; the progress that passes it makes the ingress ask again.
 */
import type { OutcomeProgress } from '@macp/partition-worker';
import type { internal } from '@macp/proto';

type Outcomes = internal.PushedOutcomeInit[];

/** Bytes of an outcome's ids and numbers, about. */
const OVERHEAD_BYTES = 64;
const NONE: Outcomes = [];

export class OutcomeBacklog {
  /** Partitions with something to tell, in the order in which it came up. Invariant: no outcome without its partition. */
  private partitions = new Map<number, Outcomes>();
  private bytes = 0;
  private outcomes = 0;

  constructor(private readonly bytesMax: number) {}

  get isEmpty(): boolean {
    return this.partitions.size === 0;
  }

  get hasOutcomes(): boolean {
    return this.outcomes > 0;
  }

  /** @returns false when there is no room; whoever waits learns of it by the partition's progress. */
  add(partition: number, outcome: internal.PushedOutcomeInit): boolean {
    const bytes = OVERHEAD_BYTES + (outcome.recorded ?? outcome.read)!.length;
    if (this.bytes + bytes > this.bytesMax) return false;
    const outcomes = this.partitions.get(partition);
    if (outcomes === undefined || outcomes === NONE) this.partitions.set(partition, [outcome]);
    else outcomes.push(outcome);
    this.bytes += bytes;
    this.outcomes += 1;
    return true;
  }

  /** The partition's progress is due. */
  touch(partition: number): void {
    if (!this.partitions.has(partition)) this.partitions.set(partition, NONE);
  }

  /** Takes everything, with the newest progress of each partition. */
  take(progress: ReadonlyMap<number, OutcomeProgress>): internal.PartitionOutcomesInit[] {
    const taken: internal.PartitionOutcomesInit[] = [];
    for (const [partition, outcomes] of this.partitions) {
      // Its owner is another by now, but whoever waits may still have these.
      const { decidedUpTo, parked, recordedAtMs = 0 } = progress.get(partition) ?? { decidedUpTo: -1, parked: [] };
      taken.push({ partition, decidedUpTo, parked, outcomes, recordedAtUnixMs: recordedAtMs });
    }
    this.partitions = new Map();
    this.bytes = 0;
    this.outcomes = 0;
    return taken;
  }

  /** @returns how many outcomes were dropped. */
  clear(): number {
    const dropped = this.outcomes;
    this.take(new Map());
    return dropped;
  }
}
