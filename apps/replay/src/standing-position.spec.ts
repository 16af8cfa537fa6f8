/** A projection goes on where its store ends only if the log still has what the store was filled from. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption, MemoryEventLog, MemoryProjectionStore, encodeBatch, encodeClaim } from '@macp/event-log';
import type { LogPosition } from '@macp/event-log';
import { isStanding } from './standing-position.js';
import { LOG_ID, PlayedSession, ProjectedLog } from './testing/projected-log.js';

const claim = (epoch: string): Uint8Array =>
  encodeClaim({
    epoch,
    owner: 'spec',
    generation: 0,
    partitions: 1,
    logId: LOG_ID,
    commandLogId: 'commands',
    claimedAtMs: 1,
  });
const batch = (epoch: string, seq: number): Uint8Array =>
  encodeBatch({ epoch, seq, decidedUpTo: -1, parked: [], recordedAtMs: 1, outcomes: [], facts: [] });

async function logOf(...records: readonly Uint8Array[]): Promise<MemoryEventLog> {
  const log = new MemoryEventLog({ logId: LOG_ID, partitions: 1 });
  for (const record of records) await log.append(0, record);
  return log;
}

const HISTORY = [claim('A'), batch('A', 1), batch('A', 2)];

describe('a position', () => {
  it.each<[string, Uint8Array[], LogPosition, boolean]>([
    ['is a batch that is there', [], { epoch: 'A', seq: 2, offset: 2 }, true],
    ['is a CLAIM that is there', [claim('B')], { epoch: 'B', seq: 0, offset: 3 }, true],
    ['is behind a void record', [batch('old', 7)], { epoch: 'A', seq: 2, offset: 3 }, true],
    ['is behind repeats', [batch('A', 1), claim('A')], { epoch: 'A', seq: 2, offset: 4 }, true],
    ['cannot be seen any more', [], { epoch: 'A', seq: 9, offset: 9 }, true],
    ['is of a batch where another owner has claimed', [claim('B')], { epoch: 'A', seq: 3, offset: 3 }, false],
    [
      'is of a batch where another owner has one',
      [claim('B'), batch('B', 1)],
      { epoch: 'A', seq: 4, offset: 4 },
      false,
    ],
    ['is of an earlier batch than the one that is there', [], { epoch: 'A', seq: 1, offset: 2 }, false],
  ])('that %s', async (_what, more, position, standing) => {
    expect(await isStanding(await logOf(...HISTORY, ...more), 0, position)).toBe(standing);
  });
});

describe('a projection with a store', () => {
  const ID = 'session-000001-0123456789';

  /** The same log and the same session each time. */
  async function started(): Promise<{ readonly log: ProjectedLog; readonly session: PlayedSession }> {
    const log = new ProjectedLog();
    const session = new PlayedSession(ID);
    await log.claim('e1');
    await log.write('e1', session);
    session.propose();
    return { log, session };
  }

  /** A store that was filled from two batches, and a log that has had an owner since the first or the second of them. */
  async function bereft(isLost: boolean) {
    const store = new MemoryProjectionStore();
    const [before, after] = [await started(), await started()];
    await before.log.write('e1', before.session);
    const filled = before.log.projection(store);
    await filled.start();
    filled.stop();
    if (isLost) after.session.take();
    else await after.log.write('e1', after.session);
    await after.log.claim('e2');
    after.session.propose('peer');
    await after.log.write('e2', after.session);
    return { log: after.log, store };
  }

  it('stops where the log has lost what the store was filled from, and has grown beyond', async () => {
    const { log, store } = await bereft(true);
    const faults: unknown[] = [];
    const projection = log.projection(store, { onFault: (_partition, cause) => void faults.push(cause) });
    await expect(projection.start()).rejects.toBeInstanceOf(LogCorruption);
    expect(faults).toEqual([expect.objectContaining({ name: LogCorruption.name, offset: 2 })]);
    await expect(projection.session(ID)).rejects.toBeInstanceOf(LogCorruption);
  });

  it('goes on where the log has it', async () => {
    const { log, store } = await bereft(false);
    const projection = log.projection(store);
    await projection.start();
    expect(store.lastOrdinal(ID)).toBe(3);
  });
});
