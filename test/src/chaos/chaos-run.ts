/**
 * A cluster over three brokers under load while processes and brokers are killed and frozen, connections cut, frozen and
 * robbed, leaders moved, and its log archived and trimmed; afterwards everything that was promised is checked against the
 * log, the public API and the public feed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { LocalCluster, LocalKafka } from '@macp/testkit';
import { Random } from '../sim/random.js';
import { auditArchive, auditHistory, trimmedRecords } from './audits.js';
import { ChaosLoad } from './chaos-load.js';
import { closingTable } from './closing-table.js';
import { faultsOf } from './faults.js';
import type { Victims } from './faults.js';
import { MountedArchive } from './mounted-archive.js';
import { Nemesis, within } from './nemesis.js';
import { alarmsOf } from './process-alarms.js';
import { Verdict, judgeIngress, judgeLog } from './verdict.js';

const ENGINES = ['session-engine', 'session-engine', 'session-engine'];
const LAYOUT = ['ingress', 'ingress', ...ENGINES, 'policy', 'replay', 'replay'];
const SETTINGS = {
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
  KAFKA_SESSION_TIMEOUT_MS: '3000',
  KAFKA_REPLICATION_FACTOR: '3',
  KAFKA_MIN_INSYNC_REPLICAS: '2',
  // So little that each partition is archived and trimmed again and again.
  LOG_TRIM: '1',
  LOG_ARCHIVE_SEGMENT_BYTES: '8192',
  LOG_ARCHIVE_INTERVAL_SECS: '1',
  CHECKPOINT_INTERVAL: '25',
};
const BROKER_HEAP_MB = 384;
const ANSWERED_WITHIN_MS = 120_000;
const TRIMMED_WITHIN_MS = 300_000;
const LOOK_AGAIN_MS = 1000;
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
  /** Records that are in the archive and no more in the log. */
  readonly trimmedRecords: number;
  /** Kinds of faults that were never injected. */
  readonly missingFaults: readonly string[];
}

/** @throws Violation, LogCorruption, FeedGap, or what ended a client; log files of the cluster stay then */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, say } = options;
  say(`SEED=${seed}: starting three brokers and ${LAYOUT.length} processes`);
  const kafka = await LocalKafka.start({ brokers: 3, heapMb: BROKER_HEAP_MB });
  const archive = new MountedArchive();
  let cluster: LocalCluster | undefined;
  try {
    const brokers = kafka.proxiedAddresses;
    const settings = { ...SETTINGS, LOG_ARCHIVE_DIR: archive.path };
    cluster = await LocalCluster.start({ brokers, layout: LAYOUT, settings, isProxied: true });
    say(`logs in ${cluster.directory}, the archive in ${archive.path}`);
    const report = await torment(options, { cluster, kafka, archive });
    // The files stay where a promise was broken.
    if (report.isFlawless) {
      await cluster.remove();
      archive.remove();
    }
    return report;
  } finally {
    await cluster?.abandon();
    await kafka.stop();
  }
}

async function torment(options: ChaosOptions, victims: Victims): Promise<ChaosReport> {
  const addresses = victims.cluster.ingresses.map(({ proxies }) => proxies!.public.address);
  const load = ChaosLoad.start({ addresses, clients: options.clients, seed: options.seed });
  try {
    return await judged(options, load, victims);
  } finally {
    await load.close();
  }
}

async function judged(options: ChaosOptions, load: ChaosLoad, victims: Victims): Promise<ChaosReport> {
  const { minutes, seed, isThorough, say } = options;
  const { cluster, kafka, archive } = victims;
  const random = new Random(seed);
  const nemesis = new Nemesis({
    faults: faultsOf(victims, random),
    random,
    isThorough,
    goesOn: () => load.goesOn(),
    say,
  });
  await within(ANSWERED_WITHIN_MS, load.goesOn());
  const startedMs = performance.now();
  await nemesis.run(startedMs + minutes * 60_000);
  const audited = { cluster, brokers: kafka.addresses, archivePath: archive.path };
  const isTrimmed = async (): Promise<void> => {
    while ((await trimmedRecords(audited)) === 0) await pause(LOOK_AGAIN_MS);
  };
  await within(TRIMMED_WITHIN_MS, isTrimmed());
  await within(ANSWERED_WITHIN_MS, load.end());
  const loadedMs = performance.now() - startedMs;
  say('all is healed and answered; reading the log, the feed, the archive, and what the ingresses tell');
  const verdict = new Verdict();
  const { log, feed } = await auditHistory(audited);
  judgeLog(verdict, load.journals, log.sessions);
  load.sessions.judge(log.sessions);
  for (const { address } of cluster.ingresses) await judgeIngress(verdict, load.journals, address);
  for (const replay of cluster.replays) await replay.kill();
  const archived = { audit: await auditArchive(audited), drafts: archive.drafts };
  const alarms = alarmsOf(cluster);
  for (const line of closingTable({ seed, loadedMs, nemesis, load, verdict, log, feed, archived, alarms })) say(line);
  const wrong = [...load.wrong, ...verdict.examples, ...alarms];
  for (const line of wrong.slice(0, WRONG_SHOWN_MAX)) say(`WRONG: ${line}`);
  const isFlawless = wrong.length === 0 && verdict.isFlawless;
  const { trimmedRecords: trimmed } = archived.audit;
  return { isFlawless, acknowledged: load.tally.acknowledged, trimmedRecords: trimmed, missingFaults: nemesis.missing };
}
