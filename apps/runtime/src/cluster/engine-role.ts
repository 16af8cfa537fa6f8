/** The session engine over Kafka: decides for the partitions that the group assigns. */
import { StartupFault } from '@macp/config';
import { RemoteOutcomeChannel, RemotePolicyEvaluator } from '@macp/internal-rpc';
import type { Drain } from '@macp/nest';
import { InProcessPolicyEvaluator } from '@macp/policy';
import type { PolicyEvaluator } from '@macp/ports';
import { internal } from '@macp/proto';
import { BarrieredCommandSource, SessionEngineModule } from '@macp/session-engine';
import type { SessionEngine } from '@macp/session-engine';
import { sessionEngine } from '../services/services.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { retryRefused } from './refused-partitions.js';
import type { NearIngresses } from './ingress-role.js';
import { NearOutcomes } from './near-outcomes.js';
import { sessionOutcomes } from './outcome-codecs.js';
import { ownThroughGroup } from './own-through-group.js';

export interface EngineRoleOptions {
  /** The policy service runs in the same process: it is asked without a detour. */
  readonly hasPolicy: boolean;
  /** The ingress of the same process, if there is one. */
  readonly near: () => NearIngresses | undefined;
}

export async function openEngineRole(
  cluster: Cluster,
  { hasPolicy, near }: EngineRoleOptions,
  drain: Drain,
): Promise<ClusterRole> {
  const { context, names, partitions } = cluster;
  const { log, clock } = context;
  const evaluator = hasPolicy ? new InProcessPolicyEvaluator() : remoteEvaluator(cluster);
  const catalog = await cluster.registryView();
  const outcomes = new RemoteOutcomeChannel({
    aggregate: internal.Aggregate.AGGREGATE_SESSION,
    codec: sessionOutcomes,
    clients: cluster.internalClients(),
    clock,
    onBroken: (address, cause) => log.debug({ address, err: cause }, 'the stream of outcomes to an ingress broke'),
  });
  const commands = await cluster.sessionCommands();
  const engine: SessionEngine = sessionEngine(context, {
    log: await cluster.sessionLog(),
    snapshots: await cluster.snapshots(names.sessions, partitions),
    commands: new BarrieredCommandSource({
      source: commands.queue,
      catalogs: [catalog],
      clock,
      onFault: (cause) => log.error({ err: cause }, 'the registries could not be caught up with; starts wait'),
    }),
    outcomes: new NearOutcomes(() => near()?.session, outcomes),
    catalog,
    modes: catalog.modes,
    evaluator,
    recordsBehind: (partition, decidedUpTo) => commands.queue.recordsBehind(partition, decidedUpTo),
    onFailed: retryRefused(clock, (partition) => engine.partitions.restart(partition)),
  });
  return {
    internalServices: [],
    modules: [SessionEngineModule.forRoot(engine)],
    async start(address) {
      ownThroughGroup(
        {
          cluster,
          service: 'session-engine',
          commands,
          commandTopic: names.commands,
          otherTopics: [names.events, names.sessions],
          partitions,
          address,
          owned: engine.partitions,
          outcomes,
        },
        drain,
      );
    },
  };
}

function remoteEvaluator(cluster: Cluster): PolicyEvaluator {
  const { config, clock, log, metrics } = cluster.context;
  const { policyAddress } = config.internal;
  if (policyAddress === undefined) {
    throw new StartupFault('a session engine without the policy service in its process needs MACP_POLICY_ADDR');
  }
  const evaluator = new RemotePolicyEvaluator({
    address: policyAddress,
    clients: cluster.internalClients(),
    clock,
    onFailed: (cause) => log.error({ err: cause }, 'a Commitment got no verdict'),
  });
  metrics.observe('macp_policy_circuit_open', 'The policy service is not asked at the moment (1)', () =>
    evaluator.circuit === 'closed' ? 0 : 1,
  );
  return evaluator;
}
