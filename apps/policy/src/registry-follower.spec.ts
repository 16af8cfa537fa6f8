/** However long the registries' log is, it is folded in portions, and whoever waits for it has all of it then. */
import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog, encodeBatch, encodeClaim } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { encodeRegistryFact } from '@macp/records';
import { RegistryFollower } from './registry-follower.js';

const BATCHES = 12;
const PLACES = 2_000;

/** Places among open sessions, some hundred KiB of them in each record. */
async function longLog(): Promise<MemoryEventLog> {
  const log = new MemoryEventLog({ logId: 'registry', partitions: 1 });
  const { logId, partitions } = log;
  const claim = { epoch: 'e', owner: 'one', generation: 0, partitions, logId, commandLogId: 'q', claimedAtMs: 1 };
  await log.append(0, encodeClaim(claim));
  const place = {
    kind: 'SessionReserved',
    identity: 'agent://a',
    startsByMs: 9,
    startId: 'x'.repeat(128),
    atMs: 1,
  } as const;
  const facts = Array.from({ length: PLACES }, (_, at) => encodeRegistryFact({ ...place, sessionId: `s-${at}` }));
  for (let seq = 1; seq <= BATCHES; seq += 1) {
    const batch = { epoch: 'e', seq, decidedUpTo: seq, parked: [], recordedAtMs: 1, outcomes: [], facts };
    await log.append(0, encodeBatch(batch));
  }
  return log;
}

/** The same log, which delivers all it has at once, as one on disk does with what is not too much. */
function atOnce(log: MemoryEventLog): EventLog {
  const { logId, partitions } = log;
  return {
    logId,
    partitions,
    append: (partition, record) => log.append(partition, record),
    read: (partition, from, limit) => log.read(partition, from, limit),
    endOffset: (partition) => log.endOffset(partition),
    startOffset: (partition) => log.startOffset(partition),
    provesOwnershipWithoutAppend: () => true,
    trim: (partition, before) => log.trim(partition, before),
    close: () => log.close(),
    follow: (partition, from, onRecords, onFault) => {
      if (from === 0) log.read(partition, 0, BATCHES + 1).then(onRecords, onFault);
      return { close: () => undefined };
    },
  };
}

describe('a follower of the registries', () => {
  it('given a long log, when it starts, then others get their turn between records, and in the end it has all of them', async () => {
    const follower = new RegistryFollower(atOnce(await longLog()));
    const seen = [0];
    const look = (): void => {
      seen.push(follower.nextOffset);
      if (follower.nextOffset <= BATCHES) setImmediate(look);
    };
    setImmediate(look);
    await follower.start();
    seen.push(follower.nextOffset);

    const steps = seen.slice(1).map((offset, at) => offset - seen[at]!);
    expect(follower.nextOffset).toBe(BATCHES + 1);
    expect(Math.max(...steps)).toBeLessThan(BATCHES / 2);
    follower.stop();
  });
});
