/** What a run of chaos has done and found until now, as lines to be read; of what was not looked at there is none. */
import type { ArchiveAudit } from './archive-audit.js';
import type { ChaosLoad } from './chaos-load.js';
import type { FeedAudit } from './feed-audit.js';
import type { Journal } from './journal.js';
import type { LogAudit } from './log-audit.js';
import type { Nemesis } from './nemesis.js';
import type { SessionWatchers } from './session-watchers.js';
import type { SignalWatchers } from './signal-watchers.js';
import type { Verdict } from './verdict.js';
import type { Waits } from './waits.js';

/** What clients and watchers have counted. */
export type LoadFindings = Pick<ChaosLoad, 'tally' | 'journals'> & {
  readonly sessions: Pick<SessionWatchers, 'events' | 'broken' | 'falsehoods'>;
  readonly signals: Pick<SignalWatchers, 'sent' | 'seen' | 'broken' | 'falsehoods'>;
};

export interface ChaosFindings {
  readonly seed: number;
  /** Of `performance.now`, when faults began; `loadedMs` later all was answered. */
  startedMs: number;
  loadedMs?: number;
  readonly nemesis: Pick<Nemesis, 'injected' | 'goesOnMsMax'>;
  readonly load: LoadFindings;
  readonly waits: Waits;
  verdict?: Verdict;
  log?: LogAudit;
  feed?: FeedAudit;
  /** The archive, and what archivers that were killed have left half-written in it. */
  archived?: { readonly audit: ArchiveAudit; readonly drafts: number };
  /** Fatal lines of the processes. */
  alarms?: readonly string[];
}

type Rows = readonly (readonly [what: string, value: string | number])[];

export function closingTable(run: ChaosFindings): readonly string[] {
  const { seed, nemesis, load, waits, loadedMs = performance.now() - run.startedMs } = run;
  const faults = [...nemesis.injected].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = faults.reduce((sum, [, count]) => sum + count, 0);
  const rows: Rows = [
    ['seed', seed],
    ['minutes', (loadedMs / 60_000).toFixed(1)],
    ['faults', total],
    ...faults.map(([kind, count]) => [`  ${kind}`, count] as const),
    ...loadRows(load),
    ...historyRows(run),
    ...(run.archived === undefined ? [] : archiveRows(run.archived)),
    ...[...waits.longest].map(([kind, ms]) => [`longest wait, ${kind}, ms`, Math.round(ms)] as const),
    ['longest until all went on after healing, ms', Math.round(nemesis.goesOnMsMax)],
    ...wrongRows(run),
  ];
  return rows.map(([what, value]) => `${what.padEnd(56)}${String(value).padStart(10)}`);
}

function loadRows({ tally, journals, sessions, signals }: LoadFindings): Rows {
  return [
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
    ['  seen by watchers, with repeats', signals.seen],
    ['  their streams taken up again', signals.broken],
  ];
}

function historyRows({ log, feed }: ChaosFindings): Rows {
  const ofLog: Rows =
    log === undefined
      ? []
      : [
          ['batches in the log', log.batches],
          ['  claims', log.claims],
          ['  void records', log.voids],
          ['  outcomes', log.outcomes],
        ];
  if (feed === undefined) return ofLog;
  return [...ofLog, ['records in the public feed', feed.records], ['  of these repeated', feed.repeats]];
}

function archiveRows({ audit, drafts }: NonNullable<ChaosFindings['archived']>): Rows {
  return [
    ['segments in the archive', audit.segments],
    ['  of these trimmed from the log', audit.trimmedSegments],
    ['  not finished when their archiver was killed', drafts],
    ['records trimmed from the log', audit.trimmedRecords],
    ['records compared between log and archive', audit.sharedRecords],
  ];
}

function wrongRows({ load, verdict, alarms }: ChaosFindings): Rows {
  const { tally, sessions, signals } = load;
  const judged: Rows =
    verdict === undefined
      ? []
      : [
          ['lost', verdict.lost],
          ['repeated', verdict.repeated],
          ['reordered', verdict.reordered],
          ['accepted, but told nobody', verdict.unknown],
          ['told another state', verdict.misstated],
        ];
  return [
    ...judged,
    ['false refusals', tally.falseRefusals.length],
    ['false answers, reads and streams', tally.falsehoods.length],
    ['false events told to watchers', sessions.falsehoods.length + signals.falsehoods.length],
    ...(alarms === undefined ? [] : [['alarms of processes', alarms.length] as const]),
  ];
}

function byModeAndState(journals: readonly Journal[]): Rows {
  const counts = new Map<string, number>();
  for (const { mode, state } of journals) {
    for (const key of [`  ${mode}`, `  ${state}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
