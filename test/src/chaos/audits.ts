/** What is read of a cluster after a run: its log through the archive, the public feed, and the archive itself. */
import { KafkaClient, KafkaEventLog, topicNames } from '@macp/event-log-kafka';
import { ArchivedEventLog, DirectoryLogArchive } from '@macp/log-archive';
import type { LocalCluster } from '@macp/testkit';
import { ArchiveAudit } from './archive-audit.js';
import { FeedAudit } from './feed-audit.js';
import { LogAudit } from './log-audit.js';

const logger = { info: () => undefined, warn: () => undefined };

export interface Audits {
  readonly log: LogAudit;
  readonly feed: FeedAudit;
}

export interface AuditedCluster {
  readonly cluster: LocalCluster;
  readonly brokers: readonly string[];
  /** The directory of its archive. */
  readonly archivePath: string;
}

/** Reads log and feed while the cluster runs, with every fact of the sessions `tracedIds`. @throws Violation, LogCorruption, FeedGap */
export function auditHistory(audited: AuditedCluster, tracedIds: ReadonlySet<string>): Promise<Audits> {
  return withLogs(audited, async ({ events, archive, history }) => {
    const log = await LogAudit.of(new ArchivedEventLog({ log: events, archive, after }), tracedIds);
    return { log, feed: await FeedAudit.of(history, log.sessions) };
  });
}

/** Reads the log alone, while the cluster runs. @throws Violation, LogCorruption */
export function auditLog(audited: AuditedCluster, tracedIds: ReadonlySet<string>): Promise<LogAudit> {
  return withLogs(audited, ({ events, archive }) =>
    LogAudit.of(new ArchivedEventLog({ log: events, archive, after }), tracedIds),
  );
}

/** Reads the log of a cluster that archives nothing, while it runs. @throws Violation, LogCorruption */
export function auditWholeLog(audited: Omit<AuditedCluster, 'archivePath'>): Promise<LogAudit> {
  return withTopics(audited, ({ events }) => LogAudit.of(events));
}

/** Reads the archive once nobody writes it any more. @throws Violation, ArchiveDamaged */
export function auditArchive(audited: AuditedCluster): Promise<ArchiveAudit> {
  return withLogs(audited, ({ events, archive }) => ArchiveAudit.of(events, archive));
}

/** Records of the log of sessions that the brokers have no more. */
export function trimmedRecords(audited: AuditedCluster): Promise<number> {
  return withLogs(audited, async ({ events }) => {
    const starts = Array.from({ length: events.partitions }, (_, partition) => events.startOffset(partition));
    return (await Promise.all(starts)).reduce((sum, start) => sum + start, 0);
  });
}

interface Logs {
  /** The log of sessions itself. */
  readonly events: KafkaEventLog;
  readonly archive: DirectoryLogArchive;
  /** The public feed. */
  readonly history: KafkaEventLog;
}

async function withLogs<Result>(
  { cluster, brokers, archivePath: path }: AuditedCluster,
  read: (logs: Logs) => Promise<Result>,
): Promise<Result> {
  return withTopics({ cluster, brokers }, async ({ events, history }) => {
    const { logId, partitions } = events;
    const archive = await DirectoryLogArchive.open({ path, logId, partitions, create: false });
    return read({ events, archive, history });
  });
}

async function withTopics<Result>(
  { cluster, brokers }: Omit<AuditedCluster, 'archivePath'>,
  read: (logs: Omit<Logs, 'archive'>) => Promise<Result>,
): Promise<Result> {
  const { partitions, topicPrefix } = cluster;
  const topics = topicNames(topicPrefix);
  const client = new KafkaClient({ brokers, clientId: 'audit' }, { logger });
  await client.start();
  try {
    const events = await KafkaEventLog.open({ client, topic: topics.events, partitions });
    const history = await KafkaEventLog.open({ client, topic: topics.history, partitions });
    return await read({ events, history });
  } finally {
    await client.close();
  }
}

function after(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}
