/** The same server over a local Kafka broker: all services in one process, and each in a process of its own. */
import { LocalKafka, freePorts } from '@macp/testkit';
import { RUNTIME, RUNTIME_SETTINGS } from './contender.js';
import type { ContenderPlan, ProcessPlan } from './contender.js';

const CREDENTIAL = 'for-this-benchmark-only';

/** A broker, and the plans of those who work on it. */
export interface KafkaContenders {
  readonly plans: readonly ContenderPlan[];
  stop(): Promise<void>;
}

/** For each number of partitions one process; with the first number also separate processes. */
export async function kafkaContenders(partitionCounts: readonly number[]): Promise<KafkaContenders> {
  if (partitionCounts.length === 0) return { plans: [], stop: async () => undefined };
  const kafka = await LocalKafka.start({ heapMb: 768 });
  const helpers = (): number[] => kafka.brokers.flatMap(({ pid }) => pid ?? []);
  const [policyPort] = await freePorts(1);
  const policyAddress = `127.0.0.1:${policyPort}`;
  const settings = (prefix: string, partitions: number): Record<string, string> => ({
    ...RUNTIME_SETTINGS,
    MACP_KAFKA_BROKERS: kafka.addresses.join(','),
    MACP_KAFKA_TOPIC_PREFIX: `${prefix}.`,
    MACP_INTERNAL_CREDENTIAL: CREDENTIAL,
    MACP_PARTITIONS: String(partitions),
    MACP_MEMORY_ONLY: '1',
  });
  const plans = partitionCounts.map((partitions): ContenderPlan => ({
    name: `macp, Kafka, one process, ${partitions} partitions`,
    processes: [{ command: [RUNTIME], environment: settings(`one${partitions}`, partitions) }],
    reads: true,
    helpers,
  }));
  const [partitions] = partitionCounts as [number];
  const shared = settings('four', partitions);
  const role = (name: string, more: Record<string, string> = {}): ProcessPlan => ({
    command: [RUNTIME, '--role', name],
    environment: { ...shared, ...more },
  });
  plans.push({
    name: `macp, Kafka, four processes, ${partitions} partitions`,
    processes: [
      role('ingress'),
      role('session-engine', { MACP_POLICY_ADDR: policyAddress }),
      role('replay'),
      role('policy', { MACP_INTERNAL_BIND_ADDR: policyAddress }),
    ],
    reads: true,
    helpers,
  });
  return { plans, stop: () => kafka.stop() };
}
