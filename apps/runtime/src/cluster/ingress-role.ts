/** The edge over Kafka: commands go to their topics, outcomes are pushed here, history is read from replay. */
import { RemoteHistoryReader, RemoteLifecycleFeed, outcomePushService, outcomeReceiver } from '@macp/internal-rpc';
import type { OutcomeReceiver } from '@macp/internal-rpc';
import { LogSignalBus } from '@macp/ingress';
import type { SessionOutcome } from '@macp/kernel';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import type { RegistryOutcome } from '@macp/policy-rules';
import type { EdgeServing } from '../services/edge-server.js';
import { registrySubmissions, sessionSubmissions } from '../services/services.js';
import type { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { KafkaPartitionMembers } from './group-members.js';
import type { NearIngress } from './near-outcomes.js';
import { registryOutcomes, sessionOutcomes } from './outcome-codecs.js';

/** A new owner does not know whom the one before it left without an outcome: it is asked after this much silence. */
const SILENCE_MS = 1500;

export interface IngressRole extends ClusterRole {
  /** What the edge talks to; there once the role was started. */
  readonly ports: () => EdgeServing['ports'];
  /** Who waits for outcomes in this process; there once the role was started. */
  readonly near: () => NearIngresses | undefined;
}

export interface NearIngresses {
  readonly session: NearIngress<SessionOutcome>;
  readonly registry: NearIngress<RegistryOutcome>;
}

export async function openIngressRole(cluster: Cluster, drain: Drain): Promise<IngressRole> {
  const { context, names, partitions } = cluster;
  const { log } = context;
  const catalog = await cluster.registryView();
  const { queue: sessionQueue } = await cluster.sessionCommands();
  const { queue: registryQueue } = await cluster.registryCommands();
  const openSignals = () => cluster.eventLog(names.signals, partitions);
  const signals = new LogSignalBus({
    log: await openSignals(),
    reopen: openSignals,
    clock: context.clock,
    onFault: (cause) => log.warn({ err: cause }, 'signals are not followed at the moment, or one cannot be read'),
  });
  drain.register(DRAIN_PHASE.readers, 'signals', () => signals.stop());
  await signals.start();
  let receivers: { readonly session: OutcomeReceiver; readonly registry: OutcomeReceiver } | undefined;
  let ports: EdgeServing['ports'] | undefined;
  let near: NearIngresses | undefined;
  const outcomes = outcomePushService({
    session: (pushed, onFault) => receivers?.session(pushed, onFault),
    registry: (pushed, onFault) => receivers?.registry(pushed, onFault),
    onFault: (cause) => log.error({ err: cause }, 'an outcome cannot be read'),
  });
  return {
    internalServices: [outcomes],
    modules: [],
    ports: () => ports!,
    near: () => near,
    async start(address) {
      const sessions = sessionSubmissions(context, { sink: sessionQueue, replyTo: address, silenceMs: SILENCE_MS });
      const registry = registrySubmissions(context, { sink: registryQueue, replyTo: address, silenceMs: SILENCE_MS });
      receivers = {
        session: outcomeReceiver(sessions, sessionOutcomes, address),
        registry: outcomeReceiver(registry, registryOutcomes, address),
      };
      near = {
        session: { replyTo: address, waiting: sessions },
        registry: { replyTo: address, waiting: registry },
      };
      drain.register(DRAIN_PHASE.submissions, 'submissions', () => {
        sessions.close();
        registry.close();
      });
      const members = new KafkaPartitionMembers(cluster.client, cluster.groupId('replay'));
      const lifecycle = new RemoteLifecycleFeed({
        members,
        partitions,
        clients: cluster.internalClients(),
        clock: context.clock,
        onBroken: (cause) => log.debug({ err: cause }, 'a watch of sessions looks for other servers'),
      });
      drain.register(DRAIN_PHASE.readers, 'watches of sessions', () => lifecycle.close());
      const history = new RemoteHistoryReader({
        members,
        partitions,
        clients: cluster.internalClients(),
        clock: context.clock,
        onFollowBroken: (sessionId, cause) => log.debug({ sessionId, err: cause }, 'a follow looks for another server'),
      });
      ports = {
        sessions,
        registry,
        history,
        lifecycle,
        catalog,
        modes: catalog.modes,
        registryFeed: catalog,
        arePoliciesReadOnly: cluster.loadedPolicies !== undefined,
        signals,
      };
    },
  };
}
