/** The built product as several processes over Kafka, for end-to-end specs: one ingress is what agents see of it. */
import { GIVEN_BROKERS, LocalCluster, setTopicSetting } from '@macp/testkit';
import type { ProcessEnd, ServerUnderTest, Settings } from './server-under-test.js';

/** As few processes as keep everything that matters apart. */
const LAYOUT = ['ingress', 'session-engine', 'policy,replay'];
/** Several per process, and no more than specs need. */
const PARTITIONS = 4;
/** The broker lets what was killed go after this time; whoever comes next waits for it. */
const DEFAULTS: Settings = { KAFKA_SESSION_TIMEOUT_MS: '2000' };

const LARGE_BYTES = 50_000;
const ANY_BYTES = 5_000_000;

/** One cluster with topics of its own. */
export class ClusterUnderTest implements ServerUnderTest {
  private constructor(private readonly cluster: LocalCluster) {}

  /** Starts it over the brokers that tests are given. @throws with the stderr of a process that ends instead */
  static async start(settings: Settings = {}): Promise<ClusterUnderTest> {
    if (GIVEN_BROKERS.length === 0) throw new Error('there are no brokers: set MACP_KAFKA_BROKERS');
    const cluster = await LocalCluster.start({
      brokers: GIVEN_BROKERS,
      layout: LAYOUT,
      partitions: PARTITIONS,
      settings: { ...DEFAULTS, ...settings },
    });
    return new ClusterUnderTest(cluster);
  }

  get address(): string {
    return this.cluster.ingresses[0]!.address;
  }

  get processes(): number {
    return this.cluster.processes.length;
  }

  metric(name: string): Promise<number> {
    return this.cluster.metric(name);
  }

  async failLargeWrites(): Promise<() => Promise<void>> {
    const limit = (bytes: number): Promise<void> =>
      setTopicSetting(GIVEN_BROKERS[0]!, `${this.cluster.topicPrefix}macp.events`, {
        name: 'max.message.bytes',
        value: `${bytes}`,
      });
    await limit(LARGE_BYTES);
    return () => limit(ANY_BYTES);
  }

  stop(): Promise<readonly ProcessEnd[]> {
    return this.cluster.stop();
  }

  async kill(): Promise<void> {
    await this.cluster.kill();
  }

  restart(): Promise<void> {
    return this.cluster.start();
  }

  remove(): Promise<void> {
    return this.cluster.remove();
  }
}
