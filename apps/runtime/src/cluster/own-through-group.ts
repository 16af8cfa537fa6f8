/**
 * Owning partitions as a group says, for every service that decides (ADR 0002): what is assigned is claimed, what goes to
 * others is served until they have claimed it, also when this process leaves, and what may be with others already is given
 * up at once.
 */
import type { RemoteOutcomeChannel } from '@macp/internal-rpc';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import type { AggregateTypes, OwnedPartitions } from '@macp/partition-worker';
import type { Cluster, SharedQueue } from './cluster.js';
import { GroupMembership } from './group-membership.js';
import type { GroupMembershipOptions, PartitionKeeper } from './group-membership.js';
import { restartLater } from './refused-partitions.js';

export interface GroupOwnerOptions<T extends AggregateTypes> extends Omit<GroupMembershipOptions, 'keeper' | 'topics'> {
  readonly cluster: Cluster;
  /** Where commands of the partitions come from; first of `topics`. */
  readonly commands: SharedQueue<T['command']>;
  readonly commandTopic: string;
  /** Whoever owns a partition owns it in these, too. */
  readonly otherTopics: readonly string[];
  readonly owned: OwnedPartitions<T>;
  readonly outcomes: Pick<RemoteOutcomeChannel<T['outcome']>, 'forget' | 'close'>;
}

/** Joins the group, and leaves it when the process drains. */
export function ownThroughGroup<T extends AggregateTypes>(options: GroupOwnerOptions<T>, drain: Drain): void {
  const { cluster, commands, commandTopic, otherTopics, owned, outcomes, service } = options;
  const membership = new GroupMembership({
    ...options,
    topics: [commandTopic, ...otherTopics],
    keeper: partitionKeeper(owned, outcomes),
  });
  commands.owner = {
    released: (partition, offset) => membership.commitLater(commandTopic, partition, offset),
    failed: restartLater(cluster.context.clock, (partition) => owned.restart(partition)),
  };
  drain.register(DRAIN_PHASE.engines, service, async () => {
    await leave(owned, membership);
    await outcomes.close();
  });
  membership.start();
}

/** Progress of a partition that is not owned any more is not told any more. */
export function partitionKeeper<T extends AggregateTypes>(
  owned: Pick<OwnedPartitions<T>, 'own' | 'disown' | 'handOver' | 'workers'>,
  outcomes: Pick<RemoteOutcomeChannel<T['outcome']>, 'forget'>,
): PartitionKeeper {
  const forget = (partitions: readonly number[]): void => {
    // One that came back meanwhile has told of itself again.
    for (const partition of partitions) if (!owned.workers.has(partition)) outcomes.forget(partition);
  };
  return {
    own: (assigned, generation) => owned.own(assigned, generation),
    async disown(gone) {
      await owned.disown(gone);
      forget(gone);
    },
    async handOver(gone) {
      await owned.handOver(gone);
      forget(gone);
    },
  };
}

/**
 * What others have to read is made short while everything is served; then they are told, and everything is served until
 * they have claimed it, or there is nobody to claim it.
 */
export async function leave<T extends AggregateTypes>(
  owned: Pick<OwnedPartitions<T>, 'checkpoint' | 'handOver' | 'stop' | 'workers'>,
  membership: Pick<GroupMembership, 'leave' | 'abandoned'>,
): Promise<void> {
  await owned.checkpoint();
  await membership.leave();
  const taken = new AbortController();
  const handedOver = owned.handOver([...owned.workers.keys()]).finally(() => taken.abort());
  await Promise.race([handedOver, membership.abandoned(taken.signal)]);
  taken.abort();
  await owned.stop();
  await handedOver;
}
