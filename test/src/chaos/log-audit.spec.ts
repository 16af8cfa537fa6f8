/** The audit finds what it is there to find: in sound logs nothing, and every kind of damage by the name of its promise. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption, MemoryEventLog, encodeBatch, encodeClaim } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { LogAudit } from './log-audit.js';

const NO_BYTES = new Uint8Array();

function claim(log: EventLog, epoch: string): Promise<number> {
  const owner = { owner: 'engine', generation: 1, partitions: log.partitions, logId: log.logId, commandLogId: 'c' };
  return log.append(0, encodeClaim({ ...owner, epoch, claimedAtMs: 1 }));
}

/** A batch that decided commands with these ids, and nothing else. */
function batch(log: EventLog, [epoch, seq]: readonly [string, number], ids: readonly string[]): Promise<number> {
  const of = { expiresAtMs: 9, outcome: NO_BYTES };
  const outcomes = ids.map((correlationId, commandOffset) => ({ correlationId, commandOffset, ...of }));
  return log.append(0, encodeBatch({ epoch, seq, decidedUpTo: seq, parked: [], recordedAtMs: 1, outcomes, facts: [] }));
}

describe('the audit of a log', () => {
  const newLog = (): EventLog => new MemoryEventLog({ partitions: 1, logId: 'log' });

  it('counts what owners and replaced owners have written', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 1], ['x']);
    await claim(log, 'b');
    await batch(log, ['a', 2], ['y']);
    await batch(log, ['b', 1], ['y']);
    expect(await LogAudit.of(log)).toMatchObject({ claims: 2, batches: 2, voids: 1 });
  });

  it('finds a command that was decided twice', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 1], ['x']);
    await claim(log, 'b');
    await batch(log, ['b', 1], ['x']);
    await expect(LogAudit.of(log)).rejects.toMatchObject({ invariant: 'I5' });
  });

  it('finds a batch that is missing', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 2], ['x']);
    await expect(LogAudit.of(log)).rejects.toBeInstanceOf(LogCorruption);
  });
});
