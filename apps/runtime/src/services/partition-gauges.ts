/**
 * What an owner tells operators of each partition it owns: since when, how far behind, how old its checkpoint is. Which
 * epoch is in the log line of its CLAIM; ids do not belong into labels.
 */
import type { AggregateTypes, Clock, OwnedPartitions, PartitionWorker } from '@macp/partition-worker';
import type { MacpMetrics, PartitionValues } from '@macp/telemetry';
import type { WorkerTelemetry } from './worker-telemetry.js';

/** A broker that does not answer must not keep the other metrics from being told. */
const ASK_WITHIN_MS = 1_000;

export interface PartitionGaugesOptions<T extends AggregateTypes> {
  /** `session` or `registry`: in every name. */
  readonly aggregate: string;
  readonly owned: Pick<OwnedPartitions<T>, 'workers'>;
  readonly telemetry: WorkerTelemetry;
  readonly clock: Clock;
  /** Records in the queue of a partition behind what is decided; absent where commands come at once. */
  readonly recordsBehind?: ((partition: number, decidedUpTo: number) => Promise<number>) | undefined;
}

export function observeOwnedPartitions<T extends AggregateTypes>(
  metrics: MacpMetrics,
  { aggregate, owned, telemetry, clock, recordsBehind }: PartitionGaugesOptions<T>,
): void {
  const gauge = (name: string, help: string, read: Reading<T>): void =>
    metrics.observePartitions(`macp_${aggregate}_partition_${name}`, help, () => values(owned, read));
  gauge('owned', 'Owned here: 1 while it is served, 0 while it is not', ({ phase }) => (phase === 'serving' ? 1 : 0));
  gauge('epoch_start_seconds', 'When its present owner has claimed it, Unix time', (_worker, partition) =>
    seconds(telemetry.claimedAtMs(partition)),
  );
  gauge('commands_waiting', 'Commands that have come to its owner and are not decided', ({ waiting }) => waiting);
  gauge('checkpoint_age_seconds', 'Time since its owner wrote a checkpoint, or claimed it', (_worker, partition) => {
    const sinceMs = telemetry.checkpointedAtMs(partition);
    return sinceMs === undefined ? undefined : Math.max(0, clock.nowMs() - sinceMs) / 1000;
  });
  if (recordsBehind === undefined) return;
  metrics.observePartitions(
    `macp_${aggregate}_partition_queue_records_behind`,
    'Records of its queue behind the last command that is decided',
    async () => {
      const asked = [...owned.workers].map(async ([partition, { decidedUpTo }]) => {
        const records = await within(clock, recordsBehind(partition, decidedUpTo));
        return records === undefined ? [] : [[partition, records] as const];
      });
      return (await Promise.all(asked)).flat();
    },
  );
}

type Reading<T extends AggregateTypes> = (worker: PartitionWorker<T>, partition: number) => number | undefined;

/** What is not known of a partition is left out. */
function* values<T extends AggregateTypes>(
  { workers }: Pick<OwnedPartitions<T>, 'workers'>,
  read: Reading<T>,
): Generator<PartitionValues extends Iterable<infer Value> ? Value : never> {
  for (const [partition, worker] of workers) {
    const value = read(worker, partition);
    if (value !== undefined) yield [partition, value];
  }
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

/** `undefined` when there is no answer in time, or a bad one. */
export async function within(clock: Pick<Clock, 'after'>, asked: Promise<number>): Promise<number | undefined> {
  let cancel = (): void => undefined;
  const late = new Promise<undefined>((resolve) => (cancel = clock.after(ASK_WITHIN_MS, () => resolve(undefined))));
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    cancel();
  }
}
