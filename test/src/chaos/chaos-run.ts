/**
 * A cluster over three brokers under load while processes and brokers are killed and frozen, connections cut, frozen and
 * robbed, leaders moved, and its log archived and trimmed. Everything that it leaves, logs and archive, is in one directory,
 * which stays unless every promise was kept and nobody waited for long.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCluster, LocalKafka } from '@macp/testkit';
import { MountedArchive } from './mounted-archive.js';
import { torment } from './torment.js';
import type { ChaosOptions, ChaosReport } from './torment.js';

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

/** @throws Violation, LogCorruption, FeedGap, or what ended a client; what was found until then is said before */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const directory = mkdtempSync(join(tmpdir(), 'macp-chaos-'));
  const say = (line: string): void => {
    appendFileSync(join(directory, 'chaos.log'), `${new Date().toISOString()} ${line}\n`);
    options.say(line);
  };
  say(`SEED=${options.seed}: starting three brokers and ${LAYOUT.length} processes; all they leave is in ${directory}`);
  let isUneventful = false;
  try {
    const report = await runIn(directory, { ...options, say });
    isUneventful = report.isFlawless && report.longWaits === 0;
    return report;
  } finally {
    if (isUneventful) rmSync(directory, { recursive: true, force: true });
    else options.say(`the logs stay in ${directory}`);
  }
}

async function runIn(directory: string, options: ChaosOptions): Promise<ChaosReport> {
  const kafka = await LocalKafka.start({ brokers: 3, heapMb: BROKER_HEAP_MB, logDirectory: directory });
  let cluster: LocalCluster | undefined;
  try {
    const archive = new MountedArchive(directory);
    const settings = { ...SETTINGS, LOG_ARCHIVE_DIR: archive.path };
    const brokers = kafka.proxiedAddresses;
    cluster = await LocalCluster.start({ brokers, layout: LAYOUT, settings, isProxied: true, directory });
    return await torment(options, { cluster, kafka, archive });
  } finally {
    await cluster?.abandon();
    await kafka.stop();
  }
}
