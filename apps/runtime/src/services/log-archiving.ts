/**
 * The log of sessions as the services of a process see it: together with its archive, where the settings name one (ADR
 * 0008). A log that was trimmed is not opened without the archive that has the rest.
 */
import { StartupFault } from '@macp/config';
import { LogCorruption } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import {
  AbsentLogArchive,
  ArchiveConflict,
  ArchiveDamaged,
  ArchiveRefused,
  ArchivedEventLog,
  DirectoryLogArchive,
  LogArchiver,
  logGap,
} from '@macp/log-archive';
import type { LogArchive, TrimBounds } from '@macp/log-archive';
import type { ProcessContext } from './process-context.js';

const SETTING = 'MACP_LOG_ARCHIVE_DIR';
const UNREACHABLE = 'No process starts without it: make it reachable, then start this one again.';

/** The log through its archive. @throws StartupFault the archive is of another log, or records are in neither */
export async function archivedLog(context: ProcessContext, log: EventLog): Promise<ArchivedEventLog> {
  const { clock } = context;
  const archive = await openArchive(context, log);
  return new ArchivedEventLog({
    log,
    archive,
    after: (ms, task) => clock.after(ms, task),
    onRetry: (partition, cause) => context.log.warn({ partition, err: cause }, 'the log archive is asked again'),
  });
}

/**
 * The archiver of partitions of the log, which must be the log itself; `undefined` where nothing is to be archived.
 *
 * @throws StartupFault the archive is of another log, or cannot be made
 */
export async function logArchiver(
  context: ProcessContext,
  log: EventLog,
  bounds: TrimBounds,
): Promise<LogArchiver | undefined> {
  const { clock, config, metrics } = context;
  const { directory, trimsLog, segmentBytes, intervalSecs } = config.archive;
  if (directory === undefined) return undefined;
  const archiver: LogArchiver = new LogArchiver({
    log,
    archive: await openDirectory(directory, log, true),
    segmentBytes,
    intervalMs: intervalSecs * 1000,
    after: (ms, task) => clock.after(ms, task),
    ...(trimsLog ? { trim: bounds } : {}),
    onPass: (partition, pass) => context.log.debug({ partition, ...pass }, 'the log of a partition was archived'),
    onFault: (partition, cause) => tellFault(context, partition, cause),
  });
  const ends = 'Offset below which the log of the partition is archived, as of the last pass here';
  metrics.observePartitions('macp_log_archive_end_offset', ends, () =>
    Array.from(archiver.passed, ([partition, { archivedTo }]) => [partition, archivedTo] as const),
  );
  const starts = 'First offset that is still in the log of the partition, as of the last pass here';
  metrics.observePartitions('macp_log_start_offset', starts, () =>
    Array.from(archiver.passed, ([partition, { logStart }]) => [partition, logStart] as const),
  );
  const failures = 'Passes of the archiver that failed: the log is not trimmed meanwhile';
  metrics.observeTotal('macp_log_archive_failures_total', failures, () => archiver.failures);
  return archiver;
}

function tellFault({ log }: ProcessContext, partition: number, cause: unknown): void {
  const isHistory =
    cause instanceof ArchiveConflict || cause instanceof ArchiveDamaged || cause instanceof LogCorruption;
  const fault = { partition, err: cause };
  if (isHistory) log.fatal(fault, 'log and archive of a partition do not fit together; neither is touched');
  else log.error(fault, 'the log of a partition could not be archived; it is not trimmed');
}

async function openArchive(context: ProcessContext, log: EventLog): Promise<LogArchive> {
  const { directory } = context.config.archive;
  if (directory === undefined) {
    await requireUntrimmed(log, `set ${SETTING} to the archive that has what was before`);
    return new AbsentLogArchive(log, `${SETTING} does not say where its archive is`);
  }
  const archive = await openDirectory(directory, log, false);
  if (await reached(archive.exists())) await tellGaps(context, log, archive);
  else await requireUntrimmed(log, `there is no archive in ${directory} (${SETTING}): is it there that it is mounted?`);
  return archive;
}

function openDirectory(path: string, log: EventLog, create: boolean): Promise<DirectoryLogArchive> {
  const { logId, partitions } = log;
  return reached(DirectoryLogArchive.open({ path, logId, partitions, create }));
}

/** What was asked of the directory. @throws StartupFault it cannot be the archive, or cannot be reached */
async function reached<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (cause) {
    if (!(cause instanceof ArchiveRefused)) throw cause;
    const advice = cause.reason === 'not-accessible' ? ` ${UNREACHABLE}` : '';
    throw new StartupFault(`${SETTING}: ${cause.message}${advice}`, { cause });
  }
}

async function requireUntrimmed(log: EventLog, advice: string): Promise<void> {
  const starts = await Promise.all(
    Array.from({ length: log.partitions }, (_, partition) => log.startOffset(partition)),
  );
  const partition = starts.findIndex((start) => start > 0);
  if (partition < 0) return;
  throw new StartupFault(
    `the log of partition ${partition} begins at offset ${starts[partition]}, not at 0; ${advice}`,
  );
}

/** What one partition lacks stops nobody who does not need it, and is said before somebody does. */
async function tellGaps({ log: lines }: ProcessContext, log: EventLog, archive: LogArchive): Promise<void> {
  const tell = async (partition: number): Promise<void> => {
    try {
      const gap = await logGap(log, archive, partition);
      if (gap !== undefined) lines.fatal(gap, 'records of a partition are neither in its log nor in its archive');
    } catch (cause) {
      lines.fatal({ partition, err: cause }, 'the archive of a partition cannot be read');
    }
  };
  await Promise.all(Array.from({ length: log.partitions }, (_, partition) => tell(partition)));
}
