/** What a run of chaos has done and found, as lines to be read. */
import type { FeedAudit } from './feed-audit.js';
import type { Journal } from './journal.js';
import type { LogAudit } from './log-audit.js';
import type { Nemesis } from './nemesis.js';
import type { Tally } from './tally.js';
import type { Verdict } from './verdict.js';

export interface FinishedRun {
  readonly seed: number;
  readonly loadedMs: number;
  readonly nemesis: Nemesis;
  readonly tally: Tally;
  readonly journals: readonly Journal[];
  readonly verdict: Verdict;
  readonly log: LogAudit;
  readonly feed: FeedAudit;
}

export function closingTable(run: FinishedRun): readonly string[] {
  const { nemesis, tally, verdict, log, feed } = run;
  const faults = [...nemesis.injected].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = faults.reduce((sum, [, count]) => sum + count, 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', run.seed],
    ['minutes', (run.loadedMs / 60_000).toFixed(1)],
    ['faults', total],
    ...faults.map(([kind, count]) => [`  ${kind}`, count] as const),
    ['sessions', run.journals.length],
    ...byModeAndState(run.journals),
    ['messages and control calls acknowledged', tally.acknowledged],
    ['refused as they had to be', tally.refusedRightly],
    ['calls made again', tally.sentAgain],
    ['Commitments without a verdict in time, sent again', tally.withoutVerdict],
    ['reads held against the journal', tally.reads],
    ['followers held against the journal', tally.followed],
    ['  their streams taken up again', tally.brokenStreams],
    ['batches in the log', log.batches],
    ['  claims', log.claims],
    ['  void records', log.voids],
    ['  outcomes', log.outcomes],
    ['records in the public feed', feed.records],
    ['  of these repeated', feed.repeats],
    ['longest wait for an answer, ms', Math.round(tally.longestMs)],
    ['longest until all went on after healing, ms', Math.round(nemesis.goesOnMsMax)],
    ['lost', verdict.lost],
    ['repeated', verdict.repeated],
    ['reordered', verdict.reordered],
    ['accepted, but told nobody', verdict.unknown],
    ['told another state', verdict.misstated],
    ['false refusals', tally.falseRefusals.length],
    ['false answers, reads and streams', tally.falsehoods.length],
  ];
  return rows.map(([what, value]) => `${what.padEnd(56)}${String(value).padStart(10)}`);
}

function byModeAndState(journals: readonly Journal[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { mode, state } of journals) {
    for (const key of [`  ${mode}`, `  ${state}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
