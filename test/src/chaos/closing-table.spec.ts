/** The table tells of what was looked at, and of nothing else: a promise that nobody has checked is not told as kept. */
import { describe, expect, it } from '@jest/globals';
import { closingTable } from './closing-table.js';
import type { ChaosFindings } from './closing-table.js';
import { Tally } from './tally.js';
import { Verdict } from './verdict.js';
import { Waits } from './waits.js';

function findings(): ChaosFindings {
  const watchers = { events: 0, broken: 0, sent: 0, seen: 0, falsehoods: ['one too many'] };
  const waits = new Waits(30_000, () => 0);
  waits.end(waits.begin({ kind: 'read', client: 'c', sender: 's', what: 'GetSession', sessionId: '', messageId: '' }));
  return {
    seed: 7,
    startedMs: 0,
    nemesis: { injected: new Map([['kill -9 of broker', 2]]), goesOnMsMax: 3 },
    load: { tally: new Tally(), journals: [], sessions: watchers, signals: watchers },
    waits,
  };
}

/** What stands in the rows that begin with `name`. */
function told(lines: readonly string[], name: string): readonly string[] {
  return lines.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length).trim());
}

describe('the table of a run', () => {
  it('of which nothing was judged has the faults, the waits and the falsehoods so far, and no verdict', () => {
    const lines = closingTable(findings());
    expect(told(lines, '  kill -9 of broker')).toEqual(['2']);
    expect(told(lines, 'longest wait, ')).toEqual([expect.stringMatching(/^read, ms +0$/)]);
    expect(told(lines, 'false events told to watchers')).toEqual(['2']);
    for (const name of ['lost', 'batches in the log', 'records in the public feed', 'segments', 'alarms'])
      expect(told(lines, name)).toEqual([]);
  });

  it('that was judged has its verdict', () => {
    const verdict = new Verdict();
    verdict.lost = 1;
    const lines = closingTable({ ...findings(), verdict, alarms: [] });
    expect(told(lines, 'lost')).toEqual(['1']);
    expect(told(lines, 'alarms of processes')).toEqual(['0']);
  });
});
