/**
 * Membership of this process in the group that shares the partitions of a service: what is assigned is owned, what is
 * taken away is given up, and nobody waits for it. A partition whose owning failed is tried again while it is assigned.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { PartitionOwnership } from '@macp/event-log-kafka';
import type { Logger, MacpMetrics } from '@macp/telemetry';
import type { Cluster } from './cluster.js';

const ASK_AGAIN_MS = 100;

/** Owns and disowns partitions of one service. */
export interface PartitionKeeper {
  /** New ones and ones that stay. Rejects when one of them cannot be served. */
  own(partitions: readonly number[], generation: number): Promise<void>;
  /** Others may have them by now. */
  disown(partitions: readonly number[]): void | Promise<void>;
  /** Others get them in order; when there is no such way they are disowned. */
  handOver?(partitions: readonly number[]): Promise<void>;
}

export interface GroupMembershipOptions {
  readonly cluster: Cluster;
  readonly service: 'session-engine' | 'policy' | 'replay';
  readonly topics: readonly string[];
  readonly partitions: number;
  /** How others reach this process. */
  readonly address: string;
  readonly keeper: PartitionKeeper;
}

export class GroupMembership {
  private readonly ownership: PartitionOwnership;
  private readonly log: Logger;
  private rebalances = 0;

  constructor(private readonly options: GroupMembershipOptions) {
    const { cluster, service, topics, partitions, address } = options;
    const { log, metrics, config } = cluster.context;
    this.log = log.child({ service });
    this.ownership = new PartitionOwnership({
      client: cluster.client,
      groupId: cluster.groupId(service),
      topics,
      partitions,
      address,
      sessionTimeoutMs: config.kafka.sessionTimeoutMs,
      heartbeatMs: Math.min(500, Math.floor(config.kafka.sessionTimeoutMs / 4)),
      events: {
        assigned: (assigned, generation) => this.own('partitions are assigned', assigned, generation),
        retained: (retained, generation) => this.own('partitions stay', retained, generation),
        revoked: (revoked) => this.revoked(revoked),
        lost: (lost) => this.lost(lost),
      },
    });
    this.observe(metrics);
  }

  start(): void {
    this.ownership.start();
  }

  /** Leaves the group: others take over at once. */
  leave(): Promise<void> {
    return this.ownership.leave();
  }

  /** After `leave`: resolves when the group has nobody who could take over, or cannot be asked, or on `signal`. */
  async abandoned(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { isEmpty } = await this.ownership.members().catch(() => ({ isEmpty: true }));
      if (isEmpty) return;
      await pause(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** For those who measure lag; nothing here ever reads it. */
  commitLater(topic: string, partition: number, recordOffset: number): void {
    this.ownership.commitLater(topic, partition, recordOffset);
  }

  private own(what: string, partitions: readonly number[], generation: number): void {
    this.rebalances += 1;
    this.log.info({ partitions, generation }, what);
    this.options.keeper.own(partitions, generation).catch((cause: unknown) => {
      this.log.fatal({ partitions, generation, err: cause }, 'assigned partitions cannot be served');
    });
  }

  private revoked(partitions: readonly number[]): void {
    const { keeper } = this.options;
    this.log.info({ partitions }, 'partitions go to others');
    this.givenUp(partitions, () => keeper.handOver?.(partitions) ?? keeper.disown(partitions));
  }

  private lost(partitions: readonly number[]): void {
    this.log.warn({ partitions }, 'partitions may be with others by now');
    this.givenUp(partitions, () => this.options.keeper.disown(partitions));
  }

  private givenUp(partitions: readonly number[], give: () => void | Promise<void>): void {
    Promise.resolve(give()).catch((cause: unknown) => {
      this.log.error({ partitions, err: cause }, 'partitions could not be given up in order');
    });
  }

  private observe(metrics: MacpMetrics): void {
    const name = this.options.service.replace('-', '_');
    metrics.observe(
      `macp_${name}_assigned_partitions`,
      'Partitions that the group assigned',
      () => this.ownership.owned.length,
    );
    metrics.observe(`macp_${name}_group_generation`, 'Generation of the group', () => this.ownership.generation);
    metrics.observeTotal(`macp_${name}_assignments_total`, 'Assignments by the group', () => this.rebalances);
  }
}
