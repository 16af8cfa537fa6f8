/**
 * A cluster over three brokers under load while processes and brokers are killed and frozen, connections cut, frozen and
 * robbed, and leaders moved; afterwards everything that was promised is checked against the log, the public API and the
 * public feed.
 */
import { KafkaClient, KafkaEventLog, topicNames } from '@macp/event-log-kafka';
import { LocalCluster, LocalKafka } from '@macp/testkit';
import { Random } from '../sim/random.js';
import { ChaosLoad } from './chaos-load.js';
import { closingTable } from './closing-table.js';
import { faultsOf } from './faults.js';
import { FeedAudit } from './feed-audit.js';
import { LogAudit } from './log-audit.js';
import { Nemesis, within } from './nemesis.js';
import { Verdict, judgeIngress, judgeLog } from './verdict.js';

const LAYOUT = ['ingress', 'ingress', 'session-engine', 'session-engine', 'session-engine', 'policy', 'replay'];
const SETTINGS = {
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
  KAFKA_SESSION_TIMEOUT_MS: '3000',
  KAFKA_REPLICATION_FACTOR: '3',
  KAFKA_MIN_INSYNC_REPLICAS: '2',
};
const BROKER_HEAP_MB = 384;
const ANSWERED_WITHIN_MS = 120_000;
const WRONG_SHOWN_MAX = 20;

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly clients: number;
  /** It goes on until every kind of fault has come, however long that takes. */
  readonly isThorough: boolean;
  readonly say: (line: string) => void;
}

/** A run, and what it has to answer for. */
export interface ChaosReport {
  readonly isFlawless: boolean;
  readonly acknowledged: number;
  /** Kinds of faults that were never injected. */
  readonly missingFaults: readonly string[];
}

/** @throws Violation, LogCorruption, FeedGap, or what ended a client; log files of the cluster stay then */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, say } = options;
  say(`SEED=${seed}: starting three brokers and ${LAYOUT.length} processes`);
  const kafka = await LocalKafka.start({ brokers: 3, heapMb: BROKER_HEAP_MB });
  let cluster: LocalCluster | undefined;
  try {
    const brokers = kafka.proxiedAddresses;
    cluster = await LocalCluster.start({ brokers, layout: LAYOUT, settings: SETTINGS, isProxied: true });
    say(`logs in ${cluster.directory}`);
    const report = await torment(options, cluster, kafka);
    // The log files stay where a promise was broken.
    if (report.isFlawless) await cluster.remove();
    return report;
  } finally {
    await cluster?.abandon();
    await kafka.stop();
  }
}

async function torment(options: ChaosOptions, cluster: LocalCluster, kafka: LocalKafka): Promise<ChaosReport> {
  const addresses = cluster.ingresses.map(({ proxies }) => proxies!.public.address);
  const load = ChaosLoad.start({ addresses, clients: options.clients, seed: options.seed });
  try {
    return await judged(options, load, { cluster, kafka });
  } finally {
    load.close();
  }
}

interface Victims {
  readonly cluster: LocalCluster;
  readonly kafka: LocalKafka;
}

async function judged(options: ChaosOptions, load: ChaosLoad, { cluster, kafka }: Victims): Promise<ChaosReport> {
  const { minutes, seed, isThorough, say } = options;
  const random = new Random(seed);
  const faults = faultsOf(cluster, kafka, random);
  const nemesis = new Nemesis({ faults, random, isThorough, goesOn: () => load.goesOn(), say });
  await within(ANSWERED_WITHIN_MS, load.goesOn());
  const startedMs = performance.now();
  await nemesis.run(startedMs + minutes * 60_000);
  await within(ANSWERED_WITHIN_MS, load.end());
  const loadedMs = performance.now() - startedMs;
  say('all is healed and answered; reading the log, the feed, and what the ingresses tell');
  const verdict = new Verdict();
  const { log, feed } = await auditOf(cluster, kafka.addresses);
  judgeLog(verdict, load.journals, log.sessions);
  for (const { address } of cluster.ingresses) await judgeIngress(verdict, load.journals, address);
  const { tally } = load;
  const run = { seed, loadedMs, nemesis, tally, journals: load.journals, verdict, log, feed };
  for (const line of closingTable(run)) say(line);
  const wrong = [...tally.falseRefusals, ...tally.falsehoods, ...verdict.examples];
  for (const line of wrong.slice(0, WRONG_SHOWN_MAX)) say(`WRONG: ${line}`);
  const isFlawless = wrong.length === 0 && verdict.isFlawless;
  return { isFlawless, acknowledged: tally.acknowledged, missingFaults: nemesis.missing };
}

async function auditOf(cluster: LocalCluster, brokers: readonly string[]): Promise<{ log: LogAudit; feed: FeedAudit }> {
  const logger = { info: () => undefined, warn: () => undefined };
  const client = new KafkaClient({ brokers, clientId: 'audit' }, { logger });
  await client.start();
  const { partitions } = cluster;
  const { events, history } = topicNames(cluster.topicPrefix);
  try {
    const log = await LogAudit.of(await KafkaEventLog.open({ client, topic: events, partitions }));
    const feed = await FeedAudit.of(await KafkaEventLog.open({ client, topic: history, partitions }), log.sessions);
    return { log, feed };
  } finally {
    await client.close();
  }
}
