/** The policy service over Kafka: evaluates for every engine, and owns the registries when the group says so. */
import { RemoteOutcomeChannel, policyEvaluationService } from '@macp/internal-rpc';
import type { InternalService } from '@macp/internal-rpc';
import type { Drain } from '@macp/nest';
import { InProcessPolicyEvaluator, PolicyModule } from '@macp/policy';
import type { RegistryOwner } from '@macp/policy';
import { internal } from '@macp/proto';
import type { DynamicModule } from '@nestjs/common';
import { registryOwner } from '../services/services.js';
import { REGISTRY_PARTITIONS } from './cluster.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { retryRefused } from './refused-partitions.js';
import type { NearIngresses } from './ingress-role.js';
import { NearOutcomes } from './near-outcomes.js';
import { registryOutcomes } from './outcome-codecs.js';
import { ownThroughGroup } from './own-through-group.js';

export interface PolicyRoleOptions {
  /** The ingress of the same process, if there is one. */
  readonly near: () => NearIngresses | undefined;
}

export async function openPolicyRole(
  cluster: Cluster,
  { near }: PolicyRoleOptions,
  drain: Drain,
): Promise<ClusterRole> {
  const { context, names } = cluster;
  const { log } = context;
  const evaluator = new InProcessPolicyEvaluator();
  const catalog = await cluster.registryView();
  const outcomes = new RemoteOutcomeChannel({
    aggregate: internal.Aggregate.AGGREGATE_REGISTRY,
    codec: registryOutcomes,
    clients: cluster.internalClients(),
    clock: context.clock,
    onBroken: (address, cause) => log.debug({ address, err: cause }, 'the stream of outcomes to an ingress broke'),
  });
  const commands = await cluster.registryCommands();
  const owner: RegistryOwner = registryOwner(context, {
    log: await cluster.eventLog(names.registry, REGISTRY_PARTITIONS),
    snapshots: await cluster.snapshots(names.registrySnapshots, REGISTRY_PARTITIONS),
    commands: commands.queue,
    outcomes: new NearOutcomes(() => near()?.registry, outcomes),
    recordsBehind: (partition, decidedUpTo) => commands.queue.recordsBehind(partition, decidedUpTo),
    onFailed: retryRefused(context.clock, (partition) => owner.partitions.restart(partition)),
  });
  const services: readonly InternalService[] = [
    policyEvaluationService({
      evaluator,
      onFault: (cause) => log.error({ err: cause }, 'a Commitment was not evaluated'),
    }),
  ];
  const modules: readonly DynamicModule[] = [PolicyModule.forRoot({ catalog, evaluator })];
  return {
    internalServices: services,
    modules,
    async start(address) {
      ownThroughGroup(
        {
          cluster,
          service: 'policy',
          commands,
          commandTopic: names.registryCommands,
          otherTopics: [names.registry, names.registrySnapshots],
          partitions: REGISTRY_PARTITIONS,
          address,
          owned: owner.partitions,
          outcomes,
        },
        drain,
      );
    },
  };
}
