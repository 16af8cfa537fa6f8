/**
 * How far the projection of each partition that is followed here is behind its log, for operators: one that has stopped for
 * good falls behind for good, and those that wait for it say nothing of why.
 */
import type { EventLog } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';
import type { SessionProjection } from '@macp/replay';
import type { MacpMetrics } from '@macp/telemetry';
import { within } from './partition-gauges.js';

export interface ProjectionGaugesOptions {
  readonly projection: Pick<SessionProjection, 'owns' | 'nextOffset'>;
  readonly log: Pick<EventLog, 'partitions' | 'endOffset'>;
  readonly clock: Pick<Clock, 'after'>;
}

export function observeProjection(metrics: MacpMetrics, { projection, log, clock }: ProjectionGaugesOptions): void {
  metrics.observePartitions(
    'macp_projection_partition_records_behind',
    'Records of the log that the projection of sessions has not taken in',
    async () => {
      const followed = Array.from(Array(log.partitions).keys()).filter((partition) => projection.owns(partition));
      const asked = followed.map(async (partition) => {
        const end = await within(clock, log.endOffset(partition));
        // It may have gone to another process meanwhile.
        if (end === undefined || !projection.owns(partition)) return [];
        return [[partition, Math.max(0, end - projection.nextOffset(partition))] as const];
      });
      return (await Promise.all(asked)).flat();
    },
  );
}
