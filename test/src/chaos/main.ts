/**
 * `npm run chaos -- --minutes N [--seed S] [--sessions N]`: a cluster over three brokers under load while processes and
 * brokers are killed and frozen and their connections cut; afterwards everything that was promised is checked.
 */
import { parseArgs } from 'node:util';
import { KafkaClient, KafkaEventLog, topicNames } from '@macp/event-log-kafka';
import { LocalCluster, LocalKafka, answerHelp } from '@macp/testkit';
import { FLAWLESS, JournaledLoad } from '../cluster/journaled-load.js';
import { Random } from '../sim/random.js';
import { faultsOf } from './faults.js';
import { LogAudit } from './log-audit.js';
import { Nemesis, within } from './nemesis.js';

const LAYOUT = ['ingress', 'ingress', 'session-engine', 'session-engine', 'session-engine', 'policy', 'replay'];
const SETTINGS = {
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
  KAFKA_SESSION_TIMEOUT_MS: '3000',
  KAFKA_REPLICATION_FACTOR: '3',
  KAFKA_MIN_INSYNC_REPLICAS: '2',
};
const ANSWERED_WITHIN_MS = 120_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function auditOf(cluster: LocalCluster, brokers: readonly string[]): Promise<LogAudit> {
  const logger = { info: () => undefined, warn: () => undefined };
  const client = new KafkaClient({ brokers, clientId: 'audit' }, { logger });
  await client.start();
  const { partitions } = cluster;
  try {
    return await LogAudit.of(
      await KafkaEventLog.open({ client, topic: topicNames(cluster.topicPrefix).events, partitions }),
    );
  } finally {
    await client.close();
  }
}

/** Everything is healed: true when every promise was kept. */
async function judge(load: JournaledLoad, cluster: LocalCluster, brokers: readonly string[]): Promise<boolean> {
  await within(ANSWERED_WITHIN_MS, load.end());
  let isKept = true;
  for (const { name, address } of cluster.ingresses) {
    const { acknowledged, ...broken } = await load.verdict(address);
    say(`${name}: ${acknowledged} acknowledged, ${JSON.stringify(broken)}`);
    isKept &&= JSON.stringify(broken) === JSON.stringify(FLAWLESS);
  }
  const audit = await auditOf(cluster, brokers);
  say(`log: ${audit.batches} batches, ${audit.claims} claims, ${audit.voids} void records`);
  for (const [sessionId, acknowledged] of load.journals) {
    if (audit.histories.get(sessionId)?.join() === acknowledged.join()) continue;
    say(`the log of session ${sessionId} is not what its client was told`);
    isKept = false;
  }
  return isKept;
}

async function run(minutes: number, seed: number, sessions: number): Promise<boolean> {
  const random = new Random(seed);
  say(`SEED=${seed}: starting three brokers and ${LAYOUT.length} processes`);
  const kafka = await LocalKafka.start({ brokers: 3 });
  let cluster: LocalCluster | undefined;
  try {
    cluster = await LocalCluster.start({ brokers: kafka.proxiedAddresses, layout: LAYOUT, settings: SETTINGS });
    say(`logs in ${cluster.directory}`);
    const addresses = cluster.ingresses.map(({ address }) => address);
    const load = await JournaledLoad.start(addresses, sessions);
    const faults = faultsOf(cluster, kafka, random);
    const nemesis = new Nemesis({ faults, random, goesOn: () => load.goesOn(), say });
    await nemesis.run(performance.now() + minutes * 60_000);
    const isKept = await judge(load, cluster, kafka.addresses);
    const faultCount = [...nemesis.injected.values()].reduce((sum, count) => sum + count, 0);
    say(`SEED=${seed}: ${faultCount} faults, ${load.unanswered} calls made again`);
    if (isKept) await cluster.remove();
    return isKept;
  } finally {
    // The log files stay where a promise was broken.
    await cluster?.kill();
    await kafka.stop();
  }
}

answerHelp('Usage: npm run chaos -- [--minutes 5] [--seed S] [--sessions 24]');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    sessions: { type: 'string', default: '24' },
  },
});
const isKept = await run(Number(values.minutes), Number(values.seed), Number(values.sessions)).catch(
  (cause: unknown) => {
    console.error(cause);
    return false;
  },
);
say(isKept ? 'every promise was kept' : `a promise was broken; SEED=${values.seed} injects the same faults`);
process.exit(isKept ? 0 : 1);
