/**
 * What the services of one process share when they work over Kafka: the connection, the topics, and the credential of
 * the installation. Logs and queues are opened by whoever needs them.
 */
import { StartupFault } from '@macp/config';
import type { EventLog } from '@macp/event-log';
import {
  KafkaCommandQueue,
  KafkaEventLog,
  KafkaSetupRefused,
  KafkaSnapshotStore,
  ensureTopics,
  topicNames,
  topicPlans,
} from '@macp/event-log-kafka';
import type { KafkaClient, KafkaCommandQueueOptions, TopicNames } from '@macp/event-log-kafka';
import { InternalClients } from '@macp/internal-rpc';
import type { InternalSecurity } from '@macp/internal-rpc';
import type { SessionCommand } from '@macp/kernel';
import { builtInModes } from '@macp/modes';
import { DRAIN_PHASE } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { RegistryView, loadPolicies } from '@macp/policy';
import type { PolicyRegistry, RegistryCommand } from '@macp/policy-rules';
import { registryCommandCodec, sessionCommandCodec } from '@macp/records';
import { archivedLog } from '../services/log-archiving.js';
import type { ProcessContext } from '../services/process-context.js';
import { internalSecurity } from './internal-security.js';
import { kafkaClient } from './kafka-from-settings.js';
import { tellCertificates } from './told-certificates.js';

/** Of an installation that says nothing else. Fixed for its life: another number is refused. */
const PARTITIONS = 12;

/** The registries are one partition: their order is one order. */
export const REGISTRY_PARTITIONS = 1;

/** Hears of the partitions of a queue that it owns. */
export interface QueueOwner {
  /** Records below are not needed any more. */
  released(partition: number, recordOffset: number): void;
  /** The commands of the partition do not come any more. */
  failed(partition: number, cause: unknown): void;
}

/** A queue of this process, shared by who sends and who owns. */
export interface SharedQueue<Command> {
  readonly queue: KafkaCommandQueue<Command>;
  /** There once the process owns partitions. */
  owner: QueueOwner | undefined;
}

export class Cluster {
  readonly names: TopicNames;
  readonly partitions: number;
  readonly security: InternalSecurity;
  readonly loadedPolicies: PolicyRegistry | undefined;
  private sessions: Promise<EventLog> | undefined;
  private view: Promise<RegistryView> | undefined;
  private sessionQueue: Promise<SharedQueue<SessionCommand>> | undefined;
  private registryQueue: Promise<SharedQueue<RegistryCommand>> | undefined;

  private constructor(
    readonly context: ProcessContext,
    readonly client: KafkaClient,
    private readonly drain: Drain,
  ) {
    const { kafka, store, internal, policies } = context.config;
    this.names = topicNames(kafka.topicPrefix);
    this.partitions = store.partitions ?? PARTITIONS;
    this.security = internalSecurity(internal);
    this.loadedPolicies = policies.directory === undefined ? undefined : loadPolicies(policies.directory);
  }

  /** Waits for the brokers, however long they take, and checks the topics. @throws StartupFault naming what is wrong */
  static async open(context: ProcessContext, drain: Drain): Promise<Cluster> {
    tellCertificates(context);
    const client = kafkaClient(context);
    drain.register(DRAIN_PHASE.stores, 'brokers', () => client.close());
    const cluster = new Cluster(context, client, drain);
    const { topicPrefix: prefix, replicationFactor, minInsyncReplicas } = context.config.kafka;
    try {
      await client.start();
      await ensureTopics(client, {
        plans: topicPlans({ prefix, partitions: cluster.partitions }),
        ...(replicationFactor === undefined ? {} : { replicationFactor }),
        ...(minInsyncReplicas === undefined ? {} : { minInsyncReplicas }),
      });
    } catch (cause) {
      if (cause instanceof KafkaSetupRefused) throw new StartupFault(cause.message, { cause });
      throw cause;
    }
    return cluster;
  }

  /** Name of a consumer group: there is one for each service that shares partitions. */
  groupId(service: 'session-engine' | 'policy' | 'replay'): string {
    return `${this.context.config.kafka.topicPrefix}macp.${service}`;
  }

  eventLog(topic: string, partitions: number): Promise<KafkaEventLog> {
    return KafkaEventLog.open({ client: this.client, topic, partitions });
  }

  /** The log of sessions through its archive, from offset 0 on; one for all services of the process. */
  sessionLog(): Promise<EventLog> {
    const open = async (): Promise<EventLog> =>
      archivedLog(this.context, await this.eventLog(this.names.events, this.partitions));
    return (this.sessions ??= open());
  }

  snapshots(topic: string, partitions: number): Promise<KafkaSnapshotStore> {
    return KafkaSnapshotStore.open({ client: this.client, topic, partitions });
  }

  /** Commands of sessions; one queue for all services of the process. */
  sessionCommands(): Promise<SharedQueue<SessionCommand>> {
    const { partitions, names } = this;
    return (this.sessionQueue ??= this.openQueue('session', {
      topic: names.commands,
      partitions,
      codec: sessionCommandCodec,
    }));
  }

  /** Commands of the registries; one queue for all services of the process. */
  registryCommands(): Promise<SharedQueue<RegistryCommand>> {
    return (this.registryQueue ??= this.openQueue('registry', {
      topic: this.names.registryCommands,
      partitions: REGISTRY_PARTITIONS,
      codec: registryCommandCodec,
    }));
  }

  /** The registries as this process sees them, caught up; one view for all its services. */
  registryView(): Promise<RegistryView> {
    return (this.view ??= this.openRegistryView());
  }

  /** Connections of its own: who gets them closes single ones. */
  internalClients(): InternalClients {
    const clients = new InternalClients(this.security);
    this.drain.register(DRAIN_PHASE.stores, 'internal connections', () => clients.close());
    return clients;
  }

  private async openQueue<Command>(
    name: 'session' | 'registry',
    options: Pick<KafkaCommandQueueOptions<Command>, 'topic' | 'partitions' | 'codec'>,
  ): Promise<SharedQueue<Command>> {
    const { log, metrics } = this.context;
    const { topic } = options;
    const queue = await KafkaCommandQueue.open<Command>({
      ...options,
      client: this.client,
      onQuarantined: ({ partition, offset, cause }) =>
        log.error({ topic, partition, offset, err: cause }, 'a command that cannot be read was set aside'),
      onMissing: (missing) => log.error({ topic, ...missing }, 'commands are not in the topic any more'),
      onReleased: (partition, recordOffset) => shared.owner?.released(partition, recordOffset),
      onFault: (partition, cause) => {
        log.error({ topic, partition, err: cause }, 'the commands of a partition do not come any more');
        shared.owner?.failed(partition, cause);
      },
    });
    const shared: SharedQueue<Command> = { queue, owner: undefined };
    metrics.observeTotal(
      `macp_${name}_commands_quarantined_total`,
      'Commands set aside because they cannot be read',
      () => queue.quarantined,
    );
    return shared;
  }

  private async openRegistryView(): Promise<RegistryView> {
    const log = await this.eventLog(this.names.registry, REGISTRY_PARTITIONS);
    const view = new RegistryView({ log, builtInModes, loadedPolicies: this.loadedPolicies });
    this.drain.register(DRAIN_PHASE.readers, 'registry view', () => view.stop());
    await view.start();
    return view;
  }
}
