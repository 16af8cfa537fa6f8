/** What a run of chaos has done and found, as lines to be read. */
import type { ArchiveAudit } from './archive-audit.js';
import type { ChaosLoad } from './chaos-load.js';
import type { FeedAudit } from './feed-audit.js';
import type { Journal } from './journal.js';
import type { LogAudit } from './log-audit.js';
import type { Nemesis } from './nemesis.js';
import type { Verdict } from './verdict.js';

export interface FinishedRun {
  readonly seed: number;
  readonly loadedMs: number;
  readonly nemesis: Nemesis;
  readonly load: ChaosLoad;
  readonly verdict: Verdict;
  readonly log: LogAudit;
  readonly feed: FeedAudit;
  /** The archive, and what archivers that were killed have left half-written in it. */
  readonly archived: { readonly audit: ArchiveAudit; readonly drafts: number };
  /** Fatal lines of the processes. */
  readonly alarms: readonly string[];
}

export function closingTable(run: FinishedRun): readonly string[] {
  const { nemesis, verdict, log, feed, alarms } = run;
  const { tally, journals, sessions, signals } = run.load;
  const faults = [...nemesis.injected].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = faults.reduce((sum, [, count]) => sum + count, 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', run.seed],
    ['minutes', (run.loadedMs / 60_000).toFixed(1)],
    ['faults', total],
    ...faults.map(([kind, count]) => [`  ${kind}`, count] as const),
    ['sessions', journals.length],
    ...byModeAndState(journals),
    ['messages and control calls acknowledged', tally.acknowledged],
    ['refused as they had to be', tally.refusedRightly],
    ['calls made again', tally.sentAgain],
    ['Commitments without a verdict in time, sent again', tally.withoutVerdict],
    ['reads held against the journal', tally.reads],
    ['followers held against the journal', tally.followed],
    ['  their streams taken up again', tally.brokenStreams],
    ['events told to watchers of all sessions', sessions.events],
    ['  their streams taken up again', sessions.broken],
    ['signals acknowledged', signals.sent],
    ['  longest wait for one, ms', Math.round(signals.tally.longestMs)],
    ['  seen by watchers, with repeats', signals.seen],
    ['  their streams taken up again', signals.broken],
    ['batches in the log', log.batches],
    ['  claims', log.claims],
    ['  void records', log.voids],
    ['  outcomes', log.outcomes],
    ['records in the public feed', feed.records],
    ['  of these repeated', feed.repeats],
    ...archiveRows(run.archived),
    ['longest wait for an answer, ms', Math.round(tally.longestMs)],
    ['longest until all went on after healing, ms', Math.round(nemesis.goesOnMsMax)],
    ['lost', verdict.lost],
    ['repeated', verdict.repeated],
    ['reordered', verdict.reordered],
    ['accepted, but told nobody', verdict.unknown],
    ['told another state', verdict.misstated],
    ['false refusals', tally.falseRefusals.length],
    ['false answers, reads and streams', tally.falsehoods.length],
    ['false events told to watchers', sessions.falsehoods.length + signals.falsehoods.length],
    ['alarms of processes', alarms.length],
  ];
  return rows.map(([what, value]) => `${what.padEnd(56)}${String(value).padStart(10)}`);
}

function archiveRows({ audit, drafts }: FinishedRun['archived']): readonly (readonly [string, number])[] {
  return [
    ['segments in the archive', audit.segments],
    ['  of these trimmed from the log', audit.trimmedSegments],
    ['  not finished when their archiver was killed', drafts],
    ['records trimmed from the log', audit.trimmedRecords],
    ['records compared between log and archive', audit.sharedRecords],
  ];
}

function byModeAndState(journals: readonly Journal[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { mode, state } of journals) {
    for (const key of [`  ${mode}`, `  ${state}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
