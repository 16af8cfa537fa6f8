/**
 * Sessions kept in Kafka: a claimed log and a compacted topic of snapshots on real brokers, and the consumer group by which
 * a process comes to own their partitions.
 */
import {
  KafkaClient,
  KafkaEventLog,
  KafkaSnapshotStore,
  PartitionOwnership,
  ensureTopics,
} from '@macp/event-log-kafka';
import type { SessionData } from './session-store.js';

const EVENTS = 'macp.events';
/** As low as brokers allow by default: what does not send heartbeats for so long has lost its partitions. */
const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MS = 500;

export interface KafkaSessionOptions {
  readonly brokers: readonly string[];
  readonly partitions: number;
  /** Topic of the snapshots; created when it is not there. */
  readonly snapshots: string;
}

/** How often a process that wanted to keep everything lost partitions. */
export interface Membership {
  readonly losses: number;
  leave(): Promise<void>;
}

export class KafkaSessionData implements SessionData {
  private constructor(
    private readonly client: KafkaClient,
    readonly eventLog: KafkaEventLog,
    readonly snapshotStore: KafkaSnapshotStore,
  ) {}

  static async open({ brokers, partitions, snapshots }: KafkaSessionOptions): Promise<KafkaSessionData> {
    const logger = { info: () => undefined, warn: (line: string) => void process.stderr.write(`${line}\n`) };
    const client = new KafkaClient({ brokers, clientId: 'sessions' }, { logger });
    await client.start();
    await ensureTopics(client, {
      plans: [
        { topic: EVENTS, kind: 'log', partitions },
        { topic: snapshots, kind: 'table', partitions },
      ],
    });
    const eventLog = await KafkaEventLog.open({ client, topic: EVENTS, partitions });
    const snapshotStore = await KafkaSnapshotStore.open({ client, topic: snapshots, partitions });
    return new KafkaSessionData(client, eventLog, snapshotStore);
  }

  /** Joins the group of engines; resolves once `own` has resolved for every partition. */
  join(own: (partitions: readonly number[], generation: number) => Promise<void>): Promise<Membership> {
    let losses = 0;
    return new Promise((resolve, reject) => {
      const ownership: PartitionOwnership = new PartitionOwnership({
        client: this.client,
        groupId: 'engines',
        topics: [EVENTS],
        partitions: this.eventLog.partitions,
        address: '127.0.0.1:1',
        sessionTimeoutMs: SESSION_TIMEOUT_MS,
        heartbeatMs: HEARTBEAT_MS,
        events: {
          assigned: (partitions, generation) => {
            const membership = {
              get losses() {
                return losses;
              },
              leave: () => ownership.leave(),
            };
            own(partitions, generation).then(() => resolve(membership), reject);
          },
          revoked: () => void (losses += 1),
          lost: () => void (losses += 1),
        },
      });
      ownership.start();
    });
  }

  async close(): Promise<void> {
    await this.eventLog.close();
    await this.client.close();
  }
}
